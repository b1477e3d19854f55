// What a case hands in -> a renderer with checked data, or every problem at its place in the file of tests.

import DariBase
import DariRuntime
import DariSemantics
import DariYAML

/// What a file named in a case is for.
package enum NamedFile: Sendable {
  /// An input of the record of all inputs.
  case input(String, of: Type)
  case result(Type?)
}

/// Reads the values of cases. Files that they name come through `readFile`, so that nothing here touches the disk.
package struct CaseLoader {
  /// The last takes in pictures, sounds and files that the data name and that could not be read.
  package typealias Read = (
    _ path: String, _ use: NamedFile, _ unread: inout [UnreadMedia]
  ) throws(DataFailure) -> DataNode

  package private(set) var sources: SourceSet
  let reporter: Reporter
  let language: MessageLanguage
  let readFile: Read
  /// The bytes of a named file, to show what is wrong in it.
  let bytesOfFile: (_ path: String) -> [UInt8]?
  /// Files that could not be read.
  package private(set) var failures: [SystemFailure] = []
  /// Files that were read and are no data, with what is wrong in them.
  package private(set) var unreadable: [(sources: SourceSet, diagnostics: [Diagnostic])] = []
  private var shownFiles: [String: FileID] = [:]
  /// Files whose own problems have been told: several cases may name one.
  private var toldFiles: Set<String> = []

  init(
    sources: SourceSet, reporter: Reporter, language: MessageLanguage, readFile: @escaping Read,
    bytesOfFile: @escaping (String) -> [UInt8]?
  ) {
    self.sources = sources
    self.reporter = reporter
    self.language = language
    self.readFile = readFile
    self.bytesOfFile = bytesOfFile
  }

  /// Takes in a file of tests, whose places are told.
  mutating func add(path: String, bytes: [UInt8]) -> SourceFile { sources.add(path: path, bytes: bytes) }

  /// What has been taken in so far.
  var mark: SourceSet { sources }

  /// Lets go of what was taken in since: nothing that is told speaks of it.
  mutating func forget(since mark: SourceSet) { sources = mark }

  /// Nil if something is wrong, which has been told.
  mutating func load(_ test: TestCase) -> RoutineRenderer? {
    var origins: [Origin.Key: Origin] = [:]
    var isWhole = true
    let record = Type(.record(test.routine.inputRecord))
    var inputs: [DataNode.Entry] = []
    for entry in test.inputs {
      let type = test.routine.inputRecord.field(entry.key)?.type
      let (value, path) = value(entry, type, .input(entry.key, of: record))
      if value == nil { isWhole = false }
      origins[.input(entry.key)] = Origin(entry: entry, path: path)
      inputs.append(
        DataNode.Entry(
          key: entry.key, keyRange: entry.keySpan.range, value: value ?? DataNode(.null)))
    }
    var data = RoutineData()
    // What is missing from the inputs is told at the name of the case.
    data.inputs = DataNode(.object(inputs), range: test.nameSpan.range)
    for entry in test.given {
      let found = StepName(entry.key).flatMap(test.routine.step(named:))
      let type = found.flatMap { $0.routine.givenType(of: $0.index) }
      let (value, path) = value(entry, type, .result(type))
      if value == nil { isWhole = false }
      origins[.given(entry.key)] = Origin(entry: entry, path: path)
      if let value { data.given.append((entry.key, value)) }
    }
    data.remarks = test.remarks.map { ($0.step, $0.text) }
    guard isWhole else { return nil }
    do throws(RoutineDataError) {
      return try RoutineRenderer(routine: test.routine, data: data)
    } catch {
      for problem in error.problems { tell(problem, of: test, origins) }
      return nil
    }
  }

  // MARK: Values

  /// Where a value came from.
  private struct Origin {
    enum Key: Hashable {
      case input(String)
      case given(String)
    }

    var entry: TestCase.Entry
    /// Of the file that it stands in, if one was named.
    var path: String?
  }

  private mutating func value(
    _ entry: TestCase.Entry, _ type: Type?, _ use: NamedFile
  ) -> (DataNode?, path: String?) {
    // A record may have a field of that name.
    if let name = entry.value.namedFile, let text = name.scalarText, type?.hasField("file") != true {
      guard let path = ResourcePath.resolve(text, from: "dari.yaml") else {
        reporter.report(.testFileOutside(path: text), at: name.span)
        return (nil, nil)
      }
      do throws(DataFailure) {
        var unread: [UnreadMedia] = []
        let node = try readFile(path, use, &unread)
        for media in unread { tell(.system(media.failure), path: media.failure.path, at: name.span) }
        return (unread.isEmpty ? node : nil, path)
      } catch {
        tell(error, path: path, at: name.span)
        return (nil, path)
      }
    }
    return (DataNode(inTest: entry.value), nil)
  }

  private mutating func tell(_ failure: DataFailure, path: String, at span: SourceSpan) {
    switch failure {
    case .system(let failure):
      if failure.reason == .missing {
        reporter.report(.fileMissing(path: path), at: span)
      } else {
        if toldFiles.insert(path).inserted { failures.append(failure) }
      }
    case .json(_, let error, _):
      guard let file = shown(path) else { return reporter.report(error.problem, at: span) }
      let size = sources[file].bytes.count
      reporter.report(
        error.problem,
        at: SourceSpan(
          file: file, start: min(error.range.lowerBound, size), end: min(error.range.upperBound, size)),
        labels: [DiagnosticLabel(span, .namedHere)])
    case .csv(_, let problems):
      for problem in problems { reporter.report(problem.problem, at: span) }
    case .rows(_, let count):
      reporter.report(.severalRows(path: path, count: count), at: span)
    case .yaml(let sources, let diagnostics), .encoding(let sources, let diagnostics):
      if toldFiles.insert(path).inserted { unreadable.append((sources, diagnostics)) }
    }
  }

  private mutating func shown(_ path: String) -> FileID? {
    if let known = shownFiles[path] { return known }
    guard let bytes = bytesOfFile(path), ValidUTF8.firstInvalid(bytes) == nil else { return nil }
    let file = sources.add(path: path, bytes: bytes)
    shownFiles[path] = file.id
    return file.id
  }

  // MARK: Problems of values

  private mutating func tell(
    _ problem: RoutineDataProblem, of test: TestCase, _ origins: [Origin.Key: Origin]
  ) {
    switch problem.kind {
    case .data(let data): tell(data, problem, of: test, origins)
    case .unknownStep(let name, let known):
      let span = Self.place(of: name, in: test, origins)
      reporter.reportUnknown(
        problem.problem, name, at: span, among: known,
        otherwise: known.isEmpty ? [] : [Mend(.thereAre(known: known))])
    case .withoutResult(let name), .refusesNothing(let name):
      reporter.report(problem.problem, at: Self.place(of: name, in: test, origins))
    }
  }

  private static func place(
    of step: String, in test: TestCase, _ origins: [Origin.Key: Origin]
  ) -> SourceSpan {
    // Names that are no name are the only ones that both may have.
    origins[.given(step)]?.entry.keySpan ?? test.remarks.first { $0.step == step }?.stepSpan ?? test.nameSpan
  }

  private mutating func tell(
    _ data: DataProblem, _ problem: RoutineDataProblem, of test: TestCase, _ origins: [Origin.Key: Origin]
  ) {
    let origin: Origin?
    var isOfKey = false
    switch problem.source {
    case .given(let step): origin = origins[.given(step)]
    case .inputs:
      let head = String(data.path.unicodeScalars.prefix { $0 != "." && $0 != "[" })
      origin = origins[.input(head)]
      if case .unknownKey = data.kind { isOfKey = data.path == head }
    }
    let file = test.nameSpan.file
    guard let origin else {
      let range = data.range ?? test.nameSpan.range
      return report(data, at: SourceSpan(file: file, start: range.lowerBound, end: range.upperBound))
    }
    if isOfKey { return report(data, at: origin.entry.keySpan) }
    guard let path = origin.path else {
      let range = data.range ?? origin.entry.value.span.range
      return report(data, at: SourceSpan(file: file, start: range.lowerBound, end: range.upperBound))
    }
    guard let range = data.range, let named = shown(path), range.upperBound <= sources[named].bytes.count
    else {
      return report(data, at: origin.entry.value.span)
    }
    report(
      data, at: SourceSpan(file: named, start: range.lowerBound, end: range.upperBound),
      labels: [DiagnosticLabel(origin.entry.value.span, .namedHere)])
  }

  private func report(_ data: DataProblem, at span: SourceSpan, labels: [DiagnosticLabel] = []) {
    let written = sources.text(span)
    var mends: [Mend] = []
    switch data.kind {
    case .unknownKey(let known):
      let name = data.path.split(separator: ".").last.map(String.init) ?? data.path
      if let nearest = Suggestion.nearest(to: name, among: known) {
        mends = [Mend(.didYouMean(name: nearest), name == written ? [TextEdit(span, nearest)] : [])]
      }
    case .notACase(let found, let cases):
      if let nearest = Suggestion.nearest(to: found, among: cases) {
        mends = [Mend(.didYouMean(name: nearest), found == written ? [TextEdit(span, nearest)] : [])]
      }
    case .media(.notHandedIn(let name)) where labels.isEmpty:
      mends = [Mend(.writeInstead(text: "{ file: \(name) }"))]
    case .media(let media): mends = media.note.map { [Mend($0)] } ?? []
    default: break
    }
    reporter.report(data.problem, at: span, labels: labels, mends: mends)
  }
}

extension Type {
  fileprivate func hasField(_ name: String) -> Bool {
    if case .record(let record) = core { record.field(name) != nil } else { false }
  }
}

extension DataNode {
  /// As data from YAML, with `absent` for what is not there; in quotes it is a text like any other.
  init(inTest node: YAMLNode) {
    let range = node.span.range
    switch node.content {
    case .scalar where node.saysAbsent: self.init(.null, range: range)
    case .sequence(let items): self.init(.list(items.map { DataNode(inTest: $0) }), range: range)
    case .mapping(let entries):
      self.init(
        .object(
          entries.map {
            Entry(key: $0.keyText, keyRange: $0.key.span.range, value: DataNode(inTest: $0.value))
          }),
        range: range)
    default: self.init(node)
    }
  }
}
