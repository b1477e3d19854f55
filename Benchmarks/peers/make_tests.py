#!/usr/bin/env python3
"""The same cases twice: a project for `dari test`, and templates with cases for pytest, Jinja2 and syrupy.

usage: make_tests.py FOLDER CASES ROUTINES
"""

import json
import pathlib
import random
import sys

WORDS = "주문 배송 환불 교환 원두 라테 매장 손님 답글 확인 내용 안내 시간 오늘 내일 감사 죄송 문의 전화 주소".split()
TONES = {"polite": "공손하게 씁니다.", "friendly": "다정하게 씁니다.", "brief": "짧게 씁니다."}
PYTEST = '''\
"""Each case renders its template and holds the page against a file of its own."""

import json
import pathlib

import jinja2
import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

HERE = pathlib.Path(__file__).parent
ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(HERE / "templates"), trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)
CASES = [json.loads(line) for line in (HERE / "cases.jsonl").read_text().splitlines()]


class Page(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "md"


@pytest.fixture
def page(snapshot):
    return snapshot.use_extension(Page)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['routine']}-{case['name']}")
def test_prompt(case, page):
    text = ENVIRONMENT.get_template(case["routine"] + ".j2").render(case["inputs"])
    assert "지킬 것" in text and "금지" not in text
    assert text == page
'''


def main():
    folder, count, routines = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    dice = random.Random(1)

    def words(number):
        return " ".join(dice.choice(WORDS) for _ in range(number))

    dari, peer = folder / "dari", folder / "pytest"
    for path in (dari / "tests", peer / "templates"):
        path.mkdir(parents=True)
    (dari / "dari.yaml").write_text("project: bench\npeople: { boss: 사장 }\nuse: { text: chatgpt }\n")
    rules = "".join(f"- {words(9)}\n" for _ in range(28))
    (dari / "shop.dari").write_text(
        f"---\nlibrary: shop\n---\n@value rules: text\n{rules}\n@snippet manner()\n지킬 것:\n{{{{ rules }}}}\n")
    (peer / "templates/shop.j2").write_text(f"{{% macro manner() %}}\n지킬 것:\n{rules.rstrip()}\n{{% endmacro %}}\n")
    (peer / "test_prompts.py").write_text(PYTEST)
    lines = []
    for number in range(routines):
        name = f"r{number}"
        body = "\n".join(words(12) for _ in range(8))
        order = "{% if order %}\n주문 {{ order.number }} {{ order.count }}개\n{% endif %}\n"
        (dari / f"{name}.dari").write_text(
            f"---\nroutine: {name}\nowner: boss\nuses: [shop]\n---\n@input message: text(..2000)\n\n"
            f"@input tone: {' | '.join(TONES)}\n\n@input order: {{ number: line, count: int(1..9) }}?\n\n"
            f"@step draft: 쓰기\nby: ai(text)\n\n@system\n{{{{ manner() }}}}\n\n@user\n{body}\n\n{order}"
            "{% match tone %}\n" + "".join(f"{{% case {tone} %}}\n{text}\n" for tone, text in TONES.items())
            + "{% endmatch %}\n\n{{ message }}\n")
        tones = "".join(
            f"{{% {'if' if index == 0 else 'elif'} tone == '{tone}' %}}\n{text}\n" for index, (tone, text) in enumerate(TONES.items()))
        (peer / f"templates/{name}.j2").write_text(
            "{% import 'shop.j2' as shop %}\n## system\n\n{{ shop.manner() }}\n## user\n\n" + body + "\n\n" + order + tones
            + "{% endif %}\n\n{{ message }}\n\n")
        with (dari / f"tests/{name}.yaml").open("w") as file:
            file.write(f"routine: {name}\ncommon: {{ inputs: {{ order: {{ number: A-1, count: 3 }} }} }}\ncases:\n")
            for case in range(count // routines):
                inputs = {"message": words(30), "tone": dice.choice(list(TONES))}
                file.write(
                    f"  case-{case}:\n    about: {words(3)}\n    inputs: {{ message: \"{inputs['message']}\", tone: {inputs['tone']} }}\n"
                    "    expect: { draft: [contains: 지킬 것, not contains: 금지] }\n")
                lines.append(json.dumps(
                    {"routine": name, "name": f"case-{case}", "inputs": {**inputs, "order": {"number": "A-1", "count": 3}}}))
    (peer / "cases.jsonl").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
