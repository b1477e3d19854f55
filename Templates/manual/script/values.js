// Values at run time. A text is a string, a whole number a BigInt, a number a Number, a list or a record an array (a
// record's fields in the order of their names), what is absent null. The rest are the classes here.

/** Why a text cannot be put together: what `kind` says, for the value at `path`. */
class Fault extends Error {
  constructor(kind, path) {
    super(path === undefined ? kind : `${kind}: ${path}`);
    this.kind = kind;
    this.path = path;
  }
}

/** What is not known yet: an input that nobody has filled in, a result that is not there. Prints as ⟦path⟧. */
class Open {
  constructor(path) { this.path = path; }
  toString() { return `⟦${this.path}⟧`; }
}

/** A case of an enum, by its word. */
class Word {
  constructor(word) { this.word = word; }
  toString() { return this.word; }
}

/** A day of the calendar. */
class Day {
  constructor(year, month, day) { this.year = year; this.month = month; this.day = day; }
  toString() { return `${padded(this.year, 4)}-${padded(this.month, 2)}-${padded(this.day, 2)}`; }
}

/** An amount in the currency's smallest unit, which has `places` digits behind the point. */
class Money {
  constructor(units, currency, places) { this.units = units; this.currency = currency; this.places = places; }
  toString() { return `${this.amount("")} ${this.currency}`; }
  amount(separator) {
    const digits = String(this.units < 0n ? -this.units : this.units).padStart(this.places + 1, "0");
    const whole = digits.slice(0, digits.length - this.places);
    const fraction = this.places > 0 ? `.${digits.slice(-this.places)}` : "";
    return (this.units < 0n ? "-" : "") + whole.replace(/\B(?=(\d{3})+$)/g, separator) + fraction;
  }
}

/** A picture, a sound or a file that goes along with the message. */
class Media {
  constructor(kind, name, type, size) { this.kind = kind; this.name = name; this.type = type; this.size = size; }
  toString() {
    return this.size === null
      ? `⟦${this.kind}: ${this.name}⟧` : `⟦${this.kind}: ${this.name}, ${this.type}, ${byteCount(this.size)}⟧`;
  }
}

/** In 1024s, rounded up. */
function byteCount(count) {
  if (count < 1024) return `${count} B`;
  if (count <= 1023 * 1024) return `${Math.floor((count + 1023) / 1024)} KB`;
  const tenths = Math.floor((count * 10 + 1048575) / 1048576);
  return tenths % 10 === 0 ? `${tenths / 10} MB` : `${Math.floor(tenths / 10)}.${tenths % 10} MB`;
}

function padded(number, width) { return String(number).padStart(width, "0"); }

/** The text that a value leaves in a prompt. */
function printed(value) {
  if (typeof value === "string") return value;
  if (typeof value === "number") return numberText(value);
  if (value === null || Array.isArray(value)) return "";
  return String(value);
}

/** A number as it prints: the shortest digits that read back, with a point (1.0, 0.1, 1e+16, 1e-05). */
function numberText(number) {
  if (!Number.isFinite(number)) return Number.isNaN(number) ? "nan" : number < 0 ? "-inf" : "inf";
  const [mantissa, exponent] = Math.abs(number).toExponential().split("e");
  const digits = mantissa.replace(".", "");
  const point = Number(exponent) + 1;
  const sign = number < 0 || Object.is(number, -0) ? "-" : "";
  if (number === 0) return `${sign}0.0`;
  if (point > -4 && point <= 16) {
    if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
    if (point >= digits.length) return `${sign}${digits}${"0".repeat(point - digits.length)}.0`;
    return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
  }
  const power = padded(Math.abs(point - 1), 2);
  return `${sign}${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ""}e${point - 1 < 0 ? "-" : "+"}${power}`;
}

/** A value that decides what is written: it has to be known. */
function decided(value) {
  if (value instanceof Open) throw new Fault("needs", value.path);
  return value;
}

function truth(value) { return decided(value) === true; }
function isPresent(value) { return decided(value) !== null; }
function isEmpty(value) { return decided(value).length === 0; }
function isWord(value, word) { return value instanceof Word && value.word.normalize() === String(word).normalize(); }

/** The field in `slot` of a record; `name` is for what is open. */
function field(record, slot, name) {
  return record instanceof Open ? new Open(`${record.path}.${name}`) : record[slot];
}

/** An item of a list, from its end if the index is negative. */
function item(list, index) {
  if (list instanceof Open) return typeof index === "bigint" ? new Open(`${list.path}[${index}]`) : list;
  if (index instanceof Open) return index;
  return list[Number(index < 0n ? index + BigInt(list.length) : index)] ?? null;
}

function listOf(...items) { return items.find((each) => each instanceof Open) ?? items; }

/** The items for which the condition holds. */
function kept(list, holds) { return decided(list).filter(holds); }

/** A filter's result, or what is open in what it is given. */
function filtered(apply, ...values) { return values.find((each) => each instanceof Open) ?? apply(...values); }

/** Below, at or above zero; texts by their Unicode scalars. */
function compared(a, b) {
  if (typeof a === "string" && typeof b === "string") return comparedTexts(a, b);
  if (a instanceof Word && b instanceof Word) {
    return a.word.normalize() === b.word.normalize() ? 0 : comparedTexts(a.word, b.word);
  }
  if (a instanceof Money && b instanceof Money) return a.units < b.units ? -1 : a.units > b.units ? 1 : 0;
  if (a instanceof Day && b instanceof Day) return a.year - b.year || a.month - b.month || a.day - b.day;
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let index = 0; index < a.length && index < b.length; index += 1) {
      const order = compared(a[index], b[index]);
      if (order !== 0) return order;
    }
    return a.length - b.length;
  }
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

function comparedTexts(a, b) {
  const left = [...a];
  const right = [...b];
  for (let index = 0; index < left.length && index < right.length; index += 1) {
    const order = left[index].codePointAt(0) - right[index].codePointAt(0);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** Two values through `apply`, or what is open of them. */
function both(a, b, apply) { return a instanceof Open ? a : b instanceof Open ? b : apply(a, b); }

function isEqual(a, b) { return both(a, b, (x, y) => compared(x, y) === 0); }
function isNotEqual(a, b) { return both(a, b, (x, y) => compared(x, y) !== 0); }
function isLess(a, b) { return both(a, b, (x, y) => compared(x, y) < 0); }
function isLessOrEqual(a, b) { return both(a, b, (x, y) => compared(x, y) <= 0); }
function isGreater(a, b) { return both(a, b, (x, y) => compared(x, y) > 0); }
function isGreaterOrEqual(a, b) { return both(a, b, (x, y) => compared(x, y) >= 0); }

/** An item of a list, or a piece of a text. */
function isContained(needle, whole) {
  return both(needle, whole, (x, y) =>
    typeof y === "string" ? y.includes(x) : y.some((each) => compared(each, x) === 0));
}
