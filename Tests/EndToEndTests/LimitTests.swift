import Foundation
import TestSupport
import Testing

/// The documented limits: a value at the limit is accepted; one beyond it is refused with one message and no change.
@Suite struct LimitTests {
  let home: Home
  init() throws { home = try Home(now: "9999-12-31T12:00:00Z") }

  static func text(_ count: Int, _ character: Character = "夜") -> String {
    String(repeating: character, count: count)
  }

  /// Commands with a value at the limit, or beyond it.
  static let pairs: [(name: String, words: @Sendable (_ isBeyond: Bool) -> [String])] = [
    ("user", { ["user", "add", text($0 ? 65 : 64), "--empty"] }),
    (
      "step",
      { ["routine", "add", "pm/\(text($0 ? 65 : 64))", "--kind", "other", "--every", "daily"] }
    ),
    ("product", { ["product", "add", text($0 ? 201 : 200)] }),
    ("brand", { ["product", "add", "P\($0)", "--brand", text($0 ? 201 : 200)] }),
    ("reason", { ["log", "--skip", "am/toner=\(text($0 ? 201 : 200))"] }),
    ("note", { ["note", text($0 ? 40_001 : 40_000, "x"), "--on", "-9"] }),
    ("count", { ["log", "am/toner", "--count", $0 ? "1001" : "1000"] }),
    ("minutes", { ["log", "weekly/clay-mask", "--minutes", $0 ? "1441" : "1440"] }),
    (
      "procedure",
      { ["procedure", "add", text($0 ? 65 : 64), "--recover-until", "9999-12-31"] }
    ),
    ("first day", { ["log", "am/cleanse", "--on", $0 ? "0000-12-31" : "0001-01-01"] }),
    ("last day", { ["log", "am/cleanse", "--on", $0 ? "10000-01-01" : "9999-12-31"] }),
    ("pack", { ["product", "add", "Q\($0)", "--uses", $0 ? "1000001" : "1000000"] }),
    ("months", { ["product", "add", "R\($0)", "--pao", $0 ? "1201" : "1200"] }),
  ]

  @Test(arguments: pairs.indices) func aValueBeyondTheLimitIsRefused(index: Int) throws {
    let (name, words) = LimitTests.pairs[index]
    #expect(try home.call(["log", "pm", "--all"]).code == 0)
    let within = try home.call(words(false))
    #expect(within.code == 0, "\(name): \(within.errors)")
    let before = try home.call(["export", "--table", "entries"]).output
    let beyond = try home.call(words(true))
    #expect(beyond.code == 65, "\(name): \(beyond.code) \(beyond.errors)")
    #expect(beyond.errors.hasPrefix("porelog: ") && beyond.errors.filter { $0 == "\n" }.count == 1)
    #expect(try home.call(["export", "--table", "entries"]).output == before)
    #expect(try home.call(["doctor"]).code == 0)
  }

  @Test func aJournalHasAtMost100000Users() throws {
    let rows = (0..<100_000).map { "u\($0),04:00,UTC,2025-01-01" }
    try home.folder.write(
      "user,day_start,time_zone,created_on\r\n" + rows.joined(separator: "\r\n") + "\r\n",
      to: "users.csv")
    #expect(try home.call(["import", home.folder.file("users.csv")]).code == 0)
    let another = try home.call(["user", "add", "another"])
    #expect(another.code == 65)
    #expect(
      another.errors
        == "porelog: a journal has at most 100000 users: begin another with --db\n")
    #expect(try home.call(["user", "erase", "u5", "--yes"]).code == 0)
    #expect(try home.call(["user", "add", "another", "--empty"]).code == 0)
    #expect(try home.call(["week", "--user", "u99999"]).code == 0)
    #expect(try home.call(["log", "--user", "another", "am"]).code != 70)
  }

  /// All reports, exports and the import work on ten years of one user.
  @Test func reportsAndExportsHandleTenYears() throws {
    #expect(try home.call(["log", "pm", "--all", "--on", "9989-12-31"]).code == 0)
    var rows = "user,day,slot,step,status,count,minutes,product,reason,note,logged_at\r\n"
    for year in 9990...9999 {
      for month in 1...12 {
        for day in 1...28 {
          let date =
            "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
          for step in ["am,cleanse", "am,toner", "pm,oil-cleanse", "pm,water-cleanse"] {
            rows += "me,\(date),\(step),done,1,,,,,\r\n"
          }
        }
      }
    }
    try home.folder.write(rows, to: "entries.csv")
    #expect(try home.call(["import", home.folder.file("entries.csv")]).code == 0)
    for words in [
      ["week"], ["week", "--last", "520"], ["milestones"], ["usage"], ["cohort"], ["today"],
      ["export", home.folder.file("out")], ["export", "--html", home.folder.file("r.html")],
      ["doctor"],
    ] {
      let finished = try home.call(words)
      #expect(finished.code == 0, "\(words): \(finished.errors)")
    }
    #expect(
      try home.call(["export", "--table", "entries"]).output.split(separator: "\r\n").count
        == 13_444)
  }
}
