import Foundation
import TestSupport
import Testing

/// Runs the scenarios in `cases` with the built program, or with the one that PORELOG_PROGRAM names.
@Suite struct CaseTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/cases"
  static let names =
    (try? FileManager.default.contentsOfDirectory(atPath: folder))?.filter { $0.hasSuffix(".test") }
    .sorted() ?? []

  @Test func thereAreCases() { #expect(CaseTests.names.count >= 8) }

  /// With two commands on a line the exit code of the first would not be checked.
  @Test(arguments: names) func eachLineRunsPorelogOnce(name: String) throws {
    let text = try String(contentsOfFile: "\(CaseTests.folder)/\(name)", encoding: .utf8)
    for step in Case(parsing: text).steps {
      #expect(!step.command.contains(#/(;|&&|\|\||do) porelog /#), "\(name):\(step.line)")
    }
  }

  @Test(
    .enabled(if: isInstalled("/usr/bin/sqlite3"), "the sqlite3 shell is not installed"),
    arguments: names)
  func theOutputIsThatOfTheCase(name: String) throws {
    let text = try String(contentsOfFile: "\(CaseTests.folder)/\(name)", encoding: .utf8)
    let home = try TemporaryFolder()
    for step in Case(parsing: text).steps {
      let finished = try start(
        "/bin/sh", ["-c", step.command],
        environment: [
          "HOME": home.path, "FIXTURES": fixtures, "PORELOG_NOW": step.clock, "LC_ALL": "C.UTF-8",
          "PATH": URL(fileURLWithPath: program).deletingLastPathComponent().path + ":/usr/bin:/bin",
        ], in: home.path
      ).finish()
      func lines(_ text: String) -> [String] {
        var lines = linesOf(text.replacingOccurrences(of: home.path, with: "~"))
        if lines.last == "" { lines.removeLast() }
        return lines
      }
      let place = "\(name):\(step.line): \(step.command)"
      #expect(lines(finished.output) == step.output, "\(place)")
      #expect(lines(finished.errors) == step.errors, "\(place)")
      #expect(finished.code == step.code, "\(place)")
    }
  }

  @Test func aCaseIsParsed() {
    let steps = Case(
      parsing: """
        # prose
        @ 2025-01-01T00:00:00Z
        $ one
        out
        \\$ no command
        ! err
        = 3

        $ two
        """
    ).steps
    #expect(
      steps == [
        Case.Step(
          clock: "2025-01-01T00:00:00Z", command: "one", output: ["out", "$ no command"],
          errors: ["err"], code: 3, line: 3),
        Case.Step(clock: "2025-01-01T00:00:00Z", command: "two", line: 9),
      ])
  }
}
