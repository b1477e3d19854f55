// How numbers, dates and times in digits end when they are read aloud in Korean: 1 일, 10 십, 10:30 열 시 삼십 분.

/** 영 일 이 삼 사 오 육 칠 팔 구, as the bits of final-sound.js. */
const digitSounds = [4, 2, 1, 4, 1, 1, 4, 2, 2, 1];

/** 제로 원 투 쓰리 포 파이브 식스 세븐 에잇 나인, 텐 일레븐 트웰브 서틴 포틴 피프틴 식스틴 세븐틴 에이틴 나인틴 */
const englishSounds = [1, 4, 1, 1, 1, 1, 1, 4, 4, 4, 4, 4, 1, 4, 4, 4, 4, 4, 4, 4];

/** 만 억 조 경 해 자 양 구 간 정 재 극: one for each four zeros. */
const powerSounds = [4, 4, 1, 4, 1, 1, 4, 1, 4, 4, 1, 4];

/** The sign before an amount is read after it: $100 is 백 달러. ฿ is 밧 and 바트. */
function currencySounds() {
  return { "$": 1, "¢": 1, "£": 1, "¥": 4, "₩": 4, "€": 1, "₫": 4, "₹": 1, "₽": 2, "฿": 7 };
}

/**
 * An integer without separators. The last word that is spoken is the last digit, 십, 백, 천, or the name of the lowest
 * group of four that is not zero.
 */
function integerSound(digits) {
  const zeros = /0*$/.exec(digits)[0].length;
  // 0; and 007, digit by digit.
  if (zeros === digits.length || digits[0] === "0" || zeros === 0) return digitSounds[Number(digits[digits.length - 1])];
  if (zeros < 4) return closedSound;
  return powerSounds[Math.floor(zeros / 4) - 1] ?? unknownSound;
}

/** A digit that is read in Korean or in English: GPT-4 is 지피티 사, or 지피티 포. */
function eitherDigitSound(value) {
  return digitSounds[value] | englishSounds[value];
}

/** The number, date or time that the letters end in. */
function numberSound(letters) {
  const { before, number } = splitNumber(letters);
  const sign = before[before.length - 1] ?? "";
  if (Object.hasOwn(currencySounds(), sign)) return currencySounds()[sign];
  const parts = number.split(/[-,./:]/);
  const marks = [...number].filter((letter) => /[-,./:]/.test(letter));
  // Of hours from and to, the last ones: 09:00-18:00.
  const range = marks.lastIndexOf("-") + 1;
  return (
    dateSound(parts, marks, before) ??
    timeSound(parts.slice(range), marks.slice(range)) ??
    plainNumberSound(parts, marks, before) | currencyCodeSound(before)
  );
}

/** The digits and signs that the letters end in, and what stands before them. */
function splitNumber(letters) {
  let start = letters.length;
  while (start > 0 && /[-,./:0-9]/.test(letters[start - 1])) start -= 1;
  while (start < letters.length && /[-,./:]/.test(letters[start])) start += 1;
  return { before: letters.slice(0, start).join(""), number: letters.slice(start).join("") };
}

/** What the sign before the number at the end means; null if none is there. */
function currencyBefore(letters) {
  const { before } = splitNumber(letters);
  return currencySounds()[before[before.length - 1] ?? ""] ?? null;
}

/** $100만 is 백만 달러. */
function scaledAmountSound(letters) {
  const text = letters.join("");
  const number = text.replace(/[십백천만억조 ]*[십백천만억조]$/, "");
  return number !== text && /[0-9]$/.test(number) ? currencyBefore([...number]) : null;
}

function plainNumberSound(parts, marks, before) {
  const last = parts[parts.length - 1];
  switch (marks[marks.length - 1]) {
    case undefined:
      return integerSound(last) | namedNumberSound(last, before);
    case ".": {
      const digit = last[last.length - 1];
      return integerSound(digit) | (latinBefore(before) > 0 ? englishSounds[Number(digit)] : 0); // Gemini 2.0
    }
    case "/":
      return unknownSound; // 1/2 is 이분의 일, and 3/4 may be a date
    case ",":
      return integerSound(groupedDigits(parts, marks));
    default:
      return integerSound(last);
  }
}

