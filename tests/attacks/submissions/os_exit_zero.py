"""Ends the process during its import, with the exit status that says success."""

import os

AIM = "status"

os._exit(0)
