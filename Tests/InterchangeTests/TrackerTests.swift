import Calendar
import Foundation
import Interchange
import Journal
import Routine
import SQLite
import TestSupport
import Testing

import Text

/// A journal of one user without steps.
private struct Desk {
  let folder: TemporaryFolder
  let journal: Journal
  let user: UserID

  init() throws {
    folder = try TemporaryFolder()
    journal = try Journal(at: folder.file("journal.db"))
    let day = try Day(parsing: "2025-06-01")
    user = try journal.addUser(User(name: "hana", timeZone: "UTC", createdOn: day)).id
  }

  @discardableResult func take(
    _ tracker: HabitTracker, _ path: String, replacing: Bool = false
  ) throws -> TrackerSummary {
    try importHabits(tracker, path, into: journal, replacing: replacing)
  }

  func entries() throws -> [Entry] {
    var entries: [Entry] = []
    try journal.forEachEntry(of: user) { entries.append($0) }
    return entries
  }

  /// Makes a backup of Loop from an SQL script, and returns its path.
  func database(_ script: String, _ name: String = "loop.db") throws -> String {
    let path = folder.file(name)
    let database = try Connection(path: path)
    // The fixture has a repetition of a missing habit, as an edited file may have.
    try database.executeScript("PRAGMA foreign_keys = OFF; \(script)")
    return path
  }
}

private let trackers = fixtures + "/trackers"

@Suite struct TrackerTests {
  /// The number of records of each source, counted without the importer.
  static let sources: [(tracker: HabitTracker, path: String, records: Int)] = [
    // Seven header lines, and one record of two lines.
    (.loop, "\(trackers)/loop", lines("loop/*/Checkmarks.csv") - 7 - 1),
    (.harsh, "\(trackers)/harsh", lines("harsh/log") - 1),
    (.tableHabit, "\(trackers)/table-habit.json", occurrences(of: "\"record_date\"")),
  ]

  /// The number of lines in the files that match `pattern`.
  static func lines(_ pattern: String) -> Int {
    let finished = try? start("/bin/sh", ["-c", "cat \(trackers)/\(pattern) | wc -l"]).finish()
    return finished.flatMap { Int($0.output.trimmed) } ?? -1
  }

  static func occurrences(of text: String) -> Int {
    let json = (try? String(contentsOfFile: "\(trackers)/table-habit.json", encoding: .utf8)) ?? ""
    return json.components(separatedBy: text).count - 1
  }

  @Test(arguments: sources.indices) func everyRecordIsAccountedFor(index: Int) throws {
    let (tracker, path, records) = TrackerTests.sources[index]
    let desk = try Desk()
    let summary = try desk.take(tracker, path)
    let reported = summary.habits.flatMap { $0.records.values }.reduce(0, +)
    #expect(reported == records)
    let imported = summary.habits.reduce(0) { sum, habit in
      sum + [RecordOutcome.done, .skipped, .excused].reduce(0) { $0 + (habit.records[$1] ?? 0) }
    }
    let entries = try desk.entries()
    #expect(entries.count == imported && summary.entries.added == imported)

    let again = try desk.take(tracker, path)
    #expect(again.entries.added == 0 && again.entries.unchanged == imported)
    #expect(again.newSteps == 0 && again.noteLinesAdded == 0)
    #expect(try desk.entries() == entries)
  }

  /// In harsh's log the last line of a day and habit counts. Compares random logs with a dictionary.
  @Test func theLastLineOfADayAndHabitCounts() throws {
    var random = SplitMix64(seed: 71)
    let names = ["Cleanse, tone", "夜の洗顔", "../../etc", "Retinol"]
    for _ in 0..<60 {
      let desk = try Desk()
      var log = ""
      var expected: [String: (status: String, note: String)] = [:]
      for _ in 0..<Int.random(in: 0...40, using: &random) {
        let day = "2025-01-\(Int.random(in: 10...16, using: &random))"
        let name = names[Int.random(in: 0...3, using: &random)]
        let result = ["y", "n", "s"][Int.random(in: 0...2, using: &random)]
        let note = ["", "sore", "a: b # c", "夜"][Int.random(in: 0...3, using: &random)]
        let ends = ["", " : \(note)", " : \(note) : 0"]
        let end = Int.random(in: 0...2, using: &random)
        log +=
          "\(day) : \(name) : \(result)\(ends[end])\(Int.random(in: 0...1, using: &random) == 0 ? "\n" : "\r\n")"
        if Int.random(in: 0...5, using: &random) == 0 { log += "# a comment : y\n\n" }
        let status = ["y": "done", "n": "skipped", "s": "excused"][result] ?? ""
        expected["\(day) \(name)"] = (status, end == 0 ? "" : note)
      }
      try desk.folder.write("Retinol: 3/7\nCleanse, tone: 1\n", to: "habits")
      try desk.folder.write(log, to: "log")
      try desk.take(.harsh, desk.folder.path)
      let slugs = [
        "Cleanse, tone": "cleanse-tone", "夜の洗顔": "夜の洗顔", "../../etc": "etc", "Retinol": "retinol",
      ]
      let entries = try desk.entries()
      #expect(entries.count == expected.count)
      for entry in entries {
        let name = slugs.first { $0.value == entry.step.slug.description }?.key ?? ""
        let line = expected["\(entry.day) \(name)"]
        #expect(entry.status.rawValue == line?.status)
        #expect(entry.note ?? "" == line?.note)
      }
    }
  }

