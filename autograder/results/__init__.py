"""Writes what comes out of grading."""