/** The digits of `1,000,000`, and only the `300` of `1,2,300`. */
function groupedDigits(parts, marks) {
  let index = parts.length - 1;
  let digits = parts[index];
  while (index > 0 && marks[index - 1] === "," && parts[index].length === 3) {
    index -= 1;
    digits = parts[index] + digits;
  }
  return digits;
}

/**
 * How a number is read that belongs to a name: one digit after Latin letters (`A4`, `GPT-4`, `No. 1`, `#1`, `1+1`), and up
 * to nineteen after a word of them (`Windows 11`). Nothing else is read in English.
 */
function namedNumberSound(number, before) {
  const letters = latinBefore(before);
  if (number.length === 2) return Number(number) > 9 && letters > 2 ? (englishSounds[Number(number)] ?? 0) : 0;
  if (number.length > 2) return 0;
  return letters > 0 || /(#|№|[0-9]\+)$/.test(before) ? englishSounds[Number(number)] : 0;
}

/** How many Latin letters stand before a number, with spaces, hyphens and points between. */
function latinBefore(text) {
  return /([A-Za-z]*)[-. ]*$/.exec(text)[1].length;
}

/** After or before an amount: USD 100 is 백 달러, or 유에스디 백. */
function currencyCodeSound(before) {
  const code = /([A-Za-z]*) *$/.exec(before)[1];
  if (/^(USD|EUR|GBP)$/.test(code)) return openSound;
  return /^(KRW|JPY|CNY)$/.test(code) ? closedSound : 0;
}

// Dates and times

/** The date that a number is, or ends; null if it is none. 2026-11-20 is read with 일, and so is 2026. 11. 20. */
function dateSound(parts, marks, before) {
  if (marks.length === 0) return spacedDateSound(parts[0], before);
  if (!/^(-+|\.+|\/+)$/.test(marks.join(""))) return null;
  const lengths = parts.map((part) => part.length).join(" ");
  const number = integerSound(parts[parts.length - 1]);
  if (/^4 [12] [12]$/.test(lengths)) return rieulSound;
  // 26.11.20 is a day, or a version.
  if (lengths === "2 2 2" && isMonthNumber(parts[1]) && isDayNumber(parts[2])) return number | rieulSound;
  // 2026-11 is read with 월, or is the number of something.
  if (lengths === "4 2" && isYearNumber(parts[0]) && isMonthNumber(parts[1])) return number | rieulSound;
  return null;
}

/** The last number of `2026. 11. 20` or `2026. 11`. */
function spacedDateSound(last, before) {
  if (last.length > 2) return null;
  const [, first, second] = /(?:([0-9]*)\. )?(?:([0-9]*)\. )$/.exec(before) ?? [];
  if (second === undefined) return null;
  if (first !== undefined && isMonthNumber(second) && isDayNumber(last)) {
    if (isYearNumber(first)) return rieulSound;
    if (first.length === 2) return integerSound(last) | rieulSound;
  }
  return isYearNumber(second) && isMonthNumber(last) ? rieulSound : null;
}

function isYearNumber(text) {
  return /^(19|20)..$/.test(text);
}

function isMonthNumber(text) {
  return text !== "" && Number(text) >= 1 && Number(text) <= 12;
}

function isDayNumber(text) {
  return text !== "" && Number(text) >= 1 && Number(text) <= 31;
}

/** 10:30 is read with 분, 10:00 with 시, 10:30:15 with 초; null if it is none (3:2). */
function timeSound(parts, marks) {
  const text = parts.join(":");
  if (marks.some((mark) => mark !== ":") || !/^[0-9]{1,2}(:[0-5][0-9]){1,2}$/.test(text)) return null;
  if (parts.length === 3) return parts[2] === "00" ? openSound | closedSound : openSound;
  // Minutes and seconds, or what stands against each other: 45:30.
  if (Number(parts[0]) > 24 || parts[0] === "0") return openSound | closedSound;
  return parts[1] === "00" ? openSound : closedSound;
}
