// The filters of the language. Each takes the subject, then its arguments, then, where it needs one, the shape: what the
// compiler knows of the subject's type. Nothing here is open or absent unless a filter is about that.

// Texts. Everything counts Unicode scalars.

function trimmed(text) {
  const characters = [...text];
  let start = 0;
  let end = characters.length;
  while (start < end && isSpace(characters[start])) start += 1;
  while (end > start && isSpace(characters[end - 1])) end -= 1;
  return characters.slice(start, end).join("");
}

function truncated(text, limit) {
  const characters = [...text];
  if (characters.length <= Number(limit)) return text;
  const kept = characters.slice(0, Math.max(0, Number(limit) - 3));
  const space = kept.lastIndexOf(" ");
  return `${kept.slice(0, space < 0 ? kept.length : space).join("")}...`;
}

function replaced(text, old, replacement) {
  if (old === "") return replacement + [...text].map((character) => character + replacement).join("");
  return text.split(old).join(replacement);
}

function splitAt(text, separator) { return text.split(separator); }
function textLines(text) { return linesOf(text).map((each) => each.line); }

function indented(text, width) {
  const margin = " ".repeat(Number(width));
  // A last empty line is one: a break is added before the lines are told apart.
  return linesOf(`${text}\n`).map(({ line }, index) => (index > 0 && line !== "" ? margin : "") + line).join("\n");
}

function quoted(text) { return linesOf(text).map(({ line, lineBreak }) => `> ${line}${lineBreak}`).join(""); }

// Lists.

function countOf(value) { return BigInt(Array.isArray(value) ? value.length : [...value].length); }
function orElse(value, standIn) { return value === null ? standIn : value; }
function joinedBy(items, separator) { return items.map(printed).join(separator); }
function flattened(lists) { return lists.flat(); }
function firstOf(items) { return items.length > 0 ? items[0] : null; }
function lastOf(items) { return items.length > 0 ? items.at(-1) : null; }
function reversed(value) { return Array.isArray(value) ? [...value].reverse() : [...value].reverse().join(""); }
function slotOf(value, slot) { return slot === null ? value : value[Number(slot)]; }
function fieldsOf(items, slot) { return items.map((each) => slotOf(each, slot)); }
function having(items, slot, value) { return items.filter((each) => compared(slotOf(each, slot), value) === 0); }

function uniqueItems(items) {
  const found = [];
  for (const each of items) {
    if (!found.some((other) => compared(other, each) === 0)) found.push(each);
  }
  return found;
}

/** An enum's words stand in the shape as they are declared, and are ordered so. */
function orderKey(value, shape) {
  if (!(value instanceof Word) || shape === null) return value;
  const place = shape.findIndex((each) => isWord(each, value.word));
  return place < 0 ? value : BigInt(place);
}

function sortedBy(items, slot, shape) {
  const key = (each) => orderKey(slotOf(each, slot), shape);
  return [...items].sort((a, b) => compared(key(a), key(b)));
}

function least(items, shape) {
  return items.length === 0 ? null
    : items.reduce((a, b) => (compared(orderKey(b, shape), orderKey(a, shape)) < 0 ? b : a));
}

function greatest(items, shape) {
  return items.length === 0 ? null
    : items.reduce((a, b) => (compared(orderKey(b, shape), orderKey(a, shape)) > 0 ? b : a));
}

/** Whole numbers and money are added with room to spare, so that only the sum itself has to fit. */
function totalOf(items, slot, shape) {
  let total = 0n;
  let number = null;
  for (const each of fieldsOf(items, slot)) {
    if (each instanceof Money) {
      total += each.units;
    } else if (typeof each === "number") {
      number = (number ?? Number(total)) + each;
    } else if (typeof each === "bigint") {
      if (number === null) total += each; else number += Number(each);
    }
  }
  if (number !== null) return finite(number);
  return shape instanceof Money ? money(total, shape) : whole(total);
}

// Numbers.

/** A number's digits, all of them: `digits` / 10^`scale`. */
function exactDecimal(number) {
  if (typeof number === "bigint") return { negative: number < 0n, digits: number < 0n ? -number : number, scale: 0 };
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, number);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = exponent === 0 ? fraction : fraction | 0x10000000000000n;
  const power = Math.max(exponent, 1) - 1075;
  const negative = bits >> 63n === 1n;
  if (power >= 0) return { negative, digits: mantissa << BigInt(power), scale: 0 };
  return { negative, digits: mantissa * 5n ** BigInt(-power), scale: -power };
}

/** Half to even, to `places` digits behind the point (before it, if negative). */
function roundedDecimal(decimal, places) {
  const cut = decimal.scale - places;
  if (cut <= 0) return decimal;
  const unit = 10n ** BigInt(cut);
  const digits = decimal.digits / unit;
  const rest = (decimal.digits % unit) * 2n;
  const up = rest > unit || (rest === unit && digits % 2n === 1n);
  return { negative: decimal.negative, digits: up ? digits + 1n : digits, scale: places };
}

function rounded(value, places) {
  if (typeof value === "bigint") {
    if (places === null || places >= 0n) return value;
    const { negative, digits } = roundedDecimal(exactDecimal(value), Number(places));
    const result = digits * 10n ** -places;
    return whole(negative ? -result : result);
  }
  const { negative, digits, scale } = roundedDecimal(exactDecimal(finite(value)), Number(places ?? 0n));
  if (places === null) return whole(negative ? -digits : digits);
  return finite(Number(`${negative ? "-" : ""}${digits}e${-scale}`));
}

const monthNames = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December"];

