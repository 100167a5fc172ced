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

  /// One word for a concept: a week is kept, a step is done, missed or to do, a window opens and passes. These are words
  /// that were used beside them.
  static let synonyms = [
    "consistent week", "not consistent", "kept up", "settled", "asked for", "to spare",
    "may be missed", "is meant", "are meant", "lives on it", "out of reach",
    "let go of", "it is so already",
  ]

  /// The string literals of the files that people read on a screen or on the page.
  static func literals() throws -> [(path: String, text: String)] {
    let rooms = ["/Wording/", "/Page/", "/porelog/Rendering/", "/porelog/Commands/", "/Tracker/"]
    let files = try texts().filter { file in
      file.path.hasSuffix(".swift") && rooms.contains { file.path.contains("/Sources\($0)") }
    }
    return files.map { path, text in
      var literals: [Substring] = []
      for line in text.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("//")
      {
        // Every second part between quotation marks is a literal; what is interpolated is code.
        let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
        literals += stride(from: 1, to: parts.count, by: 2).map {
          parts[$0].replacing(#/\\\([^)]*\)?/#, with: "")
        }
      }
      return (path, literals.joined(separator: "\n"))
    }
  }

  @Test func aConceptHasOneWord() throws {
    let literals = try WordsTests.literals()
    #expect(literals.count > 60)
    for (path, text) in literals {
      for word in WordsTests.synonyms {
        #expect(!text.lowercased().contains(word), "\(path) says \(word)")
      }
    }
  }

  /// The expected outputs of the cases and the screens of the README.
  static func screens() throws -> [(path: String, text: String)] {
    try texts().filter { $0.path.hasSuffix(".test") || $0.path.hasSuffix("README.md") }
  }

  @Test func nounsAgreeWithTheirNumbers() throws {
    let nouns =
      "day|week|step|use|rating|time|minute|photo|row|record|entry|note|month|caution|person|product|pause"
    let one = try Regex(
      "(^|[^0-9.,/-])1 (\(nouns.replacing("entry", with: "entrie").replacing("person", with: "people")))s?\\b"
    )
    let many = try Regex("(^|[^0-9.,/-])(0|[2-9]|[1-9][0-9]+) (\(nouns))\\b")
    for (path, text) in try WordsTests.screens() {
      for line in text.split(separator: "\n") {
        for match in line.matches(of: one) {
          let found = String(line[match.range])
          #expect(!found.hasSuffix("s") && !found.hasSuffix("1 people"), "\(path): \(line)")
        }
        #expect(line.firstMatch(of: many) == nil, "\(path): \(line)")
      }
    }
  }
}
