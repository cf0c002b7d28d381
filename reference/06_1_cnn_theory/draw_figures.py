"""Draws the lesson's figures: `python draw_figures.py [FOLDER]`. Every number in them is computed here."""

import sys
from pathlib import Path

INK, MUTED, LINE, PLAIN = "#1f2937", "#64748b", "#cbd5e1", "#ffffff"
BLUE, ORANGE, GREEN, GREY = "#e6f0ff", "#ffedd5", "#dcfce7", "#f1f5f9"
ACCENT, CALM = "#ea580c", "#15803d"


# The pen: each helper returns a piece of SVG.


def text(x, y, words, size=14, fill=INK, anchor="middle", weight=400):
    words = str(words).replace("-", "−")  # a true minus; no label has a hyphen
    style = f'font-size="{size}" font-weight="{weight}" fill="{fill}" text-anchor="{anchor}"'
    return f'<text x="{x:g}" y="{y:g}" {style}>{words}</text>'


def box(x, y, width, height, fill="none", stroke=LINE, line=1, radius=0, dash="none"):
    place = f'x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{radius}"'
    return f'<rect {place} fill="{fill}" stroke="{stroke}" stroke-width="{line}" stroke-dasharray="{dash}"/>'


def path(steps, stroke=INK, line=2, fill="none"):
    ends = 'stroke-linejoin="round" stroke-linecap="round"'
    return f'<path d="{steps}" fill="{fill}" stroke="{stroke}" stroke-width="{line}" {ends}/>'


def arrow(x, y, length, stroke=MUTED):
    return path(f"M{x:g} {y:g}h{length:g}m-6 -5l6 5l-6 5", stroke)


def grid(x, y, rows, cell, fill=BLUE, real=lambda i, j: True):
    """Rows of numbers; a cell that is not `real` is drawn as padding."""
    parts = []
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            look, ink = ((fill,), INK) if real(i, j) else ((GREY, LINE, 1, 0, "3 3"), MUTED)
            parts.append(box(x + j * cell, y + i * cell, cell, cell, *look))
            parts.append(text(x + (j + 0.5) * cell, y + (i + 0.5) * cell + 5, value, 15, ink))
    return "".join(parts)


def thousands(number):
    return f"{number:,}".replace(",", "\u00a0")


def page(title, width, height, parts):
    """A picture on a background of its own, so that it reads the same in light and in dark mode."""
    sheet = box(0.5, 0.5, width - 1, height - 1, PLAIN, radius=12)
    fonts = "system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
    head += f'height="{height:g}" role="img" font-family="{fonts}">'
    return "\n".join([head, f"<title>{title}</title>", sheet, *parts, "</svg>\n"])


# The figures. The arrays are those of the lesson's examples.

EDGE = [[1, 1, 6, 6, 6], [1, 1, 6, 6, 6], [1, 1, 1, 6, 6], [1, 1, 1, 1, 1]]
EDGE_FILTER = [[-1, 1], [-1, 1]]
IMAGE = [[3, 1, 0, 2, 4], [2, 5, 1, 0, 3], [0, 4, 2, 1, 1], [1, 0, 3, 5, 2], [2, 1, 4, 0, 1]]
FILTER = [[1, 0, -1], [2, 0, 1], [0, -2, 1]]


def sliding(title, image, kernel, at, stride=1, padding=0):
    """A filter on its way over an image: the window of output cell `at`, the one before it, all outputs."""
    k, (row, column), cell, left, top, gap = len(kernel), at, 40, 32, 92, 52
    high, wide = len(image), len(image[0])
    rim, blank = [0] * padding, [0] * (wide + 2 * padding)
    image = [blank] * padding + [rim + line + rim for line in image] + [blank] * padding
    tops, lefts = (range(0, n + 2 * padding - k + 1, stride) for n in (high, wide))
    taps = [(a, b, kernel[a][b]) for a in range(k) for b in range(k)]
    output = [[sum(image[i + a][j + b] * w for a, b, w in taps) for j in lefts] for i in tops]
    factors = [(image[tops[row] + a][lefts[column] + b], w) for a, b, w in taps]
    products = " + ".join(f"{v}·({w})" if w < 0 else f"{v}·{w}" for v, w in factors)

    x, y = left + lefts[column] * cell, top + tops[row] * cell
    window, kernel_x = k * cell, left + len(blank) * cell + gap
    output_x, middle = kernel_x + window + gap, top + len(image) * cell / 2
    kernel_y, output_y = middle - window / 2, middle - len(output) * cell / 2
    width, bottom = output_x + len(lefts) * cell + left, top + len(image) * cell
    spans = ((left, len(blank), "input"), (kernel_x, k, "filter"), (output_x, len(lefts), "output"))
    parts = [
        *(text(start + cells * cell / 2, 34, name, 16, weight=600) for start, cells, name in spans),
        grid(left, top, image, cell, BLUE, lambda i, j: 0 <= i - padding < high and 0 <= j - padding < wide),
        grid(kernel_x, kernel_y, kernel, cell, ORANGE),
        grid(output_x, output_y, output, cell, GREEN),
        text(kernel_x - gap / 2, middle + 8, "∗", 24),
        text(output_x - gap / 2, middle + 8, "=", 24),
        box(x - stride * cell, y, window, window, stroke=ACCENT, line=2, dash="6 5"),
        box(x, y, window, window, stroke=ACCENT, line=3),
        *(text(x + b * cell + 38, y + a * cell + 37, f"×{w}", 10, ACCENT, "end") for a, b, w in taps),
        arrow(x + window / 2 - stride * cell, top - 14, stride * cell, ACCENT),
        text(x + window / 2 - stride * cell / 2, top - 24, f"stride {stride}", 13, ACCENT),
        box(output_x + column * cell, output_y + row * cell, cell, cell, stroke=ACCENT, line=3),
        text(width / 2, bottom + 42, f"{products} = {output[row][column]}", 15),
    ]
    return page(title, width, bottom + 70, parts)


