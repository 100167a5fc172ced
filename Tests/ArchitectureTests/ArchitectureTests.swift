import Foundation
import Testing

/// The rules of `Architecture.md` that the compiler does not check. SwiftPM checks that a room
/// imports only what `Package.swift` declares (`--explicit-target-dependency-import-check error` in
/// `.ci/run`), and that imports have no cycles.
@Suite struct ArchitectureTests {
  /// Fails for each line that matches `pattern` in the files that `isForbidden` selects.
  func expectNone(
    of pattern: Regex<Substring>, where isForbidden: (SourceFile) -> Bool,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for file in SourceFile.all where isForbidden(file) {
      for line in file.lines where line.text.contains(pattern) {
        Issue.record(
          "\(file.path):\(line.number): \(line.text)", sourceLocation: sourceLocation)
      }
    }
  }

  @Test func theFilesAreFound() {
    #expect(SourceFile.all.count > 150)
    #expect(Set(SourceFile.all.map(\.room)).isSuperset(of: ["Journal", "Reporting", "Tracker"]))
  }

  /// The table of imports in the documentation lists what the files import.
  @Test func theDocumentationListsTheArrows() throws {
    let text = try String(
      contentsOfFile: SourceFile.repository + "/Sources/porelog/porelog.docc/Architecture.md",
      encoding: .utf8)
    let table = try #require(text.components(separatedBy: "| room | imports |").dropFirst().first)
    let rows = table.split(separator: "\n").dropFirst().prefix { $0.hasPrefix("|") }
    var listed: [String: Set<String>] = [:]
    for row in rows {
      let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let names = cells[1].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      for room in cells[0].split(separator: ",") {
        listed[room.trimmingCharacters(in: CharacterSet(charactersIn: " `"))] =
          cells[1] == "no room" ? [] : Set(names)
      }
    }
    var own: Set = [
      "CSQLite", "CBenchmark", "Migrations", "CMicroHTTPD", "CGnuTLS", "CJansson", "CZlib",
      "CQREncode",
    ]
    for file in SourceFile.all { own.insert(file.room) }
    var imported: [String: Set<String>] = [:]
    for file in SourceFile.all {
      imported[file.room, default: []].formUnion(file.imports.filter(own.contains))
    }
    for (room, imports) in imported where room != "porelog" {
      #expect(listed[room] == imports, "\(room)")
    }
  }

  /// In the diagram, arrows only point down: a room is below every room that imports it.
  @Test func noRoomImportsOneAboveIt() {
    let levels = [
      ["CLibrary", "Text", "Digest"], ["Files", "Calendar"], ["Pictures", "SQLite", "Routine"],
      ["Reporting", "Journal"], ["Wording"], ["Tracker"], ["Interchange", "Page"], ["Documents"],
      ["porelog", "porelog-benchmark", "HTTP"], ["Web"], ["porelog-serve"],
    ]
    var level: [String: Int] = [
      "CSQLite": -1, "Migrations": -1, "CBenchmark": -1, "CMicroHTTPD": -1, "CGnuTLS": -1,
      "CJansson": -1, "CZlib": -1, "CQREncode": -1,
    ]
    for (index, rooms) in levels.enumerated() { for room in rooms { level[room] = index } }
    for file in SourceFile.all {
      for name in file.imports {
        guard let above = level[file.room], let below = level[name] else { continue }
        #expect(below < above, "\(file.path) imports \(name)")
      }
      #expect(level[file.room] != nil, "\(file.room) has no level")
    }
  }

  @Test func renderingAndTerminalDoNotNameACommand() throws {
    var commands: Set<String> = []
    for file in SourceFile.all where file.path.hasPrefix("porelog/Commands/") {
      for line in file.lines {
        if let match = line.text.firstMatch(of: #/^(?:private )?(?:struct|enum|final class) (\w+)/#)
        {
          commands.insert(String(match.1))
        }
      }
    }
    #expect(commands.count > 20)
    for file in SourceFile.all
    where file.path.hasPrefix("porelog/Rendering/") || file.path.hasPrefix("porelog/Terminal/") {
      for line in file.lines {
        for word in SourceFile.words(outsideLiteralsOf: line.text) {
          #expect(!commands.contains(String(word)), "\(file.path):\(line.number) names \(word)")
        }
      }
    }
  }

  /// A literal of three words is a sentence. A noun such as "a day state", which `Named` puts into its message, is not.
  @Test func reportingHasNoSentence() {
    for file in SourceFile.all where file.room == "Reporting" {
      for line in file.lines where !line.text.contains("static var noun") {
        for literal in SourceFile.literals(in: line.text) {
          #expect(
            literal.split(separator: " ").count < 3, "\(file.path):\(line.number): \(literal)")
        }
      }
    }
  }