  @Test func truncatedJSONIsRefusedWithoutChanges() throws {
    let whole = Array(
      try Data(contentsOf: URL(fileURLWithPath: "\(trackers)/table-habit.json")))
    let desk = try Desk()
    for length in stride(from: 0, to: whole.count - 2, by: 7) {
      let path = desk.folder.file("cut.json")
      try Data(whole[..<length]).write(to: URL(fileURLWithPath: path))
      #expect(throws: ImportError.self, "\(length)") { try desk.take(.tableHabit, path) }
    }
    #expect(try desk.journal.routine(of: desk.user).isEmpty)
  }

  /// Backups with flipped bits or a missing end are read or refused, without a runtime trap.
  @Test func damagedBackupsAreReadOrRefused() throws {
    let desk = try Desk()
    let script = try String(contentsOfFile: "\(trackers)/loop.sql", encoding: .utf8)
    let whole = Array(
      try Data(contentsOf: URL(fileURLWithPath: try desk.database(script, "whole.db"))))
    var random = SplitMix64(seed: 9)
    var refused = 0
    for round in 0..<400 {
      var bytes = whole
      if round % 4 == 0 {
        bytes.removeLast(Int.random(in: 1...(bytes.count - 1), using: &random))
      } else {
        for _ in 0...(round % 3) {
          bytes[Int.random(in: 0...(bytes.count - 1), using: &random)] ^= UInt8(
            1 << Int.random(in: 0...7, using: &random))
        }
      }
      let path = desk.folder.file("damaged.db")
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      do { _ = try TrackerSource(.loopDatabase, at: path) } catch is ImportError { refused += 1 }
    }
    #expect(refused > 100)
    #expect(try desk.folder.names().filter { $0.hasPrefix("damaged") } == ["damaged.db"])
  }

  static let hostile = [
    "CREATE TABLE Habits (id INTEGER PRIMARY KEY, name TEXT); CREATE VIEW Repetitions AS SELECT 1 AS habit, 2 AS timestamp;",
    "CREATE VIEW Habits AS SELECT 1 AS id, 'x' AS name; CREATE TABLE Repetitions (habit INTEGER, timestamp INTEGER);",
    "CREATE TABLE Habits (id INTEGER PRIMARY KEY, name TEXT AS (hex(zeroblob(100000000)))); CREATE TABLE Repetitions (habit INTEGER, timestamp INTEGER);",
    "CREATE VIRTUAL TABLE Habits USING fts5(id, name); CREATE TABLE Repetitions (habit INTEGER, timestamp INTEGER);",
    "CREATE TABLE Habits (id INTEGER PRIMARY KEY, name BLOB); CREATE TABLE Repetitions (habit INTEGER, timestamp INTEGER); INSERT INTO Habits VALUES (1, x'ff');",
    "CREATE TABLE Habits (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE Repetitions (habit INTEGER, timestamp INTEGER); INSERT INTO Habits VALUES (1, CAST(x'fffe41' AS TEXT));",
    "CREATE TABLE Habits (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE Repetitions (habit INTEGER, timestamp INTEGER); INSERT INTO Habits VALUES (1, hex(zeroblob(5000000)));",
    "CREATE TABLE Habits (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE Repetitions (habit INTEGER, timestamp TEXT); INSERT INTO Habits VALUES (1, 'x'); INSERT INTO Repetitions VALUES (1, 'soon');",
    "CREATE TABLE Habits (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE Repetitions (habit INTEGER, timestamp INTEGER); INSERT INTO Habits VALUES (1, 'x'); INSERT INTO Repetitions VALUES (1, 9223372036854775807);",
    "CREATE TABLE Habits (id INTEGER PRIMARY KEY, name TEXT, freq_num, freq_den); CREATE TABLE Repetitions (habit INTEGER, timestamp INTEGER); INSERT INTO Habits VALUES (1, 'x', 1, 0);",
    "CREATE TABLE Other (id INTEGER);",
  ]

