// Where a line ends, and what counts as white space: Python's rules.

/** The lines of a text, each with its break; the last has none if the text does not end with one. */
function linesOf(text) {
  const lines = [];
  const breaks = /\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/g;
  let start = 0;
  for (const found of text.matchAll(breaks)) {
    lines.push({ line: text.slice(start, found.index), lineBreak: found[0] });
    start = found.index + found[0].length;
  }
  if (start < text.length) lines.push({ line: text.slice(start), lineBreak: "" });
  return lines;
}

function isSpace(character) {
  return /[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(character);
}
