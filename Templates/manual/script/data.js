// Data against types: what somebody wrote into a field, or an AI into its answer. Nothing is guessed.

/** One thing that is wrong: `kind` is a key of the page's words, `details` what is put into them. */
class Problem {
  constructor(path, kind, details) { this.path = path; this.kind = kind; this.details = details ?? {}; }
}

/** A number as it stands in JSON, to its last digit. */
class Numeral {
  constructor(text) { this.text = text; }
}

function parsedJSON(text) {
  return JSON.parse(text, (_, value, context) =>
    (typeof value === "number" ? new Numeral(context?.source ?? String(value)) : value));
}

/** The value of JSON, or an Open in its place for each part that is wrong, which is told in `problems`. */
function decoded(node, type, path, problems) {
  const fail = (kind, details) => {
    problems.push(new Problem(path, kind, details));
    return new Open(path);
  };
  if (node === null || node === undefined) return type.optional ? null : fail("missing");
  switch (type.kind) {
    case "int": case "number":
      return node instanceof Numeral ? checked(readNumber(node.text, type), fail) : fail("notANumber");
    case "bool": return typeof node === "boolean" ? node : fail("notYesOrNo");
    case "list":
      if (!Array.isArray(node)) return fail("notAList");
      if (node.length < (type.low ?? 0)) fail("tooFewItems", { limit: type.low, actual: node.length });
      if (node.length > (type.high ?? Infinity)) fail("tooManyItems", { limit: type.high, actual: node.length });
      return node.map((each, index) => decoded(each, type.of, `${path}[${index}]`, problems));
    case "record": {
      if (typeof node !== "object" || Array.isArray(node) || node instanceof Numeral) return fail("notARecord");
      const record = [];
      const own = new Map(Object.entries(node).map(([name, value]) => [name.normalize(), value]));
      for (const each of type.fields) {
        const name = each.name.normalize();
        record[each.slot] = decoded(own.get(name), each.type, `${path}.${each.name}`, problems);
        own.delete(name);
      }
      for (const name of own.keys()) problems.push(new Problem(`${path}.${name}`, "unknownField", { name }));
      return record;
    }
    default: return typeof node === "string" ? checked(readText(node, type), fail) : fail("notText");
  }
}

function checked(result, fail) { return result instanceof Problem ? fail(result.kind, result.details) : result; }

/** An answer that is no text: JSON, perhaps in a fence, or in the `{"result": …}` that models wrap it in. */
function readAnswer(text, type, path, problems) {
  const fenced = /```[a-z]*\s*\n([^]*?)\n\s*```/i.exec(text);
  const candidates = [text, fenced?.[1], /[{[][^]*[}\]]/.exec(text)?.[0]].filter((each) => each !== undefined);
  for (const candidate of candidates) {
    let node;
    try {
      node = parsedJSON(candidate);
    } catch {
      continue;
    }
    const isWrapped = node !== null && typeof node === "object" && !Array.isArray(node)
      && Object.keys(node).length === 1 && "result" in node
      && !(type.kind === "record" && (!type.optional || type.fields.some((each) => each.name === "result")));
    return decoded(isWrapped ? node.result : node, type, path, problems);
  }
  problems.push(new Problem(path, "notJSON"));
  return new Open(path);
}

/** A text of any type that is written as text; a Problem if it is none. `readings` is made with the routine. */
function readText(text, type) { return readings[type.kind]?.(text, type) ?? new Problem("", "notText"); }

function readWords(text, type) {
  const unified = type.kind === "text" ? text.replaceAll("\r\n", "\n") : text;
  if (type.kind === "line" && linesOf(`${unified}x`).length > 1) return new Problem("", "lineBreak");
  const count = [...unified].length;
  if (count < (type.low ?? 0)) return new Problem("", "tooShort", { limit: type.low, actual: count });
  if (count > (type.high ?? Infinity)) return new Problem("", "tooLong", { limit: type.high, actual: count });
  return unified;
}

function readDate(text) {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.slice(1).map(Number);
  if (!parts) return new Problem("", "notADate");
  const date = new Date(0);
  date.setUTCFullYear(parts[0], parts[1] - 1, parts[2]);
  const isDay = parts[0] > 0 && date.getUTCMonth() === parts[1] - 1 && date.getUTCDate() === parts[2];
  return isDay ? new Day(...parts) : new Problem("", "notADate");
}