def same_padding():
    """Six cells, a filter of 3, stride 2: TensorFlow's one zero after the input, and a zero on each side."""
    cells, weights, stride, cell, parts = [1, 2, 3, 4, 5, 6], [1, 10, 100], 2, 40, []
    cases = [(32, 0, 1, "“same”: all the padding at the end"), (400, 1, 1, "padding 1: a zero on each side")]
    for x, before, after, words in cases:
        row, reach = [0] * before + cells + [0] * after, range(before, before + len(cells))
        parts.append(text(x, 40, words, 16, anchor="start", weight=600))
        parts.append(grid(x, 62, [row], cell, BLUE, lambda i, j, reach=reach: j in reach))
        for n, start in enumerate(range(0, len(row) - len(weights) + 1, stride)):
            total = sum(v * w for v, w in zip(row[start:], weights, strict=False))
            y, bar, width = 116 + n * 32, x + start * cell, len(weights) * cell
            parts.append(box(bar + 2, y, width - 4, 22, ORANGE, ACCENT, radius=4))
            parts.append(text(bar + width / 2, y + 16, total, 14, weight=600))
    words = "The weights are 1, 10 and 100: each result spells the cells that it has read, the last one first"
    return page("Equal sizes, different padding", 752, 258, [*parts, text(376, 236, words, 13, MUTED)])


def pooling_shift():
    """One bright pixel moves one column to the right: when does the pooled row notice?"""
    width, cell, step, parts = 12, 24, 34, []

    def lit(column):
        return [int(j == column) for j in range(width)]

    def pooled(row, k):
        return [max(row[j : j + k]) for j in range(0, width, k)]

    for x, column in ((32, 4), (412, 5)):
        stays = pooled(lit(column), 2) == pooled(lit(column + 1), 2)
        words = f"column {column} to {column + 1}: the map {'stays' if stays else 'moves'}"
        parts.append(text(x, 40, words, 16, anchor="start", weight=600))
        for y, at in ((58, column), (142, column + 1)):
            for down, k, name in ((0, 1, "row"), (32, 2, "max")):
                fills = [ACCENT if value else BLUE for value in pooled(lit(at), k)]
                parts += [box(x + j * k * cell, y + down, k * cell, cell, fill) for j, fill in enumerate(fills)]
                parts.append(text(x + width * cell + 10, y + down + 17, name, 13, MUTED, "start"))
    words = "From each column, one to the right: same cell (=), next cell (→), out of the image (×)"
    parts.append(text(32, 246, words, anchor="start", weight=600))
    for n, k in enumerate((2, 3, 4, 6)):
        x, y = 124, 262 + n * 36
        stays = [pooled(lit(j), k) == pooled(lit(j + 1), k) for j in range(width - 1)]
        looks = {True: (GREEN, "=", CALM), False: (ORANGE, "→", ACCENT), None: (GREY, "×", MUTED)}
        for j, (fill, mark, colour) in enumerate(looks[stay] for stay in [*stays, None]):
            parts.append(box(x + j * step, y, step, 26, fill))
            parts.append(text(x + (j + 0.5) * step, y + 18, mark, 15, colour))
        parts += [box(x + j * step, y, k * step, 26, stroke=INK, line=1.5) for j in range(0, width, k)]
        parts.append(text(32, y + 18, f"window {k}", anchor="start"))
        words = f"{sum(stays)} of {len(stays)} stay"
        parts.append(text(x + width * step + 18, y + 18, words, anchor="start"))
    return page("Max pooling and a shift of one pixel", 768, 420, parts)