/** Patterns such as `#,##0.00` and `0%` (a part of Unicode TR35). */
function numberAs(value, pattern) {
  const isPercent = pattern.endsWith("%");
  const [wholePattern, fractionPattern = ""] = (isPercent ? pattern.slice(0, -1) : pattern).split(".");
  const groups = wholePattern.split(",");
  const grouping = groups.length > 1 ? groups.at(-1).length : 0;
  const leastWhole = groups.join("").replaceAll("#", "").length;
  const decimal = exactDecimal(value);
  if (isPercent) decimal.scale -= 2;
  const places = fractionPattern.length;
  const { negative, digits, scale } = roundedDecimal(decimal, places);
  const all = (digits === 0n ? "" : String(digits)) + "0".repeat(Math.max(0, places - scale));
  const padding = all.padStart(places, "0");
  let fraction = padding.slice(padding.length - places);
  const least = fractionPattern.replaceAll("#", "").length;
  while (fraction.length > least && fraction.endsWith("0")) fraction = fraction.slice(0, -1);
  let integer = padding.slice(0, padding.length - places).replace(/^0+/, "").padStart(leastWhole, "0");
  if (integer === "" && fraction === "") integer = "0";
  let text = "";
  [...integer].forEach((digit, index) => {
    if (grouping > 0 && index > 0 && (integer.length - index) % grouping === 0) text += ",";
    text += digit;
  });
  return (negative && digits !== 0n ? "-" : "") + text + (fraction === "" ? "" : `.${fraction}`) + (isPercent ? "%" : "");
}

// Layouts.

function marked(items, marker) {
  return items.map((each, index) => {
    const mark = marker(index);
    const margin = " ".repeat(mark.length);
    const lines = linesOf(printed(each));
    return mark + lines.map(({ line, lineBreak }, number) =>
      (number > 0 && line !== "" ? margin : "") + line + lineBreak).join("");
  }).join("\n");
}

function bulleted(items) { return marked(items, () => "- "); }
function numbered(items) { return marked(items, (index) => `${index + 1}. `); }

/** `\|` and `<br>`; backslashes that stand before `|` are doubled. */
function tableCell(text) {
  return linesOf(text).map(({ line, lineBreak }, index, all) => {
    const cell = line.replace(/(\\*)\|/g, (_, slashes) => `${slashes}${slashes}\\|`);
    return cell + (lineBreak !== "" && index + 1 < all.length ? "<br>" : "");
  }).join("");
}

/** The shape: a heading and a slot for each column. */
function tableOf(items, columns) {
  const row = (cells) => `${cells.map((each) => `| ${tableCell(each)} `).join("")}|`;
  const head = row(columns.map((each) => each[0]));
  const rows = items.map((each) => row(columns.map((column) => printed(each[Number(column[1])]))));
  return [head, `|${" --- |".repeat(columns.length)}`, ...rows].join("\n");
}

/** As Python's `json.dumps(value, ensure_ascii=False)`; the shape names a record's fields. */
function jsonOf(value, indent, shape) {
  const width = indent === null ? null : Number(indent);
  const text = (string) => {
    const short = { '"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r" };
    const sign = (found) => short[found] ?? `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`;
    return `"${string.replace(/["\\\0-\x1f\x85\u2028\u2029]/g, sign)}"`;
  };
  const group = (open, parts, close, depth) => {
    if (parts.length === 0 || width === null) return open + parts.join(", ") + close;
    const line = (level) => `\n${" ".repeat(level * width)}`;
    return open + parts.map((each) => line(depth + 1) + each).join(",") + line(depth) + close;
  };
  const write = (each, form, depth) => {
    if (each === null) return "null";
    if (typeof each === "bigint" || typeof each === "number" || typeof each === "boolean") return printed(each);
    if (!Array.isArray(each)) return text(printed(each));
    if (form !== null && form.fields !== undefined) {
      const parts = form.fields.map(([name, slot, inner]) => `${text(name)}: ${write(each[slot], inner, depth + 1)}`);
      return group("{", parts, "}", depth);
    }
    const inner = form === null ? null : form.items;
    return group("[", each.map((part) => write(part, inner, depth + 1)), "]", depth);
  };
  return write(value, shape, 0);
}

// For people.

/** The shape: pairs of a word and its words for people. */
function labelOf(value, pairs) {
  const label = (each) => pairs.find(([word]) => isWord(each, word))?.[1] ?? printed(each);
  return Array.isArray(value) ? value.map(label) : label(value);
}

/** Patterns such as `yyyy년 M월 d일 EEEE` (a part of Unicode TR35). */
function dateAs(day, pattern) {
  const shifted = new Date(0);
  shifted.setUTCFullYear(day.year, day.month - 1, day.day);
  const weekday = "일월화수목금토"[shifted.getUTCDay()];
  const month = monthNames[day.month - 1];
  const fields = {
    y: String(day.year), yy: padded(day.year % 100, 2), yyyy: padded(day.year, 4), M: String(day.month),
    MM: padded(day.month, 2), MMM: month.slice(0, 3), MMMM: month, d: String(day.day), dd: padded(day.day, 2),
    E: weekday, EEEE: `${weekday}요일`,
  };
  return pattern.replace(/''|'((?:[^']|'')*)'|y+|M+|d+|E+/g, (found, literal) =>
    found === "''" ? "'" : literal !== undefined ? literal.replaceAll("''", "'") : fields[found]);
}

function moneyAs(amount) {
  const text = amount.amount(",");
  return { KRW: `${text}원`, USD: `${text}달러` }[amount.currency] ?? `${text} ${amount.currency}`;
}

function withParticle(value, pair, reading) {
  const text = printed(value);
  return text + particle(pair, text, reading ?? "");
}

function redacted(text, ...names) {
  return masked(text, names.flat().filter((each) => each !== null));
}
