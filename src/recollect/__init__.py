"""Recollect: a self-hosted hiring workbench with total memory."""

__version__ = "0.1.0"
