"""Tokenizers trained with Hugging Face's `tokenizers`, one for each way that files in use cut a text, and texts that are
hard to cut. What judge-tokens.py and the oracle of the unit tests are made with."""

import json
import random
import unicodedata

from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

GPT4 = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
GPT4O = "|".join([
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
    r"\p{N}{1,3}", r" ?[^\s\p{L}\p{N}]+[\r\n/]*", r"\s*[\r\n]+", r"\s+(?!\S)", r"\s+",
])
QWEN = GPT4.replace(r"\p{N}{1,3}", r"\p{N}")
TEKKEN = GPT4O.replace("(?i:'s|'t|'re|'ve|'m|'ll|'d)?", "").replace(r"\p{N}{1,3}", r"\p{N}")
DEEPSEEK = r"""[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"""
POSSESSIVE = r"""'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++(?!\S)|\s+"""

KOREAN = (
    "안녕하세요, 고객님. 주문하신 원두는 내일 오전에 도착합니다. 받은 날부터 7일 안에, 뜯지 않은 원두는 전액 돌려드립니다. "
    "하루에 스무 통씩 오는 고객 메일을 한 사람이 감당하기 위한 루틴입니다. 불편을 드려 정말 죄송합니다. 감사합니다. "
    "주문 번호를 알려 주시면 바로 확인하고 다시 연락드리겠습니다. 가격은 12,000원이고 배송비는 3,000원입니다."
)
ENGLISH = (
    "Thank you for your order. We'll ship the coffee beans tomorrow morning, and you're going to love them. I've "
    "checked the address; it's correct. They'd like to know the price: $12.50 for 3 bags, or 100 for $399. Don't wait!"
)
CODE = 'def total(items):\n    """Sum."""\n    return sum(item["price"] * item.count for item in items)\n\n\tif (x != 0) { y += 1; }\n<mail id="3">\n</mail>\n'


def split(pattern, behavior="isolated", invert=False):
    return pre_tokenizers.Split(Regex(pattern), behavior, invert)


def byte_level(**options):
    return pre_tokenizers.ByteLevel(**{"add_prefix_space": False, "use_regex": False, **options})


def sequence(*parts):
    return pre_tokenizers.Sequence(list(parts))


def variants():
    """Name, pre-tokenizer, normalizer, whether words of the vocabulary are taken whole."""
    nfc = normalizers.NFC()
    return [
        ("gpt2", byte_level(use_regex=True), None, False),
        ("gpt2-space", byte_level(use_regex=True, add_prefix_space=True), None, False),
        ("gpt4", sequence(split(GPT4), byte_level()), None, False),
        ("llama3", sequence(split(GPT4), byte_level()), None, True),
        ("gpt4o", sequence(split(GPT4O, "removed", True), byte_level()), None, False),
        ("qwen", sequence(split(QWEN), byte_level()), nfc, False),
        ("tekken", sequence(split(TEKKEN), byte_level()), None, True),
        ("deepseek", sequence(split(r"\p{N}{1,3}"), split("[一-龥぀-ゟ゠-ヿ]+"), split(DEEPSEEK), byte_level()), normalizers.Sequence([]), False),
        ("possessive", sequence(split(POSSESSIVE), byte_level()), None, False),
        ("digits", sequence(pre_tokenizers.Digits(individual_digits=True), byte_level(use_regex=True)), nfc, False),
        ("digit-runs", sequence(pre_tokenizers.Digits(), pre_tokenizers.Punctuation("isolated"), byte_level(add_prefix_space=True)), None, False),
        ("previous", sequence(split(r"[\s]", "merged_with_previous"), byte_level()), None, False),
        ("next", sequence(split(r"\s", "merged_with_next"), byte_level()), None, False),
        ("contiguous", sequence(split(r"\p{P}|[^\S\n]", "contiguous"), pre_tokenizers.Split("하", "isolated"), byte_level()), None, False),
        ("whole", byte_level(), normalizers.Sequence([nfc]), False),
    ]


