"""What a window sees on its way over an image or a row. The arrays are those of the lesson's examples."""

from drawing.pen import ACCENT, BLUE, CALM, GREEN, GREY, INK, MUTED, ORANGE, arrow, box, grid, page, text

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


def im2col():
    """Every window of an image as a row, every filter as a column, and what their product is."""
    cell, gap, middle, k = 36, 56, 176, len(EDGE_FILTER)
    image, filters = [row[:4] for row in IMAGE[:3]], [EDGE_FILTER, list(zip(*EDGE_FILTER, strict=True))]
    high, wide = len(image) - k + 1, len(image[0]) - k + 1
    places = [(i, j) for i in range(high) for j in range(wide)]
    rows = [[image[i + a][j + b] for a in range(k) for b in range(k)] for i, j in places]
    weights = [[w for line in kernel for w in line] for kernel in filters]
    columns = list(zip(*weights, strict=True))
    product = [[sum(v * w for v, w in zip(row, column, strict=True)) for column in weights] for row in rows]
    maps = [[[product[i * wide + j][f] for j in range(wide)] for i in range(high)] for f in range(len(filters))]

    x, parts, starts = 32, [], []
    pieces = (
        ("image", "", image, BLUE, "→"),
        ("windows", "as rows", rows, BLUE, "×"),
        ("filters", "as columns", columns, ORANGE, "="),
        ("product", "", product, GREEN, "→"),
    )
    for name, more, numbers, fill, sign in pieces:
        width = len(numbers[0]) * cell
        starts.append((x, middle - len(numbers) * cell / 2))
        parts += [text(x + width / 2, 30, name, 16, weight=600), text(x + width / 2, 50, more, 13, MUTED)]
        parts.append(grid(*starts[-1], numbers, cell, fill))
        parts.append(text(x + width + gap / 2, middle + 8, sign, 24))
        x += width + gap
    tops = [middle + 6 + (f - len(filters) / 2) * (high * cell + 32) + 10 for f in range(len(filters))]
    parts.append(text(x + wide * cell / 2, 30, "maps", 16, weight=600))
    for top, numbers, name in zip(tops, maps, ("first filter", "second filter"), strict=True):
        parts += [text(x + wide * cell / 2, top - 7, name, 13, MUTED), grid(x, top, numbers, cell, GREEN)]

    # Two windows and all that becomes of them.
    for n, colour, dash, inset in ((1, ACCENT, "none", 0), (1 + wide, CALM, "5 4", 4)):
        (i, j), look = places[n], {"stroke": colour, "line": 3, "dash": dash}
        left, top = starts[0]
        side = k * cell - 2 * inset
        parts.append(box(left + j * cell + inset, top + i * cell + inset, side, side, **look))
        for (left, top), numbers in ((starts[1], rows), (starts[3], product)):
            parts.append(box(left, top + n * cell, len(numbers[0]) * cell, cell, **look))
        parts += [box(x + j * cell, top + i * cell, cell, cell, **look) for top in tops]
    bottom = middle + len(rows) * cell / 2
    words = "A pixel in several windows is written several times. The product has a row for each place of the window"
    width = x + wide * cell + 32
    return page(
        "A convolution as one product", width, bottom + 60, [*parts, text(width / 2, bottom + 36, words, 13, MUTED)]
    )
