import Foundation
import TestSupport
import Testing

@testable import SQLite

@Suite struct ConnectionTests {
  let folder: TemporaryFolder
  let connection: Connection

  init() throws {
    folder = try TemporaryFolder()
    connection = try Migrator(
      applicationID: 7,
      migrations: [
        Migration(
          version: 1, name: "one",
          sql: """
            CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT;
            CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent (id)) STRICT;
            """)
      ]
    ).open(folder.file("a.db"))
  }

  func count(_ table: String, _ connection: Connection? = nil) throws -> Int64 {
    try (connection ?? self.connection).statement("SELECT count(*) FROM \(table)")
      .first { try $0.integer(0) } ?? -1
  }

  @Test func foreignKeysAreEnforced() {
    let error = #expect(throws: SQLiteError.self) {
      try connection.execute("INSERT INTO child (parent) VALUES (1)")
    }
    #expect(error?.extendedCode == .foreignKeyConstraint)
  }

  @Test func theSchemaTableCannotBeWritten() {
    #expect(throws: SQLiteError.self) {
      try connection.executeScript("PRAGMA writable_schema = ON; DELETE FROM sqlite_schema")
    }
  }

  @Test func commitsAreSynced() throws {
    #expect(try connection.pragma("synchronous") == 2)
    #expect(try connection.statement("PRAGMA journal_mode").first { try $0.text(0) } == "wal")
  }

  @Test func aFileIsCreatedForItsOwnerOnly() throws {
    try connection.execute("INSERT INTO parent VALUES (1)")
    for name in ["a.db", "a.db-wal", "a.db-shm"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.file(name))
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
    }
  }

  @Test func aDanglingSymbolicLinkIsNotFollowed() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link.db"), withDestinationPath: folder.file("elsewhere.db"))
    #expect(throws: SQLiteError.self) { _ = try Connection(path: folder.file("link.db")) }
    #expect(!FileManager.default.fileExists(atPath: folder.file("elsewhere.db")))
  }

  // MARK: Transactions

  @Test func aThrownErrorRollsBack() throws {
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      try connection.write {
        try connection.execute("INSERT INTO parent VALUES (1)")
        throw Stop()
      }
    }
    #expect(try count("parent") == 0)
    try connection.write { try connection.execute("INSERT INTO parent VALUES (2)") }
    #expect(try count("parent") == 1)
  }

  @Test func anErrorInANestedWriteRollsBackTheNestedWrite() throws {
    struct Stop: Error {}
    try connection.write {
      try connection.execute("INSERT INTO parent VALUES (1)")
      #expect(throws: Stop.self) {
        try connection.write {
          try connection.execute("INSERT INTO parent VALUES (2)")
          throw Stop()
        }
      }
      try connection.write { try connection.execute("INSERT INTO parent VALUES (3)") }
    }
    #expect(
      try connection.statement("SELECT id FROM parent ORDER BY id").map { try $0.integer(0) } == [
        1, 3,
      ])
  }

  @Test func theErrorOfTheBodyIsThrownNotThatOfTheRollback() {
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      try connection.write {
        // Ends the transaction as SQLite itself can after an I/O error.
        try connection.executeScript("ROLLBACK")
        throw Stop()
      }
    }
    #expect(throws: Never.self) { try connection.write {} }
  }

  @Test func aReadCannotWrite() throws {
    let error = #expect(throws: SQLiteError.self) {
      try connection.read { try connection.execute("INSERT INTO parent VALUES (1)") }
    }
    #expect(error?.code == .readOnly)
    #expect(throws: SQLiteError.self) { try connection.read { try connection.write {} } }
    // After `read`, writing is allowed again.
    try connection.execute("INSERT INTO parent VALUES (1)")
    #expect(try count("parent") == 1)
  }

  @Test func aReadCannotRunScriptsOrApplyChanges() throws {
    let (_, changes) = try connection.write {
      try connection.recordingChanges { try connection.execute("INSERT INTO parent VALUES (9)") }
    }
    #expect(throws: SQLiteError.self) {
      try connection.read { try connection.executeScript("DELETE FROM parent") }
    }
    #expect(throws: SQLiteError.self) {
      try connection.read { try connection.apply(try changes.inverted()) }
    }
    #expect(try count("parent") == 1)
  }

  /// SQLite can roll back by itself (https://sqlite.org/lang_transaction.html). The outer `write` must not continue
  /// without a transaction.
  @Test func nothingIsWrittenAfterSQLiteRolledBack() throws {
    struct Stop: Error {}
    #expect(throws: SQLiteError.self) {
      try connection.write {
        try? connection.write {
          try connection.executeScript("ROLLBACK")
          throw Stop()
        }
        try connection.execute("INSERT INTO parent VALUES (1)")
      }
    }
    #expect(try count("parent") == 0)
    try connection.write { try connection.execute("INSERT INTO parent VALUES (2)") }
    #expect(try count("parent") == 1)
  }

  /// Closing a file descriptor would release the locks of this process
  /// (https://sqlite.org/howtocorrupt.html, section 2.2).
  @Test(.enabled(if: isInstalled("/usr/bin/sqlite3"), "the sqlite3 shell is not installed"))
  func readingTheHeaderKeepsTheLocks() throws {
    try connection.execute("INSERT INTO parent VALUES (1)")
    try connection.write {
      _ = try DatabaseFile(at: folder.file("a.db"))
      // Another process, because POSIX locks of one process do not exclude each other.
      let other = try start(
        "/usr/bin/sqlite3",
        [folder.file("a.db"), "PRAGMA busy_timeout = 0; INSERT INTO parent VALUES (2)"]
      ).finish()
      #expect(other.code != 0)
    }
  }

  @Test func vacuumingFailsWhileAnotherConnectionIsOpen() throws {
    let other = try Connection(path: folder.file("a.db"))
    _ = try other.statement("SELECT count(*) FROM parent").first { try $0.integer(0) }
    var hasRun = false
    let error = #expect(throws: SQLiteError.self) {
      try connection.withExclusiveVacuum { hasRun = true }
    }
    #expect(error?.isBusy == true && !hasRun)
    #expect(try connection.statement("PRAGMA journal_mode").first { try $0.text(0) } == "wal")
  }

  @Test func vacuumingRemovesDeletedBytes() throws {
    try connection.executeScript("CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT)")
    for id in 1...200 { try connection.execute("INSERT INTO words VALUES (?, ?)", id, "hush\(id)") }
    try connection.withExclusiveVacuum { try connection.execute("DELETE FROM words") }
    let bytes = String(decoding: try folder.bytes(of: "a.db"), as: UTF8.self)
    #expect(!bytes.contains("hush"))
    #expect(try connection.statement("PRAGMA journal_mode").first { try $0.text(0) } == "wal")
    // Other connections can open the file again.
    try Connection(path: folder.file("a.db")).execute("INSERT INTO parent VALUES (1)")
  }

  @Test func aChangeOfAMissingTableIsAnError() throws {
    try connection.executeScript("CREATE TABLE later (id INTEGER PRIMARY KEY, a TEXT)")
    let (_, changes) = try connection.write {
      try connection.recordingChanges {
        try connection.execute("INSERT INTO later VALUES (1, 'x')")
      }
    }
    #expect(try changes.mentions(1) { _ in 0 } && !changes.mentions(2) { _ in 0 })
    try connection.executeScript("ALTER TABLE later RENAME TO other")
    let error = #expect(throws: SQLiteError.self) { try connection.apply(try changes.inverted()) }
    #expect(error?.code == .corrupt)
  }

  @Test func aReadInsideAWriteCannotWrite() throws {
    try connection.write {
      #expect(throws: SQLiteError.self) {
        try connection.read { try connection.execute("INSERT INTO parent VALUES (1)") }
      }
      try connection.execute("INSERT INTO parent VALUES (2)")
    }
    #expect(try count("parent") == 1)
  }

  @Test func aReadSeesOneSnapshot() throws {
    let other = try Connection(path: folder.file("a.db"))
    try connection.read {
      #expect(try count("parent") == 0)
      try other.execute("INSERT INTO parent VALUES (1)")
      #expect(try count("parent") == 0)
    }
    #expect(try count("parent") == 1)
  }

  /// A deferred transaction that has read fails without waiting if it writes after another connection has written.
  /// `write` takes the write lock first, so it waits.
  @Test func concurrentWritesWaitForEachOther() async throws {
    let path = folder.file("a.db")
    let other = try Connection(path: path)
    let deferred = #expect(throws: SQLiteError.self) {
      try connection.executeScript("BEGIN DEFERRED; SELECT count(*) FROM parent;")
      try other.execute("INSERT INTO parent VALUES (1)")
      try connection.execute("INSERT INTO parent VALUES (2)")
    }
    #expect(deferred?.extendedCode == .busySnapshot)
    try connection.executeScript("ROLLBACK")

    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 1...4 {
        group.addTask {
          let connection = try Connection(path: path)
          for turn in 1...25 {
            try connection.write {
              _ = try connection.statement("SELECT count(*) FROM parent").first {
                try $0.integer(0)
              }
              try connection.execute("INSERT INTO parent VALUES (?)", writer * 1000 + turn)
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try count("parent") == 101)
  }

  @Test func aLockedDatabaseIsBusyAfterTheTimeout() throws {
    let other = try Connection(path: folder.file("a.db"), busyTimeout: 20)
    try connection.write {
      let error = #expect(throws: SQLiteError.self) { try other.write {} }
      #expect(error?.isBusy == true)
    }
  }

  @Test func aLongStatementCanBeInterrupted() async throws {
    let interrupter = connection.interrupter
    let stop = Task.detached {
      while !Task.isCancelled {
        interrupter.interrupt()
        try await Task.sleep(for: .milliseconds(5))
      }
    }
    let error = #expect(throws: SQLiteError.self) {
      try connection.statement(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
      ).run()
    }
    stop.cancel()
    #expect(error?.isInterrupt == true)
  }

  @Test func interruptingAClosedConnectionDoesNothing() throws {
    let interrupter = try Connection(path: folder.file("b.db")).interrupter
    interrupter.interrupt()
  }

  // MARK: Changesets

  @Test func aChangeCanBeInvertedAndReapplied() throws {
    try connection.execute("INSERT INTO parent VALUES (1)")
    let (_, changes) = try connection.write {
      try connection.recordingChanges {
        try connection.execute("INSERT INTO parent VALUES (2)")
        try connection.execute("INSERT INTO child VALUES (5, 2)")
        try connection.execute("DELETE FROM parent WHERE id = 1")
      }
    }
    try connection.apply(try changes.inverted())
    #expect(try connection.statement("SELECT id FROM parent").map { try $0.integer(0) } == [1])
    #expect(try count("child") == 0)
    try connection.apply(changes)
    #expect(try connection.statement("SELECT id FROM parent").map { try $0.integer(0) } == [2])
  }

  @Test func recordingNoChangesGivesAnEmptyChangeset() throws {
    let (result, changes) = try connection.write { try connection.recordingChanges { 7 } }
    #expect(result == 7)
    #expect(changes.isEmpty)
    try connection.apply(changes)
  }

  @Test func invertingAChangeFailsIfLaterRowsReferToIt() throws {
    let (_, changes) = try connection.write {
      try connection.recordingChanges {
        try connection.execute("INSERT INTO parent VALUES (1), (2)")
      }
    }
    try connection.execute("INSERT INTO child VALUES (1, 2)")
    let error = #expect(throws: SQLiteError.self) { try connection.apply(try changes.inverted()) }
    #expect(error?.code == .abort)
    #expect(try count("parent") == 2)
  }

  @Test func aDamagedChangesetIsRefused() {
    #expect(throws: SQLiteError.self) { _ = try Changeset(bytes: [1, 2, 3]).inverted() }
  }

  // MARK: Backup

  @Test func aBackupHasTheCommittedRows() throws {
    try connection.execute("INSERT INTO parent VALUES (1), (2)")
    try connection.write {
      try connection.execute("INSERT INTO parent VALUES (3)")
      let other = try Connection(path: folder.file("a.db"))
      try other.backUp(to: folder.file("copy.db"))
    }
    let copy = try Connection(path: folder.file("copy.db"))
    #expect(try count("parent", copy) == 2)
    #expect(try copy.statement("PRAGMA integrity_check").first { try $0.text(0) } == "ok")
  }
}
