"""A chart of lines on two logarithmic axes, as SVG by hand: no library is needed to make the page."""
import math

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 420, 64, 236, 44, 52
COLOURS = ["#0b5fa5", "#b3441e", "#4a7c2c", "#7a4b9a", "#8a6d00", "#00797a", "#a8325e", "#555555", "#c07000", "#3d5a80"]


def number(value):
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


def chart(title, across, up, lines):
    """lines: name -> list of (x, y), drawn in order; a line of one point is a mark."""
    points = [point for line in lines.values() for point in line]
    low_x, high_x = min(x for x, _ in points), max(x for x, _ in points)
    low_y = 10.0 ** math.floor(math.log10(min(y for _, y in points)))
    high_y = 10.0 ** math.ceil(math.log10(max(y for _, y in points)))
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def place(x, y):
        return (LEFT + wide * math.log(x / low_x) / math.log(high_x / low_x), TOP + high * (1 - math.log(y / low_y) / math.log(high_y / low_y)))

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>', f'<text x="{LEFT}" y="24" font-size="15" fill="#222222">{title}</text>']
    value = low_y
    while value <= high_y * 1.001:
        _, y = place(low_x, value)
        out += [f'<line x1="{LEFT}" y1="{y:.1f}" x2="{LEFT + wide}" y2="{y:.1f}" stroke="#dddddd"/>',
                f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#444444">{number(value)}</text>']
        value *= 10
    for value in sorted({x for line in lines.values() for x, _ in line}):
        x, _ = place(value, low_y)
        out += [f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{TOP + high}" stroke="#eeeeee"/>',
                f'<text x="{x:.1f}" y="{TOP + high + 18}" text-anchor="middle" fill="#444444">{number(value)}</text>']
    out += [f'<text x="{LEFT + wide / 2}" y="{HEIGHT - 10}" text-anchor="middle" fill="#222222">{across}</text>',
            f'<text x="16" y="{TOP + high / 2}" text-anchor="middle" fill="#222222" transform="rotate(-90 16 {TOP + high / 2})">{up}</text>']
    labels = []
    for (name, line), colour in zip(lines.items(), COLOURS * 2):
        places = [place(x, y) for x, y in line]
        out += [f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="2"/>'
                for (x1, y1), (x2, y2) in zip(places, places[1:])]
        out += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in places]
        labels.append([places[-1][1], name, colour, places[-1]])
    labels.sort()
    at = TOP - 8.0
    for label in labels:  # no two closer than a line of text
        label[0] = at = max(label[0], at + 15)
    over = max(0.0, at - (TOP + high))
    for y, name, colour, (from_x, from_y) in labels:
        y -= over
        out += [f'<line x1="{from_x + 5:.1f}" y1="{from_y:.1f}" x2="{LEFT + wide + 20}" y2="{y:.1f}" stroke="{colour}" stroke-width="0.7" opacity="0.5"/>',
                f'<text x="{LEFT + wide + 24}" y="{y + 4:.1f}" fill="{colour}">{name}</text>']
    return "\n".join(out + ["</svg>", ""])
