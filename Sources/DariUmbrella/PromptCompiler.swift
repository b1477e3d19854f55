// What apps are promised of the compiler: texts in, prompt bundles or problems out, in process.

import DariBase
import DariEmit
@_exported import DariRuntime
import DariSemantics

/// Compiles routines in process, without a disk.
///
/// ```swift
/// let result = PromptCompiler.compile([
///   "dari.yaml": "project: shop\npeople: { owner: 점장 }\n",
///   "greet.dari": greetText,
/// ])
/// for problem in result.problems { print(problem.file, problem.line, problem.message(inKorean: true)) }
/// let prompts = try result.bundles[0].render(inputs: #"{"name": "민지"}"#)
/// ```
public enum PromptCompiler {
  /// Checks all files and, if there is no error, gives a bundle for each routine.
  ///
  /// The result does not depend on the order of the files, and the bundles have the bytes that `dari build` writes.
  /// - Parameter files: texts by path, relative to the project, with `/` between the parts: `dari.yaml`, `tools.yaml`, any
  ///   number of `.dari` files, and the files that values name with `from`. Only `.dari` files are needed; no catalogue of
  ///   tools and no law pack is built in here; `law/NAME.yaml` brings a pack.
  public static func compile(_ files: [String: String]) -> CompilationResult {
    let sorted = files.map { (path: $0.key, bytes: Array($0.value.utf8)) }.sorted {
      $0.path.unicodeScalars.lexicographicallyPrecedes($1.path.unicodeScalars)
    }
    let compilation = Compiler.compile(ProjectSources(files: sorted))
    return CompilationResult(compilation)
  }
}

/// What a compilation gives.
public struct CompilationResult: Sendable {
  /// In the order of their names; none if there is an error.
  public let bundles: [PromptBundle]
  /// In file order.
  public let problems: [CompilationProblem]

  public var hasErrors: Bool { problems.contains { $0.isError } }

  init(_ compilation: Compilation) {
    problems = compilation.diagnostics.map { CompilationProblem($0, in: compilation.sources) }
    let routines = compilation.routines.sorted {
      $0.name.unicodeScalars.lexicographicallyPrecedes($1.name.unicodeScalars)
    }
    // What our own emitter writes, our own loader reads; a test holds it for every shipped routine.
    bundles = routines.compactMap { try? PromptBundle(json: BundleEmitter.bytes(of: $0)) }
  }
}

/// One thing that is wrong, or probably not meant.
public struct CompilationProblem: Hashable, Sendable {
  /// `E0201`; a page for each stands in Documentation/Errors. Codes are never reused.
  public let code: String
  /// Warnings do not keep a project from compiling.
  public let isError: Bool
  /// As it was given to `compile`.
  public let file: String
  /// From 1.
  public let line: Int
  /// From 1, in Unicode scalars.
  public let column: Int
  /// UTF-8 offsets in the file.
  public let bytes: Range<Int>
  private let problem: Problem

  init(_ diagnostic: Diagnostic, in sources: SourceSet) {
    let source = sources[diagnostic.span.file]
    let position = source.position(at: Int(diagnostic.span.start))
    code = diagnostic.code.text
    isError = diagnostic.severity == .error
    file = source.path
    line = position.line
    column = position.column
    bytes = diagnostic.span.range
    problem = diagnostic.problem
  }

  /// One sentence in the author's words.
  public func message(inKorean: Bool = false) -> String { problem.message(inKorean ? .korean : .english) }
}
