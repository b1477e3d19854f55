"""The filter `redact` in another language than the compiler's, from Documentation/Language.md and Bundle.md.

Run by itself, it is held against Tests/DariRuntimeTests/Oracles/redaction.json, as the compiler's own is.
"""

import json
import pathlib
import re
import unicodedata

DIGIT = "[0-9０-９]"
HYPHEN = "-\u00ad\u2010-\u2015\u2212\u30fc\ufe58\ufe63\uff0d"
SEPARATOR = f"[{HYPHEN} \u00a0\u2009\u202f\u3000.\uff0e\u00b7()]"
RUN = re.compile(f"[+＋]?{DIGIT}+(?:{SEPARATOR}{{1,3}}{DIGIT}+)*")
SPACE = " \t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
UNSEEN = "\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
UNITS = "(?: ?)(?:원|달러|엔|유로|위안|개|명|건|회|점|%)"


def masked(text, names=()):
    patterns = emails(text)
    edges = [0, *(edge for start, end, _ in patterns for edge in (start, end)), len(text)]
    for start, end in zip(edges[::2], edges[1::2]):
        patterns += numbers(text, start, end)
    spans = [(start, end, f"⟦{mask}⟧") for start, end, mask in patterns]
    covered = {at for start, end, _ in patterns for at in range(start, end)}
    for start, end in found_names(text, names):
        # What of a name is in no pattern.
        for piece in re.finditer("1+", "".join("01"[at not in covered] for at in range(start, end))):
            low, high = start + piece.start(), start + piece.end()
            inner = text[low:high]
            low += len(inner) - len(inner.lstrip())
            high -= len(inner) - len(inner.rstrip())
            if any(kind(letter) != "other" for letter in text[low:high]):
                spans.append((low, high, "⟦이름⟧"))
    result, index = [], 0
    for start, end, mask in sorted(spans):
        result += [text[index:start], mask]
        index = end
    return "".join(result) + text[index:]


# Addresses


def emails(text):
    other = "[^\\W\\x00-\\x7f]"
    label = f"(?:[A-Za-z0-9-]+|{other}+)"
    local = "[A-Za-z0-9.%+_-]"
    last = f"(?:xn--[A-Za-z0-9-]+|[A-Za-z]{{2,}}(?![A-Za-z0-9-])|(?:(?![０-９]){other}){{2,}}(?!{other}))"
    domain = re.compile(f"(?:{label}[.．。｡])+{last}")
    found, floor = [], 0
    for at in (match.start() for match in re.finditer("[@＠]", text)):
        if at < floor:
            continue
        right = domain.match(text, at + 1)
        if not right or re.match("[0-9]x[.]", right[0]):
            continue
        before = text[floor:at]
        if re.search(f"{local}$", before):
            left = re.search(f"(?:{local}|(?<={local})')+$", before)[0]
        else:
            left = re.search(f"(?:{local}|{other})*$", before)[0]
        left = left.lstrip(".'")
        if left:
            found.append((at - len(left), right.end(), "이메일"))
            floor = right.end()
    return found


# Numbers


def numbers(text, start, end):
    found = []
    for run in RUN.finditer(text, start, end):
        at = run.start()
        while match := re.compile(f"[+＋]?{DIGIT}+").search(text, at, run.end()):
            at = match.end()
            size, mask = number(text, start, match.start(), run.end())
            if mask:
                low = match.start()
                if mask == "전화번호" and low > start and text[low - 1] == "(":
                    low -= 1
                found.append((low, size, mask))
                at = size
    return found


def number(text, floor, at, end):
    """Where it ends, and what it is."""
    rest = text[at:end]
    plain = "".join(str(unicodedata.digit(c)) if re.match("[０-９]", c) else c for c in rest)
    tight = f"[{HYPHEN}.\uff0e]"
    is_tight = at > floor + 1 and re.match(f"{DIGIT}{tight}", text[at - 2 : at])
    parts = re.findall(r"\d+", plain)[:6]
    ends = [match.end() for match in re.finditer(r"\d+", plain)][:6]
    sizes = [len(part) for part in parts]
    is_book = re.search(f"isbn{SEPARATOR}{{0,4}}\\d{{0,4}}(?::|{SEPARATOR}){{0,4}}$", text[:at], re.IGNORECASE)
    is_amount = re.match(UNITS, text[at + ends[0] :])

    def goes_on(count):
        return re.match(f"{tight}\\d", plain[ends[count - 1] :])

    def result(count, mask):
        return at + ends[count - 1], mask

    def is_resident(digits):
        return re.fullmatch(r"\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[1-8]\d{6}", digits)

    if sizes[:2] == [6, 7] and is_resident(parts[0] + parts[1]):
        return result(2, "주민등록번호")
    first = parts[0]
    if is_resident(first) and not is_book:
        if not first.startswith("880") or not is_article(first) or is_checked_resident(first):
            return result(1, "주민등록번호")
    for shape in ([4, 4, 4, 4, 3], [4, 4, 4, 4], [4, 6, 5], [4, 6, 4]):
        digits = "".join(parts[: len(shape)])
        years = len(shape) == 4 and all(part[:2] in ("19", "20") for part in parts[:4])
        if sizes[: len(shape)] == shape and digits[0] != "0" and not years and luhn(digits):
            return result(len(shape), "카드번호")
    if is_issued(first) and luhn(first) and not is_book:
        return result(1, "카드번호")
    if count := phone(text, at, plain, parts, is_tight, goes_on, is_amount):
        return result(count, "전화번호")
    if sizes[:3] == [3, 2, 5] and not is_tight and not goes_on(3) and not is_book:
        digits = "".join(parts[:3])
        usual = re.match(r"\d{3}[^\d .()]\d{2}[^\d ()]\d", plain) and goes_on(1) and goes_on(2)
        if digits[0] != "0" and parts[1] != "00" and (usual or business(digits)):
            return result(3, "사업자등록번호")
    if sizes[0] == 10 and first[0] != "0" and business(first):
        if not (is_book or (is_amount and not goes_on(1)) or is_tight or goes_on(1)):
            return result(1, "사업자등록번호")
    return at, None


