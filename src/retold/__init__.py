"""Who said what, to whom, when, on whose word; how each telling differs; and who got it from whom."""

__version__ = "0.1.0"