def train(pre_tokenizer, normalizer, whole_words, size=500):
    tokenizer = Tokenizer(models.BPE(ignore_merges=whole_words))
    tokenizer.pre_tokenizer = pre_tokenizer
    if normalizer is not None:
        tokenizer.normalizer = normalizer
    trainer = trainers.BpeTrainer(
        vocab_size=size, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False,
        special_tokens=["<|endoftext|>", "<|im_start|>", "<|end|>"])
    tokenizer.train_from_iterator([KOREAN, ENGLISH, CODE] * 3, trainer)
    tokenizer.add_tokens([
        AddedToken("<mail>", normalized=False), AddedToken("원두", single_word=True, normalized=True),
        AddedToken("[MASK]", lstrip=True, normalized=False), AddedToken("[SEP]", rstrip=True, lstrip=True, normalized=True),
        AddedToken("<|end|>x", normalized=False)])
    return tokenizer


def older(text):
    """The file as it was written before: merges as texts, where that can be said."""
    file = json.loads(text)
    file["model"]["merges"] = [" ".join(pair) for pair in file["model"]["merges"]]
    del file["model"]["type"]
    return json.dumps(file, ensure_ascii=False)


SPECIAL = [
    "", " ", "  ", "\n", "\n\n", " \n", "\n ", "\t", " \t x", "a", "  a", "a  ", "a  b", "a   \n  b", "x \n\n y", "a\r\nb", "a\r\n\r\n  b", "\r", "\u00a0x", "\u3000가",
    "'s 'S 'ſ it's IT'S they'Re we'LL o'clock don't DON'T '' 's's", "1 12 123 1234 1234567 3.14 1,000 ١٢٣ Ⅷ ½ ²", "camelCaseHTTPServer ABCdef ABC가나다abc 가A가a ǅabc",
    "a\u0301 e\u0301\u0302 \u1112\u1161\u11ab\u1100\u1161", unicodedata.normalize("NFD", KOREAN[:60]), "\u0958\u2126\u212b \U0001d15e", "👨‍👩‍👧‍👦 🇰🇷 👍🏽 ☕️",
    "<|endoftext|>", "a<|endoftext|>b", " <|im_start|> user\n", "<|end|>x<|end|>", "<|endof", "<mail><mail> </mail>", "원두 원두는 (원두) 새원두", "a [MASK] b[MASK]\n[MASK]",
    "a [SEP] b [SEP]  [SEP][SEP]", "\u0000\u0001\u001b[0m\u007f\u0085\u200b\ufeff", "!!! ?!.. -- /* */ //\n// x/\n/", "。「日本語」テスト、漢字かな交じり", "ไทย हिन्दी عربى Ελλ Рус",
    "a" * 300, "가" * 200, " " * 300, "ab" * 200 + "\n" * 50, "AAAA" * 50 + "a", "𝒳𝓎 𐍈 \U000e0001 \ue000 \uffff \U0010ffff", KOREAN, ENGLISH, CODE,
]


def texts(count, seed=20261126):
    """The special ones, and as many made at random from all of Unicode and from what is hard."""
    generator = random.Random(seed)
    words = SPECIAL[1:40] + KOREAN.split() + ENGLISH.split() + CODE.split() + ["\n", "\r\n", "\t", " ", "  ", "'", "'s"]
    result = list(SPECIAL)
    while len(result) < count:
        kind = generator.randrange(5)
        if kind == 0:
            text = "".join(generator.choice(words) for _ in range(generator.randrange(1, 12)))
        elif kind == 1:
            text = " ".join(generator.choice(words) for _ in range(generator.randrange(1, 12)))
        elif kind == 2:
            text = "".join(chr(generator.choice([generator.randrange(0xac00, 0xd7a4), generator.randrange(0x1100, 0x1200), 0x20])) for _ in range(generator.randrange(1, 20)))
        elif kind == 3:
            text = "".join(generator.choice(" \t\n\r.,!?'\"()가a1A_-/\\\u00a0\u3000é한") for _ in range(generator.randrange(1, 30)))
        else:
            text = "".join(scalar(generator) for _ in range(generator.randrange(1, 12)))
        result.append(text)
    return result


def scalar(generator):
    """Any that has been assigned for long: newer ones have a category in some versions of Unicode only."""
    while True:
        value = generator.randrange(generator.choice([0x80, 0x800, 0x3000, 0x10000, 0x20000]))
        if 0xD800 <= value < 0xE000 or unicodedata.ucd_3_2_0.category(chr(value)) == "Cn":
            continue
        return chr(value)
