// A theme: the author's own page around a manual's sections, and the author's own style sheets (Documentation/Manual.md).

import DariBase
import DariRuntime

/// The files of a theme that were there, among the sources of a project.
package struct ThemeFiles: Sendable {
  package static let pageName = "page.html"
  package static let styleName = "style.css"
  package static let paperName = "paper.css"
  package static let slidesName = "slides.css"
  package static let names = [pageName, styleName, paperName, slidesName]

  /// As it was named.
  package var folder: String
  /// By their names in the folder.
  package var files: [String: FileID] = [:]

  package init(folder: String) { self.folder = folder }
}

/// One that is free of errors.
package struct Theme: Sendable {
  /// nil: the page is our own.
  package var page: Page?
  /// What stands behind our own style sheets: of the page, of paper, of slides.
  package var style = ThemeStyle()
  package var paper = ThemeStyle()
  package var slides = ThemeStyle()

  /// The template of a page, as a routine of one step that renders it.
  package struct Page: Sendable {
    package var routine: Routine
    package var source: ThemeSource
  }
}

package struct ThemeStyle: Sendable {
  package var css: [UInt8] = []
  /// Pictures or fonts stand in it.
  package var holdsData = false

  package init(css: [UInt8] = [], holdsData: Bool = false) {
    self.css = css
    self.holdsData = holdsData
  }
}

extension Manifest {
  /// The theme's folder within the project; nil if there is none, or its path leads out.
  package var themeFolder: String? {
    themePath.flatMap { ResourcePath.resolve($0, from: "dari.yaml") }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Another one than the manifest names may have been read: then nothing is told at the manifest.
  mutating func loadTheme(_ files: ThemeFiles?, _ sources: SourceSet, reporter: Reporter) {
    if let files, !files.files.isEmpty {
      theme = ThemeChecker(files: files, sources: sources, reporter: reporter).check()
    } else if let path = themePath, let place = themePlace {
      if files == nil {
        reporter.report(.themeMissing(path: path), at: place)
      } else {
        reporter.report(.themeEmpty(path: path), at: place, mends: [Mend(.themeFiles)])
      }
    }
  }
}
