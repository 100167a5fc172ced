import Calendar
import Foundation
import TestSupport
import Testing

@testable import porelog

@Suite struct HelpTests {
  func help(_ words: String..., columns: Int = 80) throws -> String {
    let finished = porelog.run(
      Invocation(
        arguments: ["help"] + words, environment: [:], now: Instant(seconds: 0),
        terminal: Terminal(isTerminal: false, columns: columns)))
    #expect(finished.code == 0)
    return finished.output
  }

  @Test func theOverviewHasTwentyTwoLinesAndEveryCommand() throws {
    let lines = try help().split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count == 22)
    #expect(lines.allSatisfy { $0.count <= 80 })
    let listed = Help.groups.flatMap(\.rows).flatMap(\.commands)
    let words = Set(commands.map { $0.name.split(separator: " ").first.map(String.init) ?? "" })
    #expect(Set(listed) == words && listed.count == words.count)
  }

  @Test func theTopicAllListsEveryCommand() throws {
    let all = try help("all")
    for command in commands { #expect(all.contains("  \(command.name) "), "\(command.name)") }
  }

  @Test func theTopicFormatsListsEveryColumn() throws {
    let formats = try help("formats")
    #expect(formats.contains("\nentries\n  user, day, slot, step, status,"))
    #expect(formats.contains("\nmilestones\n  user, milestone,"))
  }

  /// The keys in help are those that the commands print.
  @Test func theTopicJSONListsTheKeysOfTheDocuments() throws {
    let folder = try TemporaryFolder()
    let environment = ["PORELOG_DB": folder.file("j.db"), "PORELOG_NOW": "2025-06-04T21:10:00Z"]
    func call(_ words: String...) -> String {
      porelog.run(
        Invocation(arguments: words, environment: environment, now: Instant(seconds: 0))
      ).output
    }
    _ = call("log", "pm", "--all")
    let json = try help("json", columns: 200)
    for (command, keys) in Help.jsonKeys {
      let document = try JSONSerialization.jsonObject(with: Data(call(command, "--json").utf8))
      #expect((document as? [String: Any])?.keys.sorted() == keys, "\(command)")
      #expect(json.contains(keys.joined(separator: ", ")), "\(command)")
    }
  }

  @Test func theManualHasEveryCommandAndOption() throws {
    let manual = try help("--man")
    #expect(manual.hasPrefix(".TH PORELOG 1 "))
    for command in commands.map({ $0.description }) {
      let name = command.name.replacing("-", with: "\\-")
      #expect(manual.contains(".SS \"porelog \(name) "), "\(name)")
      for option in command.options {
        #expect(manual.contains("\\-\\-\(option.name.replacing("-", with: "\\-"))\\fR"))
      }
    }
    for code in ExitCode.allCases { #expect(manual.contains(".B \(code.rawValue)\n")) }
    // A line that begins with a dot or an apostrophe would be a request.
    let requests: Set<Substring> = [".TH", ".SH", ".SS", ".TP", ".B", ".I", ".PP"]
    for line in manual.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
      #expect(requests.contains(line.prefix { $0 != " " }), "\(line)")
    }
  }

  @Test func withoutACommandThereIsTodayOrAWelcome() throws {
    let folder = try TemporaryFolder()
    let environment = ["PORELOG_DB": folder.file("j.db"), "PORELOG_NOW": "2025-06-04T21:10:00Z"]
    func call(_ words: [String]) -> String {
      porelog.run(
        Invocation(arguments: words, environment: environment, now: Instant(seconds: 0))
      ).output
    }
    let welcome = call([])
    #expect(welcome.contains("porelog log pm --all"))
    #expect(welcome.split(separator: "\n").count <= 10)
    #expect(try folder.names().isEmpty)
    _ = call(["log", "pm", "--all"])
    #expect(call([]) == call(["today"]))
    #expect(call(["--json"]) == call(["today", "--json"]))
  }
}
