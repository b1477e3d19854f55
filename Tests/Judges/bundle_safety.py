"""Cleaning and escaping of values, as Documentation/Bundle.md has them, and the text of a message while it is written.

Written from that page alone, on lists of code points, with the `regex` package for Unicode's property Emoji; the compiler's
own code works on bytes. Where the two differ, one of them is wrong.
"""

import re
from functools import lru_cache

import regex


class Refused(Exception):
    """A value that cannot stand in its place."""


# What nobody sees


def spans(text):
    """`AD 34F 115F-1160` as a set of code points' ranges."""
    pairs = [one.partition("-")[::2] for one in text.split()]
    return [(int(low, 16), int(high or low, 16)) for low, high in pairs]


IGNORABLE = spans(
    "AD 34F 61C 115F-1160 17B4-17B5 180B-180F 200B-200F 202A-202E 2060-206F 3164 FE00-FE0F FEFF FFA0 FFF0-FFF8 "
    "1BCA0-1BCA3 1D173-1D17A E0000-E0FFF"
)
JOINING = spans(
    "620-8FF 900-DFF F00-109F 1780-17D3 1807 1820-18AA 1900-1AAF 1B00-1C4F A840-A877 A8E0-A8FF A980-AADF ABC0-ABFF "
    "FB50-FDCF FDF0-FDFF FE70-FEFC 10D00-10D3F 11000-11FFF"
)
HAN = spans("3400-4DBF 4E00-9FFF F900-FAFF 20000-3FFFF")


def within(code, ranges):
    return any(low <= code <= high for low, high in ranges)


@lru_cache(None)
def is_ignorable(code):
    return within(code, IGNORABLE)


def is_noncharacter(code):
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def is_hidden(code):
    return code in (0x2028, 0x2029) or 0x80 <= code < 0xA0 or is_ignorable(code) or is_noncharacter(code)


@lru_cache(None)
def is_picture(code):
    return code > 0x7F and bool(regex.fullmatch(r"\p{Emoji}", chr(code)))


def is_needed(codes, at):
    """Whether something invisible has work to do where it stands."""
    code = codes[at]
    before = codes[at - 1] if at else None
    after = codes[at + 1] if at + 1 < len(codes) else None
    if code == 0x200C:
        return None not in (before, after) and within(before, JOINING) and within(after, JOINING)
    if code == 0x200D:
        if None in (before, after):
            return False
        if within(before, JOINING):
            return within(after, JOINING)
        if before == 0xFE0F:
            before = codes[at - 2] if at > 1 else 0
        return is_picture(before) and is_picture(after)
    if 0xFE00 <= code <= 0xFE0F:
        return before is not None and before > 0x20 and not is_ignorable(before)
    if 0xE0100 <= code <= 0xE01EF:
        return before is not None and within(before, HAN)
    if 0x180B <= code <= 0x180F:
        return before is not None and 0x1807 <= before <= 0x18AA
    return 0xE0020 <= code <= 0xE007F and is_in_flag(codes, at)


def is_in_flag(codes, at):
    start = at
    while start and 0xE0020 <= codes[start - 1] <= 0xE007F:
        start -= 1
    if not start or codes[start - 1] != 0x1F3F4:
        return False
    tags = codes[start : start + 8]
    if 0xE007F not in tags:
        return False
    end = tags.index(0xE007F)
    return end >= 2 and at <= start + end and all(0xE0020 <= tag <= 0xE007F for tag in tags[:end])


# Cleaning


def control_sequence(codes, start):
    """Parameters and the letter behind `ESC [`: where they end, or `start` without the letter."""
    end = start
    while end < len(codes) and end - start < 64 and 0x20 <= codes[end] <= 0x3F:
        end += 1
    return end + 1 if end < len(codes) and 0x40 <= codes[end] <= 0x7E else start


def escape_sequence(codes, at):
    """How many code points go with the ESC."""
    if at + 1 == len(codes):
        return 1
    kind = chr(codes[at + 1])
    if kind == "[":
        return control_sequence(codes, at + 2) - at
    if kind in "]PX^_":
        end, size = at + 2, 2
        while end < len(codes) and size < 4096 and codes[end] != 0x0A:
            if codes[end] == 0x07:
                return end + 1 - at
            if codes[end] == 0x1B:
                return end - at + (2 if codes[end + 1 : end + 2] == [0x5C] else 0)
            size += len(chr(codes[end]).encode())
            end += 1
        return 2
    if kind == "#" or "(" <= kind <= "/":
        return 3 if at + 2 < len(codes) and 0x30 <= codes[at + 2] <= 0x7E else 2
    return 2 if "0" <= kind <= "~" else 1


