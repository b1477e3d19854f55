"""Typed templates in the subset that Dari shares with Jinja2, at random, and data for them.

Everything is a tree, so that one that fails can be made smaller. An expression knows how to write itself as Dari and as
Jinja; the two differ only where a comment quotes the sentence of the language's description that says so.
"""

import dataclasses

TEXT, INT, NUM, BOOL = ("text",), ("int",), ("num",), ("bool",)
PRINTABLE = (TEXT, TEXT, INT, NUM, BOOL)

# Loosest first, as in the language's description.
COND, OR, AND, NOT, COMPARE, ADD, CONCAT, MULTIPLY, FILTER, POSTFIX, ATOM = range(11)

WORDS = [
    "하루커피", "원두", "a", "Haru cafe", "각", "각", "é", "e\u0301", "👨‍👩‍👧", "-", "* 가", "# 제목", "<b>", "&amp;", "'", '"',
    "1.", "|", "x@y.kr", "}", "%", "}}", "#}", "%}", "가　나", "a\u00a0b", "\\n", "다.", "`a`", "~ ", "{ ",
]
SPACES = [" ", "  ", "\n", "\n", "\n\n", "\n  ", " \n", "\t", "\n\t", "\n \n", "　", "\u00a0", "\n　", "\u2028", "\x0c"]
DATA_TEXTS = [
    "", " ", "a", "b", "A", "하루커피", "하루 커피 원두", "Haru COFFEE-shop o'neil", "  both  ", "\t\n tab \r\n", "line\nline\n\n  x\n",
    "a\r\nb\rc", "straße İı ǆ", "ΑΣ ΑΣΑ", "e\u0301é", "가", "a\u2028b\x85c", "\u3000가\u3000", "👨‍👩‍👧‍👦 fam", "{{ x }} {% y %}",
    "<mail>&\"'</mail>", "10", "9", "a,b,,c", "foo bar baz qux quux", "aaa", "ab\\n", "true", "공백없이이어진아주긴한국어문장입니다정말로",
]
DATA_INTS = [0, 1, 2, 3, -1, -7, 5, 10, 12, 100, 49000, 9007199254740993, -9223372036854775808, 9223372036854775807]
DATA_NUMS = [
    0.0, 1.0, -1.5, 0.5, 2.5, 2.675, 0.1, 1 / 3, 1e16, 1e22, 1e-7, 123456.789, -0.25, 3.0, 1.005, 5e-324, 1e300, 9007199254740992.0,
]


# MARK: Trees


@dataclasses.dataclass
class Expr:
    """`parts` are texts, pairs (Dari, Jinja) of texts, and pairs (Expr, least precedence)."""

    type: tuple
    precedence: int
    parts: list

    def write(self, side, least=COND):
        written = []
        for part in self.parts:
            if isinstance(part, str):
                written.append(part)
            elif isinstance(part[0], Expr):
                written.append(part[0].write(side, part[1]))
            else:
                written.append(part[side])
        text = "".join(written)
        return f"({text})" if self.precedence < least else text


def atom(type, text, jinja=None):
    return Expr(type, ATOM, [text if jinja is None else (text, jinja)])


@dataclasses.dataclass
class Tag:
    """`{% … %}`, `{{ … }}` or `{# … #}`. `content` holds texts and expressions; `before` and `after` are layout."""

    kind: str  # tag hole comment raw endraw
    content: list
    trims: tuple = (False, False)
    before: str = ""
    after: str = ""


@dataclasses.dataclass
class Text:
    text: str


@dataclasses.dataclass
class Block:
    """`{% if %}` or `{% for %}`: tags and what stands between them; the last tag is the end."""

    tags: list
    bodies: list


@dataclasses.dataclass
class Raw:
    tags: list
    text: str


