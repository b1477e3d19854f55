#!/usr/bin/env python3
"""The filters that manuals have in JavaScript, held against `dari render`: particles, masks, upper and lower case.

usage: judge-script-filters.py [--dari PATH] [--seed N] [--count N]

Templates/manual/script is run in Chromium, as a page would, and `dari render` prints the same values: words and texts
made at random of what is nasty in them, those of the Swift tests, every scalar of Unicode by itself and the words that the
scripts know. What comes out is compared byte for byte. The table of particles in Fixtures is asked of the script too.
"""

import argparse
import itertools
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time
import unicodedata

from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "Templates/manual/script"
FIXTURE = ROOT / "Fixtures/Particles/particles.tsv"
ORACLE = ROOT / "Tests/DariRuntimeTests/Oracles/redaction.json"
ROWS = 15_000  # a call of dari takes this many values

MANIFEST = "project: facts\nversion: 1.0.0\nlocales: [en]\npeople: { owner: Owner }\nuse: { text: chatgpt }\n"
HEAD = "---\nroutine: t\ntitle: T\nowner: owner\n---\n"
STEP = "@step s: S\nby: human(owner)\n\n@text\n"
PAIRS = re.findall(r"(\S+/\S+)", "을/를 이/가 은/는 과/와 아/야 이나/나 이랑/랑 이라/라 이란/란 으로/로 으로서/로서 으로써/로써 "
                   "으로부터/로부터 이다/다 이에요/예요 이었/였 이라는/라는 이라고/라고")


# In the order in which a page has their declarations; `page` acts when it is loaded.
FILES = sorted(path.stem for path in SCRIPTS.glob("*.js") if path.stem != "page")


