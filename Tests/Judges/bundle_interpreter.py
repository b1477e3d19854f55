"""Renders a Dari bundle: the instruction list of Documentation/Bundle.md in another language than the compiler's.

Written from the documentation, to judge it and the compiler's own renderer. Values are Python's: None for absent,
str, bool, int, float, datetime.date, Money, Symbol, list, and Record (fields by slot).
"""

import base64
import datetime
import json
import math
import pathlib
import re
import unicodedata
import urllib.parse
from dataclasses import dataclass

import bundle_safety
import redaction

MINOR_UNITS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}


class RenderFault(Exception):
    """The data makes rendering impossible."""


class UnknownFilter(Exception):
    """A filter that this small interpreter does not have."""


@dataclass(frozen=True)
class Money:
    units: int
    currency: str


@dataclass(frozen=True)
class Symbol:
    word: str


@dataclass(frozen=True)
class Placeholder:
    path: str


class Unknown:
    """Instead of a result that somebody has yet to give."""


UNKNOWN = Unknown()


def is_rendered(step):
    return bool(step["messages"]) or "text" in step or step["actor"]["kind"] == "routine"


class Record(list):
    """Fields in the order of their names' code points."""


@dataclass(frozen=True)
class Media:
    """A picture, a sound or a file: its bytes, or the address to fetch it from."""

    kind: str
    name: str
    media_type: str | None
    data: bytes | None = None
    url: str | None = None

    def mark(self):
        if self.url:
            return f"⟦{self.kind}: {self.url}⟧"
        count = len(self.data)
        if count < 1024:
            size = f"{count} B"
        elif count <= 1023 * 1024:
            size = f"{-(-count // 1024)} KB"
        else:
            tenths = -(-count * 10 // 2**20)
            size = f"{tenths // 10}{f'.{tenths % 10}' if tenths % 10 else ''} MB"
        return f"⟦{self.kind}: {self.name}, {self.media_type}, {size}⟧"

    def part(self):
        part = {"kind": self.kind, "name": self.name}
        if self.media_type:
            part["mediaType"] = self.media_type
        if self.url:
            part["url"] = self.url
        else:
            part["data"] = base64.b64encode(self.data).decode()
        return {"media": part}


class Mark(str):
    """What stands for media in a text."""

    media: Media


# A few formats, enough for the fixtures; `MediaFormat` of the compiler knows more.
SIGNATURES = [
    (rb"\x89PNG\r\n\x1a\n", "image/png"), (rb"\xff\xd8\xff", "image/jpeg"), (rb"GIF8[79]a", "image/gif"),
    (rb"RIFF....WEBP", "image/webp"), (rb"RIFF....WAVE", "audio/wav"), (rb"ID3", "audio/mpeg"),
    (rb"%PDF-", "application/pdf"),
]  # fmt: skip
ENDINGS = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp", "pdf": "application/pdf"}


def read_media(text, kind, folder):
    """A path below the folder, an https address or a data URL."""
    if text.startswith("https://"):
        name = urllib.parse.urlsplit(text).path.rpartition("/")[2]
        return Media(kind, name or text, ENDINGS.get(name.rpartition(".")[2].lower()), url=text)
    inline = text.startswith("data:")
    data = base64.b64decode(text.partition(",")[2]) if inline else (folder / text).read_bytes()
    media_type = next((t for start, t in SIGNATURES if re.match(start, data, re.DOTALL)), "text/plain")
    endings = [end for end, known in ENDINGS.items() if known == media_type]
    return Media(kind, f"{kind}.{endings[0]}" if inline else pathlib.PurePath(text).name, media_type, data=data)


# Values


def read_int(value):
    return int(value["int"]) if isinstance(value, dict) else value


def read_double(value):
    return -0.0 if value == "-0" else float(value)


def read_value(value):
    if isinstance(value, list):
        return [read_value(item) for item in value]
    if not isinstance(value, dict):
        return value
    ((tag, content),) = value.items()
    if tag == "int":
        return int(content)
    if tag == "number":
        return read_double(content)
    if tag == "case":
        return Symbol(content)
    if tag == "date":
        return datetime.date.fromisoformat(content)
    if tag == "money":
        return Money(int(content["units"]), content["currency"])
    if tag == "record":
        return Record(read_value(item) for item in content)
    raise ValueError(tag)


def read_data(data, kind, folder=pathlib.Path()):
    """Data of a type, as it is handed in, that has been checked against the schema. Files are in the folder."""
    if data is None:
        return None
    name = kind["kind"]
    if name in ("image", "audio", "file"):
        return read_media(data, name, folder)
    if name == "text":
        return data.replace("\r\n", "\n")
    if name == "int":
        return int(data)
    if name == "number":
        return float(data)
    if name == "date":
        return datetime.date.fromisoformat(data)
    if name == "money":
        amount, currency = data.split(" ")
        whole, _, fraction = amount.lstrip("-").partition(".")
        units = int(whole + fraction.ljust(MINOR_UNITS.get(currency, 2), "0"))
        return Money(-units if amount.startswith("-") else units, currency)
    if name == "enum":
        names = {unicodedata.normalize("NFC", case["word"]): case["word"] for case in kind["cases"]}
        return Symbol(names[unicodedata.normalize("NFC", data)])
    if name == "list":
        return [read_data(item, kind["of"], folder) for item in data]
    if name == "record":
        data = {unicodedata.normalize("NFC", key): item for key, item in data.items()}
        fields = sorted(kind["fields"], key=lambda field: field["name"])
        return Record(
            read_data(data.get(unicodedata.normalize("NFC", f["name"])), f["type"], folder) for f in fields
        )
    return data


def printed(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, str)):
        return str(value)
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Money):
        places = MINOR_UNITS.get(value.currency, 2)
        digits = str(abs(value.units)).rjust(places + 1, "0")
        amount = digits if places == 0 else f"{digits[:-places]}.{digits[-places:]}"
        return f"{'-' if value.units < 0 else ''}{amount} {value.currency}"
    if isinstance(value, Symbol):
        return value.word
    if isinstance(value, Placeholder):
        return f"⟦{value.path}⟧"
    if isinstance(value, Media):
        mark = Mark(value.mark())
        mark.media = value
        return mark
    return ""


