"""Judges the checks: the trusted side, which holds hidden checks and expected values."""
