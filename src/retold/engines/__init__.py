"""Engines move records; they know no stage."""
