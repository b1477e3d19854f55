"""Reads swimlanes out of pages and judges their geometry; shares nothing with the code that draws them.

A picture is what stands in the SVG: boxes and diamonds, the corners of each edge, lines of text with their middle. From
that alone: whether boxes overlap, lines run through boxes or over text, lines of different steps lie on each other, text
leaves its box, and how often lines cross. `fewest_crossings` is the least that any order of lanes and any ways of the edges
can have, found by trying all.
"""

import html.parser
import itertools
import re


class Picture:
    def __init__(self, identity):
        self.identity = identity
        self.width = self.height = 0
        self.lanes, self.heads = [], []
        self.boxes = {}          # step -> (x0, y0, x1, y1)
        self.diamonds = {}       # step -> the same
        self.texts = []          # (step or None, class, x, y, text)
        self.edges = []          # (from, to, kind, [(x, y), …])
        self.tips = []

    def goes_right(self):
        """The names of the lanes stand at the left, and are as high as the lanes."""
        return self.heads[0][3] - self.heads[0][1] == self.lanes[0][3] - self.lanes[0][1]


class Reader(html.parser.HTMLParser):
    """The pictures of a page."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.pictures = []
        self.picture = self.step = self.text = None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        names = given.get("class", "").split()
        if tag == "svg":
            self.picture = Picture(given.get("aria-labelledby", "").split(" ")[0])
            self.picture.width, self.picture.height = int(given["width"]), int(given["height"])
            assert given["viewbox"] == f"0 0 {given['width']} {given['height']}", "viewBox"
            self.pictures.append(self.picture)
        if not self.picture:
            return
        if tag == "g":
            self.step = int(given["data-step"])
        elif tag == "rect":
            x, y = int(given["x"]), int(given["y"])
            rect = (x, y, x + int(given["width"]), y + int(given["height"]))
            if "box" in names:
                self.picture.boxes[self.step] = rect
            elif "lane" in names:
                self.picture.lanes.append(rect)
            elif "head" in names:
                self.picture.heads.append(rect)
        elif tag == "path" and "gate" in names:
            xs, ys = zip(*points(given["d"]))
            self.picture.diamonds[self.step] = (min(xs), min(ys), max(xs), max(ys))
        elif tag == "path" and "tip" in names:
            self.picture.tips.append(points(given["d"]))
        elif tag == "path" and "way" in names:
            self.picture.edges.append((int(given["data-from"]), int(given["data-to"]), names[1], points(given["d"])))
        elif tag == "text":
            self.text = [self.step, names[0], int(given["x"]), int(given["y"]), ""]

    def handle_data(self, data):
        if self.text:
            self.text[4] += data

    def handle_endtag(self, tag):
        if tag == "text" and self.text:
            self.picture.texts.append(tuple(self.text))
            self.text = None
        elif tag == "g":
            self.step = None
        elif tag == "svg":
            self.picture = None


def points(path):
    """The corners: a curve is the corner that it rounds."""
    result = []
    for command, numbers in re.findall(r"([MLQZ])([^MLQZ]*)", path):
        values = [int(value) for value in numbers.split()]
        if command in "ML":
            result.append((values[0], values[1]))
        elif command == "Q":
            # The start of the curve was written before it, the end comes with it: both lie on the straight pieces.
            result[-1] = (values[0], values[1])
            result.append((values[2], values[3]))
    corners = []
    for index, point in enumerate(result):
        if 0 < index < len(result) - 1:
            (ax, ay), (bx, by) = result[index - 1], result[index + 1]
            if (ax == point[0] == bx) or (ay == point[1] == by):
                continue
        if not corners or corners[-1] != point:
            corners.append(point)
    return corners


def pictures(text):
    reader = Reader()
    reader.feed(text)
    return reader.pictures


# Geometry


def overlap(a, b, gap=0):
    return a[0] < b[2] + gap and b[0] < a[2] + gap and a[1] < b[3] + gap and b[1] < a[3] + gap


def pieces(edge):
    """The straight pieces, up to the tip of the arrow."""
    found = []
    for (ax, ay), (bx, by) in zip(edge[3], edge[3][1:]):
        assert ax == bx or ay == by, f"slanted piece in {edge}"
        found.append((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
    return found


def touches_inside(piece, rect, margin):
    """The piece runs through the rectangle, or nearer to it than the margin."""
    return overlap((piece[0], piece[1], piece[2], piece[3]),
                   (rect[0] - margin, rect[1] - margin, rect[2] + margin, rect[3] + margin), 0) \
        if piece[0] != piece[2] and piece[1] != piece[3] else _line_in(piece, rect, margin)


def _line_in(piece, rect, margin):
    x0, y0, x1, y1 = rect[0] - margin, rect[1] - margin, rect[2] + margin, rect[3] + margin
    if piece[1] == piece[3]:
        return y0 < piece[1] < y1 and piece[0] < x1 and x0 < piece[2]
    return x0 < piece[0] < x1 and piece[1] < y1 and y0 < piece[3]


def net(edge):
    """Lines that may lie on each other: all that leave a step forward."""
    return (edge[0], "back" if edge[2] == "back" else "forward")


def crossings(picture):
    found = set()
    lines = [(net(edge), piece) for edge in picture.edges for piece in pieces(edge)]
    for (a, first), (b, second) in itertools.combinations(lines, 2):
        if a == b:
            continue
        for flat, steep in ((first, second), (second, first)):
            if flat[1] == flat[3] and steep[0] == steep[2] \
                    and flat[0] < steep[0] < flat[2] and steep[1] < flat[1] < steep[3]:
                found.add((steep[0], flat[1], *sorted([a, b])))
    return len(found)


def problems(picture):
    found = []
    solid = {("box", step): rect for step, rect in picture.boxes.items()}
    solid |= {("diamond", step): rect for step, rect in picture.diamonds.items()}
    frame = (0, 0, picture.width, picture.height)
    for (a, first), (b, second) in itertools.combinations(solid.items(), 2):
        if a[1] != b[1] and overlap(first, second, 4):
            found.append(f"{a} and {b} are too close")
    for name, rect in solid.items():
        if not (frame[0] <= rect[0] and frame[1] <= rect[1] and rect[2] <= frame[2] and rect[3] <= frame[3]):
            found.append(f"{name} leaves the picture")
        if not any(lane[0] <= rect[0] and lane[1] <= rect[1] and rect[2] <= lane[2] and rect[3] <= lane[3]
                   for lane in picture.lanes):
            found.append(f"{name} stands in no lane")
        if any(overlap(rect, head) for head in picture.heads):
            found.append(f"{name} lies on the name of a lane")
    for edge in picture.edges:
        for x, y in edge[3]:
            if not (0 < x < picture.width and 0 < y < picture.height):
                found.append(f"{edge[:3]} leaves the picture")
        parts = pieces(edge)
        for index, piece in enumerate(parts):
            for head in picture.heads:
                if touches_inside(piece, head, 0):
                    found.append(f"{edge[:3]} runs over the name of a lane")
            for (kind, step), rect in solid.items():
                isOwn = (index == 0 and step == edge[0]) or (index == len(parts) - 1 and step == edge[1])
                if touches_inside(piece, rect, -1 if isOwn else 3) and not (
                        kind == "diamond" and step == edge[0] and index == 0 and edge[2] != "back"):
                    if isOwn and kind == "box" and _only_touches(piece, rect):
                        continue
                    if isOwn and kind == "diamond" and step == edge[0]:
                        continue
                    found.append(f"{edge[:3]} runs through {kind} {step}")
        found += ends(picture, edge)
    lines = [(net(edge), piece, edge) for edge in picture.edges for piece in pieces(edge)]
    for (a, first, one), (b, second, other) in itertools.combinations(lines, 2):
        if a == b:
            continue
        if first[1] == first[3] == second[1] == second[3] and first[0] < second[2] and second[0] < first[2]:
            found.append(f"{one[:3]} lies on {other[:3]}")
        elif first[0] == first[2] == second[0] == second[2] and first[1] < second[3] and second[1] < first[3]:
            found.append(f"{one[:3]} lies on {other[:3]}")
        elif _too_close(first, second):
            found.append(f"{one[:3]} runs too close to {other[:3]}")
    return found


def _only_touches(piece, rect):
    return piece[2] <= rect[0] or piece[0] >= rect[2] or piece[3] <= rect[1] or piece[1] >= rect[3]


def _too_close(a, b):
    """Two parallel pieces beside each other for more than a moment, with less than 7 units between them."""
    if a[1] == a[3] and b[1] == b[3]:
        return 0 < abs(a[1] - b[1]) < 7 and min(a[2], b[2]) - max(a[0], b[0]) > 8
    if a[0] == a[2] and b[0] == b[2]:
        return 0 < abs(a[0] - b[0]) < 7 and min(a[3], b[3]) - max(a[1], b[1]) > 8
    return False


def ends(picture, edge):
    """An edge begins at its step, at the side where the flow goes on, and its tip ends at the other step."""
    found = []
    (sx, sy) = edge[3][0]
    start = picture.boxes[edge[0]]
    diamond = picture.diamonds.get(edge[0])
    if diamond:
        reach = abs(sx - (diamond[0] + diamond[2]) / 2) + abs(sy - (diamond[1] + diamond[3]) / 2)
        if abs(reach - (diamond[2] - diamond[0]) / 2) > 0.5:
            found.append(f"{edge[:3]} does not begin at its diamond")
    else:
        right, down = sx == start[2] and start[1] < sy < start[3], sy == start[3] and start[0] < sx < start[2]
        if not (right if picture.goes_right() else down):
            found.append(f"{edge[:3]} does not begin at its box")
    target = picture.boxes[edge[1]]
    (ex, ey) = edge[3][-1]
    if not (target[0] - 8 <= ex <= target[2] + 8 and target[1] - 8 <= ey <= target[3] + 8):
        found.append(f"{edge[:3]} does not reach its step")
    (bx, by) = edge[3][-2]
    if abs(ex - bx) + abs(ey - by) < 3:
        found.append(f"{edge[:3]} turns within its tip")
    return found


# The least number of crossings


def fewest_crossings(picture, limit=8_000):
    """The least crossings of a drawing in the same columns: over all orders of lanes, and all places of edges in the columns
    that they pass. None if there are too many to try."""
    right = picture.goes_right()
    along = (lambda rect: rect[0]) if right else (lambda rect: rect[1])
    starts = sorted({along(rect) for rect in picture.boxes.values()})
    column = {step: starts.index(along(rect)) for step, rect in picture.boxes.items()}
    def lane_of(rect):
        for index, lane in enumerate(picture.lanes):
            if lane[0] <= rect[0] and lane[1] <= rect[1] and rect[2] <= lane[2] and rect[3] <= lane[3]:
                return index
    lane = {step: lane_of(rect) for step, rect in picture.boxes.items()}
    edges = {tuple(sorted((edge[0], edge[1]), key=lambda step: column[step])) + (net(edge),) for edge in picture.edges}
    used = sorted(set(lane.values()))
    forward = sorted((edge for edge in edges if edge[2][1] != "back"), key=str)
    backward = sorted((edge for edge in edges if edge[2][1] == "back"), key=str)
    best = None
    work = 0
    for order in itertools.permutations(used):
        place = {name: index for index, name in enumerate(order)}
        layers = [sorted((step for step in column if column[step] == index), key=lambda step: place[lane[step]])
                  for index in range(len(starts))]
        for sides in itertools.product((-1, 1), repeat=len(backward)):
            sided = [edge + (side,) for edge, side in zip(backward, sides)]
            found, tried = fewest_in_order(layers, column, forward + sided, limit - work)
            work += tried
            if work >= limit:
                return None
            if best is None or found < best:
                best = found
            if best == 0:
                return 0
    return best


def fewest_in_order(layers, column, edges, limit):
    """Column by column, every place of the edges that pass: a table of the cheapest way to each arrangement. An edge that
    goes back leaves its step above or below it, and comes to the other one on the same side: it has a place in their
    columns, too, with no step between, and crosses what lies between."""
    work = 0
    states = {}
    for index in range(len(layers)):
        passing = sorted({edge for edge in edges if _passes(edge, column, index)}, key=str)
        links = [edge for edge in edges if column[edge[0]] < index <= column[edge[1]]]
        result = {}
        for after in arrange([("step", step) for step in layers[index]], [("edge", edge) for edge in passing]):
            own = _stubs(after, index, column)
            if own is None:
                continue
            if index == 0:
                result[after] = own
                continue
            target = {item: place for place, item in enumerate(after)}
            for before, cost in states.items():
                work += 1
                if work > limit:
                    return 0, work
                position = {item: place for place, item in enumerate(before)}
                ends_ = [(position.get(("edge", edge), position.get(("step", edge[0]))),
                          target.get(("edge", edge), target.get(("step", edge[1]))), edge[2]) for edge in links]
                crossed = sum((a[0] - b[0]) * (a[1] - b[1]) < 0 and a[2] != b[2]
                              for a, b in itertools.combinations(ends_, 2))
                sum_ = cost + own + crossed
                if after not in result or result[after] > sum_:
                    result[after] = sum_
        states = result
    return min(states.values()), work


def _passes(edge, column, index):
    if edge[2][1] == "back":
        return column[edge[0]] <= index <= column[edge[1]]
    return column[edge[0]] < index < column[edge[1]]


def _stubs(arrangement, index, column):
    """What the ends of edges that go back cross in a column; None if a step stands in between."""
    place = {item: position for position, item in enumerate(arrangement)}
    crossed = 0
    for item in arrangement:
        if item[0] != "edge" or item[1][2][1] != "back":
            continue
        for step in item[1][:2]:
            if column[step] != index:
                continue
            if (place[item] - place[("step", step)]) * item[1][3] < 0:
                return None
            low, high = sorted((place[item], place[("step", step)]))
            between = arrangement[low + 1:high]
            if any(other[0] == "step" for other in between):
                return None
            crossed += sum(other[1][2] != item[1][2] for other in between)
    return crossed


def arrange(fixed, free):
    """Every way to put the free ones between the fixed ones."""
    result = [tuple(fixed)]
    for item in free:
        result = [each[:place] + (item,) + each[place:] for each in result for place in range(len(each) + 1)]
    return result
