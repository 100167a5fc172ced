import Calendar
import Foundation
import TestSupport
import Testing

@testable import Routine
@testable import porelog

/// Undoing any command that changes the journal restores the previous state.
@Suite struct UndoTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @discardableResult func call(_ words: [String]) throws -> (
    output: String, errors: String, code: Int32
  ) {
    porelog.run(
      Invocation(
        arguments: words, environment: ["HOME": folder.path, "TZ": "UTC"],
        now: try Instant(parsing: "2025-06-04T21:10:00Z")))
  }

  /// All tables as exported, and the list of users with the default user.
  func state() throws -> [String] {
    try [
      "users", "products", "steps", "schedules", "step_products", "entries", "pauses", "procedures",
      "ratings", "notes", "photos",
    ].map { try call(["export", "--table", $0, "--all-users", "--photo-paths"]).output }
      + [try call(["user", "list", "--json"]).output]
  }

  func prepare() throws {
    try call(["import", fixtures + "/diary"])
    for words in [
      ["user", "set", "--time-zone", "UTC"], ["user", "add", "mei"],
      ["pause", "active:bha", "--reason", "other"], ["note", "before"], ["rate", "texture=5"],
      ["product", "add", "Spare"], ["procedure", "add", "fmr", "--on", "2025-06-01"],
      ["log", "am/toner", "--count", "3"],
    ] { #expect(try call(words).code == 0, "\(words)") }
  }

  static let commands: [[String]] = [
    ["log", "pm", "--all"], ["log", "am/toner", "--note", "x", "--minutes", "3"],
    ["log", "--clear", "am/toner"], ["log", "pm", "--all", "--skip", "retinol=tired"],
    ["log", "--excuse", "am/toner", "--on", "-3"],
    ["note", "more"], ["note", "--clear"], ["note", "old", "--on", "2025-05-01"],
    ["rate", "texture=4", "redness=2"], ["rate", "texture="],
    ["pause", "all", "--reason", "travel"],
    ["pause", "retinol", "--from", "2025-07-01", "--to", "2025-07-03", "--reason", "illness"],
    ["resume", "active:bha"], ["resume", "active:bha", "--on", "2025-06-10"],
    ["pause", "remove", "active:bha", "--from", "2025-06-04"],
    ["procedure", "add", "microneedling", "--note", "x"],
    ["procedure", "remove", "fmr", "--on", "2025-06-01"],
    ["routine", "add", "pm/bha", "--product", "acnes"],
    ["routine", "every", "retinol", "daily"],
    ["routine", "every", "retinol", "mon", "--from", "2025-05-05"],
    ["routine", "use", "retinol", "none"],
    ["routine", "use", "retinol", "lululun", "--from", "2025-03-18"],
    ["routine", "end", "retinol"], ["routine", "end", "retinol", "--on", "2025-04-01"],
    ["routine", "move", "retinol", "1"],
    ["routine", "ramp", "retinol", "--advance", "--today", "2025-05-25"],
    ["routine", "rename", "oil-cleanse", "balm"],
    ["product", "set", "elixir", "--name", "Elixir 2", "--expires", "2026-03", "--uses", "30"],
    ["product", "remove", "spare"],
    ["pause", "pm", "--reason", "travel"], ["pause", "actives", "--reason", "irritation"],
    ["product", "add", "melano"], ["product", "open", "elixir"], ["product", "finish", "lululun"],
    ["user", "add", "tom", "--empty"], ["user", "add", "zoe"],
    ["user", "default", "mei", "--user", "hana"],
    ["user", "set", "--name", "hanako", "--day-start", "05:00", "--time-zone", "Asia/Tokyo"],
  ]

  @Test(arguments: commands) func aChangeIsUndone(words: [String]) throws {
    try prepare()
    let before = try state()
    let made = try call(words)
    #expect(made.code == 0, "\(made.errors)")
    // Cautions may follow a log.
    let lines = made.output.split(separator: "\n")
    #expect(
      lines.count == 1 || words[0] == "log" && !lines.isEmpty, "not one line: \(made.output)")
    #expect(try state() != before, "nothing changed")
    let after = try state()
    let undone = try call([
      "undo", "--user", words.first == "user" && words.contains("--name") ? "hanako" : "hana",
    ])
    #expect(undone.code == 0, "\(undone.errors)")
    #expect(try state() == before)
    // What removes a user when it is undone cannot be redone.
    if words.starts(with: ["user", "add"]) { return }
    let redone = try call(["redo", "--user", "hana"])
    #expect(redone.code == 0, "\(redone.errors)")
    #expect(try state() == after)
  }

  @Test func anImportIsUndone() throws {
    try prepare()
    let before = try state()
    try folder.write("user,day,note\nhana,2025-05-30,x\nhana,2025-06-04,other\n", to: "notes.csv")
    #expect(try call(["import", folder.file("notes.csv"), "--replace"]).code == 0)
    #expect(try state() != before)
    #expect(try call(["undo"]).code == 0)
    #expect(try state() == before)
  }

  /// Changes as of today leave the reports of past weeks as they were.
  @Test func changesLeaveReportsOfThePast() throws {
    try prepare()
    let changes = UndoTests.commands.filter { words in
      // Names of steps and products, and the order of steps, are not versioned by day.
      words != ["routine", "move", "retinol", "1"] && words[1] != "rename" && words[1] != "set"
        && !words.contains { $0.hasPrefix("2025-0") || $0 == "--clear" }
        && !["user"].contains(words[0]) && words[0] != "log"
    }
    // Runs are left out, because they count as of today for any week.
    func report() throws -> [String] {
      let week = try call(["week", "2025-W19", "--json"]).output
      let start = week.range(of: "\"runs\"")?.lowerBound ?? week.startIndex
      let end = week.range(of: "\"slots\"")?.lowerBound ?? week.startIndex
      let weeks = try call(["export", "--table", "weeks", "--to", "2025-05-31"]).output
      return [String(week[..<start] + week[end...]), weeks]
    }
    let before = try report()
    for words in changes { #expect(try call(words).code == 0, "\(words)") }
    #expect(changes.count >= 12)
    #expect(try report() == before)
    #expect(
      try call(["user", "set", "--day-start", "06:00", "--time-zone", "Asia/Tokyo"]).code == 0)
    #expect(try report() == before)
  }
}
