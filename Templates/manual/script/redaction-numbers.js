// Numbers that identify somebody, for the filter `redact`, however they are grouped: `010-1234-5678`, `010 1234 5678`.
// Prices, dates and numbers of orders are groups of digits too, so the shape of the groups counts and not only their digits.

function numberMatches(letters, start, end) {
  const found = [];
  for (const run of digitRuns(letters, start, end)) {
    let index = 0;
    while (index < run.length) {
      const match = identifyingNumber(run.slice(index, index + 6), letters);
      if (match === null) {
        index += 1;
        continue;
      }
      const first = run[index];
      let lower = first.hasPlus ? first.start - 1 : first.start;
      // `(02) 123-4567` has its bracket masked with it.
      if (lower > start && match.mask === "⟦전화번호⟧" && letters[lower - 1] === "(") lower -= 1;
      found.push({ start: lower, end: run[index + match.count - 1].end, mask: match.mask });
      index += match.count;
    }
  }
  return found;
}

function isAnyDigit(letter) {
  return /[0-9０-９]/.test(letter);
}

/** A hyphen or a point: what is between digits that hang together. */
function isTightSeparator(letter) {
  return /[-\u00ad\u2010-\u2015\u2212\u30fc\ufe58\ufe63\uff0d.\uff0e]/.test(letter);
}

function isDigitSeparator(letter) {
  return isTightSeparator(letter) || /[ \u00a0\u2009\u202f\u3000\u00b7()]/.test(letter);
}

/** Groups of digits that at most three separators part. `isTight`: one hyphen or point is between a group and the one before. */
function digitRuns(letters, start, end) {
  const runs = [];
  let index = start;
  let lastEnd = -10;
  while (index < end) {
    if (!isAnyDigit(letters[index])) {
      index += 1;
      continue;
    }
    const group = { digits: "", start: index, end: index, hasPlus: false, isTight: false };
    group.hasPlus = index > start && (letters[index - 1] === "+" || letters[index - 1] === "＋");
    while (index < end && isAnyDigit(letters[index])) {
      // Its value is the low half of its code: 0x30 and 0xFF10 are both 0.
      group.digits += String(letters[index].codePointAt(0) & 0xf);
      index += 1;
    }
    group.end = index;
    const gap = lastEnd < 0 ? [] : letters.slice(lastEnd, group.start);
    if (gap.length >= 1 && gap.length <= 3 && !group.hasPlus && gap.every(isDigitSeparator)) {
      group.isTight = gap.length === 1 && isTightSeparator(gap[0]);
      runs[runs.length - 1].push(group);
    } else {
      runs.push([group]);
    }
    lastEnd = index;
  }
  return runs;
}

/** What the first groups are, and how many of them; null if they are nothing. */
function identifyingNumber(groups, letters) {
  const ways = [
    ["⟦주민등록번호⟧", residentGroups],
    ["⟦카드번호⟧", cardGroups],
    ["⟦전화번호⟧", phoneGroups],
    ["⟦사업자등록번호⟧", businessGroups],
  ];
  for (const [mask, way] of ways) {
    const count = way(groups, letters);
    if (count !== null) return { count, mask };
  }
  return null;
}

function hasSizes(groups, sizes) {
  return sizes.every((size, index) => index < groups.length && groups[index].digits.length === size);
}

function joinedDigits(groups, count) {
  return groups.slice(0, count).map((group) => group.digits).join("");
}

/** Whether the group after the first `count` ones hangs on them: `123-45-67890-1`. */
function goesOn(groups, count) {
  return count < groups.length && groups[count].isTight;
}

// Residents: a birthday and a digit for sex and century, 5 to 8 for foreigners. There has been no check digit since 2020.

