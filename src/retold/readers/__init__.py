"""Readers: one module for each container; bytes in the world become pages."""
