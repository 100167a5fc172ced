import Foundation
import SQLite
import TestSupport
import Testing

@testable import Journal

@Suite struct SchemaTests {
  let folder: TemporaryFolder
  let database: Connection

  init() throws {
    folder = try TemporaryFolder()
    database = try Journal(at: folder.file("a.db")).database
  }

  func tables() throws -> [(name: String, sql: String)] {
    try database.statement("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
      .map { (try $0.text(0), try $0.text(1)) }
  }

  /// Undo uses SQLite's session extension. It silently ignores tables without a primary key
  /// (https://sqlite.org/sessionintro.html), and triggers or foreign-key actions would change further rows.
  @Test func everyTableCanBeRecorded() throws {
    #expect(try tables().count == 19)
    for (name, sql) in try tables() {
      #expect(sql.contains("STRICT"), "\(name)")
      let keys = try database.statement("SELECT 1 FROM pragma_table_info(?) WHERE pk > 0")
        .map(name) { _ in true }
      #expect(!keys.isEmpty, "\(name) has no primary key")
      let actions = try database.statement(
        "SELECT 1 FROM pragma_foreign_key_list(?) WHERE on_delete <> 'NO ACTION' OR on_update <> 'NO ACTION'"
      ).map(name) { _ in true }
      #expect(actions.isEmpty, "\(name) has a foreign-key action")
    }
    let others = try database.statement(
      "SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view')"
    ).map { try $0.text(0) }
    #expect(others.isEmpty)
    let positions = try database.statement(
      """
      SELECT 1 FROM sqlite_schema AS s, pragma_index_list(s.name) AS l, pragma_index_info(l.name) AS i
      WHERE s.type = 'table' AND l."unique" AND i.name = 'position'
      """
    ).map { _ in true }
    #expect(positions.isEmpty)
  }

  @Test func entriesAreClusteredByUserDayAndStep() throws {
    let key = try database.statement(
      "SELECT name FROM pragma_table_info('entries') WHERE pk > 0 ORDER BY pk"
    ).map { try $0.text(0) }
    #expect(key == ["user", "day", "step"])
    let sql = try tables().first { $0.name == "entries" }?.sql ?? ""
    #expect(sql.contains("WITHOUT ROWID"))
  }

  @Test func everyColumnHasAComment() throws {
    for (name, sql) in try tables() {
      let columns = try database.statement("SELECT name FROM pragma_table_info(?)")
        .map(name) { try $0.text(0) }
      let lines = sql.split(separator: "\n").map(String.init)
      for column in columns {
        let start = lines.firstIndex {
          $0.split(separator: " ").first.map(String.init) == column && $0.hasPrefix("  ")
        }
        // ALTER TABLE ADD COLUMN puts the definition on the last line, with a comment inside it.
        let isAdded = ["INTEGER", "TEXT", "INTEGER NOT NULL DEFAULT 0"].contains {
          sql.contains("\(column) \($0) /* ")
        }
        if start == nil, isAdded { continue }
        guard let start else {
          Issue.record("\(name).\(column) has no line of its own")
          continue
        }
        // A definition may take several lines, up to the next column.
        let end =
          lines[(start + 1)...].firstIndex { line in
            let word = line.split(separator: " ").first.map(String.init) ?? ")"
            return columns.contains(word) || ["PRIMARY", "FOREIGN", "UNIQUE", ")"].contains(word)
          } ?? lines.count
        #expect(lines[start..<end].contains { $0.contains("--") }, "\(name).\(column)")
      }
    }
  }

  /// Rows that a constraint of the schema must reject, also when another program writes them.
  @Test(arguments: [
    "INSERT INTO users VALUES (1, '', 240, 'UTC', 0)",
    "INSERT INTO users VALUES (1, 'a', 361, 'UTC', 0)",
    "INSERT INTO users VALUES (1, 'a', 240, '../x y', 0)",
    "INSERT INTO users VALUES (1, 'a', 240, 'UTC', 2932897)",
    "INSERT INTO default_user VALUES (1, 9)",
    "INSERT INTO default_user VALUES (2, 7)",
    "INSERT INTO steps VALUES (7, 2, 'noon', 'x', 1, 'toner', NULL, 0, NULL)",
    "INSERT INTO steps VALUES (7, 2, 'am', 'X', 1, 'toner', NULL, 0, NULL)",
    "INSERT INTO steps VALUES (7, 2, 'am', 'a--b', 1, 'toner', NULL, 0, NULL)",
    "INSERT INTO steps VALUES (7, 2, 'am', '-a', 1, 'toner', NULL, 0, NULL)",
    "INSERT INTO steps VALUES (7, 2, 'am', 'x', 1, 'toning', NULL, 0, NULL)",
    "INSERT INTO steps VALUES (7, 2, 'am', 'x', 1, 'toner', 'acid', 0, NULL)",
    "INSERT INTO steps VALUES (7, 2, 'am', 'x', 1, 'toner', NULL, 5, 4)",
    "INSERT INTO steps VALUES (7, 2, 'am', 'a', 1, 'toner', NULL, 0, NULL)",
    "INSERT INTO schedules VALUES (7, 1, 0, 'sometimes', NULL, NULL, NULL, NULL)",
    "INSERT INTO schedules VALUES (7, 1, 0, 'daily', 1, NULL, NULL, NULL)",
    "INSERT INTO schedules VALUES (7, 1, 0, 'weekdays', NULL, NULL, NULL, NULL)",
    "INSERT INTO schedules VALUES (7, 1, 0, 'weekdays', 0, NULL, NULL, NULL)",
    "INSERT INTO schedules VALUES (7, 1, 0, 'weekdays', 128, NULL, NULL, NULL)",
    "INSERT INTO schedules VALUES (7, 1, 0, 'quota', NULL, NULL, 3, NULL)",
    "INSERT INTO schedules VALUES (7, 1, 0, 'quota', NULL, 3, 2, NULL)",
    "INSERT INTO schedules VALUES (7, 1, 0, 'quota', NULL, 8, NULL, NULL)",
    "INSERT INTO schedules VALUES (7, 1, 0, 'as-needed', NULL, 1, NULL, NULL)",
    "INSERT INTO schedules VALUES (7, 1, 0, 'as-needed', NULL, NULL, 8, NULL)",
    "INSERT INTO schedules VALUES (7, 9, 0, 'daily', NULL, NULL, NULL, NULL)",
    "INSERT INTO schedules VALUES (7, 1, 0, 'daily', NULL, NULL, NULL, 1)",
    "INSERT INTO schedules VALUES (7, 1, 0, 'daily', NULL, NULL, NULL, 7)",
    "INSERT INTO schedules VALUES (7, 1, 0, 'quota', NULL, 2, NULL, 2)",
    "INSERT INTO step_products VALUES (7, 1, 0, 9)",
    "INSERT INTO products (user, product, name, expires_on) VALUES (7, 1, 'x', 2932897)",
    "INSERT INTO products (user, product, name) VALUES (7, 1, '')",
    "INSERT INTO products (user, product, name, pao_months) VALUES (7, 1, 'x', 0)",
    "INSERT INTO products (user, product, name, kind) VALUES (7, 1, 'x', 'cream')",
    "INSERT INTO entries VALUES (7, 0, 1, 3, 1, NULL, NULL, NULL, NULL, NULL, NULL)",
    "INSERT INTO entries VALUES (7, 0, 1, 1, 0, NULL, NULL, NULL, NULL, NULL, NULL)",
    "INSERT INTO entries VALUES (7, 0, 1, 1, 1, 0, NULL, NULL, NULL, NULL, NULL)",
    "INSERT INTO entries VALUES (7, 0, 1, 1, 1, NULL, NULL, 'why', NULL, NULL, NULL)",
    "INSERT INTO entries VALUES (7, 0, 1, 0, 1, NULL, NULL, '', NULL, NULL, NULL)",
    "INSERT INTO entries VALUES (7, 0, 1, 1, 1, NULL, NULL, NULL, '', NULL, NULL)",
    "INSERT INTO entries VALUES (7, 0, 2, 1, 1, NULL, NULL, NULL, NULL, NULL, NULL)",
    "INSERT INTO entries VALUES (7, 0, 1, 1, 1, NULL, 9, NULL, NULL, NULL, NULL)",
    "INSERT INTO entries VALUES (7, 0, 1, 'done', 1, NULL, NULL, NULL, NULL, NULL, NULL)",
    "INSERT INTO pauses VALUES (7, 1, 1, 'bha', 0, 1, 'travel', NULL)",
    "INSERT INTO pauses VALUES (7, 1, NULL, NULL, 5, 4, 'travel', NULL)",
    "INSERT INTO pauses VALUES (7, 1, NULL, NULL, 0, 1, 'boredom', NULL)",
    "INSERT INTO pauses VALUES (7, 2, NULL, NULL, 10, NULL, 'travel', NULL)",
    "INSERT INTO pauses VALUES (7, 1, NULL, NULL, 0, 1, 'travel', 'noon')",
    "INSERT INTO pauses VALUES (7, 1, 1, NULL, 0, 1, 'travel', 'am')",
    "INSERT INTO pauses VALUES (7, 1, NULL, 'bha', 0, 1, 'travel', 'actives')",
    "INSERT INTO entries VALUES (7, 0, 1, 1, 1, NULL, NULL, NULL, NULL, NULL, 4000000)",
    "INSERT INTO procedures VALUES (7, 5, 'peel', 4, NULL)",
    "INSERT INTO devices VALUES (1, NULL, 'page', 'x', \(blob), 0, 0)",
    "INSERT INTO devices VALUES (1, 7, 'cohort', 'x', \(blob), 0, 0)",
    "INSERT INTO devices VALUES (1, 7, 'phone', 'x', \(blob), 0, 0)",
    "INSERT INTO devices VALUES (1, 7, 'page', '', \(blob), 0, 0)",
    "INSERT INTO devices VALUES (1, 7, 'page', 'x', x'00', 0, 0)",
    "INSERT INTO pairings VALUES (\(blob), \(blob), 7, 'feed', NULL, 0, 0)",
    "INSERT INTO pairings VALUES (\(blob), x'00', 7, 'page', NULL, 0, 0)",
    "INSERT INTO performed VALUES (7, x'00')",
    "INSERT INTO server VALUES (2, 'http://localhost')",
    "INSERT INTO ratings VALUES (7, 0, 'texture', 11)",
    "INSERT INTO ratings VALUES (7, 0, 'redness', 4)",
    "INSERT INTO ratings VALUES (7, 0, 'beauty', 1)",
    "INSERT INTO notes VALUES (7, 0, '')",
    "INSERT INTO photos (user, day, view, sha256, bytes, file) VALUES (7, 0, 'ear', '\(hash)', 1, 'x')",
    "INSERT INTO photos (user, day, view, sha256, bytes, file) VALUES (7, 0, 'nose', 'abc', 1, 'x')",
    "INSERT INTO photos (user, day, view, sha256, bytes, file) VALUES (7, 0, 'nose', '\(hash)', -1, 'x')",
  ])
  func aWrongRowCannotBeWritten(sql: String) throws {
    try database.executeScript(
      """
      INSERT INTO users VALUES (7, 'me', 240, 'UTC', 0);
      INSERT INTO steps VALUES (7, 1, 'am', 'a', 1, 'toner', NULL, 0, NULL);
      INSERT INTO pauses VALUES (7, 1, NULL, NULL, 10, NULL, 'other', NULL);
      DELETE FROM pauses WHERE pause = 1 AND \(sql.contains("(7, 2") ? 0 : 1);
      """)
    let error = #expect(throws: SQLiteError.self) { try database.executeScript(sql) }
    #expect(error?.isConstraint == true, "\(error?.message ?? "")")
  }

  static let hash = String(repeating: "a", count: 64)
  static let blob = "x'\(hash)'"

  /// Entries in the order of logging: ten years of eleven steps of one user.
  @Test func anEntryTakesAtMost31BytesOnDisk() throws {
    try database.executeScript(
      """
      INSERT INTO users VALUES (1, 'me', 240, 'UTC', 0);
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 11)
      INSERT INTO steps SELECT 1, i, 'am', 'step-' || i, i, 'toner', NULL, 0, NULL FROM n;
      WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 11 * 3650 - 1)
      INSERT INTO entries SELECT 1, 20000 + i / 11, 1 + i % 11, 1, 1, NULL, NULL, NULL, NULL,
        (20000 + i / 11) * 86400 + 75600 + i % 11, 0 FROM n;
      """)
    let pages =
      try database.statement(
        "SELECT sum(pgsize) FROM dbstat WHERE name = 'entries'"
      ).first { try $0.integer(0) } ?? 0
    let perEntry = Double(pages) / Double(11 * 3650)
    print("bytes on disk an entry: \(perEntry)")
    #expect(perEntry <= 31)
  }
}
