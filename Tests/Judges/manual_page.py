"""A manual in a browser, asked for prompts as its own script makes them."""

import json
import os

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]

# What the page makes of data, by the functions that its fields use. JSON is parsed in the page: numbers are exact there.
ASKED = """(text) => {
  const asked = parsedJSON(text);
  const problems = [];
  const given = { inputs: {}, results: {}, remarks: asked.remarks, itemRemarks: {} };
  for (const input of routine.inputs) {
    const type = input.standIn === undefined ? input.type : { ...input.type, optional: true };
    const value = decoded(asked.inputs[input.name], type, input.name, problems);
    given.inputs[input.name] = value === null && input.standIn !== undefined ? input.standIn : value;
  }
  for (const step of routine.steps) {
    const node = asked.given[step.name];
    if (node === undefined) continue;
    const type = step.each ? { kind: "list", of: { ...step.gives, optional: false } } : step.gives;
    given.results[step.name] = decoded(node, step.when ? { ...type, optional: true } : type, step.name, problems);
  }
  return {
    problems: problems.map((each) => `${each.path}: ${each.kind}`),
    steps: walked(routine, given).map((report) => ({
      step: report.step.name, by: report.step.by, skipped: report.isSkipped === true, fault: report.fault?.message ?? null,
      runs: report.runs.map((run) => ({ text: run.text ?? null, messages: run.messages })),
    })),
  };
}"""

# The types of the routine, for those who have to know what a word of YAML stands for.
TYPES = """() => JSON.parse(JSON.stringify(
  { inputs: Object.fromEntries(routine.inputs.map((each) => [each.name, each.type])),
    steps: Object.fromEntries(routine.steps.map((each) => [each.name, each.gives ?? null])) },
  (_, value) => typeof value === "bigint" ? String(value) : value))"""


def launch(playwright):
    return playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=ARGUMENTS)


def opened(browser, path, problems):
    """The page; what it writes to its console is a problem."""
    page = browser.new_page()
    page.on("console", lambda message: problems.append(f"{path.name}: console: {message.text}"))
    page.on("pageerror", lambda error: problems.append(f"{path.name}: error: {error}"))
    page.goto(path.resolve().as_uri())
    return page


def asked(page, inputs, given=None, remarks=None):
    text = json.dumps({"inputs": inputs, "given": given or {}, "remarks": remarks or {}}, ensure_ascii=False)
    return page.evaluate(ASKED, text)


def prompts(answer):
    """(step, number of the run) -> its texts, as `dari render --format json` has them."""
    found = {}
    for step in answer["steps"]:
        for number, run in enumerate(step["runs"]):
            texts = [run["text"]] if run["text"] is not None else [message["text"] for message in run["messages"]]
            if texts:
                found[step["step"], number] = texts
    return found
