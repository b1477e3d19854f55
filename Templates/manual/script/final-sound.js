// The sound that a word ends in when it is read aloud in Korean.

// The sounds that a word may end in, as bits: more than one where it can be read in several ways, all three where
// nothing is known.
/** A vowel: 나무. */
const openSound = 1;
/** ㄹ alone (not ㄺ, ㄼ): 서울. */
const rieulSound = 2;
/** Any other consonant: 책. */
const closedSound = 4;
const unknownSound = openSound | rieulSound | closedSound;

/**
 * What is not spoken at the end is passed over: spaces, quotes, punctuation, emoji, Markdown's marks, and a gloss in
 * brackets with all that is in it (사과(apple) is read 사과).
 */
function finalSound(word) {
  const letters = [...word.normalize("NFC")].map(narrowLetter);
  const end = spokenEnd(letters);
  if (end === 0) return unknownSound;
  // `책방(주)` is 책방 주식회사, or a number of weeks.
  const isCompany = /^ *\([주유]\)/.test(letters.slice(end).join(""));
  return soundOfLetters(letters.slice(0, end)) | (isCompany ? openSound : 0);
}

/** Full-width letters, digits and signs are read as the narrow ones. */
function narrowLetter(letter) {
  if (letter >= "\uff01" && letter <= "\uff5e") return String.fromCodePoint(letter.codePointAt(0) - 0xfee0);
  return { "\uffe0": "¢", "\uffe1": "£", "\uffe5": "¥", "\uffe6": "₩" }[letter] ?? letter;
}

/** Where the spoken part ends; 0 if there is none, or if it is a place that a value will fill. */
function spokenEnd(letters) {
  const openers = { ")": "(", "]": "[", "〕": "〔" };
  let end = letters.length;
  while (end > 0) {
    const last = letters[end - 1];
    if (last === "⟧") return 0; // ⟦order.number⟧ stands for a value that is not known yet
    if (isSpokenLetter(letters, end - 1)) return end;
    const start = last in openers ? matchingOpener(openers[last], last, letters, end) : -1;
    end = letters.slice(0, Math.max(start, 0)).some(isLetterOrDigit) ? start : end - 1;
  }
  return 0;
}