def fits(number):
    if not -(2**63) <= number < 2**63:
        raise RenderFault("overflow")
    return number


def finite(number):
    if not math.isfinite(number):
        raise RenderFault("not finite")
    return number


def is_whole(value):
    return isinstance(value, int) and not isinstance(value, bool)


def add(a, b):
    if isinstance(a, Money):
        return Money(fits(a.units + b.units), a.currency)
    return fits(a + b) if is_whole(a) and is_whole(b) else finite(a + b)


def subtract(a, b):
    if isinstance(a, Money):
        return Money(fits(a.units - b.units), a.currency)
    return fits(a - b) if is_whole(a) and is_whole(b) else finite(a - b)


def multiply(a, b):
    if isinstance(a, Money):
        return Money(fits(a.units * b), a.currency)
    if isinstance(b, Money):
        return Money(fits(b.units * a), b.currency)
    return fits(a * b) if is_whole(a) and is_whole(b) else finite(a * b)


def divided(operation):
    def run(a, b):
        if b == 0:
            raise RenderFault("division by zero")
        result = operation(a, b)
        return fits(result) if is_whole(result) else finite(result)

    return run


def contained(a, b):
    return a in b if isinstance(b, str) else any(equal(a, item) for item in b)


def equal(a, b):
    if isinstance(a, bool) != isinstance(b, bool):
        return False
    return a == b


def order(value):
    return (value.units,) if isinstance(value, Money) else value


BINARY = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divided(lambda a, b: a / b),
    "//": divided(lambda a, b: a // b),
    "%": divided(lambda a, b: a % b),
    "==": equal,
    "!=": lambda a, b: not equal(a, b),
    "<": lambda a, b: order(a) < order(b),
    "<=": lambda a, b: order(a) <= order(b),
    ">": lambda a, b: order(a) > order(b),
    ">=": lambda a, b: order(a) >= order(b),
    "in": contained,
}


# Filters: the part of the table that prompts use most. `shape` is what the compiler knows of the subject's type.


def filter_truncate(text, shape, n):
    if len(text) <= n:
        return text
    return text[: n - 3].rsplit(" ", 1)[0] + "..."


