// The manual as the tool: fields at each step, the finished prompt beside them, the AI's answer pasted back. Nothing leaves
// the page, and nothing is kept unless the person asks for it.

class Page {
  constructor(routine, words) {
    this.routine = routine;
    this.words = words;
    this.views = [];
    this.inputs = new Map();
    this.isUpdating = false;
    for (const [index, step] of routine.steps.entries()) this.views.push(new StepView(this, step, index));
    this.bar();
    this.restore();
    this.update();
    for (const type of ["beforeprint", "afterprint"]) {
      window.addEventListener(type, () => this.views.forEach((view) => view.print(type === "beforeprint")));
    }
  }

  /** A field of the routine's input; its question is the one that stands under "what to prepare". */
  input(index) {
    const input = this.routine.inputs[index];
    const question = document.querySelector(`#prepare-${index} .question`);
    const heading = made("span", { class: "asked" });
    for (const child of question?.childNodes ?? []) heading.append(child.cloneNode(true));
    const field = fieldOf(input.type, {
      label: shortened(heading.textContent.trim().split("\n")[0]) || input.label, path: input.name, heading, example: input.example, examples: input.examples,
      standIn: input.standIn, words: this.words, changed: () => this.update(),
    });
    this.inputs.set(input.name, { input, field });
    return field;
  }

  inputValue({ input, field }) {
    if (input.standIn !== undefined && field.isEmpty()) return input.standIn;
    return field.value();
  }

  inputMissing({ input, field }) {
    if (input.standIn !== undefined && field.isEmpty()) return [];
    return field.missing();
  }

  /** All that is known, as the walk takes it. */
  given() {
    const given = { inputs: {}, results: {}, remarks: {}, itemRemarks: {} };
    for (const [name, entry] of this.inputs) given.inputs[name] = this.inputValue(entry);
    for (const view of this.views) view.give(given);
    return given;
  }

  update() {
    if (this.isUpdating) return;
    this.isUpdating = true;
    this.settle();
    if (this.views.flatMap((view) => view.runs).map((run) => run.withdraw()).includes(true)) this.settle();
    this.isUpdating = false;
    this.keep();
  }

  /** What one step gives may make fields of another appear, which give more. */
  settle() {
    for (let round = 0; round < this.views.length + 1; round += 1) {
      const reports = walked(this.routine, this.given());
      if (!this.views.map((view, index) => view.show(reports[index])).includes(true)) break;
    }
  }

  /** A new result takes back a no that was said about the old one. */
  reconsider(index, number) {
    for (const view of this.views.slice(index + 1)) {
      if (!view.step.redo || view.step.redo.step > index) continue;
      for (const run of view.runs) {
        const isMeant = run.number === null || number === null || run.number === number;
        if (isMeant && run.decision === "no") run.decide("");
      }
    }
  }

  /** All that was filled in and answered up to a step: what a yes in it was said about. Of other items nothing. */
  before(view, number) {
    const earlier = this.views.slice(0, view.index);
    return JSON.stringify([
      [...earlier, view].map((each) => each.fields.map((field) => field.raw())),
      earlier.map((each) => (each.step.each && number !== null && each.runs.length === view.runs.length
        ? [each.runs[number]] : each.runs).map((run) => run.field?.raw())),
    ]);
  }

  /** Where the values of a slot come from that are not there yet. */
  missing(slot) {
    for (const entry of this.inputs.values()) {
      if (entry.input.slot === slot) return this.inputMissing(entry);
    }
    const view = this.views.find((each) => each.step.slot === slot || each.step.remarks === slot);
    return view ? view.missing(slot) : [];
  }

  /** What is known at a path such as `order.number`, in words for people; null if nothing is. */
  shown(path) {
    const [name, ...parts] = path.split(".");
    const view = this.views.find((each) => each.step.name === name && !each.step.each && each.step.gives);
    const entry = this.inputs.get(name);
    let value = view ? view.runs[0]?.value() : entry && this.inputValue(entry);
    let type = view ? view.step.gives : entry?.input.type;
    for (const part of parts) {
      const field = type?.fields?.find((each) => each.name === part);
      if (!field || !Array.isArray(value)) return null;
      value = value[field.slot];
      type = field.type;
    }
    if (value === undefined || value === null || value instanceof Open || Array.isArray(value)) return null;
    if (typeof value === "boolean") return value ? this.words.yes : this.words.no;
    return value instanceof Word ? type.cases.find((each) => each[0] === value.word)?.[1] ?? value.word : printed(value);
  }

