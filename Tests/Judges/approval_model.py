"""Small routines made at random, and an interpreter of them that goes through every run: the model that `judge-approval.py`
holds the compiler against. It shares nothing with the compiler; what it means is on the page Language.md, "Steps".

A value knows what it was made of. It *leaks* if an AI made it, or something in it, and no person has approved it, or what it
is in, in exactly this version.

What an AI made may not decide alone whether something leaves, either: where the `when` of a step that lets something out, or
calls a routine that does, looks at what an AI made, a person has since looked at that, or at something that leaves, or has
made something that leaves.
"""

import itertools
import random
from dataclasses import dataclass, field

# ---- Routines


@dataclass
class Step:
    kind: str  # ai, text, look, edit, write, send, call
    name: str
    gives: str = "text"  # text, bool, list
    when: tuple | None = None
    # (item name, "items" or the name of a step), …
    each: list = field(default_factory=list)
    # What the template prints: (form, name).
    reads: list = field(default_factory=list)
    reviews: list = field(default_factory=list)
    edits: str | None = None
    redo: tuple | None = None
    sends: list = field(default_factory=list)
    actor: str = "human"
    risk: bool = False
    calls: str | None = None
    with_: list = field(default_factory=list)
    # What the instructions of a tool print.
    does: list = field(default_factory=list)

    @property
    def has_result(self):
        return self.kind in ("ai", "text", "edit", "write", "call") or (self.kind == "send" and "this" in self.sends)


@dataclass
class Routine:
    name: str
    inner: bool
    low: int
    steps: list
    # Which of the random parts were used, for the figures.
    optional_result: bool = False

    def find(self, name):
        return next((step for step in self.steps if step.name == name), None)

    def is_optional(self, name):
        step = self.find(name)
        return step is not None and (step.when is not None or bool(step.calls and ROUTINES[step.calls].optional_result))


ROUTINES = {}


def conjuncts(when):
    if when is None:
        return []
    return conjuncts(when[1]) + conjuncts(when[2]) if when[0] == "and" else [when]