def flatten(nodes):
    """A tree as a line of Text and Tag."""
    for node in nodes:
        if isinstance(node, Block):
            for tag, body in zip(node.tags, node.bodies + [[]]):
                yield from flatten([tag])
                yield from flatten(body)
        elif isinstance(node, Raw):
            yield from flatten([node.tags[0], Text(node.text), node.tags[1]])
        elif isinstance(node, Tag):
            yield Text(node.before)
            yield node
            yield Text(node.after)
        else:
            yield node


# MARK: Types and data


class World:
    """What the templates of one routine share: its types, its inputs, and data for them."""

    def __init__(self, random):
        self.random = random
        self.enums = {"Kind": ["red", "blue", "green"], "등급": ["최고", "보통"]}
        self.records = {
            "Item": {"name": TEXT, "count": INT, "price": NUM, "kind": ("enum", "Kind"), "값": INT, "note": ("opt", TEXT)},
            "Order": {
                "번호": TEXT, "paid": BOOL, "items_": ("list", ("rec", "Item"), random.randrange(2)), "tags": ("list", TEXT, 0),
                "gift": ("opt", ("rec", "Item")), "total": ("opt", INT),
            },
        }
        self.inputs = {
            "x": TEXT, "글": TEXT, "n": INT, "m": INT, "f": NUM, "g": NUM, "ok": BOOL, "b2": BOOL, "kind": ("enum", "Kind"),
            "등급_": ("enum", "등급"), "xs": ("list", TEXT, 0), "names": ("list", TEXT, 1), "ns": ("list", INT, 0),
            "some": ("list", INT, 1), "fs": ("list", NUM, random.randrange(2)), "flags": ("list", BOOL, 0),
            "kinds": ("list", ("enum", "Kind"), 0), "rows": ("list", ("list", random.choice([INT, TEXT]), 1), 0),
            "items_": ("list", ("rec", "Item"), random.randrange(2)), "order": ("rec", "Order"), "one": ("rec", "Item"),
            "주문": ("opt", ("rec", "Order")), "o1": ("opt", TEXT), "o2": ("opt", INT), "o3": ("opt", ("list", TEXT, 1)),
            "o4": ("opt", NUM),
        }

    def declared(self, type):
        kind = type[0]
        if kind == "opt":
            inner = self.declared(type[1])
            return f"({inner})?" if type[1][0] == "list" else inner + "?"
        if kind == "list":
            return f"list{'(1..)' if type[2] else ''} of {self.declared(type[1])}"
        return {"num": "number", "enum": type[-1], "rec": type[-1]}.get(kind, kind)

    def header(self):
        lines = ["---", "routine: t", "title: t", "owner: owner", "---", ""]
        for name, cases in self.enums.items():
            lines += [f"@type {name}: {' | '.join(cases)}", ""]
        for name, fields in self.records.items():
            lines += [f"@type {name}", *(f"{field}: {self.declared(type)}" for field, type in fields.items()), ""]
        for name, type in self.inputs.items():
            lines += [f"@input {name}: {self.declared(type)}", ""]
        return "\n".join(lines) + "\n"

    def value(self, type):
        random = self.random
        match type:
            case ("text",):
                if random.random() < 0.7:
                    return random.choice(DATA_TEXTS)
                return "".join(random.choice("aAbB 가각\n\r\t.,ß\u3000\u2028'\"-<\\é") for _ in range(random.randrange(12)))
            case ("int",):
                return random.choice(DATA_INTS[:11] if random.random() < 0.95 else DATA_INTS)
            case ("num",):
                return random.choice(DATA_NUMS[:8] if random.random() < 0.8 else DATA_NUMS)
            case ("bool",):
                return random.random() < 0.5
            case ("enum", name):
                return random.choice(self.enums[name])
            case ("opt", inner):
                return self.value(inner) if random.random() < 0.5 else None
            case ("list", element, least):
                return [self.value(element) for _ in range(random.choice([least, 1, 2, 3, 5]))]
            case ("rec", name):
                return {field: self.value(inner) for field, inner in self.records[name].items()}

    def data(self):
        return {name: self.value(type) for name, type in self.inputs.items()}


# MARK: Expressions