  @Test(arguments: hostile) func aHostileBackupIsRefused(script: String) throws {
    let desk = try Desk()
    let path = try desk.database(script)
    #expect(throws: ImportError.self) { try TrackerSource(.loopDatabase, at: path) }
  }

  @Test func triggersAndIndexesOfABackupAreIgnored() throws {
    let desk = try Desk()
    let path = try desk.database(
      """
      CREATE TABLE Habits (id INTEGER PRIMARY KEY, name TEXT);
      CREATE TABLE Repetitions (habit INTEGER, timestamp INTEGER);
      INSERT INTO Habits VALUES (1, 'Toner');
      INSERT INTO Repetitions VALUES (1, 1736121600000), (1, -1);
      CREATE TRIGGER t AFTER INSERT ON Habits BEGIN DELETE FROM Repetitions; END;
      CREATE INDEX i ON Repetitions (abs(timestamp));
      """)
    try desk.take(.loopDatabase, path)
    // The instant -1 ms is on 1969-12-31.
    #expect(try desk.entries().map(\.day.description) == ["1969-12-31", "2025-01-06"])
  }

  /// In WAL mode SQLite creates files next to a database even for reading.
  @Test(arguments: ["delete", "wal"]) func theSourceIsNotChanged(mode: String) throws {
    let desk = try Desk()
    let script =
      "PRAGMA journal_mode = \(mode);"
      + (try String(contentsOfFile: "\(trackers)/loop.sql", encoding: .utf8))
    // A file name with characters that are special in a URI.
    let path = try desk.database(script, "Loop 100%?a=b#c 夜.db")
    let before = try desk.folder.bytes(of: "Loop 100%?a=b#c 夜.db")
    let names = try desk.folder.names()
    try desk.take(.loopDatabase, path)
    #expect(try desk.folder.bytes(of: "Loop 100%?a=b#c 夜.db") == before)
    #expect(try desk.folder.names() == names)
  }

  @Test func frequenciesAreRoundedDownToSchedules() throws {
    let desk = try Desk()
    let lines: [(String, String)] = [
      ("1", "daily"), ("7/7", "daily"), ("3/7", "3/week"), ("1w", "1/week"), ("1/2", "2-days"),
      ("2", "2-days"), ("1/6", "6-days"), ("3", "3-days"), ("2/4", "3/week"),
      ("2/3", "4/week"), ("14", "as-needed"), ("2/30", "as-needed"), ("5/30", "1/week"),
      ("0", "as-needed"), ("6/7", "6/week"), ("1m", "as-needed"), ("8/1w", ""), ("0/7", ""),
      ("1/0", ""), ("w", ""), ("-1", ""), ("1/2/3", ""),
    ]
    for (frequency, schedule) in lines {
      try desk.folder.write("Habit \(frequency.count)x: \(frequency)\n", to: "habits")
      try desk.folder.write("", to: "log")
      if schedule.isEmpty {
        #expect(throws: ImportError.self) { try TrackerSource(.harsh, at: desk.folder.path) }
      } else {
        let fresh = try Desk()
        let summary = try fresh.take(.harsh, desk.folder.path)
        #expect(summary.habits.first?.schedule?.description == schedule, "\(frequency)")
      }
    }
  }

  @Test func namesBecomeSlugs() throws {
    let long = String(repeating: "é", count: 80)
    let names: [(String, String?)] = [
      ("Cleanse, tone", "cleanse-tone"), ("夜の洗顔", "夜の洗顔"), ("../../etc", "etc"), ("  A  b ", "a-b"),
      ("🧴", nil), ("", nil), (long, String(repeating: "é", count: 64)), ("--a--", "a"),
      ("\u{301}x", "\u{301}x"), ("SPF 50+", "spf-50"),
      ("<script>alert(1)</script>", "script-alert-1-script"),
    ]
    for (name, slug) in names {
      #expect(Slug(wordsOf: name)?.description == slug, "\(name)")
    }
    #expect(Slug(wordsOf: long, number: 12)?.description.unicodeScalars.count == 64)
    #expect(Slug(wordsOf: "tone", number: 2)?.description == "tone-2")
  }

  @Test func habitsWithTheSameSlugGetNumbers() throws {
    let desk = try Desk()
    try desk.folder.write("Toner: 1\nToner!: 1\nMorning toner: 1\n🧴: 1\n😀: 1\n", to: "habits")
    try desk.folder.write("2025-01-06 : Toner! : y\n", to: "log")
    let summary = try desk.take(.harsh, desk.folder.path)
    #expect(
      summary.habits.map { $0.step?.key.description } == [
        "pm/toner", "pm/toner-2", "am/morning-toner", "pm/habit-1", "pm/habit-2",
      ])
    #expect(try desk.entries().map(\.step.description) == ["pm/toner-2"])
  }
}
