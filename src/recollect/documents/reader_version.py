"""Which version of the reader this is."""

READER_VERSION = "5"
"""Raised when the same bytes give another text, other spans or other fields."""