def filter_sort(items, shape, field):
    words = [symbol.word for symbol in shape or []]

    def key(item):
        value = item if field is None else item[field]
        return words.index(value.word) if isinstance(value, Symbol) else order(value)

    return sorted(items, key=key)


def filter_unique(items, shape):
    return [item for index, item in enumerate(items) if not any(equal(item, other) for other in items[:index])]


MONTHS = "January February March April May June July August September October November December".split()


def filter_date(day, shape, format):
    weekday = "월화수목금토일"[day.weekday()]
    letters = {
        "yyyy": f"{day.year:04}", "yy": f"{day.year % 100:02}", "MM": f"{day.month:02}", "M": str(day.month),
        "MMM": MONTHS[day.month - 1][:3], "MMMM": MONTHS[day.month - 1],
        "dd": f"{day.day:02}", "d": str(day.day), "E": weekday, "EEEE": weekday + "요일",
    }  # fmt: skip
    if format is None:
        return day.isoformat()
    if re.search("'|[A-Za-z]", re.sub("yyyy|yy|MMMM|MMM|MM|M|dd|d|EEEE|E", "", format)):
        raise UnknownFilter("date")
    return re.sub("yyyy|yy|MMMM|MMM|MM|M|dd|d|EEEE|E", lambda found: letters[found[0]], format)


def filter_sum(items, shape, field):
    values = items if field is None else [item[field] for item in items]
    total = values[0] if values else (shape if shape is not None else 0)
    for value in values[1:]:
        total = add(total, value)
    return total


def filter_josa(value, shape, pair, reading):
    """Only what ends in a Hangul syllable or a digit; the rest of the rules has a table of its own in the tests."""
    text = printed(value)
    last = unicodedata.normalize("NFC", reading or text)[-1:]
    if "\uac00" <= last <= "\ud7a3":
        final = (ord(last) - 0xAC00) % 28
    elif last.isdigit():
        final = {"0": 21, "1": 8, "3": 16, "6": 1, "7": 8, "8": 8}.get(last, 0)
    else:
        raise UnknownFilter("josa after " + last)
    closed, opened = pair.split("/")
    takes_open = final == 0 or (closed == "으로" and final == 8)
    return text + (opened if takes_open else closed)


def filter_label(value, shape):
    if isinstance(value, list):
        return [filter_label(item, shape) for item in value]
    return next(words for symbol, words in shape if equal(symbol, value))


def filter_money(value, shape):
    if value.currency != "KRW":
        raise UnknownFilter("money")
    return f"{value.units:,}원"


def filter_indent(text, shape, width):
    lines = text.splitlines(keepends=True)
    return "".join(lines[:1] + [" " * width + line if line.strip("\r\n") else line for line in lines[1:]])


def filter_numbered(items, shape):
    numbers = [f"{index}. " for index in range(1, len(items) + 1)]
    return "\n".join(n + printed(item).replace("\n", "\n" + " " * len(n)) for n, item in zip(numbers, items))


def filter_table(rows, columns):
    def row(cells):
        return "".join(f"| {table_cell(printed(cell))} " for cell in cells) + "|"

    # A column is a pair of its heading and its slot.
    head = [row(heading for heading, _ in columns), "|" + " --- |" * len(columns)]
    return "\n".join(head + [row(one[slot] for _, slot in columns) for one in rows])


def table_cell(text):
    """`|` and line breaks would end a cell."""
    text = re.sub(r"(\\*)\|", lambda found: found[1] * 2 + "\\|", text)
    return re.sub("\r\n|[\n\r]", "<br>", text)


def filter_redact(text, shape, *names):
    given = []
    for one in names:
        given += one if isinstance(one, list) else [one]
    return redaction.masked(text, [name for name in given if isinstance(name, str)])


