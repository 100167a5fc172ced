import Calendar
import FaultVFS
import Foundation
import Routine
import SQLite
import TestSupport
import Testing

@testable import porelog

/// Sweeps go one after the other: the file system that fails is one for the process.
@Suite(.serialized) enum Sweeps {}

/// A journal that commands are run on in this process, and what can be asked of it afterwards.
struct Bench {
  let folder: TemporaryFolder

  /// The journal.
  var path: String { folder.file("j.db") }

  /// An empty place.
  init() throws { folder = try TemporaryFolder() }

  /// A copy of `template` with all its files.
  init(copying template: Bench) throws {
    folder = try TemporaryFolder()
    for name in try template.folder.names() {
      try FileManager.default.copyItem(
        atPath: template.folder.file(name), toPath: folder.file(name))
    }
  }

  /// Runs a command; `~` in it stands for the folder.
  @discardableResult func run(_ words: [String]) -> (output: String, errors: String, code: Int32) {
    let arguments = words.map { $0.replacingOccurrences(of: "~", with: folder.path) }
    let now = (try? Instant(parsing: "2025-06-05T21:10:00Z")) ?? Instant(seconds: 0)
    return porelog.run(
      Invocation(
        arguments: (words.first == "--db" ? [] : ["--db", path]) + arguments,
        environment: ["TZ": "UTC", "HOME": folder.path],
        now: now))
  }

  /// All rows of a journal, as text; nil when there is no journal there.
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
        // The record of a change has the paths of this folder in it.
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

  /// What is wrong with a journal by SQLite's own checks; nil when nothing is.
  static func damage(of path: String) throws -> String? {
    guard try rows(of: path) != nil else { return nil }
    let connection = try Connection(path: path)
    let problems = try connection.integrityProblems(limit: 3)
    let orphans = try connection.orphans().map { "orphans in \($0.table)" }
    return (problems + orphans).first
  }

  /// A journal with something of everything, and files beside it to import, to restore and to add.
  static func everyday() throws -> Bench {
    let bench = try Bench()
    for words in [
      ["log", "pm", "--all", "--on", "2025-06-03"], ["log", "am", "cleanse", "--on", "2025-06-04"],
      ["product", "add", "Gel", "--kind", "toner"], ["note", "dry", "--on", "2025-06-03"],
      ["backup", "~/backup.db"], ["log", "pm", "--all", "--on", "2025-06-04"],
      ["user", "add", "tom", "--empty"],
    ] {
      let result = bench.run(words)
      guard result.code == 0 else { throw Failed(words, result.errors) }
    }
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

/// Everyday commands, and a few rare ones, in a place made by `Bench.everyday()`.
let everydayCommands: [[String]] = [
  ["log", "pm", "--all"], ["log", "--clear", "pm/oil-cleanse", "--on", "2025-06-04"], ["undo"],
  ["note", "red"], ["rate", "texture=4", "redness=1"],
  ["pause", "all", "--from", "2025-06-06", "--reason", "travel"],
  ["procedure", "add", "microneedling"], ["routine", "every", "am/toner", "3/week"],
  ["routine", "add", "pm/retinol"], ["product", "finish", "Gel"],
  ["photo", "add", "~/picture.jpg", "--view", "nose"], ["import", "~/entries.csv"], ["today"],
  ["week"], ["milestones"], ["usage"], ["cohort"], ["export", "~/out"], ["backup", "~/new.db"],
  ["restore", "~/backup.db"], ["doctor"], ["user", "erase", "tom", "--yes"],
  ["--db", "~/fresh.db", "log", "pm", "--all"], ["--db", "~/old.db", "log", "pm", "--all"],
]
