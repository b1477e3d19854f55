#!/usr/bin/env python3
"""Counts of tokens by `dari render`, against Hugging Face's `tokenizers` with tokenizers that are trained here.

With --oracle FILE it writes what the unit tests hold their token numbers against, and judges nothing.
"""

import argparse
import json
import sys

import token_training as training


def write_oracle(path):
    cases = []
    for index, (name, pre_tokenizer, normalizer, whole_words) in enumerate(training.variants()):
        tokenizer = training.train(pre_tokenizer, normalizer, whole_words, size=420)
        written = tokenizer.to_str()
        texts = training.texts(110, seed=index)
        ids = [tokenizer.encode(text, add_special_tokens=False).ids for text in texts]
        cases.append({
            "name": name, "file": training.older(written) if index % 2 else written,
            "texts": [{"text": text, "ids": numbers} for text, numbers in zip(texts, ids)],
        })
    with open(path, "w", encoding="utf-8") as file:
        json.dump(cases, file, ensure_ascii=True, separators=(",", ":"))
        file.write("\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--oracle")
    options = parser.parse_args()
    if options.oracle:
        write_oracle(options.oracle)
        return


if __name__ == "__main__":
    main()