  // MARK: Keeping

  bar() {
    const { words } = this;
    this.saving = made("input", {
      type: "checkbox", id: "save",
      onchange: () => { if (this.saving.checked) this.keep(); else this.forget(); },
    });
    this.told = made("p", { class: "hint", role: "status" }, "");
    const again = made("button", { type: "button", class: "quiet-button", onclick: () => this.startAgain() }, words.startAgain);
    const bar = document.getElementById("desk");
    const keeping = made("label", { for: "save", class: "switch" }, this.saving, made("span", {}, words.save));
    bar.append(made("div", { class: "row apart" }, keeping, again), made("p", { class: "hint" }, words.saveNote), this.told);
    bar.hidden = false;
  }

  get store() { return `dari:${this.routine.name}:${this.routine.fingerprint}`; }

  /** Storage may be closed to a page that was opened as a file: then nothing is kept, and that is said. */
  stored(use) {
    try {
      return use(window.localStorage);
    } catch {
      if (this.saving.checked) this.told.textContent = this.words.saveFailed;
      this.saving.checked = false;
      return null;
    }
  }

  keep() {
    if (!this.saving?.checked) return;
    const inputs = Object.fromEntries([...this.inputs].map(([name, { field }]) => [name, field.raw()]));
    const steps = Object.fromEntries(this.views.map((view) => [view.step.name, view.raw()]));
    this.stored((storage) => storage.setItem(this.store, JSON.stringify({ inputs, steps })));
  }

  forget() { this.stored((storage) => storage.removeItem(this.store)); }

  restore() {
    const text = this.stored((storage) => storage.getItem(this.store));
    if (typeof text !== "string") return;
    try {
      const kept = JSON.parse(text);
      this.saving.checked = true;
      this.isUpdating = true;
      for (const [name, { field }] of this.inputs) field.restore(kept.inputs?.[name]);
      for (const view of this.views) view.restore(kept.steps?.[view.step.name]);
    } catch {
      this.forget();
    }
    this.isUpdating = false;
  }

  startAgain() {
    if (!window.confirm(this.words.startAgainAsk)) return;
    this.isUpdating = true;
    for (const { field } of this.inputs.values()) field.restore(undefined);
    for (const view of this.views) view.restore(undefined);
    this.isUpdating = false;
    this.update();
    this.views[0]?.node.scrollIntoView();
  }
}

/** Without a script that works the page is a manual to read, with the texts before they are filled in. */
function start(routine, words) {
  try {
    return new Page(routine, words);
  } catch (error) {
    for (const work of document.querySelectorAll(".work, .desk-bar")) work.remove();
    for (const template of document.querySelectorAll(".template")) template.open = true;
    console.error(error);
    return null;
  }
}

/** Short enough to stand in a list of names. */
function shortened(text) { return text.length > 30 ? `${text.slice(0, 29).trimEnd()}…` : text; }

/** One step: its fields, its texts, and what came out of it. */
class StepView {
  constructor(page, step, index) {
    this.page = page;
    this.step = step;
    this.index = index;
    this.words = page.words;
    this.node = document.getElementById(`step-${index + 1}`);
    this.fill = document.getElementById(`fill-${index + 1}`);
    this.outcome = document.getElementById(`outcome-${index + 1}`);
    this.runs = [];
    this.kept = [];
    this.opened = new Map();
    this.said = made("p", { class: "told", role: "status" }, "");
    this.fields = step.fills.map((input) => page.input(input));
    this.list = made("div", { class: "runs" });
    const form = this.fields.length === 0 ? null
      : made("div", { class: "form" }, made("h4", {}, this.words.fieldsTitle), ...this.fields.map((each) => each.node));
    this.desk = made("div", { class: form ? "desk two" : "desk" }, form, this.list);
    this.fill.append(this.said, this.desk);
    this.fill.hidden = false;
    this.fold();
  }

  /** The template is shown until the page is live; then it folds away. */
  fold() {
    const blank = document.getElementById(`blank-${this.index + 1}`);
    if (!blank || blank.childElementCount === 0) return;
    const details = made("details", { class: "template" }, made("summary", {}, this.words.templateTitle));
    blank.before(details);
    details.append(blank);
  }

