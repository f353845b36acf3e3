"""Score an installation on a gold file; nothing here is needed to run it."""