FILTERS = {
    "redact": filter_redact,
    "table": filter_table,
    "josa": filter_josa,
    "label": filter_label,
    "money": filter_money,
    "indent": filter_indent,
    "numbered": filter_numbered,
    "upper": lambda text, shape: text.upper(),
    "trim": lambda text, shape: text.strip(),
    "truncate": filter_truncate,
    "replace": lambda text, shape, a, b: text.replace(printed(a), printed(b)),
    "split": lambda text, shape, separator: text.split(separator),
    "lines": lambda text, shape: text.splitlines(),
    "length": lambda value, shape: len(value),
    "default": lambda value, shape, fallback: fallback if value is None else value,
    "join": lambda items, shape, separator: separator.join(map(printed, items)),
    "flatten": lambda items, shape: [item for inner in items for item in inner],
    "first": lambda items, shape: items[0] if items else None,
    "last": lambda items, shape: items[-1] if items else None,
    "reverse": lambda value, shape: value[::-1],
    "sort": filter_sort,
    "unique": filter_unique,
    "where": lambda items, shape, field, value: [item for item in items if equal(item[field], value)],
    "map": lambda items, shape, field: [item[field] for item in items],
    "sum": filter_sum,
    "bullets": lambda items, shape: "\n".join("- " + printed(item).replace("\n", "\n  ") for item in items),
    "date": filter_date,
}