  /** On paper an empty form says nothing: the text before it is filled in stands there instead. */
  print(isPrinting) {
    const isFilled = this.fields.some((field) => !field.isEmpty());
    const hasText = this.runs.some((run) => run.state) && (isFilled || this.gaps().length === 0);
    this.fill.classList.toggle("blank", !isFilled && !hasText);
    this.desk.querySelector(".form")?.classList.toggle("blank", !isFilled);
    this.outcome.classList.toggle("blank", !this.runs.some((run) => run.isTouched || run.decision));
    for (const each of this.node.querySelectorAll("details.template, details.run")) {
      if (isPrinting) {
        this.opened.set(each, each.open);
        each.open = each.classList.contains("template") ? !hasText : true;
      } else if (this.opened.has(each)) each.open = this.opened.get(each);
    }
  }

  /** A person looks at what others made: says yes or no, or changes it. */
  get isLook() { return this.step.reviews.length > 0 || this.step.edits !== null; }

  /** Makes as many runs as the step has; true if that changed what is known. */
  resize(count) {
    const before = this.runs.length;
    while (this.runs.length > count) {
      const run = this.runs.pop();
      this.kept[this.runs.length] = run.raw();
      run.node.remove();
      run.after?.remove();
    }
    while (this.runs.length < count) {
      const run = new RunView(this, this.step.each ? this.runs.length : null, count);
      this.runs.push(run);
      this.list.append(run.node);
      if (run.after) this.outcome.append(run.after);
      const kept = this.kept[this.runs.length - 1];
      if (kept !== undefined) run.restore(kept);
    }
    this.outcome.hidden = this.outcome.childElementCount === 0;
    return before !== this.runs.length;
  }

  show(report) {
    this.report = report;
    const { words } = this;
    this.node.classList.toggle("skipped", report.isSkipped === true);
    const missing = this.gaps();
    let told = "";
    const look = report.isSkipped ? undefined : this.look();
    if (report.isSkipped) told = words.skipped;
    else if (look) told = said(words.lookFirst, { number: look.index + 1, step: look.step.title });
    else if (report.fault) told = this.faultText(report.fault, missing);
    this.said.textContent = told;
    this.said.hidden = told === "";
    const hasChanged = this.resize(report.isSkipped || (this.step.each && report.fault) ? 0 : this.step.each ? report.count : 1);
    this.runs.forEach((run, index) => run.show(look ? null : report.runs[index] ?? null, missing));
    this.fillHoles();
    return hasChanged;
  }

  /** The look that has to come first: what is sent, stored or done by hand is what a person has said yes to. */
  look() {
    if (this.step.by === "ai") return undefined;
    return this.page.views.slice(0, this.index).find((view) => {
      const seen = [view.index, ...view.step.reviews, view.step.edits ?? view.index]
        .map((index) => this.page.routine.steps[index].slot);
      const isRead = this.step.reads.some((slot) => slot !== null && seen.includes(slot));
      return view.isLook && isRead && view.report && !view.report.isSkipped
        && !view.runs.every((run) => run.decision === "yes");
    });
  }

  /** Places in instructions show what is known of them. */
  fillHoles() {
    this.holes ??= [...this.node.querySelectorAll(".hole")].filter((hole) => !hole.closest(".template, .work, .legend"))
      .map((hole) => ({ hole, path: hole.textContent.slice(1, -1) }));
    for (const { hole, path } of this.holes) {
      const text = this.page.shown(path);
      hole.classList.toggle("known", text !== null);
      hole.textContent = text ?? `⟦${path}⟧`;
    }
  }

  faultText(fault, missing) {
    if (fault.kind !== "needs") return this.words.faults[fault.kind] ?? this.words.faults.other;
    const names = missing.map((each) => each.label);
    return said(this.words.needs, { names: names.length > 0 ? [...new Set(names)].join(", ") : fault.path });
  }

  /** What the step's texts look at and is not there yet. */
  gaps() {
    const all = this.step.reads.flatMap((slot) => this.page.missing(slot));
    return all.filter((each, index) => all.findIndex((other) => other.label === each.label) === index);
  }

  missing(slot) {
    if (this.report?.isSkipped) return [];
    const label = said(this.words.resultOf, { step: this.step.title });
    if (slot === this.step.remarks || !this.runs.every((run) => run.isSettled)) {
      return slot === this.step.remarks ? [] : [{ label, focus: () => this.focusOutcome() }];
    }
    return this.step.slot && this.runs.length === 0 && this.report?.fault ? [{ label, focus: () => this.focusOutcome() }] : [];
  }