class Writer:
    """Makes templates. A scope is a list of (text, type): all that can be named where we stand."""

    def __init__(self, world):
        self.world = world
        self.random = world.random
        self.names = 0
        self.top = self.grown([], [(name, type) for name, type in world.inputs.items()])

    def grown(self, scope, added):
        scope = list(scope)
        for text, type in added:
            scope.append((text, type))
            if type[0] == "rec":
                fields = self.world.records[type[1]]
                scope = self.grown(scope, [(f"{text}.{field}", inner) for field, inner in fields.items()])
        return scope

    def narrowed(self, scope, text, type):
        return self.grown([entry for entry in scope if entry[0] != text], [(text, type[1])])

    def variable(self, type, scope):
        found = [text for text, other in scope if self.fits(other, type)]
        return atom(type, self.random.choice(found)) if found else None

    @staticmethod
    def fits(type, wanted):
        if type[0] == wanted[0] == "list":
            return type[1] == wanted[1] and type[2] >= wanted[2]
        return type == wanted

    def expression(self, type, scope, depth):
        # "A type fits another when all its values do … `int` for `number`. There are no conversions."
        if type in (NUM, ("list", NUM, 0)) and self.random.random() < 0.08:
            return self.expression(INT if type == NUM else ("list", INT, 0), scope, depth)
        make = getattr(self, "make_" + type[0])
        if depth <= 0 or self.random.random() < 0.15:
            return self.variable(type, scope) if self.random.random() < 0.75 and self.variable(type, scope) else self.leaf(type, scope)
        roll = self.random.random()
        if roll < 0.06 and type[0] not in ("enum", "opt", "rec"):
            return self.inline_if(type, scope, depth)
        if roll < 0.12:
            optional = self.variable(("opt", type), scope)
            if type in (TEXT, INT, NUM) and (optional is None or self.random.random() < 0.5):
                optional = self.expression(("opt", type), scope, depth - 1)
            if optional:
                return self.filtered(type, optional, "default", self.expression(type, scope, depth - 1))
        if roll < 0.2 and self.variable(type, scope):
            return self.variable(type, scope)
        return make(type, scope, depth - 1)

    def leaf(self, type, scope):
        random = self.random
        match type:
            case ("text",):
                text = random.choice(WORDS + [" ", ", ", "가\n나", "{{", "a\tb"])
                return atom(TEXT, *self.literal(text))
            case ("int",):
                return atom(INT, str(random.choice([0, 1, 2, 3, 7, 10, 12, 100, 2024])))
            case ("num",):
                return atom(NUM, random.choice(["0.5", "1.0", "2.5", "0.1", "3.14159", "10.0", "2.675", "100.25"]))
            case ("bool",):
                return atom(BOOL, random.choice(["true", "false"]))
            case ("enum", name):
                case = random.choice(self.world.enums[name])
                return atom(type, case, f"'{case}'")
            case ("list", element, least):
                if element[0] in ("enum", "rec"):
                    return self.variable(type, scope) or self.first_with(type, scope)
                return self.make_list_literal(type, scope, 0)
            case ("rec", _):
                return self.variable(type, scope)
            case ("opt", inner):
                return self.variable(type, scope) or self.make_opt(type, scope, 0)

    def first_with(self, type, scope):
        """A list with an item in it, where no name fits."""
        text = next(text for text, other in scope if other[0] == "list" and other[1] == type[1])
        if not type[2]:
            return atom(type, text)
        # Of enums and records there are no literals: what is named comes from the inputs.
        return Expr(type, ATOM, ["[", (self.variable(type[1], scope), COND), "]"])

    def literal(self, text):
        quote = self.random.choice("'\"")
        escaped = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace(quote, "\\" + quote)
        # The escape `\u{…}` is Dari's own.
        if self.random.random() < 0.1 and text and not text.isascii():
            code = "".join(c if c.isascii() else f"\\u{{{ord(c):x}}}" for c in escaped)
            return f"{quote}{code}{quote}", f"{quote}{escaped}{quote}"
        return (f"{quote}{escaped}{quote}",)

    def filtered(self, type, subject, name, *arguments, fields=None):
        parts = [(subject, FILTER), self.random.choice([" | ", "|"]), name]
        if fields:
            parts.append(fields)
        elif arguments:
            parts.append("(")
            for index, argument in enumerate(arguments):
                parts += [", "] if index else []
                parts.append((argument, COND) if isinstance(argument, Expr) else argument)
            parts.append(")")
        return Expr(type, FILTER, parts)

    def inline_if(self, type, scope, depth):
        condition, then, otherwise = self.condition(scope, depth - 1)
        return Expr(
            type, COND,
            [
                (self.expression(type, then, depth - 1), OR), " if ", (condition, OR), " else ",
                (self.expression(type, otherwise, depth - 1), COND),
            ],
        )

    def printable(self, scope, depth):
        type = self.random.choice(PRINTABLE)
        if self.random.random() < 0.1:
            return self.variable(("enum", "Kind"), scope)
        return self.expression(type, scope, depth)

    def make_text(self, type, scope, depth):
        random = self.random
        text = lambda: self.expression(TEXT, scope, depth)
        choice = random.randrange(14)
        if choice < 3:
            left, right = self.printable(scope, depth), self.printable(scope, depth)
            return Expr(TEXT, CONCAT, [(left, CONCAT), random.choice([" ~ ", "~"]), (right, MULTIPLY)])
        if choice < 6:
            return self.filtered(TEXT, text(), random.choice(["upper", "lower", "title", "trim"]))
        if choice == 6:
            return self.filtered(TEXT, text(), "truncate", str(random.choice([3, 4, 5, 8, 12])))
        if choice == 7:
            return self.filtered(TEXT, text(), "replace", self.expression(TEXT, scope, 0), self.expression(TEXT, scope, 0))
        if choice == 8:
            return self.filtered(TEXT, text(), "indent", *random.choice([[], ["2"], ["0"], ["7"]]))
        if choice == 9:
            return self.filtered(TEXT, text(), "reverse")
        if choice < 12:
            element = random.choice([TEXT, INT, NUM, BOOL, ("enum", "Kind")])
            joined = self.expression(("list", element, 0), scope, depth)
            return self.filtered(TEXT, joined, "join", *random.choice([[], ["', '"], ['"\\n- "'], ["'·'"]]))
        return self.picked(TEXT, scope, depth)

    def picked(self, type, scope, depth):
        """One item of a list that is not empty."""
        items = self.expression(("list", type, 1), scope, depth)
        names = ["first", "last"] + (["min", "max"] if type in (TEXT, INT, NUM, BOOL) else [])
        choice = self.random.choice(names + ["[]"])
        if choice == "[]":
            return Expr(type, POSTFIX, [(items, POSTFIX), self.random.choice(["[0]", "[-1]"])])
        return self.extreme(type, items, choice)

    def extreme(self, type, items, name):
        # "`sort`, `unique`, `min`, `max` respect case"
        fields = ("", "(case_sensitive=True)") if name in ("min", "max", "sort", "unique") else None
        return self.filtered(type, items, name, fields=fields)

    def arithmetic(self, type, scope, depth, operand, operators):
        random = self.random
        op = random.choice(operators)
        precedence = ADD if op in "+-" else MULTIPLY
        left = operand()
        # Mostly a divisor that is not zero; the rest tells whether both refuse it.
        right = self.leaf_divisor() if op in ("/", "//", "%") and random.random() < 0.85 else operand()
        tighter = CONCAT if precedence == ADD else FILTER
        gap = random.choice([" ", " ", ""])
        return Expr(type, precedence, [(left, precedence), f"{gap}{op}{gap}", (right, tighter)])

    def leaf_divisor(self):
        text = self.random.choice(["2", "3", "7", "10", "-3", "0.5", "-2.5"])
        return Expr(NUM, FILTER if text[0] == "-" else ATOM, [text]) if "." in text else Expr(INT, FILTER, [text])

    def make_int(self, type, scope, depth):
        random = self.random
        whole = lambda: self.expression(INT, scope, depth)
        choice = random.randrange(10)
        if choice < 4:
            made = self.arithmetic(INT, scope, depth, whole, ["+", "-", "*", "//", "%"])
            # A divisor with a point gives a number.
            divisor = made.parts[2][0]
            return made if divisor.type == INT else self.filtered(INT, made, "round")
        if choice == 4:
            operand = whole()
            return Expr(INT, FILTER, ["-", (operand, POSTFIX)])
        if choice < 7:
            subject = random.choice([TEXT, ("list", TEXT, 0), ("list", INT, 0), ("list", ("rec", "Item"), 0)])
            return self.filtered(INT, self.expression(subject, scope, depth), "length")
        if choice == 7:
            return self.filtered(INT, self.expression(NUM, scope, depth), "round")
        if choice == 8:
            if random.random() < 0.5:
                return self.filtered(INT, self.expression(("list", INT, 0), scope, depth), "sum")
            items = self.expression(("list", ("rec", "Item"), 0), scope, depth)
            # "Field arguments are bare names of fields"
            return self.filtered(INT, items, "sum", fields=("(값)", "(attribute='값')"))
        return self.picked(INT, scope, depth)

    def make_num(self, type, scope, depth):
        random = self.random
        operand = lambda: self.expression(random.choice([NUM, NUM, INT]), scope, depth)
        choice = random.randrange(8)
        if choice < 2:
            left, right = (self.expression(NUM, scope, depth), operand())
            op = random.choice(["+", "-", "*"])
            precedence = ADD if op in "+-" else MULTIPLY
            return Expr(NUM, precedence, [(left, precedence), f" {op} ", (right, CONCAT if precedence == ADD else FILTER)])
        if choice < 4:
            return self.arithmetic(NUM, scope, depth, operand, ["/"])
        if choice == 4:
            left = self.expression(NUM, scope, depth)
            return Expr(NUM, MULTIPLY, [(left, MULTIPLY), random.choice([" // ", " % "]), (self.leaf_divisor(), FILTER)])
        if choice == 5:
            places = random.choice(["0", "1", "2", "5", "-1"])
            return self.filtered(NUM, self.expression(NUM, scope, depth), "round", places)
        if choice == 6:
            return self.filtered(NUM, self.expression(("list", NUM, 0), scope, depth), "sum")
        return self.picked(NUM, scope, depth)

    def make_bool(self, type, scope, depth):
        random = self.random
        choice = random.randrange(13)
        if choice < 3:
            a, b = self.comparable(scope, depth)
            op = random.choice(["==", "!="])
            return Expr(BOOL, COMPARE, [(a, ADD), f" {op} ", (b, ADD)])
        if choice < 5:
            kinds = random.choice([(INT, INT), (INT, NUM), (NUM, NUM), (TEXT, TEXT)])
            a, b = (self.expression(kind, scope, depth) for kind in kinds)
            op = random.choice(["<", "<=", ">", ">="])
            return Expr(BOOL, COMPARE, [(a, ADD), f" {op} ", (b, ADD)])
        if choice < 7:
            return self.containment(scope, depth)
        if choice < 9:
            a = self.expression(BOOL, scope, depth)
            b = self.expression(BOOL, scope, depth)
            word, precedence, tighter = random.choice([("and", AND, NOT), ("or", OR, AND)])
            return Expr(BOOL, precedence, [(a, precedence), f" {word} ", (b, tighter)])
        if choice == 9:
            return Expr(BOOL, NOT, ["not ", (self.expression(BOOL, scope, depth), NOT)])
        if choice == 10:
            subject = self.expression(random.choice([TEXT, ("list", TEXT, 0)]), scope, depth)
            return Expr(BOOL, FILTER, [(subject, FILTER), random.choice([(" is empty", " is empty()"), (" is not empty", " is not empty()")])])
        if choice == 11:
            case = random.choice(self.world.enums["Kind"])
            negated = random.random() < 0.3
            # `is CASE` is Dari's own: a comparison in Jinja.
            dari, jinja = (" is not ", " is differing(") if negated else (" is ", " is same_word(")
            return Expr(BOOL, FILTER, [(self.variable(("enum", "Kind"), scope), FILTER), (dari + case, f"{jinja}'{case}')")])
        # Compared, so that it narrows nothing: what it tells is known to no other expression here.
        asked = self.condition(scope, depth, needs_bool=True)[0]
        return Expr(BOOL, COMPARE, [(asked, ADD), random.choice([" == ", " != "]), "true"])

    def comparable(self, scope, depth):
        random = self.random
        choice = random.randrange(8)
        if choice == 0:
            kind = random.choice(["Kind", "등급"])
            a = self.variable(("enum", kind), scope)
            b = self.leaf(("enum", kind), scope)
            return (a, b) if random.random() < 0.7 else (b, a)
        if choice == 1:
            element = random.choice([INT, TEXT])
            return tuple(self.expression(("list", element, 0), scope, depth) for _ in range(2))
        if choice == 2:
            return tuple(self.expression(("rec", "Item"), scope, depth) for _ in range(2))
        types = random.choice([(TEXT, TEXT), (INT, INT), (INT, NUM), (NUM, NUM), (BOOL, BOOL)])
        return tuple(self.expression(type, scope, depth) for type in types)

    def containment(self, scope, depth):
        random = self.random
        word = random.choice([" in ", " not in "])
        choice = random.randrange(4)
        if choice == 0:
            a, b = self.expression(TEXT, scope, depth), self.expression(TEXT, scope, depth)
        elif choice == 1:
            a = self.variable(("enum", "Kind"), scope)
            cases = random.sample(self.world.enums["Kind"], 2)
            b = atom(("list", ("enum", "Kind"), 2), f"[{', '.join(cases)}]", str(cases))
        else:
            element = random.choice([TEXT, INT, NUM])
            a = self.expression(element, scope, depth)
            b = self.expression(("list", element, 0), scope, depth)
        return Expr(BOOL, COMPARE, [(a, ADD), word, (b, ADD)])

    def make_list_literal(self, type, scope, depth):
        count = self.random.choice([max(1, type[2]), 2, 3])
        parts = ["["]
        for index in range(count):
            parts += [", "] if index else []
            parts.append((self.expression(type[1], scope, depth), COND))
        return Expr(type, ATOM, parts + ["]"])

    def make_list(self, type, scope, depth):
        random = self.random
        _, element, least = type
        choice = random.randrange(10)
        items = lambda: self.expression(type, scope, depth)
        if choice < 4:
            ordered = element in (TEXT, INT, NUM, BOOL)
            name = random.choice(["reverse", "unique", "sort", "sort"] if ordered else ["reverse"])
            return self.extreme(type, items(), name)
        if element == ("rec", "Item") and choice < 9:
            field = random.choice(["name", "count", "price", "값"])
            if choice < 7 or least:
                return self.filtered(
                    type, items(), "sort", fields=(f"({field})", f"(attribute='{field}', case_sensitive=True)"))
            value = self.expression(self.world.records["Item"][field], scope, 0)
            # `where` is Jinja's `selectattr`.
            parts = [(items(), FILTER), (f" | where({field}, ", f" | selectattr('{field}', '==', ")]
            return Expr(type, FILTER, [*parts, (value, COND), (")", ") | list")])
        if element in (TEXT, INT, NUM) and choice < 6:
            field = {TEXT: "name", INT: random.choice(["count", "값"]), NUM: "price"}[element]
            records = self.expression(("list", ("rec", "Item"), least), scope, depth)
            return self.filtered(type, records, "map", fields=(f"({field})", f"(attribute='{field}')"))
        if element in (TEXT, INT, NUM, BOOL) and choice < 8:
            return self.make_list_literal(type, scope, depth)
        return items()

    def make_rec(self, type, scope, depth):
        if type == ("rec", "Item") and self.random.random() < 0.5:
            return self.picked(type, scope, depth)
        return self.variable(type, scope)

    def make_enum(self, type, scope, depth):
        return self.variable(type, scope)

    def make_opt(self, type, scope, depth):
        inner = type[1]
        if inner[0] not in ("text", "int", "num", "rec") or inner == ("rec", "Order"):
            return self.variable(type, scope) or atom(type, "주문")
        items = self.variable(("list", inner, 0), scope) if depth <= 0 else self.expression(("list", inner, 0), scope, depth)
        if items is None:
            return self.variable(type, scope) or atom(type, "o2")
        # Whether it is optional depends on what is known of the list: `where` and an index that is not.
        if self.random.random() < 0.4 or inner[0] == "rec":
            index = self.random.choice([self.leaf(INT, scope), self.variable(INT, scope), atom(INT, "-9")])
            return Expr(type, POSTFIX, [(items, POSTFIX), "[", (index, COND), "] "])
        return self.extreme(type, items, self.random.choice(["first", "last", "min", "max"]))

    # MARK: Conditions

    def condition(self, scope, depth, needs_bool=False):
        """A condition, and what can be named where it holds and where it does not."""
        optionals = [entry for entry in scope if entry[1][0] == "opt"]
        if not optionals or (self.random.random() > 0.25 and not needs_bool):
            return self.expression(BOOL, scope, depth), scope, scope
        text, type = self.random.choice(optionals)
        inner = self.narrowed(scope, text, type)
        choice = self.random.randrange(5)
        if choice == 0 and not needs_bool:
            # "No truthiness of texts, numbers or lists": a record that is there is true in both.
            bare = atom(BOOL, text, text if type[1][0] == "rec" else f"({text} is present())")
            return bare, inner, scope
        if choice == 1:
            return Expr(BOOL, FILTER, [text, (" is present", " is present()")]), inner, scope
        if choice == 2:
            return Expr(BOOL, FILTER, [text, (" is absent", " is absent()")]), scope, inner
        test, word, precedence, tighter = ("present", "and", AND, NOT) if choice == 3 else ("absent", "or", OR, AND)
        more = self.expression(BOOL, inner, max(0, depth - 1))
        made = Expr(BOOL, precedence, [text, (f" is {test}", f" is {test}()"), f" {word} ", (more, tighter)])
        return (made, inner, scope) if choice == 3 else (made, scope, inner)

    # MARK: Templates

    def template(self):
        self.names = 0
        self.budget = self.random.choice([3, 6, 10, 16])
        return self.body(self.top, 0)

    def body(self, scope, level, loops=0):
        nodes = []
        scope = list(scope)
        for _ in range(self.random.randint(1, 5)):
            self.budget -= 1
            roll = self.random.random()
            if roll < 0.35 or self.budget < 0:
                nodes.append(Text(self.text()))
            elif roll < 0.6 or level > 3:
                content = [self.printable(scope, self.random.choice([0, 1, 2, 3]))]
                nodes.append(self.tag("hole", content, False))
            elif roll < 0.65:
                words = self.random.choice(["메모", "a\nb", "{{ x }} {% if %}", "TODO\n\n다음", "-", "+ x +", ""])
                nodes.append(self.tag("comment", [words], self.on_lines()))
            elif roll < 0.72:
                name, type = self.fresh("v"), self.random.choice([TEXT, INT, NUM, BOOL, ("list", TEXT, 1), ("list", INT, 1), ("opt", TEXT)])
                made = self.expression(type, scope, 2)
                if type[0] == "opt":
                    # `names | first` is not optional if `names` is never empty; a name for such a value is not either.
                    made = self.variable(type, scope) or atom(type, "xs | first")
                nodes.append(self.tag("tag", [f"set {name} = ", made], self.on_lines()))
                scope = self.grown(scope, [(name, type)])
            elif roll < 0.77:
                lines = self.on_lines()
                nodes.append(Raw([self.tag("raw", [], lines), self.tag("endraw", [], lines)], self.raw_text()))
            elif roll < 0.9:
                nodes.append(self.branch(scope, level))
            else:
                nodes.append(self.loop(scope, level))
        return nodes

    @staticmethod
    def bare(expr):
        """Jinja takes no `a if c else b` in `if` and after `in` without parentheses."""
        return Expr(expr.type, OR, [(expr, OR)])

    def on_lines(self):
        return self.random.random() < 0.6

    def fresh(self, stem):
        self.names += 1
        return self.random.choice([stem, "이름"]) + str(self.names)

    def tag(self, kind, content, on_lines):
        random = self.random
        trims = (random.random() < 0.12, random.random() < 0.12)
        tag = Tag(kind, content, trims)
        if on_lines:
            tag.before = "\n" + random.choice(["", "", "  ", "\t", "　"])
            # "a line with white space after or between its tags is a tag line"
            tag.after = random.choice(["\n", "\n", "\n", " \n", "  \n", "\t\n", " "])
            if random.random() < 0.2:
                tag.before = random.choice(["", " "])
        if content and random.random() < 0.05:
            tag.content = ["\n "] + content
        return tag

    def branch(self, scope, level):
        lines = self.on_lines()
        condition, then, otherwise = self.condition(scope, 2)
        tags, bodies = [self.tag("tag", ["if ", self.bare(condition)], lines)], [self.body(then, level + 1)]
        while self.random.random() < 0.3:
            condition, then, otherwise = self.condition(otherwise, 1)
            tags.append(self.tag("tag", ["elif ", self.bare(condition)], lines))
            bodies.append(self.body(then, level + 1))
        if self.random.random() < 0.5:
            tags.append(self.tag("tag", ["else"], lines))
            bodies.append(self.body(otherwise, level + 1))
        return Block(tags + [self.tag("tag", ["endif"], lines)], bodies)

    def loop(self, scope, level):
        lines = self.on_lines()
        element = self.random.choice([TEXT, INT, NUM, ("rec", "Item"), ("rec", "Item"), ("enum", "Kind")])
        items = self.variable(("list", element, 0), scope) if self.random.random() < 0.5 else None
        items = items or self.expression(("list", element, 0), scope, 2)
        name = self.fresh("e")
        inner = self.grown(scope, [(name, element)])
        head = [f"for {name} in ", self.bare(items)]
        if self.random.random() < 0.35:
            # Jinja has no `loop` in the condition of its own loop, and not the outer one's either.
            outside = [entry for entry in inner if not entry[0].startswith("loop.")]
            condition, then, _ = self.condition(outside, 1)
            inner = self.grown(then, [entry for entry in inner if entry[0].startswith("loop.")])
            head += [" if ", condition]
        inner = [entry for entry in inner if not entry[0].startswith("loop.")]
        numbers = [(f"loop.{word}", INT) for word in ("index", "index0", "length")] * 3
        inner = self.grown(inner, numbers + [("loop.first", BOOL), ("loop.last", BOOL)] * 2)
        tags, bodies = [self.tag("tag", head, lines)], [self.body(inner, level + 1)]
        if self.random.random() < 0.35:
            tags.append(self.tag("tag", ["else"], lines))
            bodies.append(self.body(scope, level + 1))
        return Block(tags + [self.tag("tag", ["endfor"], lines)], bodies)

    def text(self):
        random = self.random
        if random.random() < 0.03:
            return "\n```py\nprint({})\n```\n"
        pieces = [random.choice(WORDS if random.random() < 0.6 else SPACES) for _ in range(random.randint(1, 6))]
        return "".join(pieces)

    def raw_text(self):
        pieces = ["{{ x }}", "{% if a %}", "{# c #}", "{%- -%}", " ", "\n", "  \n", "가", "b", "\n  "]
        return "".join(self.random.choice(pieces) for _ in range(self.random.randint(0, 5)))