AREA = "02(?!0)|01[016789]|0(?:3[1-3]|4[1-4]|5[1-5]|6[1-4])|0[678]0|050(?=.)."


def phone(text, at, plain, parts, is_tight, goes_on, is_amount):
    def abroad(skipped):
        for count in range(1, len(parts) + 1):
            digits = "".join(parts[:count])
            if len(digits) > 15:
                return None
            line = digits[2:] if digits[2:3] == "0" else "0" + digits[2:]
            if count > skipped and re.fullmatch(f"(?:{AREA})\\d{{7,8}}", line):
                return count
        return None

    first = parts[0]
    if plain[0] in "+＋":
        if first.startswith("82"):
            return abroad(0)
        if at > 0 and kind(text[at - 1]) == "word" or (is_amount and not goes_on(1)):
            return None
        two = "20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[146]|9[0-58]"
        three = "2[1-689]|3[578]|42|5[09]|6[7-9]|8[0578]|9[679]"
        if not re.fullmatch(rf"[17](?:\d{{3,}})?|(?:{two})(?:\d{{2,}})?|(?:{three})\d+", first):
            return None
        sums = [sum(map(len, parts[:count])) for count in range(1, len(parts) + 1)]
        right = [n for n, s in enumerate(sums, 1) if (s == 11 if first[0] in "17" else 8 <= s <= 15)]
        return right[-1] if right else None
    if re.match(r"8210\d{8}$", first):
        return 1
    if first == "82" and (goes_on(1) or re.match("10|01", "".join(parts[1:3]))):
        if count := abroad(1):
            return count
    area = re.match(AREA, first)
    if not area or (is_tight and first[1] != "1"):
        return None
    sizes = [len(part) for part in parts[1:]]
    line = len(first) - area.end()
    if line in (7, 8):
        return 1
    if line in (3, 4) and sizes[:1] == [4]:
        return 2
    if line:
        return None
    if sizes and sizes[0] in (7, 8):
        return 2
    if len(sizes) > 1 and sizes[0] in (3, 4) and sizes[1] == 4:
        return 3
    total = 0
    for count, size in enumerate(sizes, 2):
        total += size
        if first[1] != "1" or size < 2 or total > 8:
            return None
        if total >= 7:
            return count
    return None