def clean_once(codes, is_json):
    result, at = [], 0
    while at < len(codes):
        code, taken = codes[at], 0
        if code in (0x0D, 0x85):
            result.append(0x0A)
            at += 2 if codes[at : at + 2] == [0x0D, 0x0A] else 1
            continue
        if code == 0x1B and not is_json:
            taken = escape_sequence(codes, at)
        elif code == 0x9B and not is_json:
            taken = control_sequence(codes, at + 1) - at
        elif (code < 0x20 and code not in (0x09, 0x0A)) or 0x7F <= code < 0xA0 or is_noncharacter(code):
            taken = 1
        elif is_ignorable(code) and not is_needed(codes, at):
            taken = 1
        if not taken:
            result.append(code)
        at += taken or 1
    return result


FIXED = (
    "[INST] [/INST] <<SYS>> <</SYS>> <s> </s> <bos> <eos> <start_of_turn> <end_of_turn> <start_of_image> [TOOL_CALLS] "
    "[TOOL_RESULTS] [/TOOL_RESULTS] [AVAILABLE_TOOLS] [/AVAILABLE_TOOLS] [SYSTEM_PROMPT] [/SYSTEM_PROMPT] [IMG] [BOS] [EOS]"
).split()
BAR = "[|\uff5c]"
BARRED = re.compile(f"<{BAR}([^\n<]*?){BAR}>")
MARKER = re.compile("|".join(map(re.escape, FIXED)))


def signs_at(text, at):
    """The length of the marker in signs that begins here, or 0."""
    found = MARKER.match(text, at)
    if found:
        return len(found[0])
    found = BARRED.match(text, at)
    if found and len(found[0].encode()) < 96 + len(found[0][-2:].encode()):
        return len(found[0])
    return 0


def turn_at(text, at, starts):
    """The same of `Human:` and `Assistant:` behind an empty line, or at the start where that counts."""
    for name in ("Human:", "Assistant:"):
        if text.startswith(name, at):
            space = re.search("[\n\t ]*$", text[:at])[0]
            if space.count("\n") >= 2 or (starts and len(space) == at):
                return len(name)
    return 0


def break_markers(text):
    pieces, copied = [], 0
    for at, sign in enumerate(text):
        place = None
        if sign in "<[" and signs_at(text, at):
            place = at + 1
        elif sign in "HA" and turn_at(text, at, True):
            place = at + turn_at(text, at, True) - 1
        if place is not None:
            pieces.append(text[copied:place])
            copied = place
    return " ".join([*pieces, text[copied:]])


def cleaned(text, is_json=False):
    codes = [ord(sign) for sign in text]
    while True:
        after = clean_once(codes, is_json)
        if after == codes:
            break
        codes = after
    return break_markers("".join(map(chr, codes)))


# Escaping

UNRESERVED = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
OF_URL = UNRESERVED | set("!#$%&*+,/:;=?@[]")
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def percent(text, kept):
    return "".join(sign if sign in kept else "".join(f"%{byte:02X}" for byte in sign.encode()) for sign in text)


def units(sign):
    pairs = sign.encode("utf-16-be")
    return "".join(f"\\u{pairs[at]:02x}{pairs[at + 1]:02x}" for at in range(0, len(pairs), 2))


def json_sign(sign, in_string):
    if in_string and sign in SHORT:
        return SHORT[sign]
    if sign in "<>&\x7f" or is_hidden(ord(sign)) or (in_string and sign < " "):
        return units(sign)
    return sign


def attribute_sign(sign):
    if sign in ENTITIES:
        return ENTITIES[sign]
    if sign == '"':
        return "&quot;"
    return f"&#{ord(sign)};" if sign in "'`" or sign < " " else sign


ESCAPERS = {
    "element": lambda text: "".join(ENTITIES.get(sign, sign) for sign in text),
    "element-code": lambda text: "".join({**ENTITIES, "`": "&#96;", "~": "&#126;"}.get(sign, sign) for sign in text),
    "attribute": lambda text: "".join(map(attribute_sign, text)),
    "json-string": lambda text: "".join(json_sign(sign, True) for sign in text),
    "json-value": lambda text: "".join(json_sign(sign, False) for sign in text),
    "url-part": lambda text: percent(text, UNRESERVED - {"_", "~"}),
    "url-path": lambda text: percent(text, UNRESERVED - {"_", "~"}),
    "url": lambda text: percent(text, OF_URL),
}