def hierarchy():
    """Edges, corners and texture, parts, an object; below, how much of the image such a layer sees."""
    house = "M12 48L50 10L88 48M20 42V92H80V42M58 92V64H72V92M28 54H46V72H28ZM37 54V72M28 63H46"
    corners = "M14 40V16H38M62 38L76 16L90 38M10 64H40M10 76H40M10 88H40M20 64V76M32 76V88M62 64V88H88"
    pieces = "M18 40L50 10L82 40M12 56H42V90H12ZM27 56V90M12 73H42M62 90V54H86V90M80 72V74"
    stages = [
        ("edges", "M14 14V40M60 27H90M16 86L40 62M64 62L88 86", (14, 70, 12)),
        ("corners, texture", corners, (16, 48, 22)),
        ("parts", pieces, (13, 44, 42)),
        ("object", house, (5, 5, 90)),
    ]
    parts = [arrow(x, 117, 30) for x in (172, 352, 532)]
    for n, (name, strokes, (x, y, side)) in enumerate(stages):
        left = 32 + n * 180
        parts += [text(left + 65, 36, name, 16, weight=600), box(left, 52, 130, 130, BLUE, radius=10)]
        parts.append(f'<g transform="translate({left + 15} 67)">{path(strokes, line=3)}</g>')
        parts.append(box(left + 25, 202, 80, 80, GREY, radius=6))
        field = box(x, y, side, side, ORANGE, ACCENT, 3)
        parts.append(f'<g transform="translate({left + 25} 202) scale(0.8)">{field}{path(house, MUTED)}</g>')
    words = "above: what a filter answers to, from early layers to late ones; below: what it sees of an image"
    return page("From edges to objects", 734, 324, [*parts, text(367, 306, words, 13, MUTED)])


def simple_cnn():
    """The lesson's network: shapes, parameters, and how many pixels one value depends on."""
    size, channels, conv, pool = 28, 1, "conv 3×3", "max pool 2"
    sees = [{i} for i in range(size)]  # for each cell along an axis, the pixels that reach it
    stages = [("input", (size, size, channels), 0, 1)]
    for kind, k, stride, filters in ((conv, 3, 1, 32), (pool, 2, 2, 0), (conv, 3, 1, 64), (pool, 2, 2, 0)):
        sees = [set().union(*sees[i : i + k]) for i in range(0, len(sees) - k + 1, stride)]
        count, channels = (k * k * channels + 1) * filters, filters or channels
        stages.append((kind, (len(sees), len(sees), channels), count, len(sees[0])))
    units, seen = len(sees) ** 2 * channels, len(set().union(*sees))
    stages.append(("flatten", (units,), 0, len(sees[0])))
    for kind, width in (("dense", 128), ("dropout 0.5", 128), ("dense", 10)):
        stages.append((kind, (width,), (units + 1) * width if kind == "dense" else 0, seen))
        units = width

    parts, middle = [arrow(214 + n * 100, 180, 16) for n in range(len(stages) - 1)], 112
    rows = (("shape", 216), ("parameters", 244), ("one value sees", 272))
    parts += [text(24, y, words, 13, MUTED, "start") for words, y in rows]
    for n, (kind, shape, count, field) in enumerate(stages):
        x = 172 + n * 100
        fill = {"input": BLUE, conv: ORANGE, pool: GREEN}.get(kind, GREY)
        if len(shape) == 3:
            side, sheets = 10 + 2 * shape[0], 1 + shape[2] // 16
            offsets = [4 * sheet - 2 * (sheets - 1) - side / 2 for sheet in range(sheets)]
            parts += [box(x + by, middle + by, side, side, fill) for by in offsets]
        else:
            height = 12 * shape[0].bit_length()
            parts.append(box(x - 7, middle - height / 2, 14, height, fill, radius=3))
        figures = " × ".join(map(str, shape)), thousands(count), f"{field} × {field}"
        parts.append(text(x, 34, kind, weight=600))
        parts += [text(x, y, words, 13) for words, (_, y) in zip(figures, rows, strict=True)]
    total, most = sum(stage[2] for stage in stages), max(stage[2] for stage in stages)
    words = f"{thousands(total)} parameters, {most / total:.0%} of them in the first dense layer"
    return page("SimpleCNN, layer by layer", 1040, 328, [*parts, text(520, 308, words, weight=600)])


FIGURES = {
    "hierarchy": hierarchy,
    "convolution": lambda: sliding("A filter slides over an image", EDGE, EDGE_FILTER, (0, 1)),
    "stride_and_padding": lambda: sliding("Stride 2, padding 1", IMAGE, FILTER, (0, 1), stride=2, padding=1),
    "same_padding": same_padding,
    "pooling_shift": pooling_shift,
    "simple_cnn": simple_cnn,
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