class Maker:
    def __init__(self, rng, name, callees):
        self.rng, self.callees = rng, callees
        self.inner = rng.random() < 0.25
        # Whether an AI often decides what is done.
        self.gated = rng.random() < 0.35
        self.routine = Routine(name, self.inner, rng.choice([0, 1]), [])

    def make(self):
        rng, routine = self.rng, self.routine
        for number in range(rng.randint(3, 7)):
            kinds = ["ai", "ai", "text", "look", "look", "edit", "send", "write"] if number else ["ai", "ai", "ai", "write"]
            if self.gated:
                kinds += ["text", "text", "write", "look"]
            if self.callees and number and not self.inner:
                kinds.append("call")
            step = self.step(rng.choice(kinds), f"s{number}")
            if step:
                routine.steps.append(step)
        if self.gated and not self.inner and rng.random() < 0.5:
            self.decide_and_stand_between()
        elif rng.random() < 0.7 and (last := self.send("out")):
            routine.steps.append(last)
        results = [step for step in routine.steps if step.has_result]
        routine.result = results[-1].name if results else None
        routine.optional_result = bool(results) and routine.is_optional(results[-1].name)
        routine.list_result = bool(results) and self.is_list(results[-1].name)
        return routine

    def decide_and_stand_between(self):
        """An AI decides whether something leaves that nobody has to approve, and perhaps a person comes after it."""
        rng, steps = self.rng, self.routine.steps
        steps.append(Step("text", "words", actor="tool"))
        decides = Step("ai", "decides", gives="bool")
        steps.insert(rng.choice([len(steps), len(steps), len(steps) - 1]), decides)
        person = Step(rng.choice(["look", "look", "edit", "text"]), "person")
        if rng.random() < 0.3:
            person.when = rng.choice([("input", "b0"), ("input", "decides"), self.old_condition()])
        if person.kind == "edit":
            person.edits = "words"
        elif rng.random() < 0.5:
            self.go_through(person)
        if person.kind == "look":
            person.reviews = [rng.choice(["words", "words", "decides"])]
        if rng.random() < 0.8:
            steps.append(person)
        last = Step("send", "out", actor="tool", when=("input", "decides"), sends=["this"])
        if rng.random() < 0.3:
            last.when = ("and", last.when, self.condition(1))
        self.reading(last, 2, [name for name in self.results() if name in ("words", "person")])
        steps.append(last)

    # What there is

    def is_list(self, name):
        step = self.routine.find(name)
        return bool(step.each) or step.gives == "list"

    def results(self, want=lambda step: True):
        return [step.name for step in self.routine.steps if step.has_result and want(step)]

    def condition(self, depth=0):
        rng = self.rng
        atoms = [("input", "b0"), ("input", "b0"), ("input", "b1")]
        if not self.inner:
            atoms += [("case", "x"), ("case", "y"), ("note",)]
        for name in self.results():
            step = self.routine.find(name)
            if step.gives == "bool" and not step.each:
                atoms += [("default" if self.routine.is_optional(name) else "input", name)] * 2
            if self.routine.is_optional(name):
                atoms += [("present", name)] * 2
        roll = rng.random()
        if depth < 2 and roll < 0.2:
            return ("and", self.condition(depth + 1), self.condition(depth + 1))
        if depth < 2 and roll < 0.3:
            return ("or", self.condition(depth + 1), self.condition(depth + 1))
        atom = rng.choice(atoms)
        return ("not", atom) if roll < 0.5 else atom

    def deciding(self):
        """A condition in which an AI has a say."""
        rng, atoms = self.rng, []
        for name in self.results():
            step = self.routine.find(name)
            if step.gives == "bool" and not step.each:
                atoms += [("default" if self.routine.is_optional(name) else "input", name)] * (3 if step.kind == "ai" else 1)
            if self.routine.is_optional(name):
                atoms.append(("present", name))
        if not atoms:
            return self.old_condition()
        atom = rng.choice(atoms)
        when = ("not", atom) if rng.random() < 0.2 else atom
        roll = rng.random()
        return when if roll < 0.7 else ("and" if roll < 0.9 else "or", when, self.condition(1))

    def calm(self):
        """Results that need no approval, or that somebody looks at."""
        looked = {name for step in self.routine.steps for name in step.reviews}
        return self.results(lambda step: step.name in looked or step.kind in ("edit", "write") or step.kind == "text" and not step.reads)

    def old_condition(self):
        """One that an earlier step has, so that ways meet."""
        old = [step.when for step in self.routine.steps if step.when]
        if not old or self.rng.random() < 0.4:
            return self.condition()
        when = self.rng.choice(old)
        if self.rng.random() < 0.3:
            return when[1] if when[0] == "not" else ("not", when)
        return when

    def known(self, step, name):
        return not self.routine.is_optional(name) or ("present", name) in conjuncts(step.when)

    def needs(self, step, names):
        for name in names:
            if not self.known(step, name):
                own = ("present", name)
                step.when = own if step.when is None else ("and", step.when, own)

    def form(self, step, name):
        """A way to write the result of a step in a template."""
        target = self.routine.find(name)
        known = self.known(step, name)
        if self.is_list(name):
            form = self.rng.choice(["list", "list", "length"])
        elif target.gives == "bool":
            return ("bool", name) if known else ("default bool", name)
        else:
            form = "print"
        if known:
            return form, name
        return (self.rng.choice([f"if {form}", "default"]) if form == "print" else f"if {form}"), name

    def origin(self, lists):
        name = lists[0][1]
        step = self.routine.find(name)
        return self.origin(step.each) if step and step.each else name

    def go_through(self, step):
        if self.inner:
            return
        rng = self.rng
        options = ["items"] + [n for n in self.results() if self.is_list(n) and self.known(step, n)]
        first = rng.choice(options)
        step.each = [(f"{step.name}_a", first)]
        if rng.random() < 0.4:
            same = [n for n in options if n == self.origin(step.each) or (
                self.routine.find(n) and self.routine.find(n).each and self.origin(self.routine.find(n).each) == self.origin(step.each))]
            if same:
                step.each.append((f"{step.name}_b", rng.choice(same)))

    def together(self, step, name):
        other = self.routine.find(name)
        return bool(step.each and other and other.each) and self.origin(step.each) == self.origin(other.each)

    def reading(self, step, count, names=None):
        pool = [self.form(step, name) for name in (self.results() if names is None else names)]
        pool += [("item", item) for item, _ in step.each] * 3
        if self.inner:
            pool += [("input text", "t")] * 2
        self.rng.shuffle(pool)
        step.reads = list(dict.fromkeys(pool[:count]))
        if step.kind == "text" and step.each and self.rng.random() < 0.15:
            step.reads.append(("earlier", "earlier"))

    # Steps

    def step(self, kind, name):
        rng = self.rng
        if kind == "send":
            return self.send(name)
        step = Step(kind, name)
        if rng.random() < 0.4:
            step.when = self.old_condition()
        if kind == "call" and self.gated and rng.random() < 0.6:
            step.when = self.deciding()
        if kind == "ai":
            gives = ["text", "text", "text", "bool", "list"] + ["bool"] * 3 * self.gated
            step.gives = rng.choice(gives) if not self.inner else "text"
            step.risk = rng.random() < 0.15
            if step.gives == "text" and rng.random() < 0.4:
                self.go_through(step)
            self.reading(step, rng.choice([0, 0, 1]))
        elif kind == "text":
            step.actor = rng.choice(["human", "tool"])
            if rng.random() < 0.35:
                self.go_through(step)
            self.reading(step, rng.choice([0, 1, 1, 2]))
        elif kind == "write":
            step.gives = rng.choice(["text", "bool"])
        elif kind == "look":
            pool = self.results()
            if not pool:
                return None
            step.reviews = rng.sample(pool, min(len(pool), rng.choice([1, 1, 2])))
            if rng.random() < 0.35:
                self.go_through(step)
        elif kind == "edit":
            pool = self.results(lambda one: one.gives == "text")
            if not pool:
                return None
            step.edits = rng.choice(pool)
            if self.is_list(step.edits):
                other = self.routine.find(step.edits)
                if rng.random() < 0.7:
                    self.needs(step, [step.edits])
                    step.each = [(f"{name}_a", step.edits)]
                else:
                    self.needs(step, [step.edits])
                    step.gives = "list"
                    del other
            else:
                self.needs(step, [step.edits])
        elif kind == "call":
            step.calls = rng.choice(self.callees)
            texts = [n for n in self.results(lambda one: one.gives == "text") if not self.is_list(n) and self.known(step, n)]
            if self.gated:
                texts += [n for n in self.calm() if n in texts] * 3
            if rng.random() < 0.3:
                self.go_through(step)
                texts += [item for item, _ in step.each if self.item_is_text(step, item)] * 2
            if ROUTINES[step.calls].result is None or (step.each and ROUTINES[step.calls].optional_result):
                return None
            if not texts:
                return None
            bools = ["b0", "b1"] + [n for n in self.results(lambda one: one.gives == "bool") if not self.is_list(n) and self.known(step, n)] * 2
            step.with_ = [("t", rng.choice(texts)), ("b0", rng.choice(bools)), ("b1", rng.choice(["b0", "b1"]))]
            gives = ROUTINES[step.calls].find(ROUTINES[step.calls].result)
            step.gives = gives.gives
        if kind in ("look", "edit") and rng.random() < 0.5:
            step.redo = (rng.choice(self.routine.steps).name, rng.choice([1, 1, 2]))
        return step

    def item_is_text(self, step, item):
        return True

    def send(self, name):
        rng = self.rng
        step = Step("send", name, actor="tool")
        if rng.random() < 0.4:
            step.when = self.old_condition()
        pool = self.results()
        if not pool:
            return None
        if self.gated and rng.random() < 0.7:
            step.when = self.deciding()
            pool = self.calm() or pool
        if rng.random() < 0.5:
            step.sends = rng.sample(pool, min(len(pool), rng.choice([1, 1, 2])))
            self.needs(step, step.sends)
            if rng.random() < 0.3:
                self.go_through(step)
        else:
            step.sends = ["this"]
            if rng.random() < 0.3:
                self.go_through(step)
            self.reading(step, rng.choice([0, 1, 1, 2]), pool)
        if rng.random() < 0.1:
            reads = step.reads
            self.reading(step, 1)
            step.does, step.reads = step.reads, reads
        return step


