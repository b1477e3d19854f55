// Fields that follow the types. A field is { node, value(), missing(), raw(), restore(raw), focus() }: `value` has an Open
// where nothing is filled in or something is wrong, `missing` says where that is, `raw` is what was typed.

let lastID = 0;

/** An element with attributes, and children that are elements or texts. */
function made(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function freshID(name) {
  lastID += 1;
  return `${name}-${lastID}`;
}

/** Words with `{name}` replaced. */
function said(text, details) {
  return text.replace(/\{(\w+)\}/g, (found, name) => (details?.[name] === undefined ? found : String(details[name])));
}

function grouped(digits) { return String(digits).replace(/\B(?=(\d{3})+(?!\d))/g, ","); }

function problemText(problem, words) {
  const { limit, actual, ...rest } = problem.details;
  return said(words.problems[problem.kind] ?? words.problems.notText,
    { ...rest, limit: limit === undefined ? "" : grouped(limit), actual: actual === undefined ? "" : grouped(actual) });
}

/**
 * The field of a type. `place`: { label, path, heading (an element that says it, or null), example, changed, words }.
 * `fieldMakers` is made with the routine.
 */
function fieldOf(type, place) {
  const isChoice = type.kind === "list" && type.of.kind === "enum";
  return fieldMakers[isChoice ? "choices" : type.kind](type, place);
}

/** What stands around a control: its name, its hint, and what is wrong with it. */
function framed(control, place, hint) {
  const name = place.heading ?? made("span", {}, place.label);
  const id = freshID("field");
  control.id = id;
  const note = made("p", { class: "hint", id: `${id}-hint` }, hint ?? "");
  const problem = made("p", { class: "problem", id: `${id}-problem`, role: "status" });
  control.setAttribute("aria-describedby", `${note.id} ${problem.id}`);
  const node = made("div", { class: "field" }, made("label", { for: id }, name), control, note, problem);
  return {
    node, note,
    tell(text) {
      problem.textContent = text;
      if (text === "") control.removeAttribute("aria-invalid"); else control.setAttribute("aria-invalid", "true");
    },
  };
}

/** Digits as people type them: separators of thousands, full-width signs. */
function plainDigits(text) { return text.normalize("NFKC").trim().replace(/(?<=\d),(?=\d{3}(?!\d))/g, ""); }

function readField(raw, type) {
  if (type.kind === "int" || type.kind === "number") return readNumber(plainDigits(raw), type);
  if (type.kind === "money") return readText(`${plainDigits(raw)} ${type.currency}`, type);
  return readText(type.kind === "url" || type.kind === "email" ? raw.trim() : raw, type);
}

function textField(type, place) {
  const { words } = place;
  const isLong = type.kind === "text";
  const modes = { int: "numeric", number: "decimal", money: "decimal", url: "url", email: "email" };
  const control = isLong
    ? made("textarea", { rows: 3, spellcheck: "false" })
    : made("input", { type: type.kind === "date" ? "date" : "text", inputmode: modes[type.kind], autocomplete: "off" });
  if (place.example && type.kind !== "date") control.placeholder = place.example;
  const row = type.kind === "money" ? made("div", { class: "amount" }, control, made("span", {}, type.unit)) : control;
  const frame = framed(control, place, "");
  if (row !== control) frame.node.insertBefore(row, frame.note);
  const counts = (type.kind === "text" || type.kind === "line") && (type.low !== undefined || type.high !== undefined);
  const read = () => (control.value === "" ? null : readField(control.value, type));
  const show = () => {
    const value = read();
    const hints = [];
    if (counts) {
      const count = grouped([...control.value.replaceAll("\r\n", "\n")].length);
      const limit = grouped(type.high ?? "");
      const isLimit = control.value === "" && type.high !== undefined;
      hints.push(said(isLimit ? words.upTo : type.high === undefined ? words.counted : words.countedOf, { count, limit }));
    }
    if (type.optional || place.standIn !== undefined) hints.push(words.mayBeEmpty);
    if (place.example && type.kind === "date") hints.push(said(words.example, { text: place.example }));
    frame.note.textContent = hints.join(" · ");
    frame.tell(value instanceof Problem ? problemText(value, words) : "");
    if (isLong) {
      // As high as its text, so that nothing scrolls inside of the page.
      const lines = control.value.split("\n").reduce((total, line) => total + 1 + Math.floor(line.length / 60), 0);
      control.rows = Math.min(16, Math.max(3, lines));
    }
  };
  control.addEventListener("input", () => { show(); place.changed(); });
  show();
  return {
    node: frame.node,
    value() {
      const value = read();
      if (value === null) return type.optional ? null : new Open(place.path);
      return value instanceof Problem ? new Open(place.path) : value;
    },
    missing() {
      const value = this.value();
      return value instanceof Open ? [{ label: place.label, focus: () => this.focus() }] : [];
    },
    raw: () => control.value,
    restore(raw) { control.value = typeof raw === "string" ? raw : ""; show(); },
    focus: () => control.focus(),
    isEmpty: () => control.value === "",
  };
}

/** Yes or no, or one of the cases; a list to choose from where there are many. */
function choiceField(type, place) {
  const { words } = place;
  const isBool = type.kind === "bool";
  const options = isBool ? [["yes", words.yes], ["no", words.no]] : type.cases;
  if (options.length > 7) return selectField(type, options, place);
  const name = freshID("choice");
  const all = type.optional ? [["", words.none], ...options] : options;
  const start = place.standIn === undefined || place.standIn === null ? ""
    : isBool ? (place.standIn ? "yes" : "no") : place.standIn.word;
  const inputs = all.map(([value], index) => made("input", {
    type: "radio", name, value, id: `${name}-${index}`, checked: value === start, onchange: () => place.changed(),
  }));
  const node = made("fieldset", { class: "field choices" }, made("legend", {}, place.heading ?? place.label),
    ...all.map(([, label], index) => made("label", { for: `${name}-${index}` }, inputs[index], made("span", {}, label))));
  const chosen = () => inputs.find((each) => each.checked)?.value ?? "";
  return {
    node,
    value() {
      if (chosen() === "") return type.optional ? null : new Open(place.path);
      return isBool ? chosen() === "yes" : new Word(chosen());
    },
    missing() { return this.value() instanceof Open ? [{ label: place.label, focus: () => this.focus() }] : []; },
    raw: chosen,
    restore(raw) { for (const each of inputs) each.checked = each.value === (raw ?? start); },
    focus: () => (inputs.find((each) => each.checked) ?? inputs[0]).focus(),
    isEmpty: () => chosen() === "",
  };
}

function selectField(type, options, place) {
  const control = made("select", { onchange: () => place.changed() },
    made("option", { value: "" }, type.optional ? place.words.none : place.words.choose),
    ...options.map(([value, label]) => made("option", { value }, label)));
  const frame = framed(control, place, "");
  return {
    node: frame.node,
    value: () => (control.value === "" ? (type.optional ? null : new Open(place.path)) : new Word(control.value)),
    missing() { return this.value() instanceof Open ? [{ label: place.label, focus: () => control.focus() }] : []; },
    raw: () => control.value,
    restore(raw) { control.value = options.some(([value]) => value === raw) ? raw : ""; },
    focus: () => control.focus(),
    isEmpty: () => control.value === "",
  };
}

/** Some of the cases. */
function choicesField(type, place) {
  const { words } = place;
  const name = freshID("choice");
  const inputs = type.of.cases.map(([value], index) => made("input", {
    type: "checkbox", value, id: `${name}-${index}`, onchange: () => { show(); place.changed(); },
  }));
  const problem = made("p", { class: "problem", role: "status" });
  const node = made("fieldset", { class: "field choices" }, made("legend", {}, place.heading ?? place.label),
    ...type.of.cases.map(([, label], index) =>
      made("label", { for: `${name}-${index}` }, inputs[index], made("span", {}, label))), problem);
  const chosen = () => inputs.filter((each) => each.checked).map((each) => each.value);
  const wrong = () => {
    const count = chosen().length;
    if (count > (type.high ?? Infinity)) return new Problem("", "tooManyItems", { limit: type.high, actual: count });
    return count > 0 && count < (type.low ?? 0) ? new Problem("", "tooFewItems", { limit: type.low, actual: count }) : null;
  };
  const show = () => { problem.textContent = wrong() ? problemText(wrong(), words) : ""; };
  return {
    node,
    value() {
      const count = chosen().length;
      if (count === 0 && type.optional) return null;
      if (wrong() || count < (type.low ?? 0)) return new Open(place.path);
      return chosen().map((each) => new Word(each));
    },
    missing() { return this.value() instanceof Open ? [{ label: place.label, focus: () => this.focus() }] : []; },
    raw: chosen,
    restore(raw) {
      const all = Array.isArray(raw) ? raw : [];
      for (const each of inputs) each.checked = all.includes(each.value);
      show();
    },
    focus: () => inputs[0].focus(),
    isEmpty: () => chosen().length === 0,
  };
}

/** A file that is attached by hand: only its name, kind and size are looked at. */
function mediaField(type, place) {
  const accept = { image: "image/*", audio: "audio/*" }[type.kind];
  let media = null;
  const control = made("input", {
    type: "file", accept,
    async onchange() {
      const file = control.files[0];
      media = file ? new Media(type.kind, file.name, await mediaType(file), file.size) : null;
      place.changed();
    },
  });
  const frame = framed(control, place, place.words.attach);
  return {
    node: frame.node,
    value: () => media ?? (type.optional ? null : new Open(place.path)),
    missing() { return this.value() instanceof Open ? [{ label: place.label, focus: () => control.focus() }] : []; },
    raw: () => null,
    restore() { control.value = ""; media = null; },
    focus: () => control.focus(),
    isEmpty: () => media === null,
  };
}

/** What the first bytes of a file say, for the formats that people attach; else what the browser says. */
async function mediaType(file) {
  const bytes = new Uint8Array(await file.slice(0, 16).arrayBuffer());
  const starts = (text, at = 0) => [...text].every((sign, index) => bytes[at + index] === sign.charCodeAt(0));
  if (starts("\x89PNG\r\n\x1a\n")) return "image/png";
  if (starts("\xff\xd8\xff")) return "image/jpeg";
  if (starts("GIF87a") || starts("GIF89a")) return "image/gif";
  if (starts("RIFF") && starts("WEBP", 8)) return "image/webp";
  if (starts("RIFF") && starts("WAVE", 8)) return "audio/wav";
  if (starts("%PDF-")) return "application/pdf";
  if (starts("ID3")) return "audio/mpeg";
  return file.type || "application/octet-stream";
}

/** A group of fields; one that may be missing folds. */
function foldable(type, place, inner) {
  if (!type.optional) {
    return made("fieldset", { class: "field group" }, made("legend", {}, place.heading ?? place.label), ...inner);
  }
  const note = made("span", { class: "hint" }, place.words.mayBeEmpty);
  return made("details", { class: "field fold" }, made("summary", {}, place.heading ?? place.label, " ", note), ...inner);
}

/** Fields of a record; one that may be missing folds. */
function recordField(type, place) {
  const { words } = place;
  const fields = type.fields.map((each) => ({
    ...each,
    field: fieldOf(type.optional && !each.type.optional ? { ...each.type } : each.type, {
      ...place, label: each.label, path: `${place.path}.${each.name}`, heading: null, example: place.examples?.[each.name],
      examples: place.examples?.[each.name], standIn: undefined,
    }),
  }));
  const inner = fields.map((each) => each.field.node);
  const node = foldable(type, place, inner);
  return {
    node,
    value() {
      if (type.optional && this.isEmpty()) return null;
      const record = [];
      for (const each of fields) record[each.slot] = each.field.value();
      return record;
    },
    missing() {
      if (type.optional && this.isEmpty()) return [];
      return fields.flatMap((each) => each.field.missing())
        .map((each) => ({ label: `${place.label} · ${each.label}`, focus: () => { node.open = true; each.focus(); } }));
    },
    raw: () => Object.fromEntries(fields.map((each) => [each.name, each.field.raw()])),
    restore(raw) {
      for (const each of fields) each.field.restore(raw?.[each.name]);
      if (type.optional) node.open = !this.isEmpty();
    },
    focus: () => { node.open = true; fields[0]?.field.focus(); },
    isEmpty: () => fields.every((each) => each.field.isEmpty()),
  };
}

/** A list that grows. Cells of a spreadsheet that are pasted into it become items. */
function listField(type, place) {
  const { words } = place;
  let items = [];
  const body = made("div", { class: "items" });
  const problem = made("p", { class: "problem", role: "status" });
  const add = made("button", { type: "button", class: "quiet-button", onclick: () => { append().focus(); changed(); } }, words.add);
  const isMedia = ["image", "audio", "file"].includes(type.of.kind);
  const hint = made("p", { class: "hint" }, isMedia ? "" : type.of.kind === "record" ? words.pasteTable : words.pasteLines);
  const node = foldable(type, place, [body, made("div", { class: "row" }, add), hint, problem]);
  node.addEventListener("paste", paste);

  function filled() { return items.filter((each) => !each.field.isEmpty()); }
  function wrong() {
    const count = filled().length;
    if (count > (type.high ?? Infinity)) return new Problem("", "tooManyItems", { limit: type.high, actual: count });
    return count > 0 && count < (type.low ?? 0) ? new Problem("", "tooFewItems", { limit: type.low, actual: count }) : null;
  }
  function changed() {
    items.forEach((each, index) => { each.number.textContent = said(words.itemNumber, { number: index + 1 }); });
    problem.textContent = wrong() ? problemText(wrong(), words) : "";
    add.hidden = items.length >= (type.high ?? Infinity);
    for (const each of items) each.remove.hidden = items.length === 1 && each.field.isEmpty();
    place.changed();
  }
  function append() {
    const number = made("span", {}, "");
    const entry = { number };
    const label = said(words.itemNumber, { number: items.length + 1 });
    entry.field = fieldOf(type.of, {
      ...place, label, heading: number, path: `${place.path}[${items.length}]`, changed, standIn: undefined,
      example: items.length === 0 ? place.examples?.[0] : undefined, examples: items.length === 0 ? place.examples?.[0] : undefined,
    });
    const remove = entry.remove = made("button", {
      type: "button", class: "quiet-button",
      onclick: () => {
        items = items.filter((each) => each !== entry);
        entry.node.remove();
        if (items.length === 0) append();
        add.focus();
        changed();
      },
    }, words.remove);
    remove.hidden = items.length === 0;
    entry.node = made("div", { class: type.of.kind === "record" ? "item several" : "item" }, entry.field.node, remove);
    items.push(entry);
    body.append(entry.node);
    return entry.field;
  }
  function paste(event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const isLong = event.target.tagName === "TEXTAREA" && !text.includes("\t");
    if (isLong || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const rows = cellsOf(text);
    const names = type.of.kind === "record" ? type.of.fields : null;
    const isHead = names && rows[0].every((cell) => names.some((each) => [each.name, each.label].includes(cell.trim())));
    const order = isHead ? rows.shift().map((cell) => names.find((each) => [each.name, each.label].includes(cell.trim()))) : names;
    for (const row of rows) {
      const last = items.at(-1);
      const target = last && last.field.isEmpty() ? last.field : append();
      target.restore(names ? Object.fromEntries(row.slice(0, order.length).map((cell, index) =>
        [order[index].name, rawCell(cell, order[index].type)])) : rawCell(row[0], type.of));
    }
    changed();
  }
  append();
  for (const each of items) each.number.textContent = said(words.itemNumber, { number: 1 });
  return {
    node,
    value() {
      const all = filled();
      if (all.length === 0 && type.optional) return null;
      if (wrong() || all.length < (type.low ?? 0)) return new Open(place.path);
      return all.map((each) => each.field.value());
    },
    missing() {
      const all = filled();
      if (all.length === 0 && type.optional) return [];
      if (this.value() instanceof Open) return [{ label: place.label, focus: () => this.focus() }];
      return all.flatMap((each) => each.field.missing()
        .map((inner) => ({ label: `${place.label} · ${inner.label}`, focus: inner.focus })));
    },
    raw: () => filled().map((each) => each.field.raw()),
    restore(raw) {
      items = [];
      body.replaceChildren();
      for (const each of Array.isArray(raw) ? raw : []) append().restore(each);
      if (items.length === 0) append();
      if (type.optional) node.open = filled().length > 0;
      changed();
    },
    focus: () => { node.open = true; items[0].field.focus(); },
    isEmpty: () => filled().length === 0,
  };
}

/** A cell for a field of the type: words for people are as good as the words of cases. */
function rawCell(cell, type) {
  const text = cell.trim();
  if (type.kind === "enum") return type.cases.find((each) => each.includes(text))?.[0] ?? "";
  if (type.kind === "bool") return /^(예|네|yes|true|y|o)$/i.test(text) ? "yes" : text === "" ? "" : "no";
  if (type.kind === "date") return text.replace(/[./]/g, "-").replace(/-(\d)(?=-|$)/g, "-0$1").replace(/-$/, "");
  return cell;
}

/** Rows of cells, as spreadsheets copy them: tabs between cells, quotes around those with breaks in them. */
function cellsOf(text) {
  const rows = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\r?\n|$)/gy;
  let found;
  while (pattern.lastIndex <= text.length && (found = pattern.exec(text)) !== null) {
    rows.at(-1).push(found[1] === undefined ? found[2].replace(/\r$/, "") : found[1].replaceAll('""', '"'));
    if (found[3] === "") break;
    if (found[3] !== "\t") rows.push([]);
  }
  return rows.filter((row) => row.some((cell) => cell.trim() !== ""));
}

/** What was typed, of a value: the other way round, for an answer that was read. */
function rawOf(value, type) {
  if (value === null || value instanceof Open) return type.kind === "list" ? [] : type.kind === "record" ? {} : "";
  switch (type.kind) {
    case "record": return Object.fromEntries(type.fields.map((each) => [each.name, rawOf(value[each.slot], each.type)]));
    case "list": return value.map((each) => rawOf(each, type.of));
    case "bool": return value ? "yes" : "no";
    case "money": return value.amount("");
    case "number": return Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : numberText(value);
    default: return printed(value);
  }
}
