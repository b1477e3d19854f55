// The filter `redact`: masks over names, phone numbers, resident and business registration numbers, payment cards and
// e-mail addresses in a text.

/** The text with masks; `names` is a list of texts. */
function masked(text, names) {
  const scan = nameScan(names);
  const hasPatterns = /[0-9@\uf000-\uffff]/.test(text);
  if (scan === null && !hasPatterns) return text;
  const letters = [...text];
  const patterns = hasPatterns ? foundPatterns(letters) : [];
  const found = scan === null ? [] : scan(letters);
  let result = "";
  let index = 0;
  for (const { start, end, mask } of joinedMasks(found, patterns, letters)) {
    result += letters.slice(index, start).join("") + mask;
    index = end;
  }
  return result + letters.slice(index).join("");
}

/** In order, and not overlapping. An address wins over the digits in it. */
function foundPatterns(letters) {
  const found = [];
  let start = 0;
  for (const address of emailRanges(letters)) {
    found.push(...numberMatches(letters, start, address.start));
    found.push({ ...address, mask: "⟦이메일⟧" });
    start = address.end;
  }
  return [...found, ...numberMatches(letters, start, letters.length)];
}

/** A pattern wins over the name in it; what such a name has outside of it is masked as well. */
function joinedMasks(names, patterns, letters) {
  const result = [];
  const addName = (start, end) => {
    while (start < end && isSpace(letters[end - 1])) end -= 1;
    while (start < end && isSpace(letters[start])) start += 1;
    if (letters.slice(start, end).some((letter) => letterKind(letter) !== "other")) {
      result.push({ start, end, mask: "⟦이름⟧" });
    }
  };
  let next = 0;
  let floor = 0;
  for (const name of names) {
    while (next < patterns.length && patterns[next].end <= name.start) {
      result.push(patterns[next]);
      next += 1;
    }
    let start = Math.max(name.start, floor);
    while (next < patterns.length && patterns[next].start < name.end) {
      if (start < patterns[next].start) addName(start, patterns[next].start);
      start = patterns[next].end;
      floor = start;
      result.push(patterns[next]);
      next += 1;
    }
    if (start < name.end) addName(start, name.end);
  }
  return [...result, ...patterns.slice(next)];
}

// Addresses, as they stand in running text.

function emailRanges(letters) {
  const ranges = [];
  let floor = 0;
  for (let at = 0; at < letters.length; at += 1) {
    if ((letters[at] !== "@" && letters[at] !== "＠") || at < floor) continue;
    const end = emailDomainEnd(letters, at + 1);
    if (end === null) continue;
    let start = at;
    // A Hangul particle may stand right before an ASCII local part; a local part of Hangul is taken whole.
    if (at > floor && isEmailLocal(letters[at - 1])) {
      const isApostrophe = (index) => letters[index] === "'" && index > 0 && isEmailLocal(letters[index - 1]);
      while (start > floor && (isEmailLocal(letters[start - 1]) || isApostrophe(start - 1))) start -= 1;
    } else {
      while (start > floor && (isEmailLetter(letters[start - 1]) || isEmailLocal(letters[start - 1]))) start -= 1;
    }
    while (start < at && (letters[start] === "." || letters[start] === "'")) start += 1;
    if (start === at) continue;
    ranges.push({ start, end });
    floor = end;
  }
  return ranges;
}

/** Two labels at least, and the last one is letters: `node@20.1.0` and `icon@2x.png` are no addresses. */
function emailDomainEnd(letters, start) {
  let end = null;
  let labels = 0;
  let index = start;
  while (index < letters.length) {
    const labelStart = index;
    // After a label of ASCII a particle may follow at once: `hong@example.com으로`.
    const isPart = /[A-Za-z0-9-]/.test(letters[index]) ? (letter) => /[A-Za-z0-9-]/.test(letter) : isEmailLetter;
    while (index < letters.length && isPart(letters[index])) index += 1;
    if (index === labelStart) break;
    labels += 1;
    const label = letters.slice(labelStart, index);
    const isTop =
      label.slice(0, 4).join("") === "xn--" || (label.length >= 2 && label.every((part) => !/[-0-9０-９]/.test(part)));
    if (labels >= 2 && isTop) end = index;
    if (index >= letters.length || !/[.\u3002\uff0e\uff61]/.test(letters[index])) break;
    index += 1;
  }
  if (end === null) return null;
  // `icon@2x.png`: how pictures for sharp screens are called.
  return /^[0-9０-９]x\./.test(letters.slice(start, start + 3).join("")) ? null : end;
}

function isEmailLocal(letter) {
  return /[A-Za-z0-9._+%-]/.test(letter);
}

function isEmailLetter(letter) {
  return letter > "\x7f" && /\p{XID_Continue}/u.test(letter);
}
