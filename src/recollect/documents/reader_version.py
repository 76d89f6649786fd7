"""Which version of the reader this is."""

READER_VERSION = "4"
"""Raised when the same bytes give another text, other spans or other fields."""
