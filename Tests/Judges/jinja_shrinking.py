"""Smaller trees of a tree, to find the least template that still fails."""

import copy

import jinja_templates as trees


def smaller(nodes):
    """Trees with one thing less, the largest cuts first."""
    yield from removals(nodes)
    for path in places(nodes):
        for change in changes(at(nodes, path)):
            made = copy.deepcopy(nodes)
            if put(made, path, change) is not False:
                yield made


def removals(nodes):
    for count in (max(2, len(nodes) // 2), 1):
        for start in range(0, len(nodes), count):
            if count == 1 or len(nodes) > 2:
                yield nodes[:start] + nodes[start + count :]
    for index, node in enumerate(nodes):
        if isinstance(node, trees.Block):
            for body in node.bodies:
                yield nodes[:index] + body + nodes[index + 1 :]
            if len(node.bodies) > 1:
                for branch in range(1, len(node.bodies)):
                    tags = node.tags[:branch] + node.tags[branch + 1 :]
                    bodies = node.bodies[:branch] + node.bodies[branch + 1 :]
                    yield nodes[:index] + [trees.Block(tags, bodies)] + nodes[index + 1 :]
            for branch, body in enumerate(node.bodies):
                for less in removals(body):
                    bodies = node.bodies[:branch] + [less] + node.bodies[branch + 1 :]
                    yield nodes[:index] + [trees.Block(node.tags, bodies)] + nodes[index + 1 :]


def places(nodes, path=()):
    """Paths of all texts, tags and expressions."""
    for index, node in enumerate(nodes):
        here = path + (index,)
        match node:
            case trees.Block():
                for number, tag in enumerate(node.tags):
                    yield from tag_places(tag, here + ("tags", number))
                for number, body in enumerate(node.bodies):
                    yield from places(body, here + ("bodies", number))
            case trees.Raw():
                yield here
                for number, tag in enumerate(node.tags):
                    yield from tag_places(tag, here + ("tags", number))
            case trees.Tag():
                yield from tag_places(node, here)
            case _:
                yield here


def tag_places(tag, path):
    yield path
    for index, part in enumerate(tag.content):
        if isinstance(part, trees.Expr):
            yield from expression_places(part, path + ("content", index))


def expression_places(expr, path):
    yield path
    for index, part in enumerate(expr.parts):
        if not isinstance(part, str) and isinstance(part[0], trees.Expr):
            yield from expression_places(part[0], path + ("parts", index, 0))


def at(root, path):
    for step in path:
        root = getattr(root, step) if isinstance(step, str) else root[step]
    return root


def put(root, path, change):
    *front, last = path
    parent = at(root, front)
    if isinstance(parent, tuple):
        # (expression, precedence) inside an expression
        *front, index = front
        at(root, front)[index] = (change, parent[1])
    elif isinstance(last, str):
        setattr(parent, last, change)
    else:
        parent[last] = change


LEAST = {"text": "'a'", "int": "1", "num": "1.5", "bool": "true"}


def changes(node):
    match node:
        case trees.Text() | trees.Raw():
            text = node.text
            for less in shorter(text):
                yield trees.Text(less) if isinstance(node, trees.Text) else trees.Raw(node.tags, less)
        case trees.Tag():
            for field, value in (("trims", (False, False)), ("before", ""), ("after", "")):
                if getattr(node, field) != value:
                    made = copy.deepcopy(node)
                    setattr(made, field, value)
                    yield made
            for trims in ((True, False), (False, True)):
                if node.trims == (True, True):
                    made = copy.deepcopy(node)
                    made.trims = trims
                    yield made
            if node.kind == "comment" and node.content != ["c"]:
                yield trees.Tag(node.kind, ["c"], node.trims, node.before, node.after)
            if node.content and node.content[0] == "\n ":
                yield trees.Tag(node.kind, node.content[1:], node.trims, node.before, node.after)
        case trees.Expr():
            if node.type[0] in LEAST and node.parts != [LEAST[node.type[0]]] and (len(node.parts) > 1 or len(node.parts[0]) > 3):
                yield trees.atom(node.type, LEAST[node.type[0]])
            for part in node.parts:
                if not isinstance(part, str) and isinstance(part[0], trees.Expr):
                    inner = part[0]
                    same = inner.type[0] == node.type[0] and (inner.type[0] != "list" or inner.type[1] == node.type[1])
                    if same or node.type[0] in ("text", "bool") and inner.type[0] in LEAST:
                        yield inner


def shorter(text):
    if not text:
        return
    yield ""
    if len(text) > 1:
        for count in (len(text) // 2, 1):
            for start in range(0, len(text), count):
                yield text[:start] + text[start + count :]
