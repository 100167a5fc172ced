import TestSupport
import Testing

@testable import SQLite

/// Restoring replaces the content of the database `now` with that of `before`.
@Suite struct RestoreTests {
  struct Pair {
    let folder: TemporaryFolder
    let now: Connection
    let before: Connection

    init() throws {
      folder = try TemporaryFolder()
      now = try Connection(path: folder.file("now.db"), busyTimeout: 50)
      before = try Connection(path: folder.file("before.db"))
      for (connection, rows) in [(now, 400), (before, 2)] {
        try connection.setJournalMode("wal", timeout: 100)
        try connection.executeScript("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)")
        try connection.write {
          for _ in 0..<rows {
            try connection.execute(
              "INSERT INTO t (b) VALUES (?)", String(repeating: "x", count: 90))
          }
        }
      }
    }

    func other() throws -> Connection {
      try Connection(path: folder.file("now.db"), busyTimeout: 20)
    }

    func count(_ connection: Connection) throws -> Int64? {
      try connection.statement("SELECT count(*) FROM t").first { try $0.integer(0) }
    }
  }

  /// No connection can write between `beforehand` and the replacement, so no committed row is lost.
  @Test func noConnectionCanWriteDuringARestore() throws {
    let pair = try Pair()
    let other = try pair.other()
    #expect(try pair.count(other) == 400)
    try pair.now.restore(from: pair.before) {
      #expect(throws: SQLiteError.self) { try other.execute("INSERT INTO t (b) VALUES ('lost')") }
      // A reader still sees the previous content.
      let seen = try pair.count(other)
      #expect(seen == 400)
    }
    #expect(try pair.count(other) == 2)
    #expect(try pair.count(pair.now) == 2)
    try other.execute("INSERT INTO t (b) VALUES ('kept')")
    #expect(try pair.count(pair.now) == 3)
    #expect(try other.integrityProblems(limit: 1).isEmpty)
  }

  @Test func anErrorBeforehandLeavesTheDatabase() throws {
    let pair = try Pair()
    struct Stop: Error {}
    #expect(throws: Stop.self) { try pair.now.restore(from: pair.before) { throw Stop() } }
    #expect(try pair.count(pair.now) == 400)
    let other = try pair.other()
    try other.execute("INSERT INTO t (b) VALUES ('goes on')")
    #expect(try pair.count(pair.now) == 401)
    #expect(try pair.now.integrityProblems(limit: 1).isEmpty)
  }

  @Test func restoringIsBusyWhileAnotherConnectionWrites() throws {
    let pair = try Pair()
    let other = try pair.other()
    try other.write {
      try other.execute("INSERT INTO t (b) VALUES ('first')")
      let error = #expect(throws: SQLiteError.self) { try pair.now.restore(from: pair.before) {} }
      #expect(error?.isBusy == true)
    }
    #expect(try pair.count(pair.now) == 401)
  }

  @Test func orphansAreCountedByTable() throws {
    let pair = try Pair()
    try pair.now.executeScript(
      """
      PRAGMA foreign_keys = OFF;
      CREATE TABLE child (a INTEGER REFERENCES t (a), b INTEGER REFERENCES t (a));
      INSERT INTO child VALUES (1, 2), (1, 9999), (8888, 7777);
      """)
    #expect(try pair.now.orphans().map { "\($0.table) \($0.count)" } == ["child 3"])
  }
}