function readMoney(text, type) {
  const parts = /^(-?)(0|[1-9]\d*)(?:\.(\d+))? ([A-Z]{3})$/.exec(text);
  if (!parts || parts[4] !== type.currency || (parts[3] ?? "").length > type.places) return new Problem("", "notMoney");
  const units = BigInt(parts[2] + (parts[3] ?? "").padEnd(type.places, "0")) * (parts[1] ? -1n : 1n);
  return BigInt.asIntN(64, units) === units ? new Money(units, type.currency, type.places) : new Problem("", "tooLarge");
}

function readURL(text) { return isURL(text) ? text : new Problem("", "notAURL"); }
function readEmail(text) { return isEmail(text) ? text : new Problem("", "notAnEmail"); }

function readCase(text, type) {
  const word = type.cases.find((each) => each[0].normalize() === text.normalize());
  if (word) return new Word(word[0]);
  const names = type.cases.map(([name, label]) => (name === label ? name : `${label}(${name})`));
  return new Problem("", "notACase", { cases: names.join(", ") });
}

function readNumber(text, type) {
  const problem = (kind, details) => new Problem("", kind, details);
  if (!/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return problem("notANumber");
  let value = Number(text);
  if (!Number.isFinite(value)) return problem("tooLarge");
  if (type.kind === "int") {
    value = /^-?\d+$/.test(text) ? BigInt(text) : Number.isInteger(value) ? BigInt(value) : null;
    if (value === null) return problem("notWhole");
    if (BigInt.asIntN(64, value) !== value) return problem("tooLarge");
  }
  if (type.low !== undefined && value < type.low) return problem("tooSmall", { limit: type.low, actual: text });
  if (type.high !== undefined && value > type.high) return problem("tooBig", { limit: type.high, actual: text });
  return value;
}

// Addresses: what can be printed in a prompt and followed by a person without surprises.

function isVisible(text) {
  return !/[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u.test(text);
}

function isHostName(text) {
  if (text === "" || utf8.encode(text).length > 253) return false;
  const labels = text.split(".");
  if (labels.length > 1 && labels.at(-1) === "") labels.pop();
  return labels.every((label) => label !== "" && utf8.encode(label).length <= 63 && !label.startsWith("-")
    && !label.endsWith("-") && /^(?:[A-Za-z0-9-]|[^\0-\x7f])+$/u.test(label)
    && /^[\p{XID_Continue}-]+$/u.test(label) && !label.includes("_"));
}

function isEmail(text) {
  const parts = text.split("@");
  if (parts.length !== 2 || utf8.encode(text).length > 254 || !isVisible(text)) return false;
  const local = utf8.encode(parts[0]).length;
  if (local < 1 || local > 64 || parts[0].split(".").includes("")) return false;
  if (!/^(?:[A-Za-z0-9!#$%&'*+\-/=?^_\x60{|}~.]|[^\0-\x7f])+$/u.test(parts[0])) return false;
  const labels = parts[1].split(".");
  return labels.length >= 2 && isHostName(parts[1]) && !/^\d*$/.test(labels.at(-1));
}

function isURL(text) {
  const found = /^([A-Za-z]+):(.*)$/s.exec(text);
  if (!found || utf8.encode(text).length > 65536 || !isVisible(text) || /["<>\\^\x60{|}]/.test(text)) return false;
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return false;
  const scheme = found[1].toLowerCase();
  if (scheme === "mailto") {
    const address = found[2].split("?")[0];
    return isEmail(address) && !address.includes("%");
  }
  if ((scheme !== "http" && scheme !== "https") || !found[2].startsWith("//")) return false;
  const authority = /^[^/?#]*/.exec(found[2].slice(2))[0];
  const isPort = (port) => port === "" || (/^:\d{1,5}$/.test(port) && Number(port.slice(1)) <= 65535);
  const bracketed = /^\[([^\]]*)\](.*)$/.exec(authority);
  if (bracketed) return isIPv6(bracketed[1]) && isPort(bracketed[2]);
  const colon = authority.indexOf(":");
  const host = colon < 0 ? authority : authority.slice(0, colon);
  if (colon >= 0 && !isPort(authority.slice(colon))) return false;
  const labels = host.split(".");
  if (/^\d+$/.test(labels.at(-1))) {
    return labels.length === 4 && labels.every((label) => /^\d{1,3}$/.test(label) && Number(label) < 256);
  }
  return isHostName(host);
}

function isIPv6(text) {
  const halves = text.split("::");
  const pieces = (part) => (part === "" ? [] : part.split(":"));
  if (halves.length > 2 || !halves.every((half) => pieces(half).every((piece) => /^[0-9A-Fa-f]{1,4}$/.test(piece)))) {
    return false;
  }
  const count = halves.flatMap(pieces).length;
  return halves.length === 2 ? count <= 7 : count === 8;
}
