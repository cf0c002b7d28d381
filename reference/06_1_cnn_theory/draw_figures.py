"""Draws the lesson's figures: `python draw_figures.py [FOLDER]`. Every number in them is computed here."""

import sys
from pathlib import Path

from drawing import networks, windows

FIGURES = {
    "hierarchy": networks.hierarchy,
    "convolution": lambda: windows.sliding("A filter slides over an image", windows.EDGE, windows.EDGE_FILTER, (0, 1)),
    "stride_and_padding": lambda: windows.sliding(
        "Stride 2, padding 1", windows.IMAGE, windows.FILTER, (0, 1), stride=2, padding=1
    ),
    "same_padding": windows.same_padding,
    "pooling_shift": windows.pooling_shift,
    "simple_cnn": networks.simple_cnn,
    "im2col": windows.im2col,
    "receptive_field": networks.receptive_field,
}


def main():
    here = Path(__file__).resolve()
    lesson = here.parents[2] / "exercises" / here.parent.name / "figures"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else lesson
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in FIGURES.items():
        (folder / f"{name}.svg").write_text(draw(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
