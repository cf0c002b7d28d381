"""Measures the grader against Otter, plain pytest and the bare calls, on one machine and in one run."""
