"""What Jinja2's filters give for many values: writes jinja_filters.json beside this file.

Run with Python 3 and Jinja2 3.1 after adding values. The differences that the language declares (no leeway when
truncating, case respected, `round` without digits is whole) are set as options here, so the file holds what Dari must
give. Filters that Jinja does not have (`split`, `lines`) are judged by Python's own methods.
"""

import json
import pathlib
import random

import jinja2

env = jinja2.Environment()
env.policies["truncate.leeway"] = 0
random.seed(20261120)

TEXTS = [
    "", " ", "a", "하루커피", "하루 커피", "haru coffee", "HARU Coffee", "  both ends  ", "\t\n tab \r\n",
    "straße", "STRASSE ẞ", "ŉ ǰ ΐ ﬁ ﬃ", "İstanbul ıi", "Iı İi", "ǆ ǅ Ǆ", "ΑΣ ΑΣΑ Σ ΑΣ. ΑΣ'Α ὈΔΥΣΣΕΎΣ", "ᾳ ᾼ ᾲ",
    "e\u0301 E\u0301", "\u1112\u1161\u11ab", "o'neil o’neil", "x-ray (abc) [def] {ghi} <jkl>", "a--b  c", "-a", "(", "1st 2nd",
    "a\u00a0b", "a\u3000b\u2003c", "\u3000가\u3000", "\u200bzero\u200b", "\ufeffbom", "a\u2028b\u2029c\u0085d", "a\x0bb\x0cc\x1cd\x1de\x1ef\x1fg",
    "line\nline", "line\n\nline\n", "\n", "\n\n", "\nx", "x\n", "a\r\nb\rc\n", "a\r", "\r\n", " \n ", "a\n  b\n\n   \nc",
    "원두\n컵\n\n필터\n", "👨‍👩‍👧‍👦 family", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "ＡＢＣ ａｂｃ", "ⅷ Ⅷ ⓐ Ⓐ", "ꟲ Ꭰ ꭰ Ა ა", "𐐀𐐨 𝐀", "ŀ ŀl", "ª º", "ʼn", "µ Μ", "ſ K Å",
    "foo bar baz qux", "foo bar baz", "오늘 아침에 볶은 원두를 보내드립니다", "공백없이이어진아주긴한국어문장입니다정말로", "a b", "abc", "abcd", "ab cd ef gh",
    ",", "a,b,,c", ",a,", "a, b, c", "aaa", "aaaa", "abab", "ababab", "é,e\u0301", "x::y::z", "..",
    "<b>&amp;\"'</b>", "{{ x }} {% y %}", "\\ backslash \\n", "tab\tin",
]
ALPHABET = "aAbBzZ09 -([{<'\"\n\r\t.,ßİıΣσςéÉ\u0301가힣ㄱ\u2028\u0085\u00a0\u3000ǆŉﬁ\u00ad\u200d"
TEXTS += ["".join(random.choice(ALPHABET) for _ in range(random.randint(1, 24))) for _ in range(60)]

cases = []


def add(name, value, *arguments, **options):
    out = env.call_filter(name, value, list(arguments), options)
    if not isinstance(out, (str, int, float, list)):
        out = list(out)
    cases.append({"filter": name, "in": value, "arguments": list(arguments), "out": out})


for text in TEXTS:
    for name in ("upper", "lower", "title", "trim", "length", "reverse", "indent"):
        add(name, text)
    for width in (0, 2):
        add("indent", text, width)
    for length in (3, 4, 8, 14):
        add("truncate", text, length)
    cases.append({"filter": "lines", "in": text, "arguments": [], "out": text.splitlines()})
    for separator in (",", ", ", "a", "::", "\n", "aa", "é"):
        cases.append({"filter": "split", "in": text, "arguments": [separator], "out": text.split(separator)})
    for old, new in (("a", "bb"), ("", "-"), ("aa", "a"), ("가", ""), ("ab", "ㅋ"), ("\n", "\n\n"), ("e", "\u0301")):
        add("replace", text, old, new)
add("truncate", "나" * 300)

LISTS = [
    [], ["b", "a"], ["B", "a", "A", "b"], ["가", "각", "나", "가"], ["é", "e\u0301", "z", "e"], ["10", "9", "1"], ["", " ", "a", ""],
    ["𐐀", "ﬁ", "z"], [1], [3, 1, 2], [3, 1, 2, 1, 3], [-1, 0, 1, -1], [9007199254740993, 9007199254740992, -9223372036854775808],
    [1.5, 0.5, 1.5], [2, 1.0, 1, 2.0], [9007199254740993, 9007199254740992.0], [0.0, -0.0, 0], [1e300, -1e300, 5e-324], [True, False, True],
]
LISTS += [[random.choice([random.randint(-9, 9), random.randint(-9, 9) / 2]) for _ in range(12)] for _ in range(20)]
LISTS += [["".join(random.choice("abAB가é") for _ in range(random.randint(0, 3))) for _ in range(10)] for _ in range(20)]
for items in LISTS:
    for name in ("first", "last", "min", "max"):
        if items:
            add(name, items, **({"case_sensitive": True} if name in ("min", "max") else {}))
    add("sort", items, case_sensitive=True)
    add("unique", items, case_sensitive=True)
    add("reverse", items)
    add("length", items)
    if not any(isinstance(item, bool) for item in items):
        add("join", items)
        add("join", items, ", ")
    if items and all(isinstance(item, (int, float)) and not isinstance(item, bool) for item in items):
        total = sum(items)
        if isinstance(total, float) or -(2**63) <= total < 2**63:
            add("sum", items)

NUMBERS = [0.5, 1.5, 2.5, -0.5, -1.5, 2.675, 1.005, 0.1, 1 / 3, 1e15 + 0.5, 123456.789, 5e-324, 1e-10, -2.45, 0.0, 1e22, 4.35, 2.5e-5]
NUMBERS += [random.uniform(-1000, 1000) for _ in range(60)] + [random.randint(-9999, 9999) / 8 for _ in range(40)]
for number in NUMBERS:
    whole = round(number)
    if -(2**63) <= whole < 2**63:
        cases.append({"filter": "round", "in": number, "arguments": [], "out": whole})
    for places in (0, 1, 2, 5, -1, -2, 300, -300):
        add("round", number, places)
for number in [0, 1, 15, 25, -15, -25, 149, 150, 250, 9223372036854775800, -9223372036854775808, 5, 4, 6, 50, 51]:
    for places in (0, 2, -1, -2, -3, -25):
        out = round(number, places)
        if -(2**63) <= out < 2**63:
            add("round", number, places)

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")
print(f"{len(cases)} cases, Jinja2 {jinja2.__version__}")