function residentGroups(groups, letters) {
  const isResident = (digits) => /^..(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[1-8]/.test(digits);
  if (hasSizes(groups, [6, 7])) return isResident(joinedDigits(groups, 2)) ? 2 : null;
  const digits = groups[0].digits;
  if (digits.length !== 13 || !isResident(digits) || isBookNumber(groups, letters)) return null;
  // Goods made in Korea have 13 digits that begin with 880.
  const isArticle = digits.startsWith("880") && isArticleNumber(digits);
  return isArticle && !isCheckedResident(digits) ? null : 1;
}

// Cards

function cardGroups(groups, letters) {
  for (const shape of [[4, 4, 4, 4, 3], [4, 4, 4, 4], [4, 6, 5], [4, 6, 4]]) {
    if (!hasSizes(groups, shape)) continue;
    const digits = joinedDigits(groups, shape.length);
    const areYears = shape.length === 4 && groups.slice(0, 4).every((group) => /^(19|20)/.test(group.digits));
    if (digits[0] !== "0" && !areYears && isCardNumber(digits)) return shape.length;
  }
  const digits = groups[0].digits;
  return hasIssuer(digits) && isCardNumber(digits) && !isBookNumber(groups, letters) ? 1 : null;
}

/**
 * Whether digits without groups begin as a card of their length does. Times (`20261120103000`), goods and orders have
 * such digits too, and one in ten has a right check digit.
 */
function hasIssuer(digits) {
  switch (digits.length) {
    case 13: return digits[0] === "4" && !isArticleNumber(digits);
    case 14: return /^(36|38|39|30[0-5]|309)/.test(digits);
    case 15: return /^(34|37)/.test(digits);
    case 16: return /^(222[1-9]|22[3-9]|2[3-6]|27[01]|2720|35|36|[4-6]|9)/.test(digits);
    case 17: case 18: case 19: return /^(4|50|5[6-8]|6)/.test(digits);
    default: return false;
  }
}

// Phones

function phoneGroups(groups, letters) {
  const first = groups[0];
  const digits = first.digits;
  if (first.hasPlus) return internationalGroups(groups, letters);
  if (digits.length === 12 && digits.startsWith("8210")) return 1;
  if (digits === "82" && (goesOn(groups, 1) || /^..(10|01)/.test(joinedDigits(groups, 3)))) {
    const count = koreanAbroad(groups, 1);
    if (count !== null) return count;
  }
  const area = areaLength(digits);
  if (area === null || (first.isTight && digits[1] !== "1")) return null;
  const rest = digits.length - area;
  if (rest === 0) return phoneLineGroups(groups, digits[1] === "1");
  if (rest === 3 || rest === 4) return groups.length > 1 && groups[1].digits.length === 4 ? 2 : null;
  return rest === 7 || rest === 8 ? 1 : null;
}

/** How long the code at the start is: of Seoul 2, of other places, mobiles and services 3, of numbers for life 4. */
function areaLength(digits) {
  if (/^02/.test(digits)) return digits[2] === "0" ? null : 2;
  if (/^0(1[016-9]|3[1-3]|4[1-4]|5[1-5]|6[0-4]|[78]0)/.test(digits)) return 3;
  return /^050./.test(digits) ? 4 : null;
}

/** The number behind a code that is a group of its own: 7 or 8 digits, of which mobiles have any groups. */
function phoneLineGroups(groups, isMobile) {
  const sizes = groups.slice(1).map((group) => group.digits.length);
  if (sizes[0] === 7 || sizes[0] === 8) return 2;
  if (sizes.length >= 2 && (sizes[0] === 3 || sizes[0] === 4) && sizes[1] === 4) return 3;
  if (!isMobile) return null;
  let sum = 0;
  for (const [index, size] of sizes.entries()) {
    sum += size;
    if (size < 2 || sum > 8) return null;
    if (sum >= 7) return index + 2;
  }
  return null;
}

/** `82 10 1234 5678`, `+82 (0)2-123-4567`. */
function koreanAbroad(groups, skipped) {
  for (let count = 1; count <= groups.length; count += 1) {
    const digits = joinedDigits(groups, count);
    if (digits.length > 15) return null;
    const rest = digits.slice(2);
    const number = rest[0] === "0" ? rest : "0" + rest;
    if (count <= skipped && skipped !== 0) continue;
    const area = areaLength(number);
    if (area !== null && (number.length - area === 7 || number.length - area === 8)) return count;
  }
  return null;
}

/** A country's code and as many groups as make 15 digits, since the length of foreign numbers says nothing. */
function internationalGroups(groups, letters) {
  const first = groups[0];
  if (first.digits.startsWith("82")) return koreanAbroad(groups, 0);
  if (first.start >= 2 && letterKind(letters[first.start - 2]) === "word") return null;
  if (!hasCountry(first.digits) || isAmount(groups, letters)) return null;
  const isFixed = /^[17]/.test(first.digits);
  let best = null;
  for (let count = 1; count <= groups.length; count += 1) {
    const length = joinedDigits(groups, count).length;
    if (length > 15) break;
    if (isFixed ? length === 11 : length >= 8) best = count;
  }
  return best;
}

function hasCountry(digits) {
  if (/^[17]/.test(digits)) return digits.length === 1 || digits.length >= 4;
  if (/^(2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[146]|9[0-58])/.test(digits)) {
    return digits.length === 2 || digits.length >= 4;
  }
  return /^(2|3[578]|42|5[09]|6[7-9]|8[0578]|9[679])/.test(digits) && digits.length >= 3;
}

// Businesses: with a right check digit, or in the one way in which it is always written, `123-45-67890`.

function businessGroups(groups, letters) {
  const first = groups[0];
  if (hasSizes(groups, [3, 2, 5])) {
    if (first.isTight || goesOn(groups, 3) || isBookNumber(groups, letters)) return null;
    const digits = joinedDigits(groups, 3);
    const isUsual = goesOn(groups, 1) && goesOn(groups, 2) && letters[groups[1].start - 1] !== ".";
    const isPlausible = digits[0] !== "0" && groups[1].digits !== "00";
    return isPlausible && (isUsual || isBusinessNumber(digits)) ? 3 : null;
  }
  const digits = first.digits;
  if (digits.length !== 10 || digits[0] === "0" || !isBusinessNumber(digits)) return null;
  const isOther = isBookNumber(groups, letters) || isAmount(groups, letters) || first.isTight || goesOn(groups, 1);
  return isOther ? null : 1;
}

// What stands around

/** `2208162517원`: digits without groups, and what they count. */
function isAmount(groups, letters) {
  if (goesOn(groups, 1)) return false;
  const after = letters.slice(groups[0].end, groups[0].end + 4).join("");
  return /^ ?(원|달러|엔|유로|위안|개|명|건|회|점|%)/.test(after);
}

/** `ISBN 978…`, `ISBN-10: …`. */
function isBookNumber(groups, letters) {
  let index = groups[0].start;
  const skip = (isSkipped) => {
    const floor = Math.max(0, index - 4);
    while (index > floor && isSkipped(letters[index - 1])) index -= 1;
  };
  skip((letter) => letter === ":" || isDigitSeparator(letter));
  skip(isAnyDigit);
  skip(isDigitSeparator);
  return index >= 4 && /^isbn$/i.test(letters.slice(index - 4, index).join(""));
}

// Sums that tell a number from digits

function weightedSum(digits, weights) {
  return weights.reduce((sum, weight, index) => sum + Number(digits[index]) * weight, 0);
}

/** Luhn's check sum. */
function isCardNumber(digits) {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

function isBusinessNumber(digits) {
  const sum = Math.floor((Number(digits[8]) * 5) / 10) + weightedSum(digits, [1, 3, 7, 1, 3, 7, 1, 3, 5]);
  return (10 - (sum % 10)) % 10 === Number(digits[9]);
}

/** Of residents registered before October 2020, Koreans and foreigners. */
function isCheckedResident(digits) {
  const check = (11 - (weightedSum(digits, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10;
  return Number(digits[12]) === (digits[6] >= "5" ? (check + 2) % 10 : check);
}

/** Of goods (EAN-13). */
function isArticleNumber(digits) {
  return (10 - (weightedSum(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10)) % 10 === Number(digits[12]);
}
