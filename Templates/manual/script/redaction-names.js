// Names in a text, for the filter `redact`, found by their letters: composed or decomposed, small or capital, full width
// or not, with white space between syllables.

/** Finds the ranges of the names in letters, in order, names that overlap as one; null if no name can be looked for. */
function nameScan(names) {
  const known = new Map();
  for (const text of names) {
    const name = foldedLetters([...text]);
    // An initial or one syllable (김, 이) would mask half of a text.
    const count = name.filter((each, index) => letterKind(each.letter) !== "other" && isLetterStart(name, index)).length;
    if (count < 2) continue;
    const key = name.map((each) => each.letter).join("");
    if (!known.has(key)) known.set(key, { length: name.length, gaps: new Set(), isHangul: /^[가-힣]+$/.test(key) });
    // Before which of its letters white space may stand: where the name has some.
    for (const [index, each] of name.entries()) if (index > 0 && each.hasGap) known.get(key).gaps.add(index);
  }
  if (known.size === 0) return null;
  const lengths = [...new Set([...known.values()].map((name) => name.length))].sort((a, b) => b - a);
  return (letters) => {
    const text = foldedLetters(letters);
    const found = [];
    for (let end = 1; end <= text.length; end += 1) {
      // The longest comes first, and has the others in it.
      for (const length of lengths) {
        if (length > end) continue;
        const name = known.get(text.slice(end - length, end).map((each) => each.letter).join(""));
        if (name === undefined || !nameStands(name, text, end - length, end)) continue;
        const range = { start: text[end - length].start, end: text[end - 1].end };
        while (found.length > 0 && found[found.length - 1].end > range.start) {
          range.start = Math.min(range.start, found.pop().start);
        }
        found.push(range);
        break;
      }
    }
    return found;
  };
}

/** Whether what was found begins and ends where a name does. */
function nameStands(name, text, start, end) {
  // Not the `e` of an `é` that is written in two.
  if (!isLetterStart(text, start) || !isLetterStart(text, end)) return false;
  const before = neighbourKind(text, start, -1);
  const after = neighbourKind(text, end, 0);
  if (before === "word" && letterKind(text[start].letter) === "word") return false;
  if (after === "word" && letterKind(text[end - 1].letter) === "word") return false;
  const isWritten = isWrittenName(name, text, start, end);
  if (isWritten === null) return false;
  // Two syllables are part of many words, and 이나라 is what is written 이 나라 as well.
  if (!name.isHangul || (name.length !== 2 && isWritten)) return true;
  return before !== "hangul" && isKoreanTail(text, end);
}

/**
 * Whether white space stands only where the name has it; null if it stands where no name has any. People put some behind
 * the family name (홍 길동) and, on forms, between all syllables.
 */
function isWrittenName(name, text, start, end) {
  const gaps = [];
  for (let index = start + 1; index < end; index += 1) if (text[index].hasGap) gaps.push(index - start);
  const others = gaps.filter((gap) => !name.gaps.has(gap));
  if (others.length === 0) return true;
  if (others.length > 3 || !name.isHangul || name.length < 3 || name.length > 4) return null;
  if (gaps.length === name.length - 1) return false;
  return gaps.length === 1 && others[0] <= name.length - 2 ? false : null;
}

/** What letters do at the edge of a name: `word` is a letter, digit or mark of a script that has spaces between words. */
function letterKind(letter) {
  if (letter <= "\x7f") return /[0-9A-Z_a-z]/.test(letter) ? "word" : "other";
  if (/[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\ud7b0-\ud7fb]/u.test(letter)) return "hangul";
  // Chinese, Japanese, Thai and others.
  if (/[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fd5\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff]/u.test(letter)) return "unspaced";
  if (/[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}]/u.test(letter)) return "unspaced";
  return /[\p{L}\p{N}\p{M}]/u.test(letter) ? "word" : "other";
}

/**
 * A text as names are compared: composed (NFC), in lower case, full-width letters as the others, without white space and
 * without what nobody sees. Each letter knows where the scalars begin and end that it comes from, and whether white space
 * stands before it.
 */
