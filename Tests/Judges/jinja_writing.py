"""A tree of jinja_templates as Dari source, and as Jinja source in which the lines mean what they mean in Dari.

Dari: "A line that holds only `{% %}` and `{# #}` tags and white space leaves nothing behind, its line break included;
anywhere else text is kept as written." "Leading and trailing blank lines of a section, and its last line break, are
dropped from the source text." Jinja gets trim_blocks and lstrip_blocks, and beyond that:

- "a line with text on it keeps its break": `+%}` at the end of such a line's tags, `{%+` at their beginning, since its
  indentation is "kept as written" too;
- "a line with white space after or between its tags is a tag line": that white space is left out;
- Jinja trims no line break after `{% raw %}`: where that is a tag line, the break is left out.
"""

import jinja_templates as trees

OPENINGS = {"tag": ("{%", "%}"), "raw": ("{%", "%}"), "endraw": ("{%", "%}"), "hole": ("{{", "}}"), "comment": ("{#", "#}")}


def content(tag, side):
    if tag.kind in ("raw", "endraw"):
        return tag.kind
    return "".join(part if isinstance(part, str) else part.write(side) for part in tag.content)


def written(tag, side, before="", after=""):
    opening, closing = OPENINGS[tag.kind]
    before, after = ("-" if tag.trims[0] else before, "-" if tag.trims[1] else after)
    return f"{opening}{before} {content(tag, side)} {after}{closing}"


def pieces(nodes):
    """Texts and tags in turn, no two texts side by side."""
    result = []
    for piece in trees.flatten(nodes):
        if isinstance(piece, trees.Tag):
            result.append(piece)
        elif result and isinstance(result[-1], str):
            result[-1] += piece.text
        elif piece.text:
            result.append(piece.text)
    return result


def dari(nodes):
    return "".join(piece if isinstance(piece, str) else written(piece, 0) for piece in pieces(nodes))


def without_blank_ends(line):
    line = list(line)
    if line and isinstance(line[0], str):
        blank = line[0][: len(line[0]) - len(line[0].lstrip())]
        # Of the white space at the beginning, the whole lines.
        if len(line) == 1 and not line[0].strip():
            return []
        line[0] = line[0][blank.rfind("\n") + 1 :]
    if line and isinstance(line[-1], str):
        kept = line[-1].rstrip()
        line[-1] = kept + line[-1][len(kept) :].split("\n")[0]
    return [piece for piece in line if piece != ""]


def jinja(nodes):
    lines = [[]]
    for piece in without_blank_ends(pieces(nodes)):
        if isinstance(piece, str):
            first, *more = piece.split("\n")
            lines[-1].append(first)
            lines += [[text] for text in more]
        else:
            lines[-1].append(piece)
    result, broken = "", True
    for number, line in enumerate(lines):
        line = [piece for piece in line if piece != ""]
        is_last = number == len(lines) - 1
        if is_tag_line(line):
            tags = [piece for piece in line if not isinstance(piece, str)]
            # What Jinja's lstrip_blocks takes away, if it sees that a line begins here.
            indent = line[0] if isinstance(line[0], str) and broken else ""
            result += indent + "".join(written(tag, 1) for tag in tags)
            broken = tags[-1].kind != "raw" or tags[-1].trims[1]
            if broken and not is_last:
                result += "\n"
        else:
            for piece in line:
                result += piece if isinstance(piece, str) else text_line_tag(piece)
            result += "" if is_last else "\n"
            broken = True
    return result


def is_tag_line(line):
    tags = [piece for piece in line if not isinstance(piece, str)]
    blank = all(not piece.strip() for piece in line if isinstance(piece, str))
    return blank and bool(tags) and all(tag.kind != "hole" for tag in tags)


def text_line_tag(tag):
    if tag.kind == "hole":
        return written(tag, 1)
    return written(tag, 1, "+", "" if tag.kind == "raw" else "+")
