// Goes through the steps of a routine in order, as far as what is known reaches.

/**
 * `given`: inputs by name, results by step (of a step done for each item of a list: a list), remarks by step, and
 * itemRemarks by step and item. Gives one report for each step: whether it is done, and its texts.
 */
function walked(routine, given) {
  const frame = {};
  for (const input of routine.inputs) frame[input.slot] = known(given.inputs[input.name], input.name);
  const nobodyRefused = Object.keys(given.remarks).length === 0 && Object.keys(given.itemRemarks).length === 0;
  for (const step of routine.steps) {
    if (step.slot) frame[step.slot] = known(step.each ? undefined : given.results[step.name], step.name);
    if (step.remarks) {
      frame[step.remarks] = given.remarks[step.name] ?? (nobodyRefused ? new Open(`${step.name}.remarks`) : "");
    }
  }
  return routine.steps.map((step) => {
    try {
      return walkedStep(routine, step, frame, given);
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      if (step.slot && given.results[step.name] !== undefined) frame[step.slot] = given.results[step.name];
      return { step, fault, runs: [] };
    }
  });
}

/** Absent is a value like others; undefined is not known. */
function known(value, path) { return value === undefined ? new Open(path) : value; }

function walkedStep(routine, step, frame, given) {
  if (step.when && !truth(step.when(frame))) {
    if (step.slot) frame[step.slot] = null;
    return { step, isSkipped: true, runs: [] };
  }
  const handed = given.results[step.name];
  if (!step.each) {
    const run = runOf(routine, step, frame, given, null);
    if (step.slot) frame[step.slot] = known(handed === undefined ? run.outcome : handed, step.name);
    return { step, runs: [run] };
  }
  const lists = listsOf(step.each, frame);
  const outcomes = [];
  const runs = [];
  for (let number = 0; number < lists[0].length; number += 1) {
    const inner = { ...frame };
    step.each.items.forEach((each, index) => { inner[each.slot] = lists[index][number]; });
    if (step.each.earlier) {
      const earlier = handed ? (handed.length >= number ? handed.slice(0, number) : null)
        : outcomes.length === number ? [...outcomes] : null;
      inner[step.each.earlier] = earlier ?? new Open(step.name);
    }
    const run = itemRun(routine, step, inner, given, number);
    if (handed && number < handed.length) outcomes.push(handed[number]);
    else if (run.outcome !== undefined) outcomes.push(run.outcome);
    runs.push(run);
  }
  if (step.slot && outcomes.length === lists[0].length) frame[step.slot] = outcomes;
  return { step, runs, count: lists[0].length };
}

/** What stands in the way of one item does not stand in the way of the others. */
function itemRun(routine, step, frame, given, number) {
  try {
    return runOf(routine, step, frame, given, number);
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    return { fault, messages: [] };
  }
}

/** Lists in lockstep are equally long: what is not known of one yet is open, as often as another has items. */
function listsOf(each, frame) {
  const lists = each.items.map((item) => item.list(frame));
  const known = lists.find((list) => !(list instanceof Open));
  if (known === undefined) throw new Fault("needs", lists[0].path);
  return lists.map((list, index) =>
    list instanceof Open ? known.map((_, number) => new Open(`${each.items[index].name}[${number}]`)) : list);
}

/** The texts of a step, once. */
function runOf(routine, step, frame, given, number) {
  const run = { frame, messages: [] };
  if (step.text) run.outcome = run.text = rendered(step.text, frame);
  for (const [role, template] of step.messages) run.messages.push({ role, text: rendered(template, frame) });
  const said = remarksTo(routine, step, given, number);
  if (step.again && said !== null) {
    const all = given.results[step.name];
    const answer = number === null ? all : all?.[number];
    const path = number === null ? step.name : `${step.name}[${number}]`;
    const text = answerText(known(answer, path), step.gives);
    run.again = rendered(step.again, { ...frame, ...said });
    run.messages.push({ role: "assistant", text: cleaned(text, false) }, { role: "user", text: run.again });
  }
  return run;
}

/** What people said who sent back to this step or to one before it, by slot; null if nobody did. */
function remarksTo(routine, step, given, number) {
  const here = routine.steps.indexOf(step);
  const said = {};
  let isRefused = false;
  routine.steps.forEach((reviewer, index) => {
    if (!reviewer.remarks) return;
    const own = given.remarks[reviewer.name];
    const items = given.itemRemarks[reviewer.name];
    let text = own ?? null;
    if (text === null && items) {
      if (number !== null && reviewer.each?.together.includes(step.name)) {
        text = items[number] ?? null;
      } else {
        const order = Object.keys(items).sort((a, b) => a - b);
        text = [...new Set(order.map((each) => items[each]))].join("\n");
      }
    }
    said[reviewer.remarks] = text ?? "";
    if (text !== null && reviewer.redo && reviewer.redo.step <= here && here < index) isRefused = true;
  });
  return isRefused ? said : null;
}

/** As a model answers: a text as it is, everything else as JSON. */
function answerText(value, type) {
  if (value instanceof Open || ["text", "line", "url", "email"].includes(type.kind)) return printed(value);
  return jsonOf(value, null, shapeOf(type));
}

function shapeOf(type) {
  if (type.kind === "list") return { items: shapeOf(type.of) };
  if (type.kind !== "record") return null;
  return { fields: type.fields.map((each) => [each.name, each.slot, shapeOf(each.type)]) };
}
