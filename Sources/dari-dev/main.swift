// Generators and tidy checks of this repository. Not part of the product; depends on none of its targets,
// so that it builds when a generated file is broken.

import Foundation

let usage = """
  usage: dari-dev generate [--check]

  generate          writes the files that are made from others: the catalogue of diagnostics and
                    their pages (from Documentation/Errors), what ships inside the binary (from
                    Templates) and the Unicode tables
  generate --check  writes nothing; exits 1 if a generated file is stale
  """

func fail(_ message: String) -> Never {
  FileHandle.standardError.write(Data((message + "\n").utf8))
  exit(1)
}

let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.first == "generate", arguments.dropFirst().allSatisfy({ $0 == "--check" }) else {
  print(usage)
  exit(2)
}

do {
  let root = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
  var outputs: [GeneratedFile] = []
  let checkOnly = arguments.contains("--check")
  outputs.append(try CatalogueGenerator(root: root).generate())
  outputs.append(try ErrorPagesGenerator(root: root).generate())
  outputs.append(try ShippedCatalogueGenerator(root: root).generate())
  outputs.append(try ShippedLawGenerator(root: root).generate())
  outputs.append(try ProjectTemplatesGenerator(root: root).generate())
  do {
    outputs.append(try ScriptLibraryGenerator(root: root).generate())
  } catch let other as OtherMinifier where checkOnly {
    print("skipped: \(ScriptLibraryGenerator.output) (\(other))")
  }
  do {
    outputs.append(try UnicodeTablesGenerator().generate())
  } catch let missing as MissingUnicodeData where checkOnly {
    print("skipped: \(UnicodeTablesGenerator.output) (\(missing))")
  }
  var stale = 0
  for output in outputs {
    let url = root.appendingPathComponent(output.path)
    let current = try? String(contentsOf: url, encoding: .utf8)
    if current == output.text { continue }
    if checkOnly {
      print("stale: \(output.path) (run `swift run dari-dev generate`)")
      stale += 1
    } else {
      try Data(output.text.utf8).write(to: url, options: .atomic)
      print("wrote \(output.path)")
    }
  }
  exit(stale == 0 ? 0 : 1)
} catch {
  fail("dari-dev: \(error)")
}
