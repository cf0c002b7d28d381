"""How an interpreter for a nursery or a worker is started: isolated, and with an environment that tells nothing."""

from __future__ import annotations

import os
import sys

from autograder.isolation.readable import PACKAGE, user_site

ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "PATH": os.defpath,
    "CUDA_VISIBLE_DEVICES": "-1",
    "KERAS_BACKEND": "tensorflow",
    "MALLOC_ARENA_MAX": "2",
    "MPLBACKEND": "Agg",
    # One thread: a nursery with more could not be forked safely, and jobs run side by side.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    # The same code paths on every machine, and none that are compiled anew in each worker.
    "ONEDNN_MAX_CPU_ISA": "AVX2",
    "TF_ENABLE_ONEDNN_OPTS": "0",
}
# Isolated from the current folder and the user's settings; what is not in site-packages is looked for last.
BOOT = "import sys; sys.path += sys.argv.pop(1).split('\\n'); from autograder.isolation.{} import main; main()"


def interpreter(module: str, *arguments: str) -> list[str]:
    """Returns the command that runs the `main` of a module of this package."""
    places = [place for place in (user_site(), str(PACKAGE.parent)) if place]
    return [sys.executable, "-I", "-B", "-c", BOOT.format(module), "\n".join(places), *arguments]