# ---- As a file


def written_condition(when):
    match when:
        case ("input", name): return name
        case ("case", word): return f"k is {word}"
        case ("note",): return "note is present"
        case ("default", name): return f"({name} | default(false))"
        case ("present", name): return f"{name} is present"
        case ("not", inner): return f"not ({written_condition(inner)})"
        case (word, left, right): return f"({written_condition(left)}) {word} ({written_condition(right)})"


def hole(form, name):
    match form:
        case "print" | "item" | "input text": return "{{ %s }}" % name
        case "default": return '{{ %s | default("-") }}' % name
        case "if print": return "{%% if %s %%}{{ %s }}{%% else %%}-{%% endif %%}" % (name, name)
        case "bool": return "{%% if %s %%}a{%% else %%}b{%% endif %%}" % name
        case "default bool": return "{%% if %s | default(false) %%}a{%% else %%}b{%% endif %%}" % name
        case "list" | "earlier": return "{%% for x in %s %%}{{ x }}{%% endfor %%}" % name
        case "length": return "{{ %s | length }}" % name
        case "if list": return "{%% if %s %%}{%% for x in %s %%}{{ x }}{%% endfor %%}{%% endif %%}" % (name, name)
        case "if length": return "{%% if %s %%}{{ %s | length }}{%% endif %%}" % (name, name)
    raise ValueError(form)


