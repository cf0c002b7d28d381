"""The pen: each helper returns a piece of SVG, and `page` puts the pieces on a sheet."""

INK, MUTED, LINE, PLAIN = "#1f2937", "#64748b", "#cbd5e1", "#ffffff"
BLUE, ORANGE, GREEN, GREY = "#e6f0ff", "#ffedd5", "#dcfce7", "#f1f5f9"
ACCENT, CALM = "#ea580c", "#15803d"


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