  focusOutcome() { (this.runs.find((run) => !run.isSettled) ?? this).node.scrollIntoView({ block: "center" }); }

  /** Adds the step's results to what is known. */
  give(given) {
    const { step } = this;
    if (step.slot && !step.text && this.runs.length > 0) {
      const values = this.runs.map((run) => run.value());
      if (!step.each) {
        if (values[0] !== undefined) given.results[step.name] = values[0];
      } else if (values.some((value) => value !== undefined)) {
        given.results[step.name] = values.map((value, index) => value ?? new Open(`${step.name}[${index}]`));
      }
    }
    if (!step.redo) return;
    for (const run of this.runs) {
      const text = run.remarks();
      if (text === null) continue;
      if (run.number === null) given.remarks[step.name] = text;
      else (given.itemRemarks[step.name] ??= {})[run.number] = text;
    }
  }

  raw() { return [...this.runs.map((run) => run.raw()), ...this.kept.slice(this.runs.length)]; }

  restore(raw) {
    this.kept = Array.isArray(raw) ? raw : [];
    this.runs.forEach((run, index) => run.restore(this.kept[index]));
  }
}

/** A step once, or once for an item of a list. */
class RunView {
  constructor(view, number, count) {
    this.view = view;
    this.number = number;
    this.words = view.words;
    this.decision = "";
    this.isTouched = false;
    this.isFilling = false;
    this.body = made("div", {});
    this.status = made("p", { class: "status", role: "status" });
    this.texts = made("div", {});
    const { step } = view;
    if (step.messages.length > 0 || step.text) this.body.append(this.status, this.texts);
    const title = number === null ? null : said(this.words.itemOf, { number: number + 1, count });
    this.node = number === null ? this.body
      : made("details", { class: "run", open: number === 0 }, made("summary", {}, title), this.body);
    const after = this.outcomeNodes();
    if (after.length > 0) {
      this.after = made("div", { class: "outcome" }, number === null ? null : made("h5", {}, title), ...after);
    }
  }

  outcomeNodes() {
    const { step } = this.view;
    const nodes = [];
    if (step.slot && step.gives && !step.text) nodes.push(...this.resultNodes(step));
    if (this.view.isLook) nodes.push(this.decisionNode(step));
    return nodes;
  }

  // MARK: What came out

  resultNodes(step) {
    const { words } = this;
    const isAnswer = step.by === "ai" || step.by === "routine";
    const isText = ["text", "line", "url", "email"].includes(step.gives.kind) && !step.gives.optional;
    const label = step.edits !== null ? words.editTitle : isAnswer ? words.answerTitle : words.resultTitle;
    this.field = fieldOf(step.gives, {
      label, path: step.name, heading: null, words,
      changed: () => this.changed(),
    });
    const hint = step.edits !== null ? words.editNote : isAnswer && isText ? words.answerPaste : null;
    const nodes = [hint === null ? null : made("p", { class: "hint" }, hint), this.field.node];
    if (isAnswer && !isText) nodes.unshift(...this.pasteNodes(step));
    return nodes;
  }

  /** An answer in a form: pasted whole, and read into the fields under it. */
  pasteNodes(step) {
    const { words } = this;
    const id = freshID("answer");
    const told = made("p", { class: "problem", role: "status", id: `${id}-told` });
    const control = made("textarea", {
      id, rows: 4, spellcheck: "false", "aria-describedby": `${id}-told`,
      oninput: () => {
        told.className = "problem";
        told.textContent = "";
        if (control.value.trim() === "") return;
        const problems = [];
        const value = readAnswer(control.value, step.gives, step.name, problems);
        // An answer that can't be read leaves nothing of the one before.
        this.fill(value instanceof Open ? undefined : rawOf(value, step.gives));
        told.className = problems.length > 0 ? "problem" : "hint";
        told.textContent = problems.length === 0 ? words.answerRead
          : problems.slice(0, 3).map((each) => this.answerProblem(each, step)).join(" ");
        this.changed();
      },
    });
    this.pasted = control;
    return [made("div", { class: "field" }, made("label", { for: id }, words.answerPaste), control, told)];
  }

