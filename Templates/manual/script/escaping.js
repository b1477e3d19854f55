// How a value is written so that it cannot end what it stands in, and a second look at what was written.

/** `escaping`: { untrusted, steps (innermost first), prefix (of every line after the first) }. */
function escaped(value, escaping, preceding) {
  const meant = escaping.untrusted ? cleaned(value, escaping.steps.includes("json-value")) : value;
  let text = meant;
  for (const step of escaping.steps) {
    if (step === "url-path" && leadsElsewhere(meant, preceding)) throw new Fault("dotSegment");
    text = escapers[step](text);
  }
  if (escaping.untrusted && readBack(text, escaping.steps) !== meant) throw new Fault("unsafeOutput");
  return escaping.prefix ? text.replaceAll("\n", `\n${escaping.prefix}`) : text;
}

function entity(sign) {
  return { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }[sign] ?? `&#${sign.charCodeAt(0)};`;
}

function percents(text, allowed) {
  let result = "";
  for (const byte of utf8.encode(text)) {
    const sign = String.fromCharCode(byte);
    result += allowed.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return result;
}

/** Of RFC 3986's unreserved characters those that say nothing in Markdown; and those of a whole URL. */
const unreserved = /[A-Za-z0-9.-]/;
const signsOfURL = /[A-Za-z0-9.!#$%&*+,/:;=?@[\]_~-]/;

/** What nobody sees, and the separators of lines that JavaScript takes for line breaks. */
function isHidden(scalar) {
  return scalar === 0x2028 || scalar === 0x2029 || (scalar >= 0x80 && scalar < 0xa0) || isIgnorable(scalar)
    || isNoncharacter(scalar);
}

function unit(value) { return `\\u${value.toString(16).padStart(4, "0")}`; }

function jsonSign(character) {
  const short = { '"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r" };
  return short[character] ?? Array.from({ length: character.length }, (_, at) => unit(character.charCodeAt(at))).join("");
}

function jsonSigns(text, isSign) {
  let result = "";
  for (const character of text) {
    const scalar = character.codePointAt(0);
    const isWritten = isSign(scalar) || scalar === 0x3c || scalar === 0x3e || scalar === 0x26 || scalar === 0x7f
      || (scalar >= 0x80 && isHidden(scalar));
    result += isWritten ? jsonSign(character) : character;
  }
  return result;
}

const escapers = {
  element: (text) => text.replace(/[&<>]/g, entity),
  "element-code": (text) => text.replace(/[&<>\x60~]/g, entity),
  attribute: (text) => text.replace(/[\0-\x1f&<>"'\x60]/g, entity),
  "json-string": (text) => jsonSigns(text, (scalar) => scalar < 0x20 || scalar === 0x22 || scalar === 0x5c),
  "json-value": (text) => jsonSigns(text, () => false),
  "url-part": (text) => percents(text, unreserved),
  "url-path": (text) => percents(text, unreserved),
  url: (text) => percents(text, signsOfURL),
};

/** With what stands before it, the part of the path is empty, `.` or `..`. */
function leadsElsewhere(text, preceding) {
  if (text === "") return preceding.at(-1) === 0x2f;
  if (text !== "." && text !== "..") return false;
  let dots = 0;
  while (dots < 2 && preceding.at(-1 - dots) === 0x2e) dots += 1;
  return dots + text.length <= 2 && (dots === 0 || preceding.at(-1 - dots) === 0x2f);
}

// The second look: what readers of the place make of a value is what went in. They share nothing with the escapers.

function readBack(text, steps) {
  let result = text;
  for (const step of [...steps].reverse()) {
    if (result !== null) result = readers[step](result);
  }
  return result;
}

const readers = {
  element: (text) => entitiesRead(text, /[<>]/),
  "element-code": (text) => entitiesRead(text, /[<>\x60~]/),
  attribute: (text) => entitiesRead(text, /[<>"'\x60\r\n\t]/),
  "json-string": (text) => jsonRead(text, true),
  "json-value": (text) => jsonRead(text, false),
  "url-part": (text) => percentsRead(text, (sign) => /^[A-Za-z0-9.-]$/.test(sign), false),
  "url-path": (text) => percentsRead(text, (sign) => /^[A-Za-z0-9.-]$/.test(sign), false),
  url: (text) => percentsRead(text, (sign) => /^[!-~]$/.test(sign) && !/["'()<>]/.test(sign), true),
};

function entitiesRead(text, refused) {
  if (refused.test(text)) return null;
  let isWhole = true;
  const result = text.replace(/&(?:(amp|lt|gt|quot)|#([0-9]{1,3}));|&/g, (_, name, number) => {
    if (name !== undefined) return { amp: "&", lt: "<", gt: ">", quot: '"' }[name];
    if (number !== undefined) return String.fromCharCode(Number(number));
    isWhole = false;
    return "";
  });
  return isWhole ? result : null;
}

function percentsRead(text, isPlain, keepsSigns) {
  const bytes = [];
  for (let index = 0; index < text.length; index += 1) {
    const digits = text.slice(index + 1, index + 3);
    if (text[index] === "%" && /^[0-9A-Fa-f]{2}$/.test(digits)) {
      // Of a whole URL the percents that were there stay: only what it may not hold was written so.
      if (keepsSigns && isPlain(String.fromCharCode(parseInt(digits, 16)))) {
        bytes.push(...utf8.encode(text.slice(index, index + 3)));
      } else {
        bytes.push(parseInt(digits, 16));
      }
      index += 2;
    } else {
      if (!isPlain(text[index])) return null;
      bytes.push(text.charCodeAt(index));
    }
  }
  return textOf(bytes);
}

/** `inString`: between the quotes of one string; else a whole JSON text, whose own escapes stay. */
function jsonRead(text, inString) {
  if (/[<>&]/.test(text) || (inString && /["\0-\x1f]/.test(text.replace(/\\./gs, "")))) return null;
  let isWhole = true;
  const pattern = /\\u([Dd][89ABab][0-9A-Fa-f]{2})\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})|\\u([0-9A-Fa-f]{4})|\\([^])|\\/g;
  const result = text.replace(pattern, (found, high, low, single, plain) => {
    if (plain !== undefined) {
      if (!inString) return found;
      const meaning = { '"': '"', "\\": "\\", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" }[plain];
      if (meaning === undefined) isWhole = false;
      return meaning;
    }
    if (high === undefined && single === undefined) {
      isWhole = false;
      return "";
    }
    const character = high === undefined
      ? String.fromCharCode(parseInt(single, 16)) : String.fromCharCode(parseInt(high, 16), parseInt(low, 16));
    const scalar = character.codePointAt(0);
    const isOurs = (isHidden(scalar) && scalar >= 0xa0 && scalar !== 0x2028 && scalar !== 0x2029)
      || [0x26, 0x3c, 0x3e, 0x7f].includes(scalar);
    return inString || isOurs ? character : found;
  });
  return isWhole ? result : null;
}