def check_path(text, before):
    """A part of a path that is empty, `.` or `..` leads elsewhere."""
    if not text:
        if before.endswith("/"):
            raise Refused("an empty part of a path")
        return
    dots = re.search(r"\.*$", before)[0]
    if set(text) == {"."} and len(dots + text) <= 2 and (not dots or before.endswith("/" + dots)):
        raise Refused("a part of a path that leads up")


def written(text, escaping, before):
    """A value as its place asks for it. `before`: the message so far."""
    if escaping.get("untrusted"):
        text = cleaned(text, "json-value" in escaping.get("escape", []))
    meant = text
    for step in escaping.get("escape", []):
        if step == "url-path":
            check_path(meant, before)
        text = ESCAPERS[step](text)
    return text.replace("\n", "\n" + escaping.get("prefix", ""))


# The message


class Message:
    """The text so far, and what has to be known of it while more is written."""

    def __init__(self):
        self.text = ""
        self.indents = []
        self.is_line_start = False
        # The last piece, if it is literal: where it begins.
        self.last_literal = None
        self.pieces = 0
        # Ranges of untrusted values, and of media with what they are.
        self.untrusted = []
        self.media = []
        self.open_runs = []

    def write(self, piece, literal=True, untrusted=False):
        if not piece:
            return
        start = len(self.text)
        if self.joins_marker(piece, untrusted):
            self.text += " "
        own = len(self.text)
        indent = "".join(self.indents)
        for line in re.findall("[^\n]*\n|[^\n]+", piece):
            if indent and self.is_line_start and line != "\n":
                self.text += indent
                self.is_line_start = False
            self.text += line
            if indent and line.endswith("\n"):
                self.is_line_start = True
        if untrusted:
            self.untrusted.append((own, len(self.text)))
        self.pieces += 1
        self.last_literal = start if literal else None

    def joins_marker(self, piece, untrusted):
        """A marker begins in the text and ends in the piece, and a part of it is untrusted."""
        head = self.text[-192:]
        shift = len(self.text) - len(head)
        joined = head + piece[:96]
        for at in range(max(0, len(head) - 95), len(head)):
            length = 0
            if joined[at] in "<[":
                length = signs_at(joined, at)
            elif joined[at] in "HA":
                length = turn_at(joined, at, shift == 0)
            if at + length <= len(head):
                continue
            if untrusted or any(low < shift + at + length and high > shift + at for low, high in self.untrusted):
                return True
        return False

    def attach(self, mark):
        start = len(self.text)
        self.write(mark, literal=False)
        self.media.append([start, len(self.text), mark.media])

    # Fences and inline code

    def open(self, run, is_code):
        self.write(run)
        self.open_runs.append((len(self.text) - len(run), len(self.text), is_code))

    def close(self, run):
        start, end, is_code = self.open_runs.pop()
        inside = self.text[end:]
        longest = max(map(len, re.findall(re.escape(run[0]) + "+", inside)), default=0)
        length = max(end - start, longest + 1)
        if length > max(end - start, 80 if is_code else 255):
            raise Refused("more signs around a code than readers count")
        pad = ""
        if is_code:
            bare = inside.strip(" ")
            if not inside or inside[0] == run[0] or inside[-1] == run[0]:
                pad = " "
            elif bare and inside[0] == " " == inside[-1]:
                pad = " "
        more = run[0] * (length - (end - start)) + pad
        self.insert(end, more)
        self.write((pad if inside else "") + run[0] * length)

    def insert(self, place, more):
        self.text = self.text[:place] + more + self.text[place:]

        def moved(low, high):
            return (low + len(more), high + len(more)) if low >= place else (low, high)

        self.untrusted = [moved(low, high) for low, high in self.untrusted]
        self.media = [[*moved(low, high), media] for low, high, media in self.media]

    # Snippets

    def enter(self, indent):
        saved = (list(self.indents), self.is_line_start, self.pieces)
        self.indents.append(indent)
        return saved

    def leave(self, saved):
        indents, was_line_start, pieces = saved
        if self.pieces > pieces and self.last_literal is not None and self.text.endswith("\n"):
            if len(self.text) > self.last_literal:
                self.text = self.text[:-1]
        self.indents = indents
        if not "".join(indents):
            self.is_line_start = False

    # Parts

    def parts(self):
        result, at = [], 0
        for start, end, media in self.media:
            if start > at:
                result.append({"text": self.text[at:start]})
            result.append(media.part())
            at = end
        if at < len(self.text):
            result.append({"text": self.text[at:]})
        return result