def written(routine):
    lines = ["---", f"routine: {routine.name}", "owner: boss", "---", "@input b0: bool", "?", "@input b1: bool", "?"]
    if routine.inner:
        lines += ["@input t: text", "?"]
    else:
        lines += ["@type K: x | y", "@input k: K", "?", "@input note: line?", "?"]
        lines += [f"@input items: list({routine.low}..2) of line", "?"]
    for step in routine.steps:
        by = {"ai": "ai(gpt)", "send": "tool(mail)", "call": f"routine({step.calls})"}.get(step.kind)
        by = by or ("tool(mail)" if step.actor == "tool" else "human(boss)")
        lines += ["", f"@step {step.name}", f"by: {by}"]
        if step.when:
            lines.append(f"when: {written_condition(step.when)}")
        if step.each:
            lines.append("each: " + ", ".join(f"{item} in {source}" for item, source in step.each))
        if step.kind == "ai" and step.gives != "text" or step.kind == "write":
            lines.append(f"gives: {f'list({routine.low}..2) of line' if step.gives == 'list' else step.gives}")
        if step.risk:
            lines.append("risk: high")
        if step.reviews:
            lines.append("reviews: " + ", ".join(step.reviews))
        if step.edits:
            lines.append(f"edits: {step.edits}")
        if step.redo:
            lines.append(f"redo: {step.redo[0]}, up to {step.redo[1]}")
        if step.with_:
            lines.append("with: " + ", ".join(f"{name}: {value}" for name, value in step.with_))
        if step.kind == "send":
            lines.append(f"sends: {', '.join(step.sends)}")
        words = " ".join(hole(*read) for read in step.reads) or "-"
        if step.kind == "ai":
            lines += ["", "@user", words]
        elif step.kind == "text" or "this" in step.sends:
            lines += ["", "@text", words]
        if step.does:
            lines += ["", "@do", " ".join(hole(*read) for read in step.does)]
    # Everything an AI made is used by somebody.
    lines += ["", "@step zz", "by: human(boss)", "", "@do"]
    for step in routine.steps:
        if step.kind == "ai":
            known = not routine.is_optional(step.name)
            form = "list" if step.each or step.gives == "list" else "bool" if step.gives == "bool" else "print"
            if not known:
                form = "default bool" if form == "bool" else f"if {form}"
            lines.append(hole(form, step.name))
    return "\n".join(lines) + "\n"