  /// The readers of other trackers' files may use SQL too: Loop's backup is a database, and SQLite
  /// parses JSON.
  @Test func sqlIsInTheJournalOnly() {
    expectNone(of: #/\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|PRAGMA|CREATE TABLE)\b/#) { file in
      !["SQLite", "Journal", "porelog-benchmark"].contains(file.room)
        && !file.path.hasPrefix("Interchange/Trackers/")
    }
    expectNone(of: #/^import CSQLite/#) { !["SQLite", "porelog-benchmark"].contains($0.room) }
  }

  @Test func theShareOfAKeptWeekIsWrittenOnce() {
    expectNone(of: #/[^-]\b80 ?%|\b0\.8\b|eighty/#) { _ in true }
    expectNone(of: #/= 80\b/#) {
      $0.path != "Routine/Policy.swift" && !$0.path.hasPrefix("porelog/Terminal/")
    }
  }

  /// Whole percents are rounded by `wholePercent` alone.
  @Test func wholePercentsAreComputedOnce() {
    expectNone(of: #/\* [12]00\b|\b[12]00 \*/#) { file in
      ![
        // `wholePercent`; a comparison with the share; widths.
        "Reporting/Tally.swift", "Reporting/Cohort.swift", "porelog/Terminal/ProgressBar.swift",
        "Page/Charts/TimeAxis.swift", "Page/Sections/Standing.swift", "Page/Markup.swift",
      ].contains(file.path) && file.room != "porelog-benchmark"
    }
  }

  /// Commands parse arguments, ask questions and draw. The tracker decides what may be written, for
  /// every front end.
  @Test func commandsDoNotReachBehindTheTracker() {
    let commands = { (file: SourceFile) in file.path.hasPrefix("porelog/Commands/") }
    expectNone(
      of: #/\.accounts\(\)|TextRules\.|DayReport\(|WeekReport\(|journal\.(?:merge|put|write)/#
    ) {
      commands($0)
    }
  }

  /// Every key that the doc comment of a document lists is written by its code.
  @Test func theKeysInCommentsAreWritten() throws {
    let folder = SourceFile.repository + "/Sources/Documents"
    var checked = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: folder)
    where name.hasSuffix(".swift") {
      let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      for match in text.matches(of: #/\/\/\/ +- `(\w+)`:/#) {
        checked += 1
        // The document of many users is written in pieces, in which the quotes are escaped.
        let isWritten = ["\"\(match.1)\"", "\"\(match.1)\\\""].contains(where: text.contains)
        #expect(isWritten, "\(name): \(match.1)")
      }
    }
    #expect(checked > 100)
  }

  @Test func theCLibraryIsImportedInOneFile() {
    expectNone(of: #/import (?:Glibc|Musl|Darwin|Foundation|FoundationEssentials)\b/#) {
      $0.path != "CLibrary/CLibrary.swift"
    }
  }

  @Test func environmentAndClockAreReadInOnePlace() {
    func isProgram(_ file: SourceFile) -> Bool { file.room != "porelog-benchmark" }
    expectNone(of: #/\bgetenv\(|\bsetenv\(|\benviron\b/#) {
      isProgram($0) && !["porelog/main.swift", "porelog-serve/main.swift"].contains($0.path)
    }
    expectNone(of: #/\btime\(nil\)|\bclock_gettime\(|\bgettimeofday\(/#) {
      isProgram($0)
        && !["porelog/Terminal/Clock.swift", "porelog-serve/Clock.swift"].contains($0.path)
    }
  }
}
