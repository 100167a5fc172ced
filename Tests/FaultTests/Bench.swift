import Calendar
import FaultVFS
import Foundation
import Routine
import SQLite
import TestSupport
import Testing

@testable import porelog

/// The suites run one after the other, because the fault-injecting file system is global to the process.
@Suite(.serialized) enum Sweeps {}

/// A journal in a temporary folder, on which commands run in this process, with checks of its content.
struct Bench {
  let folder: TemporaryFolder

  /// The path of the journal.
  var path: String { folder.file("j.db") }

  /// Creates an empty folder without a journal.
  init() throws { folder = try TemporaryFolder() }

  /// Copies all files of `template`.
  init(copying template: Bench) throws {
    folder = try TemporaryFolder()
    for name in try template.folder.names() {
      try FileManager.default.copyItem(
        atPath: template.folder.file(name), toPath: folder.file(name))
    }
  }

  /// The time at which commands run.
  static let now = (try? Instant(parsing: "2025-06-05T21:10:00Z")) ?? Instant(seconds: 0)

  /// Runs a command, or sends a request to the server (`serve`, see `send(_:to:)`). `~` in its arguments stands for the
  /// folder.
  @discardableResult func run(_ words: [String]) -> (output: String, errors: String, code: Int32) {
    let arguments = words.map { $0.replacingOccurrences(of: "~", with: folder.path) }
    let now = Bench.now
    if let serve = arguments.firstIndex(of: "serve") {
      return send(
        Array(arguments[(serve + 1)...]), to: serve == 0 ? path : arguments[serve - 1])
    }
    return porelog.run(
      Invocation(
        arguments: (words.first == "--db" ? [] : ["--db", path]) + arguments,
        environment: ["TZ": "UTC", "HOME": folder.path],
        now: now))
  }

  /// All rows of the journal at `path` as text; nil if there is none.
  static func rows(of path: String) throws -> String? {
    guard FileManager.default.fileExists(atPath: path),
      (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0) > 0
    else { return nil }
    let connection = try Connection(path: path)
    let tables = try connection.statement(
      "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
    ).map { try $0.text(0) }
    return try tables.map { table in
      let columns = try connection.statement("SELECT name FROM pragma_table_info(?) ORDER BY cid")
        .map(table) { try $0.text(0) }
        // A changeset contains paths in the temporary folder.
        .filter { $0 != "changeset" }
      let list = columns.map { "quote(\"\($0)\")" }.joined(separator: " || ',' || ")
      let rows = try connection.statement("SELECT \(list) FROM \"\(table)\" ORDER BY 1")
        .map { try $0.text(0) }
      return "\(table): \(rows.joined(separator: "\n"))"
    }.joined(separator: "\n").replacingOccurrences(of: folder(of: path), with: "~")
  }

  private static func folder(of path: String) -> String {
    (path as NSString).deletingLastPathComponent
  }

  /// The first problem that SQLite's integrity and foreign-key checks find; nil if there is none.
  static func damage(of path: String) throws -> String? {
    guard try rows(of: path) != nil else { return nil }
    let connection = try Connection(path: path)
    let problems = try connection.integrityProblems(limit: 3)
    let orphans = try connection.orphans().map { "orphans in \($0.table)" }
    return (problems + orphans).first
  }

  /// A journal with several kinds of records, and files to import, to restore and to add as a photo.
  static func everyday() throws -> Bench {
    let bench = try Bench()
    for words in [
      ["log", "pm", "--all", "--on", "2025-06-03"], ["log", "am", "cleanse", "--on", "2025-06-04"],
      ["product", "add", "Gel", "--kind", "toner"], ["note", "dry", "--on", "2025-06-03"],
      ["routine", "end", "am/cleanse", "--on", "2025-06-04"],
      ["backup", "~/backup.db"], ["log", "pm", "--all", "--on", "2025-06-04"],
      ["user", "add", "tom", "--empty"], ["note", "taken back", "--on", "2025-06-04"], ["undo"],
    ] {
      let result = bench.run(words)
      guard result.code == 0 else { throw Failed(words, result.errors) }
    }
    try bench.pair()
    try bench.folder.write("a picture", to: "picture.jpg")
    let days = (10...28).map { "me,2025-05-\($0),am,toner,done,1,,,,," }
    try bench.folder.write(
      "user,day,slot,step,status,count,minutes,product,reason,note,logged_at\r\n"
        + days.joined(separator: "\r\n") + "\r\n", to: "entries.csv")
    try FileManager.default.copyItem(
      atPath: fixtures + "/journals/version-1.db", toPath: bench.folder.file("old.db"))
    return bench
  }

  struct Failed: Error {
    let text: String
    init(_ words: [String], _ errors: String) { text = "\(words): \(errors)" }
  }
}

/// Common commands and a few rare ones, for a folder made by `Bench.everyday()`.
let everydayCommands: [[String]] = [
  ["log", "pm", "--all"], ["log", "--clear", "pm/oil-cleanse", "--on", "2025-06-04"], ["undo"],
  ["redo"],
  ["day"], ["notes"], ["ratings"], ["product", "set", "Gel", "--name", "Gel 2"],
  ["routine", "rename", "am/toner", "water"], ["routine", "resume", "am/cleanse"],
  ["note", "red"], ["rate", "texture=4", "redness=1"],
  ["pause", "all", "--from", "2025-06-06", "--reason", "travel"],
  ["procedure", "add", "microneedling"], ["routine", "every", "am/toner", "3/week"],
  ["routine", "add", "pm/retinol"], ["product", "finish", "Gel"],
  ["photo", "add", "~/picture.jpg", "--view", "nose"], ["import", "~/entries.csv"], ["today"],
  ["week"], ["milestones"], ["usage"], ["cohort"], ["export", "~/out"], ["backup", "~/new.db"],
  ["restore", "~/backup.db"], ["doctor"], ["user", "erase", "tom", "--yes"],
  ["serve", "GET", "today"], ["serve", "GET", "week"],
  ["serve", "POST", #"{"log":{"day":"2025-06-05","all":"pm"}}"#],
  [
    "serve", "TOGETHER", #"{"log":{"day":"2025-06-05","all":"pm"}}"#, #"{"note":{"text":"one"}}"#,
    #"{"log":{"entries":[{"step":"none","status":"done"}]}}"#,
    #"{"rate":{"ratings":{"texture":4}}}"#,
  ],
  [
    "serve", "POST", #"{"note":{"text":"one"}}"#, #"{"rate":{"ratings":{"texture":4}}}"#,
    #"{"log":{"entries":[{"step":"none","status":"done"}]}}"#, #"{"undo":{}}"#,
    #"{"photoAdd":{"sha256":"\#(String(repeating: "a", count: 64))","view":"nose"}}"#,
  ],
  ["--db", "~/fresh.db", "log", "pm", "--all"], ["--db", "~/old.db", "log", "pm", "--all"],
]
