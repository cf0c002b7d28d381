"""Reads what lies on disk: the exercises, and what was handed in."""