def script(name):
    return (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")


# MARK: Values


def fixture_rows():
    for line in FIXTURE.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("# "):
            word, reading, pair, particle, _ = line.split("\t")
            yield re.sub(r"\\u([0-9A-F]{4})", lambda found: chr(int(found[1], 16)), word), reading, pair, particle


def swift_texts(*paths):
    """What stands between quotes in the Swift tests."""
    texts = []
    for path in paths:
        source = (ROOT / path).read_text(encoding="utf-8")
        source = re.sub(r"\\u\{(\w+)\}", lambda found: chr(int(found[1], 16)), source)
        texts += re.findall(r'"([^"\\\n]*)"', source)
    return texts


def scalars():
    return [chr(value) for value in range(0x110000) if not 0xD800 <= value <= 0xDFFF]


SYLLABLES = "가나다라마바사아자차카타파하갈말물불설일칠팔각낙닥막박삭악작책값닭삶여덟님씨은는이을를로와과주유천만억조원명"
PIECES = [
    *"0123456789", *"０１９", "10", "11", "15", "19", "100", "1000", "10000", "1,000", "12,345,000", "1000000000000", "007",
    *",.-/:~+#&%‰°℃㎏㎡ℓ㏈㏘★½¾²³₂①⑩❶ⅣⅪ㉠㉮㈀㈜™", "(", ")", "[", "]", "〔", "〕", "（", "）", "{", "<", ">", "“", "”", "'", '"',
    "「", "」", "`", "**", "!", "…", " ", "  ", "\n", "\t", "\u00a0", "\u200b", "\ufe0f", "\u20e3", "\u3164", "\u3000", "⟦", "⟧",
    "😀", "👍🏽", "🇰🇷", "❤️", "$", "₩", "￦", "¥", "￥", "€", "฿", "₽", "＄", "￡", "USD", "KRW", "USD ", "kg", "KG", "km", "m", "M",
    "cm", "mm", "nm", "µm", "μg", "ml", "L", "GB", "px", "t", "T", "h", "G", "F", "J", "Pa", "km/h", "mg/dL", "%p", "PM", "am",
    "st", "Ω", "α", "ε", "é", "ñ", "ł", "ß", "e\u0301", "İ", "Σ", "東京", "金", "スシ", "Москва", "ㄱ", "ㄹ", "ㅋㅋ", "ㅠㅠ", "ㅏ",
    "\u1100\u1161", "\u1100\u1161\u11a8", "\u11af", "\u1161", "원", "만", "조", "일", "월", "시", "분", "(주)", " (유)", "No. ", "X",
    "VI", "VII", "iPhone", "Windows ", "GPT-", "v", "AI", "URL", "OECD", "SHOP", "NAVER", "ENFP", "MARKETPLACE", "com", ".kr",
    "2026-11-20", "2026. 11. 2", "26. 11. 20", "2026-11", "26.11.02", "10:30", "10:00", "10:30:15", "0:30", "45:30", "3/4",
    "010-1234-5678", "𝟏", "𐐀", "\U0001e903",
]
LATIN = ["b", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "x", "y", "z", "a", "e", "i", "o", "u",
         "ng", "le", "te", "ke", "st", "rk", "ck", "ch", "que", "ie"]


def words(rng, count):
    known = re.findall(r"[A-Za-z/]+", "\n".join(re.findall(r"Table\(\[.*?\]\);", script("spoken-latin"), re.S)))
    endings = re.findall(r"[a-z]+", "\n".join(re.findall(r"/\(\?:.*\)\$/", script("spoken-latin"))))
    made = [form for word in known for form in (word, word.upper(), word.capitalize(), f"5{word}", f"5 {word}", f"$5{word}")]
    made += ["".join(rng.choices(LATIN, k=rng.randint(0, 3))) + ending for ending in endings for _ in range(3)]
    made += [word.upper() for word in made]
    made += [str(number) for number in range(1200)] + [f"{hour}:{minute:02}" for hour in range(27) for minute in (0, 1, 30, 59, 60)]
    made += [f"{rng.choice(PIECES)}{number}" for number in range(100)]
    while len(made) < count:
        kind = rng.randrange(6)
        if kind == 0:
            made.append("".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) + rng.choice(PIECES))
        elif kind == 1:
            word = "".join(rng.choices(LATIN, k=rng.randint(1, 5)))
            made.append(rng.choice(["", "5", "Big ", "3 "]) + rng.choice([word, word.upper(), word.title(), word + "GPT"]))
        elif kind == 2:
            made.append("".join(rng.choices("0123456789,.-/: ", k=rng.randint(1, 9))) + str(rng.randrange(40)))
        elif kind == 3:
            made.append(rng.choice(SYLLABLES) + rng.choice(PIECES) + rng.choice("(（[〔") + rng.choice(PIECES) + rng.choice(")）]〕"))
        else:
            made.append("".join(rng.choice(PIECES) for _ in range(rng.randint(1, 5))))
    return made


# Letters that Unicode 15.0, which dari composes by, does not know, in two spellings; tails of nine to eleven syllables.
PLACED = [(f"{text} {name}{tail}", [name]) for name, tail, text in itertools.product(
    ["\U000105d2\u0307a", "\U000105c9a", "\U00011382\U000113c9\U00011384", "\U00011383\U00011384", "\u00e9a", "e\u0301a", "\ufb2aa", "각가각"],
    ["", "님이에게서이라고", "선생님에게서한테서는", "선생님에게서한테서라고", "매니저님에게서이라고이라서"],
    ["\U000105d2\u0307a", "\U000105c9a", "\U00011382\U000113c9\U00011384", "\U00011383\U00011384", "\u00e9a", "e\u0301a", "\u05e9\u05c1a", "민수"])]
PLACED += [(f"민수{title}{tail}", ["민수"]) for title in ("", "님", "선생님", "가") for tail in (
    "이라고", "이라고이라고이라고", "이었습니다이었습니다", "이었습니다이었습니다요", "에게서이라고이라면", "에게서이라고이었습니다", "에게서이라고은는")]
PLACED += [(f"민수{word}", ["민수"]) for word in re.findall("[가-힣]+", script("redaction-names"))]
NAMES = ["홍길동", "김민수", "민수", "이나라", "이 나라", "남궁민", "황보 혜정", "Ann", "Mary Ann", "Ann Lee", "José", "Jose\u0301", "Zoë",
         "\u1112\u1169\u11bc\u1100\u1175\u11af\u1103\u1169\u11bc", "李明", "田中", "김", "이", "A", "", " ", "Ｍａｒｙ", "O'Neil", "van der Berg",
         "Иван", "สมชาย", "İpek", "ΣΑΣ", "홍길동길", "길동홍", "123", "a_b", "ab", "😀민", "𐐀𐐁", "\U00011382\U000113c9", "\U000105d2\u0307a"]
