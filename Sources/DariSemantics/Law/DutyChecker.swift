// Duties: the law packs of the project asked of one routine. What it breaks is an error, what it cannot show a warning.

import DariBase
import DariRuntime

extension RoutineChecker {
  /// Nothing is told while something else is wrong: a person who looks may be hidden by it.
  func checkDuties() {
    let law = project.law
    guard !law.isEmpty else { return }
    checkFields(law)
    let kept = keptOutside(law)
    guard !reporter.diagnostics.hasErrors else { return }
    let origins = project.origins(of: routine)
    let whole = subject(origins)
    for (pack, place) in law.packs {
      let subject = whole.seen(by: pack, declared: unit.front.fields.map(\.text))
      var carried = pack.carried
      for duty in pack.duties where !duty.isOver(on: law.day) {
        let concerned = subject.places(of: duty.scope).filter { subject.holds(duty.when, at: $0) }
        if concerned.isEmpty { continue }
        let open = concerned.filter { place in !(duty.kept.map { subject.holds($0, at: place) } ?? false) }
        // What a routine visibly breaks no word of the author's mends.
        let isDeclared = duty.severity == .warning && kept.contains("\(pack.name)/\(duty.id)")
        carried.duties.append(duty.carried(open.isEmpty ? .shown : isDeclared ? .declared : .open))
        guard !isDeclared, duty.holds(on: law.day) else { continue }
        for spot in open { report(duty, of: pack, at: spot, subject, origins, namedAt: place) }
      }
      // Also one that wants nothing of this routine: to be held against it is a promise of its own.
      routine.duties.append(carried)
    }
  }

  private func report(
    _ duty: LawPack.Duty, of pack: LawPack, at place: LawSubject.Place, _ subject: LawSubject,
    _ origins: AIOrigins, namedAt name: SourceSpan
  ) {
    let problem: Problem
    var mends = [Mend(.keepDuty(words: duty.remedy))]
    if duty.severity == .error {
      problem = .dutyBroken(
        finding: duty.finding, law: pack.law, article: duty.article, period: duty.period)
    } else {
      problem = .dutyNotShown(
        finding: duty.finding, law: pack.law, article: duty.article, period: duty.period)
      mends.append(Mend(.keepDutyOutside(duty: "\(pack.name)/\(duty.id)")))
    }
    var labels = [DiagnosticLabel(name, .dutyBinds(words: duty.binds))]
    let span: SourceSpan
    switch place {
    case .routine: span = unit.front.fields.first?.span ?? unit.nameSpan
    case .aiStep(let index): span = drafts[subject.aiSteps[index].index].keySpan("by")
    case .leaving(let index):
      let way = origins.madeHere[index]
      span = drafts[way.step].keySpan(way.effect == nil ? "with" : way.kind.rawValue)
      labels += way.made.sorted().map { DiagnosticLabel(drafts[$0].keySpan("by"), .madeByAI) }
    }
    reporter.report(problem, at: span, labels: labels, mends: mends)
  }

  // MARK: What the author says

  private func checkFields(_ law: LawPacks) {
    guard !law.isBroken else { return }
    let known = law.packs.flatMap(\.pack.fields)
    let words = known.map(\.id) + known.flatMap { [$0.words.korean, $0.words.english] }
    for field in unit.front.fields
    where !words.contains(where: { LawPack.folded($0) == LawPack.folded(field.text) }) {
      var shown: [String] = []
      for id in known.map(\.id) where !shown.contains(id) { shown.append(id) }
      reporter.reportUnknown(
        .unknownFieldOfUse(name: field.text), field.text, at: field.span, among: words,
        otherwise: [Mend(.fieldsOfUse(known: shown))])
    }
  }

  /// The duties that the front matter says are kept outside, as `pack/duty`.
  private func keptOutside(_ law: LawPacks) -> Set<String> {
    var severities: [String: Severity] = [:]
    for (pack, _) in law.packs {
      for duty in pack.duties { severities["\(pack.name)/\(duty.id)"] = duty.severity }
    }
    for word in unit.front.keeps where !law.isBroken {
      switch severities[word.text] {
      case .warning?: break
      case .error?: reporter.report(.keptInRoutineOnly(duty: word.text), at: word.span)
      case nil:
        reporter.reportUnknown(
          .unknownDuty(name: word.text), word.text, at: word.span,
          among: severities.filter { $0.value == .warning }.keys.sorted())
      }
    }
    return Set(unit.front.keeps.map(\.text))
  }

  // MARK: The routine as conditions see it

  private func subject(_ origins: AIOrigins) -> LawSubject {
    let flow = approvalFlow()
    return LawSubject(
      usesAI: origins.usesAI, role: routine.role.map(LawPack.folded),
      tags: Set(routine.tags.map(LawPack.folded)),
      aiSteps: routine.steps.enumerated().compactMap { index, step in
        guard case .ai = step.actor else { return nil }
        return LawSubject.AIStep(
          index: index, risk: step.risk, isReviewed: flow.unapprovedRisk(of: index) == nil)
      },
      leaving: origins.madeHere.map { way in
        LawSubject.Leaving(
          kind: way.kind, made: way.made,
          isReviewed: way.effect.map { isApproved(in: $0, at: way.step, flow) } ?? true,
          certain: way.certain)
      },
      buildsManuals: project.manifest.targets.contains(where: Manifest.manualTargets.contains))
  }

  private func isApproved(in effect: Routine.Effect, at index: Int, _ flow: ApprovalFlow) -> Bool {
    !flow.unapproved(in: effect, at: index).contains { path in
      if case .step = path.source.origin { true } else { false }
    }
  }
}

extension ProjectContext {
  /// What an AI made in a routine, with what it calls; those have been checked before it.
  func origins(of routine: Routine) -> AIOrigins {
    if let known = knownOrigins[routine.name] { return known }
    let origins = AIOrigins(routine) { name in
      self.signatures[name].map { self.origins(of: $0.routine) }
    }
    knownOrigins[routine.name] = origins
    return origins
  }
}