function foldedLetters(letters) {
  const result = [];
  let hasGap = false;
  let index = 0;
  while (index < letters.length) {
    const start = index;
    index += 1;
    if (isSpace(letters[start])) {
      hasGap = true;
      continue;
    }
    if (isUnseenLetter(letters[start])) continue;
    let end = index;
    while (index < letters.length && (isLetterPart(letters[index]) || isUnseenLetter(letters[index]))) {
      index += 1;
      if (isLetterPart(letters[index - 1])) end = index;
    }
    index = end;
    const seen = letters.slice(start, end).filter((letter) => !isUnseenLetter(letter)).join("");
    for (const letter of composedText(seen)) {
      result.push({ letter: foldedLetter(letter), start, end, hasGap });
      hasGap = false;
    }
  }
  return result;
}

function foldedLetter(letter) {
  const value = letter.codePointAt(0);
  const narrow = value >= 0xff01 && value <= 0xff5e ? String.fromCodePoint(value - 0xfee0) : letter;
  const lower = narrow.toLowerCase();
  return [...lower].length === 1 ? lower : narrow;
}

/** NFC of Unicode 15.0, which Dari has: what later versions added stands for itself. */
function composedText(text) {
  const later =
    /([\u0897\u1acf-\u1aeb\u{105c0}-\u{105ff}\u{10d69}-\u{10d6d}\u{10efa}\u{10efb}\u{11380}-\u{113ff}\u{16100}-\u{1613f}\u{16d40}-\u{16d7f}\u{1e5ee}\u{1e5ef}\u{1e6e3}-\u{1e6f5}])/u;
  return text.split(later).map((piece) => (later.test(piece) ? piece : piece.normalize("NFC"))).join("");
}

/** What can be one letter with the scalar before it: marks, vowels and finals of Hangul. */
function isLetterPart(letter) {
  return /[\u1160-\u11ff\ud7b0-\ud7fb\p{M}]/u.test(letter) && !isUnseenLetter(letter);
}

/** Scalars of no width that get into a text when it is copied. */
function isUnseenLetter(letter) {
  return /[\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/u.test(letter);
}

/** Whether letters of the text begin here, or it ends. */
function isLetterStart(text, index) {
  return index === 0 || index === text.length || text[index].start !== text[index - 1].start;
}

/** The kind of the letter `offset` from the edge `index`, if no white space is between. */
function neighbourKind(text, index, offset) {
  if (index === 0 || index === text.length || text[index].hasGap) return "other";
  return letterKind(text[index + offset].letter);
}

// What may follow a Korean name in the same word: how somebody is addressed, and particles.

const koreanTail = (() => {
  const either = (words) => words.trim().split(/\s+/).join("|");
  const titles = either(
    "님 씨 양 군 고객 고객님 선생 선생님 사장 사장님 대표 대표님 대리 대리님 과장 과장님 차장 차장님 부장 부장님 팀장 팀장님 실장 실장님 "
    + "점장 점장님 매니저 매니저님 원장 원장님 교수 교수님 회장 회장님 이사 이사님 주임 주임님 사원 사원님 회원 회원님 기사님 어머님 아버님 "
    + "어머니 아버지 엄마 아빠 언니 오빠 누나 형 이모 삼촌 학생 네 이");
  const particles = either(
    "이 가 은 는 을 를 과 와 도 의 에 만 로 으로 께 께서 에게 에게서 한테 한테서 하고 랑 이랑 나 이나 라 이라 부터 까지 보다 처럼 같이 "
    + "마다 조차 마저 밖에 뿐 만큼 대로 커녕 더러 이고 이며 며 든지 이든지 라고 이라고 라는 이라는 라서 이라서 라면 이라면 인데 인지 인가 "
    + "인가요 입니다 입니까 이에요 예요 이예요 에요 이었어요 였어요 이었습니다 였습니다 이네요 네요 이야 야 아 죠 이죠 지요 이지요 이다 인 일 "
    + "요 이요 이여 여 들");
  return new RegExp(`^(?:${titles})?(?:${particles}){0,3}$`);
})();

/** Whether the Hangul from here to the end of the word is nothing, or at most one title and three particles. */
function isKoreanTail(text, start) {
  let end = start;
  while (end < text.length && neighbourKind(text, end, 0) === "hangul") {
    end += 1;
    // A word that goes on for longer is no name with particles.
    if (end - start > 10) return false;
  }
  return koreanTail.test(text.slice(start, end).map((each) => each.letter).join(""));
}
