import Foundation
import TestSupport
import Testing

/// The sources, the documentation and the expected outputs have no words that promise a result.
@Suite struct WordsTests {
  static let forbidden = [
    "guaranteed", "proven", "cured", "your pores shrank", "pores shrank", "streak lost",
    "lost your streak",
  ]

  static func texts() throws -> [(path: String, text: String)] {
    let package = URL(fileURLWithPath: fixtures).deletingLastPathComponent()
      .deletingLastPathComponent()
    var texts: [(path: String, text: String)] = []
    for folder in [
      "Sources", "migrations", "Tests/EndToEndTests/cases", "Tests/Fixtures", "README.md",
    ] {
      let path = package.appendingPathComponent(folder).path
      let names = FileManager.default.subpaths(atPath: path) ?? []
      for name in folder.hasSuffix(".md") ? [""] : names {
        let file = name.isEmpty ? path : "\(path)/\(name)"
        if let text = try? String(contentsOfFile: file, encoding: .utf8) {
          texts.append((file, text))
        }
      }
    }
    return texts
  }

  @Test func noTextPromisesAResult() throws {
    let texts = try WordsTests.texts()
    #expect(texts.count > 80)
    for (path, text) in texts {
      for word in WordsTests.forbidden {
        #expect(!text.lowercased().contains(word), "\(path) says \(word)")
      }
    }
  }
}