TAILS = ["", "님", "씨", " 씨", "이", "가", "은", "님께서는", "이에게서는", "네", "과장님이", "수업", "가게", "에서", "a", "1", "_", "-", ".", ",", "은근히",
         "님님님", "이라고요", "님이랑도만", "\u0301", "\u200b", "\n"]
IDENTIFIERS = ["010-1234-5678", "010 1234 5678", "０１０－１２３４－５６７８", "01012345678", "(02) 123-4567", "02)1234-5678", "+82 10-1234-5678",
               "+82 (0)2-123-4567", "821012345678", "82 10 1234 5678", "+1 415-555-2671", "+4915112345678", "0507-1234-5678", "1588-1234",
               "900101-1234567", "9001011234567", "8801234567893", "123-45-67890", "220-81-62517", "2208162517", "2208162517원",
               "4111-1111-1111-1111", "4111111111111111", "3782 822463 10005", "378282246310005", "20261120103000", "ISBN 9788937460449",
               "ISBN-10: 2208162517", "hong@example.com", "홍길동@예시.한국", "a.b+c%d@mail.co.kr", "o'neil@x.io", "node@20.1.0", "icon@2x.png",
               "＠ㄱ", "x@xn--3e0b707e.kr", "a@b。c", "@handle", "2026-11-20", "1,234,567", "192.168.0.1", "v1.2.3-45"]