# ---- Runs


CLOCK = itertools.count(1)


class Node:
    """A value, or a decision that shows in one. `parts` is what it was made of."""

    __slots__ = ("ai", "parts", "either", "approved_by", "changed", "human", "made", "seen", "key", "data", "items", "length")

    def __init__(self, parts=(), ai=False, data=None, items=None, length=None, key=None, either=False, human=False):
        self.parts, self.ai, self.data, self.items, self.length = list(parts), ai, data, items, length
        # Only counts if, somewhere, this can be seen: see `Judged.varied`.
        self.key = key
        # Enough that one of the parts does not leak.
        self.either = either
        self.approved_by, self.changed = set(), False
        # A person made it, or wrote it down.
        self.human = human
        # When it was made, and when a person last had it before them.
        self.made = self.seen = next(CLOCK)

    def leaks(self):
        """Why: a set of keys, None for "in any case"; empty if it does not."""
        if self.approved_by:
            return set()
        if self.ai:
            return {None}
        found = [part.leaks() for part in self.parts]
        if self.items:
            found += [item.leaks() for item in self.items]
            if self.length:
                found.append(self.length.leaks())
        if self.either:
            reasons = set() if not all(found) else set().union(*found)
        else:
            reasons = set().union(*found)
        return {self.key} if self.key and reasons else reasons

    def decides(self):
        """When the last AI decided that is in this decision, and that no person has accepted or changed; 0 if none is."""
        if self.approved_by or self.changed:
            return 0
        return max([self.made * self.ai] + [part.decides() for part in self.parts + (self.items or [])])

    def touched(self):
        """When a person last accepted, changed or made something that is in it; 0 if none did."""
        own = self.seen if self.approved_by or self.changed or self.human else 0
        # With a key it is a decision that shows in a text, and not what the text says.
        inside = [] if self.key else self.parts + (self.items or [])
        return max([own] + [part.touched() for part in inside])

    def approve(self, by):
        self.approved_by.add(by)
        self.seen = next(CLOCK)
        for item in self.items or []:
            item.approve(by)

    def void(self, by):
        self.approved_by.discard(by)
        for item in self.items or []:
            item.void(by)


class Stop(Exception):
    """The run ends: somebody does not accept, or it gets too long."""


class Oracle:
    """Answers every question in every way, one run after the other; at random beyond a limit."""

    def __init__(self, rng, limit):
        self.rng, self.limit, self.path, self.tried = rng, limit, [], 0
        self.complete = False

    def runs(self):
        while True:
            self.position = 0
            self.tried += 1
            yield
            if self.tried >= self.limit:
                return
            if self.tried < self.limit // 2:
                while self.path and self.path[-1][0] + 1 >= self.path[-1][1]:
                    self.path.pop()
                if not self.path:
                    self.complete = True
                    return
                self.path[-1] = (self.path[-1][0] + 1, self.path[-1][1])
            else:
                self.path = []
                self.random = True

    random = False

    def choose(self, count):
        if self.random:
            return self.rng.randrange(count)
        if self.position == len(self.path):
            self.path.append((0, count))
        self.position += 1
        return self.path[self.position - 1][0]