class Interpreter:
    """Runs the templates of one routine of a bundle."""

    def __init__(self, bundle, routines=None, folder=pathlib.Path()):
        self.bundle = bundle
        self.folder = folder
        self.constants = [read_value(constant["value"]) for constant in bundle["program"]["constants"]]
        self.snippets = bundle["program"]["snippets"]
        self.routines = routines or {called["routine"]: called for called in bundle["routines"]}

    def called(self, step):
        return Interpreter(self.routines[step["actor"]["routine"]], self.routines, self.folder)

    # Rendering with what is known, as `dari render --format json` prints it

    def render_steps(self, inputs, given=None):
        """`given`: results as data by the names of their steps; of a step with `each` all of them or the first."""
        return self.walk(self.frame(self.read_inputs(inputs)), given or {})

    def walk(self, frame, given):
        rendered = []
        for step in self.bundle["steps"]:
            rendered += self.walk_step(step, frame, given)
        return rendered

    def walk_step(self, step, frame, given):
        name = step["name"]
        handed = name in given
        if "when" in step and not self.decided(step["when"]["value"], frame):
            if handed and given[name] is not None:
                raise RenderFault(f"{name} is skipped")
            self.settle(step, frame, None)
            return [{"step": name, "skipped": True, "messages": []}] if is_rendered(step) else []
        kind = step["result"]["type"] if "result" in step else None
        if "each" not in step:
            entry, outcome = self.walk_once(step, list(frame), {})
            if handed:
                outcome = read_data(given[name], kind)
            if not isinstance(outcome, Unknown):
                self.settle(step, frame, outcome)
            return [entry] if is_rendered(step) else []
        return self.walk_each(step, frame, [read_data(one, kind) for one in given[name]] if handed else None)

    def walk_each(self, step, frame, handed):
        entries, outcomes = [], []
        count = len(self.items(step, frame)[0])
        if handed is not None and len(handed) > count:
            raise RenderFault(f"{len(handed)} results for {count} items")
        for number in range(count):
            one = self.item_frame(step, frame, number)
            if "earlierSlot" in step["each"]:
                known = handed[:number] if handed is not None and len(handed) >= number else None
                if known is None and len(outcomes) == number:
                    known = list(outcomes)
                one[step["each"]["earlierSlot"]] = Placeholder(step["name"]) if known is None else known
            entry, outcome = self.walk_once(step, one, {"item": number})
            if handed is not None and number < len(handed):
                outcome = handed[number]
            if not isinstance(outcome, Unknown):
                outcomes.append(outcome)
            if is_rendered(step):
                entries.append(entry)
        if len(outcomes) == count:
            self.settle(step, frame, outcomes)
        return entries

    def walk_once(self, step, frame, more):
        """What is rendered, and the result if it is known without anybody's answer."""
        entry = {"step": step["name"], **more}
        if step["actor"]["kind"] == "routine":
            called = self.called(step)
            inner = called.frame(called.take_inputs(self.arguments(step, frame)))
            entry["call"] = {"routine": called.bundle["routine"], "steps": called.walk(inner, {})}
            result = called.result(inner)
            return entry, UNKNOWN if isinstance(result, Placeholder) else result
        entry["messages"] = []
        for message in step["messages"]:
            text, parts = self.render_parts(message["body"], frame)
            made = {"role": message["role"], "text": text}
            if any("media" in part for part in parts):
                made["parts"] = parts
            entry["messages"].append(made)
        if "text" not in step:
            return entry, UNKNOWN
        text = self.render(step["text"], frame)
        entry["messages"].append({"role": "text", "text": text})
        return entry, text

    # Parts of a run

    def items(self, step, frame):
        lists = [self.decided(item["list"]["value"], frame) for item in step["each"]["items"]]
        assert all(len(one) == len(lists[0]) for one in lists), "lists in lockstep are equally long"
        return lists

    def item_frame(self, step, frame, number):
        one = list(frame)
        for item, values in zip(step["each"]["items"], self.items(step, frame)):
            one[item["slot"]] = values[number]
        return one

    def arguments(self, step, frame):
        return {argument["input"]: self.value(argument["value"]["value"], frame) for argument in step.get("with", [])}

    def settle(self, step, frame, outcome):
        if "result" in step:
            frame[step["result"]["slot"]] = outcome

    def result(self, frame):
        for step in self.bundle["steps"]:
            if step["name"] == self.bundle.get("result"):
                return frame[step["result"]["slot"]]
        return None

    def read_inputs(self, inputs):
        """Data handed in, in the order of the inputs."""
        inputs = {unicodedata.normalize("NFC", key): value for key, value in inputs.items()}
        values = {}
        for field in self.bundle["inputs"]:
            value = read_data(inputs.get(unicodedata.normalize("NFC", field["name"])), field["type"], self.folder)
            values[field["name"]] = float(value) if is_whole(value) and field["type"]["kind"] == "number" else value
        return self.take_inputs(values)

    def take_inputs(self, values):
        taken = []
        for field in self.bundle["inputs"]:
            value = values.get(field["name"])
            if value is None and "default" in field:
                value = read_value(field["default"])
            taken.append(value)
        return taken

    def frame(self, inputs):
        frame = [None] * len(self.bundle["slots"])
        frame[: len(inputs)] = inputs
        for step in self.bundle["steps"]:
            if "result" in step:
                frame[step["result"]["slot"]] = Placeholder(step["name"])
            if "remarksSlot" in step:
                frame[step["remarksSlot"]] = Placeholder(step["name"] + ".remarks")
        return frame

    def render(self, block, frame):
        return self.render_parts(block, frame)[0]

    def render_parts(self, block, frame):
        """The text with marks, and the message as it is sent: texts with media among them."""
        message = bundle_safety.Message()
        try:
            self.run(block, list(frame), message)
        except bundle_safety.Refused as refused:
            raise RenderFault(str(refused)) from refused
        return message.text, message.parts()

    # Instructions

    def run(self, block, frame, message):
        for instruction in block:
            getattr(self, "run_" + instruction["op"])(instruction, frame, message)

    def run_text(self, instruction, frame, message):
        message.write(instruction["text"])

    def run_open(self, instruction, frame, message):
        message.open(instruction["run"], instruction.get("code", False))

    def run_close(self, instruction, frame, message):
        message.close(instruction["run"])

    def run_print(self, instruction, frame, message):
        value = self.value(instruction["value"], frame)
        text = printed(value)
        if isinstance(value, Media):
            message.attach(text)
        elif "escaping" not in instruction or isinstance(value, Placeholder):
            message.write(text, literal=False)
        else:
            escaping = self.bundle["program"]["escapings"][instruction["escaping"]]
            text = bundle_safety.written(text, escaping, message.text)
            message.write(text, literal=False, untrusted=escaping.get("untrusted", False))

    def run_set(self, instruction, frame, message):
        frame[instruction["slot"]] = self.value(instruction["value"], frame)

    def run_call(self, instruction, frame, message):
        snippet = self.snippets[instruction["snippet"]]
        arguments = [self.value(argument, frame) for argument in instruction["arguments"]]
        saved = message.enter(instruction.get("indent", ""))
        self.run(snippet["body"], arguments + [None] * (len(snippet["slots"]) - len(arguments)), message)
        message.leave(saved)

    def run_if(self, instruction, frame, message):
        for branch in instruction["branches"]:
            if self.decided(branch["when"], frame):
                return self.run(branch["then"], frame, message)
        self.run(instruction.get("else", []), frame, message)

    def run_for(self, instruction, frame, message):
        slot, kept = instruction["slot"], []
        for item in self.decided(instruction["in"], frame):
            frame[slot] = item
            if "if" not in instruction or self.decided(instruction["if"], frame):
                kept.append(item)
        for index, item in enumerate(kept):
            frame[slot : slot + 3] = [item, index, len(kept)]
            self.run(instruction["body"], frame, message)
        if not kept:
            self.run(instruction.get("else", []), frame, message)

    def run_match(self, instruction, frame, message):
        value = self.decided(instruction["value"], frame)
        for case in instruction["cases"]:
            for pattern in case["patterns"]:
                if pattern == "absent":
                    fits = value is None
                elif pattern == "present":
                    fits = value is not None
                else:
                    fits = value == Symbol(pattern)
                if fits:
                    return self.run(case["body"], frame, message)
        self.run(instruction.get("else", []), frame, message)

    # Expressions

    def decided(self, expression, frame):
        value = self.value(expression, frame)
        if isinstance(value, Placeholder):
            raise RenderFault(f"needs {value.path}")
        return value

    def value(self, expression, frame):
        op, *parts = expression
        if op == "constant":
            return self.constants[parts[0]]
        if op == "slot":
            return frame[parts[0]]
        if op == "field":
            base = self.value(parts[0], frame)
            return Placeholder(f"{base.path}.{parts[2]}") if isinstance(base, Placeholder) else base[parts[1]]
        if op == "item":
            return self.item(self.value(parts[0], frame), self.value(parts[1], frame))
        if op == "loop":
            index, length = frame[parts[0] + 1], frame[parts[0] + 2]
            return {
                "index": index + 1, "index0": index, "first": index == 0, "last": index + 1 == length,
                "length": length,
            }[parts[1]]  # fmt: skip
        if op == "not":
            return not self.decided(parts[0], frame)
        if op == "present":
            return self.decided(parts[0], frame) is not None
        if op == "empty":
            return len(self.decided(parts[0], frame)) == 0
        if op == "if":
            return self.value(parts[1] if self.decided(parts[0], frame) else parts[2], frame)
        if op == "and":
            return all(self.decided(part, frame) for part in parts)
        if op == "or":
            return any(self.decided(part, frame) for part in parts)
        if op == "~":
            return "".join(printed(self.value(part, frame)) for part in parts)
        if op == "filter":
            return self.filtered(parts[0], parts[1], parts[2], parts[3], frame)
        values = [self.value(part, frame) for part in parts]
        for value in values:
            if isinstance(value, Placeholder):
                return value
        if op == "list":
            return values
        if op == "negate":
            (value,) = values
            return Money(fits(-value.units), value.currency) if isinstance(value, Money) else (
                fits(-value) if is_whole(value) else -value)
        result = values[0]
        for value in values[1:]:
            result = BINARY[op](result, value)
        return result

    def item(self, base, index):
        if isinstance(base, Placeholder):
            return base if isinstance(index, Placeholder) else Placeholder(f"{base.path}[{index}]")
        if isinstance(index, Placeholder):
            return index
        position = index + len(base) if index < 0 else index
        return base[position] if 0 <= position < len(base) else None

    def filtered(self, name, subject, arguments, shape, frame):
        values = [self.value(part, frame) for part in [subject, *arguments]]
        for value in values:
            if isinstance(value, Placeholder):
                return value
        if name not in FILTERS:
            raise UnknownFilter(name)
        return FILTERS[name](values[0], self.constants[shape], *values[1:])


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


# Budgets


def approximate_weight(character):
    """Hundredths of a token, by `approx-1`."""
    code = ord(character)
    if code < 0x80:
        if character.isalpha():
            return 26
        if character.isdigit():
            return 60
        if character in " \t":
            return 10
        return 50 if code < 0x20 or code == 0x7F else 70
    if code < 0x800:
        return 60
    if 0xAC00 <= code <= 0xD7A3 or 0x3040 <= code <= 0x30FF:
        return 80
    return 200 if 0x1100 <= code <= 0x11FF or code >= 0x10000 else 100


def count_tokens(estimator, texts):
    """Of a step's messages, by the estimator that its budget names."""
    if estimator == "bytes":
        return sum(len(text.encode()) for text in texts)
    if estimator == "approx-1":
        return -(-sum(approximate_weight(character) for text in texts for character in text) // 100)
    raise RenderFault(f"no estimator {estimator}")
