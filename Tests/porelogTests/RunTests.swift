import Foundation
import Calendar
import TestSupport
import Testing

@testable import Routine
@testable import porelog

/// Runs the program in this process.
@Suite struct RunTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func call(
    _ words: String..., environment: [String: String] = [:], terminal: Terminal = Terminal()
  ) throws -> (output: String, errors: String, code: Int32) {
    let fixed = ["HOME": folder.path, "TZ": "UTC"]
    return porelog.run(
      Invocation(
        arguments: words, environment: fixed.merging(environment) { $1 },
        now: try Instant(parsing: "2025-06-04T21:10:00Z"), terminal: terminal))
  }

  @Test func optionsMayPrecedeOrFollowTheCommand() throws {
    _ = try call("log", "pm", "--all")
    let before = try call("--json", "--today", "2025-06-05", "week")
    let behind = try call("week", "--today=2025-06-05", "--json")
    #expect(before.code == 0 && before.output == behind.output)
    #expect(try call("--today", "-1", "week", "-1", "--json").output.contains("2025-W23"))
  }

  @Test func theVersionAndHelpNeedNoJournal() throws {
    #expect(try call("--version").output == "porelog \(version)\n")
    #expect(try call("help").code == 0)
    #expect(try call("help").output == call("--help").output)
    for command in commands {
      let name = command.description.name.split(separator: " ").map(String.init)
      let asked = porelog.run(
        Invocation(arguments: ["help"] + name, environment: [:], now: Instant(seconds: 0)))
      #expect(asked.code == 0 && asked.output.contains(command.description.summary.prefix(20)))
      for option in command.description.options {
        #expect(asked.output.contains("--\(option.name)"))
      }
    }
    #expect(try folder.names().isEmpty)
  }

  @Test func thePathOfTheJournalIsFound() throws {
    _ = try call("user", "add", "a")
    #expect(try folder.names() == [".local"])
    _ = try call("user", "add", "b", environment: ["XDG_DATA_HOME": folder.file("data")])
    _ = try call("user", "add", "c", environment: ["PORELOG_DB": folder.file("env.db")])
    _ = try call(
      "user", "add", "d", "--db", folder.file("option.db"),
      environment: ["PORELOG_DB": folder.file("env.db")])
    #expect(try folder.names() == [".local", "data", "env.db", "option.db"])
    #expect(
      try call("user", "list", environment: ["XDG_DATA_HOME": "relative"]).output.hasPrefix("a "))
    let homeless = porelog.run(
      Invocation(arguments: ["week"], environment: [:], now: Instant(seconds: 0)))
    #expect(homeless.code == 64)
  }

  @Test func colourAndSymbolsDependOnTheTerminal() throws {
    _ = try call("log", "pm", "--all")
    let wide = Terminal(isTerminal: true, columns: 80)
    let utf8 = ["LANG": "ja_JP.UTF-8", "TERM": "xterm"]
    func week(_ environment: [String: String], _ terminal: Terminal, _ words: String...) throws
      -> String
    {
      porelog.run(
        Invocation(
          arguments: ["week"] + words,
          environment: ["HOME": folder.path].merging(environment) { $1 },
          now: try Instant(parsing: "2025-06-04T21:10:00Z"), terminal: terminal)
      ).output
    }
    let escape = "\u{1B}["
    #expect(try week(utf8, wide).contains(escape))
    #expect(try week(utf8, wide).contains("✓"))
    #expect(try !week(utf8, Terminal()).contains(escape))
    #expect(try !week(utf8, Terminal()).contains("✓"))
    #expect(try week(utf8, Terminal(), "--color", "always").contains(escape))
    #expect(try !week(utf8, wide, "--color", "never").contains(escape))
    #expect(try !week(utf8.merging(["NO_COLOR": "1"]) { $1 }, wide).contains(escape))
    #expect(try week(utf8.merging(["NO_COLOR": ""]) { $1 }, wide).contains(escape))
    #expect(try !week(utf8.merging(["TERM": "dumb"]) { $1 }, wide).contains(escape))
    #expect(try !week(["LANG": "C"], wide).contains("✓"))
    #expect(try !week(["LC_ALL": "C", "LANG": "ja_JP.UTF-8"], wide).contains("✓"))
    #expect(try week(["LC_ALL": "", "LC_CTYPE": "en_US.utf8"], wide).contains("✓"))
    // Without UTF-8 and colour the output is ASCII.
    #expect(try week(["LANG": "C"], Terminal()).utf8.allSatisfy { $0 < 0x80 })
  }

  @Test(arguments: [50, 64, 80, 120]) func linesFitTheTerminal(columns: Int) throws {
    let diary = ["PORELOG_DB": folder.file("d.db"), "LANG": "C.UTF-8", "NO_COLOR": "1"]
    _ = try call("import", fixtures + "/diary", environment: diary)
    for day in ["2025-05-25", "2025-04-20", "2025-06-30", "2025-03-03"] {
      for last in [[], ["--last", "12"]] {
        let week = porelog.run(
          Invocation(
            arguments: ["week", "--today", day] + last, environment: diary,
            now: try Instant(parsing: "2025-06-04T21:10:00Z"),
            terminal: Terminal(isTerminal: true, columns: columns)))
        #expect(week.code == 0)
        for line in week.output.split(separator: "\n") {
          #expect(displayWidth(String(line)) <= columns, "\(line)")
          #expect(line.last != " ")
        }
      }
    }
  }

  @Test(arguments: [
    ("abc", 3), ("夜の洗顔", 8), ("e\u{301}", 1), ("ｱ", 1), ("Ａ", 2), ("", 0), ("한", 2),
  ])
  func textsHaveTheirDisplayWidth(text: String, columns: Int) {
    #expect(displayWidth(text) == columns)
  }

  @Test func textsAreTruncatedByColumns() {
    let style = Style(hasColor: false, hasUnicode: true, columns: 80)
    #expect(style.fit("夜の洗顔", to: 6) == "夜の… ")
    #expect(style.fit("夜の洗顔", to: 8) == "夜の洗顔")
    #expect(style.fit("ab", to: 4) == "ab  ")
    #expect(Style.plain.fit("abcdef", to: 4) == "abc~")
  }

  @Test func anErrorOfTheOutputIsReported() throws {
    final class Full: Console {
      func readLine() -> String? { nil }
      var errors = ""
      func write(_ bytes: [UInt8]) throws {
        throw Failure(.ioError, "cannot write the output: full")
      }
      func writeError(_ text: String) { errors += text }
    }
    let console = Full()
    let code = porelog.run(
      Invocation(arguments: ["help"], environment: [:], now: Instant(seconds: 0)), on: console)
    #expect(code == .ioError && console.errors == "porelog: cannot write the output: full\n")
  }
}
