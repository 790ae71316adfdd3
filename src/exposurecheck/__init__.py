"""Finds cloud storage that outsiders can read, and the people whose data is in it."""

__version__ = "0.1.0"
