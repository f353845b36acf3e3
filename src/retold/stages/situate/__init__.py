"""Situating: who, when, where."""
