"""The wall and what is behind it: imports numpy, the standard library and itself only."""