def luhn(digits):
    values = [int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits))]
    return sum(v // 10 + v % 10 for v in values) % 10 == 0


def weighted(digits, weights):
    return sum(int(a) * int(b) for a, b in zip(digits, weights))


def business(digits):
    return (weighted(digits, "137137135") + int(digits[8]) * 5 // 10 + int(digits[9])) % 10 == 0


def is_article(digits):
    return weighted(digits, "1313131313131") % 10 == 0


def is_checked_resident(digits):
    check = (11 - weighted(digits, "234567892345") % 11) % 10
    return int(digits[12]) == ((check + 2) % 10 if digits[6] >= "5" else check)


def is_issued(digits):
    """Of the length of a card, and begins as one."""
    if len(digits) == 13:
        return digits[0] == "4" and not is_article(digits)
    starts = {14: "36|38|39|30[0-5]|309", 15: "34|37", 16: "222[1-9]|22[3-9]|2[3-6]|27[01]|2720|35|36|[4-6]|9"}
    long = "4|50|5[6-8]|6"
    return 13 < len(digits) < 20 and bool(re.match(starts.get(len(digits), long), digits))


# Names


def kind(letter):
    if re.match("[가-힣\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\ud7b0-\ud7fb]", letter):
        return "hangul"
    unspaced = "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fd5\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff"
    if re.match(f"[{unspaced}\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]", letter):
        return "unspaced"
    return "word" if letter == "_" or unicodedata.category(letter)[0] in "LNM" else "other"


def is_part(letter):
    if re.match("[\u1160-\u11ff\ud7b0-\ud7fb]", letter):
        return True
    return unicodedata.category(letter)[0] == "M" and not re.match(f"[{UNSEEN}]", letter)


def letters(text):
    """Each letter as it is compared, where it begins and ends in the text, and whether white space is before it."""
    result, gap, at = [], False, 0
    while at < len(text):
        start, at = at, at + 1
        if re.match(f"[{SPACE}]", text[start]):
            gap = True
        elif not re.match(f"[{UNSEEN}]", text[start]):
            end = at
            while at < len(text) and (is_part(text[at]) or re.match(f"[{UNSEEN}]", text[at])):
                at += 1
                end = at if is_part(text[at - 1]) else end
            at = end
            piece = unicodedata.normalize("NFC", re.sub(f"[{UNSEEN}]", "", text[start:end]))
            for letter in piece:
                if "！" <= letter <= "～":
                    letter = chr(ord(letter) - 0xFEE0)
                result.append((letter.lower() if len(letter.lower()) == 1 else letter, start, end, gap))
                gap = False
    return result


def words(text):
    return "|".join(sorted(text.split(), key=len, reverse=True))


TITLES = words("""
님 씨 양 군 고객 고객님 선생 선생님 사장 사장님 대표 대표님 대리 대리님 과장 과장님 차장 차장님 부장 부장님 팀장 팀장님 실장 실장님
점장 점장님 매니저 매니저님 원장 원장님 교수 교수님 회장 회장님 이사 이사님 주임 주임님 사원 사원님 회원 회원님 기사님 어머님 아버님
어머니 아버지 엄마 아빠 언니 오빠 누나 형 이모 삼촌 학생 네 이""")
PARTICLES = words("""
이 가 은 는 을 를 과 와 도 의 에 만 로 으로 께 께서 에게 에게서 한테 한테서 하고 랑 이랑 나 이나 라 이라 부터 까지 보다 처럼 같이
마다 조차 마저 밖에 뿐 만큼 대로 커녕 더러 이고 이며 며 든지 이든지 라고 이라고 라는 이라는 라서 이라서 라면 이라면 인데 인지 인가
인가요 입니다 입니까 이에요 예요 이예요 에요 이었어요 였어요 이었습니다 였습니다 이네요 네요 이야 야 아 죠 이죠 지요 이지요 이다 인 일
요 이요 이여 여 들""")
TAIL = re.compile(f"(?:{TITLES})?(?:{PARTICLES}){{0,3}}")


def found_names(text, names):
    """Spans in order; those that overlap are one."""
    given = {}
    for name in names:
        parts = letters(name)
        starts = {start for letter, start, _, _ in parts if kind(letter) != "other"}
        if len(starts) >= 2:
            gaps = given.setdefault("".join(part[0] for part in parts), set())
            gaps |= {index for index, part in enumerate(parts) if index and part[3]}
    parts = letters(text)
    squeezed = "".join(part[0] for part in parts)
    spans = []
    for name, gaps in given.items():
        at = squeezed.find(name)
        while at >= 0:
            if stands(name, gaps, parts, at, at + len(name)):
                spans.append((parts[at][1], parts[at + len(name) - 1][2]))
            at = squeezed.find(name, at + 1)
    joined = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def stands(name, gaps, parts, start, end):
    if any(0 < edge < len(parts) and parts[edge][1] == parts[edge - 1][1] for edge in (start, end)):
        return False
    before = kind(parts[start - 1][0]) if start and not parts[start][3] else "other"
    after = kind(parts[end][0]) if end < len(parts) and not parts[end][3] else "other"
    if before == kind(name[0]) == "word" or after == kind(name[-1]) == "word":
        return False
    hangul = re.fullmatch("[가-힣]+", name)
    here = {index for index in range(1, len(name)) if parts[start + index][3]}
    is_written = here <= gaps
    if not is_written:
        if not hangul or len(name) not in (3, 4):
            return False
        if len(here) != len(name) - 1 and not (len(here) == 1 and max(here) <= len(name) - 2):
            return False
    if not hangul or (len(name) != 2 and is_written):
        return True
    tail = ""
    while end < len(parts) and not parts[end][3] and kind(parts[end][0]) == "hangul":
        tail += parts[end][0]
        end += 1
    return before != "hangul" and len(tail) <= 10 and bool(TAIL.fullmatch(tail))


def main():
    path = pathlib.Path(__file__).resolve().parents[1] / "DariRuntimeTests/Oracles/redaction.json"
    table = json.loads(path.read_text(encoding="utf-8"))
    cases = [([], *case) for case in table["masks"]] + [([], text, text) for text in table["kept"]] + table["names"]
    wrong = [(case, masked(case[1], case[0])) for case in cases if masked(case[1], case[0]) != case[2]]
    for case, result in wrong:
        print(f"{case}: {result}")
    print(f"redact: {len(cases)} texts, {len(wrong)} masked otherwise than they should be")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