  /** What is wrong, with the words for people of the field that it is about. */
  answerProblem(problem, step) {
    const parts = problem.path.slice(step.name.length).split(/[.[\]]+/).filter((each) => each !== "");
    const names = [];
    let type = step.gives;
    for (const part of parts) {
      if (type?.kind === "list") {
        names.push(said(this.words.itemNumber, { number: Number(part) + 1 }));
        type = type.of;
      } else {
        const field = type?.fields?.find((each) => each.name === part);
        names.push(field?.label ?? part);
        type = field?.type;
      }
    }
    const text = problemText(problem, this.words);
    return names.length === 0 ? text : `${names.join(" · ")}: ${text}`;
  }

  decisionNode(step) {
    const { words } = this;
    const name = freshID("decision");
    this.choices = [["yes", words.accept], ["no", words.refuse]].map(([value, label], index) => {
      const control = made("input", {
        type: "radio", name, value, id: `${name}-${index}`,
        onchange: () => { this.decide(value); this.view.page.update(); },
      });
      return { control, node: made("label", { for: `${name}-${index}` }, control, made("span", {}, label)) };
    });
    this.remarksField = fieldOf({ kind: "text" }, {
      label: words.remarks, path: `${step.name}.remarks`, heading: null, words, changed: () => this.view.page.update(),
    });
    const titles = this.view.page.routine.steps;
    this.afterNo = made("div", { class: "refused", hidden: true },
      step.redo ? this.remarksField.node : null,
      made("p", { class: "hint" }, step.redo
        ? said(words.goBack, { number: step.redo.step + 1, step: titles[step.redo.step].title }) : words.stops));
    this.withdrawn = made("p", { class: "problem", role: "status" });
    return made("fieldset", { class: "field choices decision" }, made("legend", {}, words.decide), this.withdrawn,
      ...this.choices.map((each) => each.node), this.afterNo);
  }

  /** Puts something into the field that no person has put there. */
  fill(raw) {
    this.isFilling = true;
    this.field.restore(raw);
    this.isFilling = false;
  }

  changed() {
    if (this.isFilling) return;
    this.isTouched = true;
    this.editedFrom = this.view.step.edits === null ? undefined : this.sourceState();
    this.view.page.reconsider(this.view.index, this.number);
    this.view.page.update();
  }

  decide(decision) {
    this.decision = decision;
    this.saidAbout = decision === "yes" ? this.view.page.before(this.view, this.number) : undefined;
    if (this.withdrawn) this.withdrawn.textContent = "";
    for (const { control } of this.choices ?? []) control.checked = control.value === decision;
  }

  /** A yes was said about what was there then; true if it is taken back, since something before has changed. */
  withdraw() {
    if (this.decision !== "yes") return false;
    const now = this.view.page.before(this.view, this.number);
    this.saidAbout ??= now;
    if (this.saidAbout === now) return false;
    this.decide("");
    this.withdrawn.textContent = this.words.changedSince;
    return true;
  }

  /** Undefined: not known yet. */
  value() {
    const { step } = this.view;
    if (!this.field) return undefined;
    if (step.edits !== null && !this.isTouched) return this.source();
    if (this.field.isEmpty() && !step.gives.optional) return undefined;
    if (step.gives.optional && this.field.isEmpty() && !this.isTouched) return undefined;
    return this.field.value();
  }

  /** What a person who edits has before: the result of the step that is edited. */
  source() {
    const view = this.view.page.views[this.view.step.edits];
    return view.runs[this.number ?? 0]?.value();
  }

  /** That result as it goes into the field, and the same as a text to compare. */
  sourceRaw() {
    const value = this.source();
    return value === undefined || value instanceof Open ? undefined : rawOf(value, this.view.step.gives);
  }
  sourceState() { return JSON.stringify(this.sourceRaw() ?? null); }

  get isSettled() {
    if (!this.field) return true;
    const value = this.value();
    return value !== undefined && !(value instanceof Open) && (this.field.isEmpty() || this.field.missing().length === 0);
  }

  remarks() { return this.decision === "no" ? this.remarksField.raw() : null; }

  // MARK: What is shown

  show(run, missing) {
    const { step } = this.view;
    if (step.edits !== null && this.field) this.follow();
    if (this.afterNo) this.afterNo.hidden = this.decision !== "no";
    if (step.messages.length === 0 && !step.text) return;
    if (run === null || run.fault) {
      this.state = null;
      this.texts.replaceChildren();
      this.status.classList.remove("done");
      this.status.replaceChildren(run === null ? "" : this.view.faultText(run.fault, missing));
      return;
    }
    this.tellGaps(missing);
    this.showTexts(run, missing.length > 0);
  }

