"""A network as a whole: what its layers find, how large they are, and how far they see."""

from drawing.pen import ACCENT, BLUE, GREEN, GREY, LINE, MUTED, ORANGE, arrow, box, page, path, text, thousands


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


def receptive_field():
    """One cell behind SimpleCNN's last pooling, and all that it was computed from, down to the pixels."""
    count, cell, size, left, step = 14, 36, 26, 124, 66
    layers = (("conv 3", 3, 1), ("max pool 2", 2, 2), ("conv 3", 3, 1), ("max pool 2", 2, 2))
    views, windows = [[{i} for i in range(count)]], []
    for _, k, stride in layers:
        starts = range(0, len(views[-1]) - k + 1, stride)
        windows.append([range(start, start + k) for start in starts])
        views.append([set().union(*(views[-1][i] for i in window)) for window in windows[-1]])
    # From the first cell of the last layer down.
    reached = [{0}]
    for layer in reversed(windows):
        reached.insert(0, {i for cell_above in reached[0] for i in layer[cell_above]})

    def place(level, i):
        """Below the middle of what it sees; the image is at the bottom."""
        view = views[level][i]
        return left + (min(view) + max(view) + 1) / 2 * cell, 58 + (len(layers) - level) * step

    parts, right = [], left + count * cell
    for level, layer in enumerate(windows, 1):
        for i in range(len(layer)):
            (x, y), colour = place(level, i), ACCENT if i in reached[level] else LINE
            for below in layer[i]:
                to_x, to_y = place(level - 1, below)
                parts.append(path(f"M{x:g} {y + size / 2:g}L{to_x:g} {to_y - size / 2:g}", colour, 1.5))
    for level, cells in enumerate(views):
        for i in range(len(cells)):
            x, y = place(level, i)
            look = (ORANGE, ACCENT, 2) if i in reached[level] else (BLUE, LINE, 1)
            parts.append(box(x - size / 2, y - size / 2, size, size, *look, 3))
            parts.append(text(x, y + 4, i, 12, MUTED))
        y = place(level, 0)[1] + 5
        parts.append(text(24, y, layers[level - 1][0] if level else "pixels", anchor="start", weight=600))
        words = f"sees {len(cells[0])}, jump {min(cells[1]) - min(cells[0])}"
        parts.append(text(right + 14, y, words if level else "", 13, MUTED, "start"))
    for n, colour in enumerate((ACCENT, MUTED)):
        view, y = views[-1][n], place(0, 0)[1] + 28 + n * 34
        start, end = left + min(view) * cell + 4, left + (max(view) + 1) * cell - 4
        parts.append(path(f"M{start:g} {y - 5:g}v5H{end:g}v-5", colour))
        words = f"cell {n} sees the {len(view)} pixels from {min(view)} to {max(view)}"
        parts.append(text((start + end) / 2, y + 17, words, 13, colour))
    return page("The receptive field grows from layer to layer", right + 136, place(0, 0)[1] + 100, parts)
