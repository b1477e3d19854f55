"""Runs a routine from its bundle alone: the engine that Documentation/Bundle.md describes under "Running a routine".

Who answers is handed in: an object with `ai(step, item, messages, result)`, `person(step, item, shown)` and
`tool(step, item, result)`. Results are data (JSON) of the step's type. A person says `Yes(result)` or `No(remarks)`.
"""

import datetime
from dataclasses import dataclass, field

from bundle_interpreter import Interpreter, Money, Record, Symbol, printed, read_data


class Stopped(Exception):
    """A person said no, and there is no way back any more."""


@dataclass
class Yes:
    # What the person gives, or made of what they were to change; None where they only accept.
    result: object = None


@dataclass
class No:
    remarks: str


@dataclass
class Refused:
    """One refusal of what a step had given: its answers and what was said."""

    answers: object
    reviewer: str
    remarks: str
    # What was said of the items it is about; None for all.
    items: dict | None


@dataclass
class Event:
    """What happened, for the transcript."""

    kind: str
    step: str
    item: int | None = None
    content: object = None


@dataclass
class Run:
    """One run of one routine."""

    interpreter: Interpreter
    answers: object
    # Called with the path, the item, the messages and this run before an AI is asked.
    watch: object = None
    prefix: str = ""
    events: list = field(default_factory=list)

    def run(self, inputs):
        """`inputs`: values in the order of the inputs. Gives the routine's result, a value."""
        self.inputs = inputs
        self.steps = self.interpreter.bundle["steps"]
        self.index = {step["name"]: number for number, step in enumerate(self.steps)}
        self.frame = self.interpreter.frame(inputs)
        for step in self.steps:
            if "remarksSlot" in step:
                self.frame[step["remarksSlot"]] = ""
        self.results, self.skipped, self.refusals, self.times = {}, set(), {}, {}
        # Of a step with `each`: what each item came to the last time, None for a refused one.
        self.by_item = {}
        position, again = 0, None
        while position < len(self.steps):
            back = self.run_step(self.steps[position], again)
            if back is None:
                if again and position >= again[1]:
                    again = None
                position += 1
            else:
                position, again = back
        return self.interpreter.result(self.frame)

    def run_step(self, step, again):
        """Gives where to go on if it is not the next step: a position, and (byItem, last, items) of the way back."""
        name = step["name"]
        self.skipped.discard(name)
        if "when" in step and not self.interpreter.decided(step["when"]["value"], self.frame):
            self.skipped.add(name)
            self.results.pop(name, None)
            self.by_item.pop(name, None)
            self.interpreter.settle(step, self.frame, None)
            self.events.append(Event("skipped", self.prefix + name))
            return None
        if "each" not in step:
            answer = self.do(step, None, self.frame)
            if isinstance(answer, No):
                return self.go_back(step, answer.remarks, None)
            self.keep(step, answer)
            return None
        return self.run_each(step, again)

    def run_each(self, step, again):
        name, count = step["name"], len(self.interpreter.items(step, self.frame)[0])
        old = self.by_item.get(name)
        # On a way back, the bundle says which steps are done again only for the items refused.
        only = again[2] if again and old is not None and name in again[0] else None
        results, refused = [], {}
        for number in range(count):
            if only is not None and number not in only:
                results.append(old[number])
                continue
            frame = self.interpreter.item_frame(step, self.frame, number)
            if "earlierSlot" in step["each"]:
                frame[step["each"]["earlierSlot"]] = list(results)
            self.so_far = results
            answer = self.do(step, number, frame)
            if isinstance(answer, No):
                refused[number] = answer.remarks
                results.append(None)
            else:
                results.append(answer)
        self.by_item[name] = results
        if refused:
            remarks = "\n".join(dict.fromkeys(refused.values()))
            return self.go_back(step, remarks, refused)
        self.keep(step, results)
        return None

    def keep(self, step, result):
        if "result" in step:
            self.results[step["name"]] = result
            self.interpreter.settle(step, self.frame, result)

    # One step, once

    def do(self, step, item, frame):
        kind = step["actor"]["kind"]
        if kind == "routine":
            called = self.interpreter.called(step)
            name = step["name"] if item is None else f"{step['name']}[{item}]"
            inner = Run(called, self.answers, self.watch, f"{self.prefix}{name}.", self.events)
            inner.outer = (self, step, item)
            return inner.run(called.take_inputs(self.interpreter.arguments(step, frame)))
        if kind == "ai":
            messages = self.conversation(step, item, frame)
            if self.watch:
                self.watch(self, step, item, messages)
            answer = self.answers.ai(step, item, messages)
            self.events.append(Event("ai", self.prefix + step["name"], item, answer))
            return read_data(answer, step["result"]["type"])
        if "text" in step:
            text = self.interpreter.render(step["text"], frame)
            self.events.append(Event("text", self.prefix + step["name"], item, text))
            if kind == "human" and step["reviews"]:
                verdict = self.answers.person(step, item, self.shown(step, item))
                if isinstance(verdict, No):
                    return self.told_no(step, item, verdict)
            return text
        if kind == "tool":
            if "result" not in step:
                return None
            return read_data(self.answers.tool(step, item), step["result"]["type"])
        return self.ask_person(step, item)

    def ask_person(self, step, item):
        verdict = self.answers.person(step, item, self.shown(step, item))
        if isinstance(verdict, No):
            return self.told_no(step, item, verdict)
        self.events.append(Event("yes", self.prefix + step["name"], item, verdict.result))
        if "edits" in step and verdict.result is None:
            return self.shown(step, item)[step["edits"]]
        return read_data(verdict.result, step["result"]["type"]) if "result" in step else None

    def told_no(self, step, item, verdict):
        self.events.append(Event("no", self.prefix + step["name"], item, verdict.remarks))
        return verdict

    def shown(self, step, item):
        """What a person looks at: the results, of an item's own step the one for the item."""
        names = step["reviews"] + ([step["edits"]] if "edits" in step else [])
        together = step["each"]["together"] if "each" in step else []
        return {
            name: self.results[name][item] if name in together and item is not None else self.results[name]
            for name in names
            if name in self.results
        }

    # Going back

    def go_back(self, step, remarks, items):
        name = step["name"]
        self.times[name] = self.times.get(name, 0) + 1
        if "redo" not in step or self.times[name] > step["redo"]["limit"]:
            self.events.append(Event("stopped", self.prefix + name))
            raise Stopped(name)
        target, here = self.index[step["redo"]["step"]], self.index[name]
        together = set(step["each"]["together"]) | {name} if "each" in step else set()
        for other in self.steps[target:here]:
            if other["name"] in self.results:
                kept = items if other["name"] in together else None
                answers = self.results[other["name"]]
                self.refusals.setdefault(other["name"], []).append(Refused(answers, name, remarks, kept))
        return target, (set(step["redo"].get("byItem", [])), here, items)

    def conversation(self, step, item, frame):
        messages = [
            {"role": message["role"], "text": self.interpreter.render(message["body"], frame)}
            for message in step["messages"]
        ]
        for refused in self.refusals.get(step["name"], []) if "again" in step else []:
            if refused.items is not None and item not in refused.items:
                continue
            said = list(frame)
            remarks = refused.remarks if refused.items is None else refused.items[item]
            for other in self.steps:
                if "remarksSlot" in other:
                    said[other["remarksSlot"]] = remarks if other["name"] == refused.reviewer else ""
            answer = refused.answers if item is None else refused.answers[item]
            messages.append({"role": "assistant", "text": answer_text(answer, step["result"]["type"])})
            messages.append({"role": "user", "text": self.interpreter.render(step["again"], said)})
        return messages


def to_data(value, kind):
    """A value as it is handed in."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, Record):
        fields = sorted(kind["fields"], key=lambda one: one["name"])
        pairs = [(f["name"], to_data(v, f["type"])) for f, v in zip(fields, value) if v is not None]
        order = [f["name"] for f in kind["fields"]]
        return dict(sorted(pairs, key=lambda pair: order.index(pair[0])))
    if isinstance(value, list):
        return [to_data(one, kind["of"] if kind["kind"] == "list" else kind) for one in value]
    assert isinstance(value, (datetime.date, Money, Symbol)), value
    return printed(value)


def answer_text(value, kind):
    import json

    if kind["kind"] in ("text", "line", "url", "email"):
        return printed(value)
    # With every field, as the model was asked to write it.
    def full(value, kind):
        if isinstance(value, Record):
            slots = sorted(kind["fields"], key=lambda one: one["name"])
            by_name = {f["name"]: full(v, f["type"]) for f, v in zip(slots, value)}
            return {f["name"]: by_name[f["name"]] for f in kind["fields"]}
        if isinstance(value, list):
            return [full(one, kind["of"]) for one in value]
        return to_data(value, kind)

    return json.dumps(full(value, kind), ensure_ascii=False)
