"""Quotation: direct, indirect and mixed speech."""