class Judged:
    """All runs of one routine."""

    def __init__(self, routine, rng, limit=1500, wordly=False):
        self.routine, self.oracle, self.wordly = routine, Oracle(rng, limit), wordly
        self.varied, self.reasons, self.runs = set(), set(), 0
        # An AI decided alone whether something leaves.
        self.gate = False

    def leaks(self):
        for _ in self.oracle.runs():
            self.runs += 1
            try:
                Run(self, self.routine).start()
            except Stop:
                pass
            if self.gate or None in self.reasons or self.reasons & self.varied:
                return True
        return bool(self.reasons & self.varied)


class Run:
    def __init__(self, judged, routine, depth=""):
        self.judged, self.routine, self.choose, self.depth = judged, routine, judged.oracle.choose, depth
        self.serial = id(self)
        # How often the caller runs this.
        self.count = None
        # What the conditions of the calling steps looked at, and that of the step that is being done.
        self.gates, self.gate = [], None

    def start(self):
        steps = self.routine.steps
        inputs = {"b0": Node(data=bool(self.choose(2))), "b1": Node(data=bool(self.choose(2)))}
        if self.routine.inner:
            inputs["t"] = Node()
        else:
            inputs["k"] = Node(data="xy"[self.choose(2)]) if "case" in str([s.when for s in steps]) else Node(data="x")
            inputs["note"] = Node(data=bool(self.choose(2))) if "note" in str([s.when for s in steps]) else Node(data=True)
            uses = any(source == "items" for step in steps for _, source in step.each)
            count = self.routine.low + self.choose(3 - self.routine.low) if uses else 1
            inputs["items"] = Node(items=[Node() for _ in range(count)])
        self.run(inputs)

    def run(self, inputs):
        self.values, self.presence, self.times, self.inputs = dict(inputs), {}, {}, inputs
        steps = self.routine.steps
        self.index = {step.name: number for number, step in enumerate(steps)}
        position, again = 0, None
        self.done = {}
        while position < len(steps):
            step = steps[position]
            refused = self.step(step, again)
            if again and position >= again[1]:
                again = None
            if refused is None:
                position += 1
                continue
            self.times[step.name] = self.times.get(step.name, 0) + 1
            if not step.redo or self.times[step.name] > step.redo[1]:
                raise Stop
            target = self.index[step.redo[0]]
            kept = self.kept(target, position) if step.each else {}
            self.void(target, position, kept, refused)
            again = (kept, position, refused)
            position = target
        self.check_risks()
        return self.values.get(self.routine.result)

    def void(self, target, here, kept, refused):
        for other in self.routine.steps[target : here + 1]:
            for name in other.reviews:
                value = self.values.get(name)
                if value is None:
                    continue
                # What was not made anew stays approved, item by item.
                if other.name in kept and value.items is not None and (name in kept or self.index[name] < target):
                    value.void((self.serial, other.name))
                    for number, item in enumerate(value.items):
                        item.approved_by.discard((self.serial, other.name))
                        if number not in refused:
                            item.approved_by.add((self.serial, other.name))
                else:
                    value.void((self.serial, other.name))

    def origin(self, lists):
        name = lists[0][1]
        step = self.routine.find(name)
        return self.origin(step.each) if step and step.each else name

    def together(self, step, name):
        other = self.routine.find(name)
        return bool(step.each and other and other.each) and self.origin(step.each) == self.origin(other.each)

    def kept(self, target, here):
        """Steps of which only the refused items are done again: those of the same list into which nothing else goes that
        is done again."""
        steps = self.routine.steps
        again = {step.name for step in steps[target : here + 1]}
        last = steps[here]
        if self.origin(last.each) in again:
            return {}
        kept = set()
        for step in steps[target : here + 1]:
            if not step.each or self.origin(step.each) != self.origin(last.each):
                continue
            if self.judged.wordly:
                kept.add(step.name)
                continue
            read = {name for form, name in step.reads + step.does if form not in ("item", "earlier")}
            read |= {name for _, name in step.with_} | set(condition_names(step.when))
            listed = {source for _, source in step.each}
            looked = set(step.reviews) | ({step.edits} if step.edits else set())
            items = {name for name in looked if self.together(step, name)}
            if (read | (looked - items)) & again or ((listed | items) & again) - kept:
                continue
            if step.kind != "ai" and any(form == "earlier" for form, _ in step.reads):
                continue
            kept.add(step.name)
        return kept

    # Conditions

    def holds(self, when):
        match when:
            case ("input", name): return self.values[name].data
            case ("case", word): return self.values["k"].data == word
            case ("note",): return self.values["note"].data
            case ("default", name): return bool(self.values.get(name) and self.values[name].data)
            case ("present", name): return self.values.get(name) is not None
            case ("not", inner): return not self.holds(inner)
            case ("and", left, right): return self.holds(left) and self.holds(right)
            case ("or", left, right): return self.holds(left) or self.holds(right)

    def decision(self, when):
        """What a condition looks at."""
        parts = []
        for name in condition_names(when):
            if self.values.get(name) is not None and not self.only_present(when, name):
                parts.append(self.values[name])
            if name in self.presence:
                parts.append(self.presence[name])
        return Node(parts)

    def only_present(self, when, name):
        return ("present", name) in atoms(when) and not {("default", name), ("input", name)} & set(atoms(when))

    # Steps

    def step(self, step, again):
        """None, or the items refused (the empty set for all)."""
        self.gate = None
        if step.when is not None:
            self.gate = self.decision(step.when)
            if self.routine.is_optional(step.name):
                self.presence[step.name] = self.gate
            if not self.holds(step.when):
                self.values.pop(step.name, None)
                self.done.pop(step.name, None)
                return None
        for form, name in step.reads + step.does:
            if self.routine.is_optional(name) and self.values.get(name) is None:
                self.judged.varied.add((self.depth, step.name, name))
        if not step.each:
            value = self.do(step, None, {})
            if value is False:
                return set()
            if value is not None:
                self.values[step.name] = value
            return None
        lists = [self.values[source] for _, source in step.each]
        only = None
        if again and step.name in again[0] and step.name in self.done:
            only = again[2]
        results, refused = [], set()
        old = self.done.get(step.name)
        self.earlier = []
        for number in range(len(lists[0].items)):
            if only is not None and number not in only:
                value = old[number]
            else:
                items = {item: value.items[number] for (item, _), value in zip(step.each, lists)}
                value = self.do(step, number, items)
            if value is False:
                refused.add(number)
            results.append(value)
            self.earlier = [one for one in results if isinstance(one, Node)]
        self.done[step.name] = results
        if refused:
            return refused
        if step.has_result:
            length = self.length(step) if step.kind in ("text", "call", "send", "ai") else None
            self.values[step.name] = Node(items=results, length=length)
        for name in step.reviews:
            value = self.values.get(name)
            # Who went through all of a list has seen how long it is.
            if value is not None and self.together(step, name) and results:
                value.approved_by.add((self.serial, step.name))
        return None

    def length(self, step):
        """How many items a step goes through: enough that one of the lists does not leak."""
        if not step.each:
            return None
        lists = [(self.values[source], self.routine.find(source)) for _, source in step.each]
        return Node([value.length or Node() if made and made.each else value for value, made in lists], either=True)

    def do(self, step, number, items):
        if step.kind == "ai":
            if step.gives == "bool":
                return Node(ai=True, data=bool(self.choose(2)))
            if step.gives == "list":
                count = self.routine.low + self.choose(3 - self.routine.low)
                value = Node(ai=True, items=[])
                value.items = [Node(ai=True) for _ in range(count)]
                return value
            return Node(ai=True)
        if step.kind == "write":
            return Node(data=bool(self.choose(2)) if step.gives == "bool" else None, human=True)
        if step.kind == "text":
            return Node(self.parts(step.reads, step, items), human=step.actor == "human")
        if step.kind == "call":
            return self.call(step, items)
        if step.kind == "send":
            own = Node(self.parts(step.reads, step, items)) if "this" in step.sends else None
            told = Node(self.parts(step.does, step, items))
            self.judged.reasons |= told.leaks()
            # How often it is done.
            for count in [self.length(step), self.count]:
                self.judged.reasons |= count.leaks() if count else set()
            leaving = []
            for name in step.sends:
                value = own if name == "this" else self.values[name]
                if name != "this" and self.together(step, name):
                    value = value.items[number]
                leaving.append(value)
                if name != "this" and value.items is not None:
                    # How long a list is that leaves is not looked at.
                    for item in value.items:
                        self.judged.reasons |= item.leaks() if not value.approved_by else set()
                    if value.ai and not value.approved_by and value.items:
                        self.judged.reasons.add(None)
                else:
                    self.judged.reasons |= value.leaks()
            self.ask_who_decides(leaving, told)
            return own
        return self.look(step, number)

    def ask_who_decides(self, leaving, told):
        # Of an empty list nothing leaves.
        if all(value.items == [] for value in leaving):
            return
        seen = max(value.touched() for value in leaving + [told])
        self.judged.gate |= any(gate.decides() > seen for gate in self.gates + [self.gate] if gate)

    def look(self, step, number):
        shown = {}
        for name in step.reviews + ([step.edits] if step.edits else []):
            value = self.values.get(name)
            if value is not None:
                shown[name] = value.items[number] if number is not None and self.together(step, name) else value
        if self.choose(2):
            return False
        for name in step.reviews:
            if name in shown:
                shown[name].approve((self.serial, step.name))
        if not step.edits:
            return None
        value = shown[step.edits]
        value.changed, value.seen = True, next(CLOCK)
        if value.items is not None:
            for item in value.items:
                item.changed = True
            return Node(items=[Node(human=True) for _ in value.items], human=True)
        return Node(data=value.data, human=True)

    def parts(self, reads, step, items):
        parts = []
        for form, name in reads:
            if form == "item":
                parts.append(items[name])
                continue
            if form == "earlier":
                parts += self.earlier
                continue
            value = self.values.get(name)
            if name in self.presence and form.startswith(("default", "if")):
                parts.append(Node([self.presence[name]], key=(self.depth, step.name, name)))
            if value is not None:
                parts.append(value)
        return parts

    def call(self, step, items):
        inner = Run(self.judged, ROUTINES[step.calls], f"{self.depth}{step.name}.")
        inner.count = Node([one for one in [self.length(step), self.count] if one])
        inner.gates = self.gates + ([self.gate] if self.gate else [])
        inputs = {}
        for name, value in step.with_:
            inputs[name] = items[value] if value in items else self.values[value]
        result = inner.run(inputs)
        name = ROUTINES[step.calls].result
        if ROUTINES[step.calls].is_optional(name):
            parts = [inner.presence[name]] if name in inner.presence else []
            if step.name in self.presence:
                parts.append(self.presence[step.name])
            self.presence[step.name] = Node(parts)
        if result is None:
            self.values.pop(step.name, None)
            return None
        return Node([result], data=result.data)

    def check_risks(self):
        for step in self.routine.steps:
            value = self.values.get(step.name)
            if not step.risk or value is None:
                continue
            parts = value.items if value.items is not None and not value.ai else [value]
            for one in parts:
                if not one.approved_by and not one.changed and not value.approved_by:
                    self.judged.reasons.add(None)


def atoms(when):
    if when is None:
        return []
    if when[0] in ("and", "or"):
        return atoms(when[1]) + atoms(when[2])
    return atoms(when[1]) if when[0] == "not" else [when]


def condition_names(when):
    for atom in atoms(when):
        if atom[0] in ("input", "default", "present"):
            yield atom[1]
        elif atom[0] == "case":
            yield "k"
        else:
            yield "note"
