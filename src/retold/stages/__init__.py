"""Stages: plain functions from records to records, without input or output."""