/** Where the bracket stands that the one right before `end` closes; -1 if nowhere. */
function matchingOpener(opener, closer, letters, end) {
  let depth = 0;
  for (let index = end - 1; index >= 0; index -= 1) {
    if (letters[index] === closer) depth += 1;
    if (letters[index] === opener) {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  return -1;
}

function isLetterOrDigit(letter) {
  // Fillers of Hangul are letters, and silent.
  return /[\p{L}\p{N}]/u.test(letter) && !/\p{Default_Ignorable_Code_Point}/u.test(letter);
}

function isSpokenLetter(letters, index) {
  const letter = letters[index];
  // ㈀ to ㈛ and ㉠ to ㉻ are symbols in Unicode.
  if (letter in signSounds || isLetterOrDigit(letter) || /[\u3200-\u321b\u3260-\u327b]/.test(letter)) return true;
  if (index === 0) return false;
  const before = letters[index - 1];
  if (letter === "+") return before === "+" || isLetterOrDigit(before); // C++, S24+
  return letter === "#" && /[A-Z]/.test(before); // C#
}

/** Signs that are read aloud. Squared letters (㎏) are symbols in Unicode, and so is ㈜, 주식회사. */
const signSounds = (() => {
  const table = Object.create(null);
  const rows = [
    [
      openSound,
      "%℃℉°㈜㎀㎁㎂㎃㎄㎅㎆㎇㎈㎉㎐㎑㎒㎓㎔㎕㎖㎗㎘ℓ㎙㎚㎛㎜㎝㎞㎟㎠㎡㎢㎣㎤㎥㎦㎧㎰㎱㎲㎳㎴㎵㎶㎷㎸㎹㎺㎻㎼㎽㎾㎿㏄㏅㏊㏓㏗",
    ],
    [closedSound, "㎊㎋㎌㎍㎎㎏㎭㏀㏁㏏㏐㏙"],
    [rieulSound, "‰㎩㎪㎫㎬㏈㏖"],
    [openSound | closedSound, "㏂㏘"],
  ];
  for (const [sound, signs] of rows) for (const sign of signs) table[sign] = sound;
  return Object.assign(table, currencySounds());
})();

function soundOfLetters(letters) {
  const last = letters[letters.length - 1];
  const before = letters[letters.length - 2] ?? "";
  if (last in signSounds) return signSounds[last];
  const value = last.codePointAt(0);
  if (last >= "가" && last <= "힣") {
    const final = (value - 0xac00) % 28;
    return scaledAmountSound(letters) ?? (final === 0 ? openSound : final === 8 ? rieulSound : closedSound);
  }
  // Conjoining vowels and final consonants: decomposed Hangul.
  if (value >= 0x1161 && value <= 0x1175) return openSound;
  if (value >= 0x11a8 && value <= 0x11c2) return value === 0x11af ? rieulSound : closedSound;
  if (last >= "ㄱ" && last <= "ㅣ") return hangulLetterSound(letters);
  if (/[0-9]/.test(last)) return numberSound(letters);
  if (/[A-Za-z]/.test(last)) return latinSound(letters);
  if (value >= 0xc0 && value <= 0x17f) return accentedSound(last);
  if (value >= 0x391 && value <= 0x3c9) return greekSound(last, before);
  if (last === "²" || last === "³") return before === "m" ? openSound : closedSound; // 제곱미터, 제곱
  if (value >= 0x2080 && value <= 0x2089) return eitherDigitSound(value - 0x2080); // H₂
  if (last === "+") return openSound; // 플러스
  if (last === "#") return closedSound; // 샵
  return numberedSound(value);
}

/** Numbers and letters that are one sign, as lists have them. */
function numberedSound(value) {
  const isIn = (low, high) => value >= low && value <= high;
  if (isIn(0x2460, 0x2473)) return integerSound(String(value - 0x245f)); // ①…⑳
  if (isIn(0x2474, 0x2487)) return integerSound(String(value - 0x2473)); // ⑴…⒇
  if (isIn(0x2776, 0x277f)) return integerSound(String(value - 0x2775)); // ❶…❿
  if (isIn(0x2160, 0x2168)) return eitherDigitSound(value - 0x215f); // Ⅰ…Ⅸ
  if (isIn(0x2170, 0x2178)) return eitherDigitSound(value - 0x216f); // ⅰ…ⅸ
  if (isIn(0x3200, 0x320d) || isIn(0x3260, 0x326d)) return (value & 0xf) === 3 ? rieulSound : closedSound; // ㈀, ㉠
  if (isIn(0x320e, 0x321b) || isIn(0x326e, 0x327b)) return openSound; // ㈎, ㉮
  const letter = String.fromCodePoint(value);
  if ("½Ⅺⅺ".includes(letter)) return rieulSound | closedSound; // 이분의 일, 반; 십일, 일레븐
  if ("¼⅓⅕⅙⅛⅞".includes(letter)) return rieulSound;
  if ("⅔⅖⅘⅚⅝Ⅻⅻ".includes(letter)) return openSound;
  if ("¾⅗⅜Ⅹⅹ".includes(letter)) return closedSound;
  return unknownSound;
}

/** é, ü, ø are vowels that are heard; ñ is 느, and ß, ç, š are syllables of their own. */
function accentedSound(letter) {
  if (/[ÑñŃ-ň]/.test(letter)) return closedSound;
  return /[À-ÏÒ-ÖØ-Ýß-ïò-öø-ýÿ-ēĖ-ěŚ-šŸ-ž]/.test(letter) ? openSound : unknownSound;
}

/** A lone Greek letter by its name: 알파, 엡실론. Ω after a number is 옴, and in words all of this says nothing. */
function greekSound(letter, before) {
  if (/[\u0370-\u03ff]/.test(before)) return unknownSound;
  if (letter === "Ω" && /[0-9A-Za-z ]/.test(before)) return openSound | closedSound;
  if (/[ΕΟΥευο]/.test(letter)) return closedSound;
  return /[Α-Ωα-ω]/.test(letter) ? openSound : unknownSound;
}

/**
 * A letter of Hangul by its name: ㄱ is 기역, ㄹ 리을, ㅏ 아. A run of consonants (ㅋㅋ) has no reading, nor has what stands
 * behind a syllable (네ㅠㅠ).
 */
function hangulLetterSound(letters) {
  const run = /([가-힣]?)([ㄱ-ㅣ]+)$/.exec(letters.join(""));
  if (run[1] !== "") return unknownSound;
  if (/^[ㅏ-ㅣ]+$/.test(run[2])) return openSound;
  if (run[2].length > 1) return unknownSound;
  return run[2] === "ㄹ" ? rieulSound : closedSound;
}
