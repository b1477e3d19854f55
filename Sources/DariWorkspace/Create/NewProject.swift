// A project that `dari init` makes.

import DariBase

/// The files of a new project and the folder they go into. Making it writes all of them or none, and never over a file
/// that is there.
package struct NewProject: Sendable {
  package struct File: Sendable {
    /// Relative to the folder.
    package var path: String
    package var bytes: [UInt8]
  }

  package enum Refusal: Error, Hashable, Sendable {
    case projectAlreadyThere(String)
    /// Files that would be written over.
    case inTheWay([String])
    /// With one like it that would do.
    case badName(String, proposal: String)
    case system(SystemFailure)
  }

  package var folder: String
  package var name: String
  package var files: [File]
  /// Files of the folder that stand in for some of ours; see `yielding`.
  package private(set) var kept: [String] = []

  /// What a folder often has already, and a project can do without.
  private static let yielding: Set<String> = [".gitignore", "README.md"]
  /// What stands in the templates for the project's name.
  static let placeholder = "project-name"
  static let longestName = 60

  /// Looks whether it can be made, and writes nothing.
  /// - Parameter name: the folder's name made fit, if nil.
  package init(folder: String, name: String?, language: MessageLanguage) throws(Refusal) {
    self.folder = folder
    if let name {
      guard Self.isName(name) else { throw .badName(name, proposal: Self.fitting(name)) }
      self.name = NFC.normalized(name)
    } else {
      self.name = Self.fitting(Self.folderName(folder))
    }
    files = Self.files(named: self.name, language)
    let manifest = ProjectLocation.join(folder, "dari.yaml")
    if Self.isThere(manifest) { throw .projectAlreadyThere(folder) }
    var inTheWay: [String] = []
    for file in files where Self.isThere(ProjectLocation.join(folder, file.path)) {
      if Self.yielding.contains(file.path) { kept.append(file.path) } else { inTheWay.append(file.path) }
    }
    if !inTheWay.isEmpty { throw .inTheWay(inTheWay) }
    files.removeAll { kept.contains($0.path) }
  }

  package func write() throws(Refusal) {
    do throws(SystemFailure) {
      var transaction = try OutputTransaction(root: folder)
      for file in files { try transaction.write(file.bytes, to: file.path) }
      _ = try transaction.commit()
    } catch {
      throw .system(error)
    }
  }

  /// All files of a new project.
  package static func files(named name: String, _ language: MessageLanguage) -> [File] {
    let templates = language == .korean ? ProjectTemplates.ko : ProjectTemplates.en
    return templates.map { path, text in
      File(path: path, bytes: Array(text.replacing(placeholder, with: name).utf8))
    }
  }

  // MARK: Names

  /// Letters, digits and hyphens, a letter or digit at both ends.
  package static func isName(_ name: String) -> Bool {
    let scalars = NFC.normalized(name).unicodeScalars
    guard let first = scalars.first, let last = scalars.last, scalars.count <= longestName else {
      return false
    }
    return first != "-" && last != "-" && scalars.allSatisfy { $0 == "-" || isPlain($0) }
      && !isWordOfYAML(name)
  }

  /// What remains of any name: signs and spaces become hyphens.
  package static func fitting(_ name: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in NFC.normalized(name).unicodeScalars {
      if isPlain(scalar) {
        result.append(scalar)
      } else if let last = result.last, last != "-" {
        result.append("-")
      }
      if result.count == longestName { break }
    }
    while result.last == "-" { result.removeLast() }
    let fitted = NFC.normalized(String(result))
    return isName(fitted) ? fitted : "my-project"
  }

  /// Letters with the marks that some scripts write on them; full-width forms look like others and are none.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    if 0xFF01...0xFF5E ~= scalar.value { return false }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .modifierLetter, .decimalNumber,
      .nonspacingMark, .spacingMark:
      return !scalar.properties.isDefaultIgnorableCodePoint
    default: return false
    }
  }

  /// A name that is no text where it stands alone.
  private static func isWordOfYAML(_ name: String) -> Bool { name.lowercased() == "null" }

  private static func folderName(_ folder: String) -> String {
    var path = FileReading.resolved(folder) ?? folder
    while path.hasSuffix("/"), path != "/" { path.removeLast() }
    return ProjectLocation.name(of: path)
  }

  // MARK: The folder

  /// Also a link that leads nowhere: writing would replace it.
  private static func isThere(_ path: String) -> Bool {
    (try? System.status(path, followsLinks: false)) != nil
  }
}