  /** What is edited is shown until the person changes it, and again once there is another. */
  follow() {
    const state = this.sourceState();
    if (this.isTouched && this.editedFrom !== state) this.isTouched = false;
    if (this.isTouched || this.followed === state) return;
    this.followed = state;
    this.fill(this.sourceRaw());
  }

  tellGaps(missing) {
    const { words } = this;
    this.status.classList.toggle("done", missing.length === 0);
    if (missing.length === 0) return this.status.replaceChildren(words.complete);
    const links = missing.flatMap((each, index) => [
      index > 0 ? ", " : null,
      made("button", { type: "button", class: "link", onclick: () => each.focus() }, each.label),
    ]);
    return this.status.replaceChildren(...[`${words.missing} `, ...links].filter((each) => each !== null));
  }

  showTexts(run, hasGaps) {
    const { step } = this.view;
    const parts = run.text !== undefined ? [{ title: step.textTitle, text: run.text }]
      : run.messages.slice(0, step.messages.length).map((message, index) => ({ title: step.messages[index][2], text: message.text }));
    // What has not changed stays as it is, with the focus that may be in it.
    const state = JSON.stringify([parts, run.again, hasGaps]);
    if (state === this.state) return;
    this.state = state;
    const nodes = [];
    if (run.again !== undefined) {
      nodes.push(this.part({ title: step.againTitle, text: run.again }, hasGaps, true));
    }
    const isSeveral = parts.length > 1 || Boolean(step.answerForm);
    nodes.push(...parts.map((part) => this.part(part, hasGaps, !isSeveral && run.again === undefined)));
    if (isSeveral) {
      const notes = [parts.length > 1 ? this.words.copyAllNote : "", step.answerForm ? this.words.copyFormNote : ""];
      nodes.push(made("div", { class: "row" }, this.copyButton(this.words.copyAll, () => this.joined(parts, step), run.again === undefined)),
        made("p", { class: "hint" }, notes.join(" ").trim()));
    }
    this.texts.replaceChildren(...nodes);
  }

  /** All messages as one, under their titles, and the form of the answer, where a tool takes one message. */
  joined(parts, step) {
    const all = step.answerForm ? [...parts, { title: this.words.answerForm, text: step.answerForm }] : parts;
    return all.length === 1 ? all[0].text : all.map((each) => `[${each.title}]\n${each.text}`).join("\n\n");
  }

  part(part, hasGaps, isMain) {
    const text = made("pre", { class: "finished", tabindex: "0" });
    for (const piece of hasGaps ? part.text.split(/(⟦[^⟦⟧\n]*⟧)/) : [part.text]) {
      text.append(piece.startsWith("⟦") ? made("span", { class: "hole" }, piece) : piece);
    }
    return made("div", { class: "part" },
      made("div", { class: "prompt-head" }, made("h4", {}, part.title), this.copyButton(this.words.copy, () => part.text, isMain)),
      text);
  }

  copyButton(label, text, isMain) {
    const button = made("button", { type: "button", class: isMain ? "main-button" : "quiet-button" }, label);
    button.addEventListener("click", async () => {
      const isCopied = await copied(text(), button);
      button.textContent = isCopied ? this.words.copied : this.words.copyByHand;
      window.setTimeout(() => { button.textContent = label; }, 2500);
    });
    return button;
  }

  // MARK: Keeping

  raw() {
    return {
      field: this.isTouched && this.field ? this.field.raw() : undefined, editedFrom: this.editedFrom, pasted: this.pasted?.value, decision: this.decision,
      remarks: this.remarksField?.raw(),
    };
  }

  restore(raw) {
    if (this.field) this.fill(raw?.field);
    this.isTouched = raw?.field !== undefined;
    this.editedFrom = raw?.editedFrom;
    this.followed = undefined;
    if (this.pasted) this.pasted.value = raw?.pasted ?? "";
    this.decide(raw?.decision === "yes" || raw?.decision === "no" ? raw.decision : "");
    // Not all that it was said about is back yet.
    this.saidAbout = undefined;
    this.remarksField?.restore(raw?.remarks);
  }
}

/** Puts a text on the clipboard; where that is not allowed, it is left selected to be copied by hand. */
async function copied(text, near) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = made("textarea", { readonly: true, class: "by-hand", rows: 4 });
    area.value = text;
    near.after(area);
    area.focus();
    area.select();
    const isCopied = document.execCommand("copy");
    if (isCopied) {
      area.remove();
      near.focus();
    }
    return isCopied;
  }
}
