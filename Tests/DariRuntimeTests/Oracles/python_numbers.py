"""What Python makes of numbers, dates and JSON: writes python_numbers.json beside this file.

Arithmetic on whole numbers of 64 bits and on binary64, comparisons, `str(float)`, fixed and grouped digits, days of the
week, `json.dumps`. A result that Python has and Dari refuses is named: "overflow", "notFinite", "divisionByZero".
"""

import datetime
import decimal
import json
import math
import pathlib
import random
import struct

random.seed(7)
decimal.getcontext().prec = 2000
LOW, HIGH = -(2**63), 2**63 - 1
WHOLES = [0, 1, -1, 2, -2, 3, -3, 7, -7, 10, 2**31, 2**53, 2**53 + 1, -(2**53) - 1, 2**62, HIGH, HIGH - 1, LOW, LOW + 1, 3037000500]
FLOATS = [0.0, -0.0, 0.1, 0.5, -0.5, 1.0, -1.0, 1.5, -2.5, 3.0, 1e16, 1e22, 1e-5, 5e-324, 1.7976931348623157e308, -1e308, 2.0**53, 2.0**63, -(2.0**63), 9007199254740993.0]


def double():
    while True:
        value = struct.unpack("<d", random.randbytes(8))[0]
        if math.isfinite(value):
            return value


pairs = [(a, b) for a in WHOLES for b in WHOLES] + [(a, b) for a in FLOATS for b in FLOATS]
pairs += [(a, b) for a in WHOLES for b in FLOATS] + [(b, a) for a in WHOLES[:12] for b in FLOATS]
pairs += [(random.randint(LOW, HIGH), random.randint(LOW, HIGH)) for _ in range(200)]
pairs += [(random.randint(LOW, HIGH), random.randint(-1000, 1000)) for _ in range(100)]
pairs += [(random.randint(-50, 50), random.randint(-9, 9)) for _ in range(100)]
pairs += [(double(), double()) for _ in range(150)]
pairs += [(random.uniform(-100, 100), random.uniform(-10, 10)) for _ in range(150)]

OPERATORS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "//": lambda a, b: a // b,
    "%": lambda a, b: a % b,
}


def result(operator, a, b):
    try:
        value = OPERATORS[operator](a, b)
    except ZeroDivisionError:
        return "divisionByZero"
    except OverflowError:
        return "notFinite"
    if isinstance(value, int):
        return value if LOW <= value <= HIGH else "overflow"
    return value if math.isfinite(value) else "notFinite"


arithmetic = [[a, b] + [result(operator, a, b) for operator in OPERATORS] + [(a > b) - (a < b)] for a, b in pairs]

printed = [[x, str(x)] for x in FLOATS + [double() for _ in range(300)] + [random.uniform(-1e6, 1e6) for _ in range(100)]]

fixed = []
for x in [0.5, 1.5, 2.5, 2.675, 1.005, 0.125, 1234567.891, -0.004, 1e21, 5e-324, 999.995, -1234.5] + [random.uniform(-1e7, 1e7) for _ in range(80)]:
    for pattern, spec in (("#,##0.00", ",.2f"), ("0.0", ".1f"), ("#,##0", ",.0f"), ("0.000000", ".6f")):
        text = format(x, spec)
        fixed.append([x, pattern, text.lstrip("-") if not text.strip("-0.,") else text])
    # A percentage is exact too: the decimal digits of the number, moved by two places.
    percent = (decimal.Decimal(x) * 100).quantize(decimal.Decimal("0.1"), decimal.ROUND_HALF_EVEN)
    fixed.append([x, "0.0%", format(abs(percent) if percent == 0 else percent, "f") + "%"])
for n in [0, 5, -5, 999, 1000, -1000, 123456789, HIGH, LOW]:
    fixed.append([n, "#,##0", format(n, ",")])
    fixed.append([n, "0.00", f"{n}.00"])

days = []
for _ in range(400):
    day = datetime.date.fromordinal(random.randint(1, datetime.date.max.toordinal()))
    days.append([day.isoformat(), day.weekday()])
days += [[d, datetime.date.fromisoformat(d).weekday()] for d in ("0001-01-01", "9999-12-31", "2000-02-29", "1900-03-01", "2026-11-20")]

TEXTS = ["", "하루커피", "\"quoted\" \\ / \b\f\n\r\t", "\x00\x01\x1f\x7f", "<b>&'</b>", "👨‍👩‍👧‍👦", "e\u0301", "\ufeff\u200b"]
VALUES = [None, True, False, 0, -1, HIGH, 0.1, 1.0, 1e16, 1e-7, -0.0, [], [[]], [1, [2, [3]], "x"], [None, True], TEXTS, [[1.5, "가"], []]] + TEXTS
dumps = [[value, json.dumps(value, ensure_ascii=False), json.dumps(value, ensure_ascii=False, indent=2)] for value in VALUES]

data = {"arithmetic": arithmetic, "printed": printed, "fixed": fixed, "days": days, "json": dumps}
body = ",\n".join(
    json.dumps(key) + ": [\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]" for key, rows in data.items()
)
pathlib.Path(__file__).with_suffix(".json").write_text("{\n" + body + "\n}\n")
print({key: len(rows) for key, rows in data.items()})