def with_check_digit(digits):
    """Luhn's."""
    values = [int(digit) * (2 - index % 2) for index, digit in enumerate(reversed(digits))]
    return digits + str(-sum(value // 10 + value % 10 for value in values) % 10)


def numbers():
    """Every kind of number at its edges: cards, days of birth, codes of places and of countries."""
    heads = [f"{head:02}00" for head in range(100)] + [f"{head}" for head in (*range(3000, 3100, 10), *range(2219, 2232), *range(2295, 2305), *range(2695, 2724))]
    cards = [with_check_digit(f"{head}1234567890123456"[: size - 1]) for head in heads for size in range(12, 21)]
    births = [f"90{month:02}{day:02}-{sex}23456{tail}" for month in (0, 1, 12, 13) for day in (0, 1, 31, 32) for sex in (0, 1, 5, 8, 9) for tail in ("7", "78")]
    areas = [number for area in range(1000) for number in (f"{area:03}-123-4567", f"{area:03}12345678", f"{area:03}12-3456")]
    abroad = [number for code in range(1, 1000) for number in (f"+{code} 12 345 6789", f"+{code}123456789", f"+{code} 123 4567 8901 23원")]
    korean = [f"82{joint}{area}{joint}1234{joint}5678" for joint in ("", " ", "-", ".") for area in ("10", "010", "2", "02", "(0)2", "31", "20", "50", "507", "99")]
    return cards + births + [birth.replace("-", "") for birth in births] + areas + abroad + korean + [f"+{number}" for number in korean]


def texts(rng, count):
    made = []
    joints = ["", "", " ", " ", ", ", ".", "-", "(", ")", "\n", "/", "·", "\u3000", "\u2028", "\x1c", "고객 ", "전화: ", "가", "x", "+", "82", "는 "]
    digits = "0123456789"
    while len(made) < count:
        parts = []
        for _ in range(rng.randint(1, 7)):
            kind = rng.randrange(7)
            if kind < 2:
                name = rng.choice(NAMES)
                if rng.random() < 0.3:
                    name = rng.choice([name.upper(), name.lower(), " ".join(name), name.replace(" ", ""), "\u200b".join(name), name[:1] + " " + name[1:]])
                parts.append(name + rng.choice(TAILS))
            elif kind == 2:
                parts.append(rng.choice(IDENTIFIERS))
            elif kind == 3:
                # The same number with other digits, or a digit more or less.
                number = [rng.choice(digits) if letter in digits and rng.random() < 0.15 else letter for letter in rng.choice(IDENTIFIERS)]
                if rng.random() < 0.3:
                    del number[rng.randrange(len(number))]
                parts.append("".join(number))
            elif kind == 4:
                groups = ["".join(rng.choices(digits, k=rng.choice([1, 2, 2, 3, 3, 4, 4, 4, 5, 6, 7, 8]))) for _ in range(rng.randint(1, 5))]
                parts.append(rng.choice(["", "0", "01", "02", "+", "+82", "82", "4", "("]) + rng.choice(["-", " ", ".", "·", "–", ") ", "  "]).join(groups))
            elif kind == 5:
                parts.append("".join(rng.choices("ab.@-_%+'가é０9", k=rng.randint(2, 9))) + rng.choice(["@b.co", "@", ".kr", "＠가.나다"]))
            else:
                parts.append(rng.choice(PIECES))
            parts.append(rng.choice(joints))
        made.append("".join(parts))
    return made


CASED = ["ß", "ﬁ", "ŉ", "ǰ", "ΐ", "İ", "ı", "I", "i", "Σ", "ς", "σ", "Α", "ά", "\u0345", "\u0301", "\u00ad", "'", "’", ".", ":", "-", "(", "{", "[", "<",
         " ", "\u00a0", "\x1c", "\u2028", "a", "B", "Ǆ", "ǅ", "ᾳ", "ᾼ", "Ⅳ", "ⓐ", "Ꭰ", "ა", "Ა", "ꙁ", "𐐀", "𞤀", "가", "漢", "あ", "1", "_", "😀", "\u1e9e"]


def case_texts(rng, count):
    return ["".join(rng.choices(CASED, k=rng.randint(1, 9))) for _ in range(count)]


# MARK: Both sides


def render(dari, folder, inputs, body, data):
    """Lines of JSON that a routine prints."""
    (folder / "dari.yaml").write_text(MANIFEST)
    (folder / "t.dari").write_text(HEAD + "".join(f"@input {one}\n\n" for one in inputs) + STEP + body + "\n", encoding="utf-8")
    (folder / "d.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    env = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    done = subprocess.run([dari, "render", "t", "--data", "d.json", "--format", "json"], cwd=folder, env=env, capture_output=True, timeout=300)
    if done.returncode:
        raise SystemExit(done.stderr.decode()[:4000])
    printed = json.loads(done.stdout)["steps"][0]["messages"][0]["text"]
    return [json.loads(line) for line in printed.split("\n") if line]


def compare(name, values, wanted, found, problems):
    """Byte for byte; surrogates never come out of either."""
    if len(values) != len(wanted) or len(values) != len(found):
        problems.append(f"{name}: {len(values)} values, {len(wanted)} from dari, {len(found)} from the script")
        return
    wrong = [(value, a, b) for value, a, b in zip(values, wanted, found) if a != b]
    problems += [f"{name}: {value!r}: dari {a!r}, script {b!r}" for value, a, b in wrong[:20]]
    if len(wrong) > 20:
        problems.append(f"{name}: and {len(wrong) - 20} more")


class Sides:
    def __init__(self, dari, folder, page):
        self.dari, self.folder, self.page = dari, folder, page
        self.count = 0
        self.problems = []

    def values(self, name, body, expression, values):
        """`body` is what is printed of `v`, and `expression` the same in JavaScript."""
        self.count += len(values)
        for start in range(0, len(values), ROWS):
            part = values[start : start + ROWS]
            wanted = render(self.dari, self.folder, ["values: list of text"], f"{{% for v in values %}}\n{{{{ {body} | json }}}}\n{{% endfor %}}", {"values": part})
            compare(name, part, wanted, self.page.evaluate(f"values => values.map(v => {expression})", part), self.problems)

    def masks(self, values):
        """Each text with names of its own; a list is cut out of one long list by its place."""
        self.count += len(values)
        for start in range(0, len(values), ROWS):
            part = values[start : start + ROWS]
            rows = [{"text": text, "names": names} for text, names in part]
            body = "{% for r in rows %}\n{{ r.text | redact(r.names) | json }}\n{% endfor %}"
            wanted = render(self.dari, self.folder, ["rows: list of { text: text, names: list of text }"], body, {"rows": rows})
            compare("redact", part, wanted, self.page.evaluate("rows => rows.map(r => masked(r.text, r.names))", rows), self.problems)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dari", default=os.environ.get("DARI", str(ROOT / ".build/debug/dari")))
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--count", type=int, default=16_000, help="how many words; half as many texts")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-quic"])
        page = browser.new_page()
        page.add_script_tag(content='"use strict";\n' + "\n".join(map(script, FILES)))
        sides = Sides(options.dari, pathlib.Path(folder), page)
        judge(sides, rng, options.count)
        browser.close()
    for problem in sides.problems:
        print(problem)
    taken = time.monotonic() - start
    print(f"script filters: {sides.count} values with seed {options.seed}, {len(sides.problems)} problems, {taken:.0f} s")
    return 1 if sides.problems else 0


def judge(sides, rng, count):
    rows = list(fixture_rows())
    for word, reading, pair, wanted in rows:
        found = sides.page.evaluate("([pair, word, reading]) => particle(pair, word, reading)", [pair, word, reading])
        if found != wanted:
            sides.problems.append(f"{FIXTURE.name}: {word!r} {pair}: {wanted}, script {found}")
    swift = swift_texts("Tests/DariBaseTests/Text/KoreanParticleTests.swift", "Tests/DariRuntimeTests/PeopleFilterTests.swift")
    made = [row[0] for row in rows] + swift + words(rng, count)
    # 로 tells ㄹ from the other consonants, and 을 those from vowels: with both every sound is known.
    for pair in ("을/를", "으로/로"):
        sides.values("josa", f'v | josa("{pair}")', f'v + particle("{pair}", v)', made)
    for pair in PAIRS:
        sides.values("josa", f'v | josa("{pair}")', f'v + particle("{pair}", v)', ["책", "물", "나무", "kit", "URL", ""])
        sides.values("josa", f'"가" | josa("{pair}", reading=v)', f'"가" + particle("{pair}", "가", v)', ["책", "물", "나무", "kit", "북(book)", ""])
    alone = scalars()
    sample = alone[:0x3400] + alone[0xA000:0xAC20] + rng.sample(alone, 3000) + [chr(value) for value in range(0x1F100, 0x1F200)]
    sides.values("josa", 'v | josa("을/를")', 'v + particle("을/를", v)', sample)

    oracle = json.loads(ORACLE.read_text(encoding="utf-8"))
    known = [(text, []) for text, _ in oracle["masks"]] + [(text, []) for text in oracle["kept"]] + [(text, names) for names, text, _ in oracle["names"]]
    known += [(text, NAMES) for text, _ in known] + [(text, ["민수", "홍길동"]) for text in swift_texts("Tests/DariRuntimeTests/RedactionTests.swift")]
    sides.masks(known + PLACED + [(number, []) for number in numbers()] + [(text, rng.sample(NAMES, rng.randint(0, 4))) for text in texts(rng, count // 2)])

    cases = swift + case_texts(rng, count // 4)
    # Every letter with case, alone and around a sigma.
    letters = [letter for letter in alone if letter.lower() != letter or letter.upper() != letter or letter.title() != letter]
    marks = [letter for letter in alone if unicodedata.category(letter) in ("Mn", "Me", "Lm", "Sk", "Cf") or letter in "'.:·’․﹒＇"]
    cases += letters + [f"{letter}Σ" for letter in letters] + [f"ΑΣ{letter}" for letter in letters + rng.sample(alone, 1000)]
    cases += [f"Α{mark}Σ{mark}" for mark in marks] + [f"ΑΣ{mark}Α" for mark in marks]
    for name, expression in (("upper", "upperCased(v)"), ("lower", "lowerCased(v)"), ("title", "titleCased(v)")):
        sides.values(name, f"v | {name}", expression, cases)


if __name__ == "__main__":
    sys.exit(main())
