import Foundation
import TestSupport
import Testing

@testable import SQLite

/// Opening an up-to-date database takes two statements. Other databases go through the full check.
@Suite struct OpeningTests {
  let folder: TemporaryFolder
  var path: String { folder.file("a.db") }
  let one = Migration(
    version: 1, name: "one", sql: "CREATE TABLE t (id INTEGER PRIMARY KEY) STRICT;")
  let two = Migration(version: 2, name: "two", sql: "ALTER TABLE t ADD COLUMN name TEXT;")

  init() throws { folder = try TemporaryFolder() }

  func open(_ migrations: [Migration]) throws -> Connection {
    try Migrator(applicationID: 77, migrations: migrations).open(path)
  }

  /// Expects opening to throw `refusal` and to leave the files unchanged, byte for byte.
  func expectRefusal(_ refusal: Migrator.Refusal, _ migrations: [Migration]) throws {
    let names = try folder.names().filter { !$0.hasSuffix("-shm") }
    let before = try names.map(folder.bytes)
    #expect(throws: refusal) { _ = try open(migrations) }
    #expect(try folder.names().filter { !$0.hasSuffix("-shm") } == names)
    #expect(try names.map(folder.bytes) == before)
  }

  /// Makes a database at `path` whose changes by `write` are only in its WAL file, as after a crash. The header of the
  /// database file is still the previous one.
  func leaveInWAL(_ write: (Connection) throws -> Void) throws {
    let live = folder.file("live.db")
    let writer = try Migrator(applicationID: 77, migrations: [one]).open(live)
    try write(writer)
    try FileManager.default.copyItem(atPath: live, toPath: path)
    try FileManager.default.copyItem(atPath: live + "-wal", toPath: path + "-wal")
    let header = DatabaseFile.Content.database(applicationID: 77, userVersion: 1, isWAL: true)
    #expect(try DatabaseFile(at: path).content == header)
    #expect(try DatabaseFile(at: path).hasWAL)
  }

  // MARK: Number of statements

  @Test func openingAnUpToDateDatabasePreparesTwoStatements() throws {
    #expect(try open([one, two]).preparedCount > 2)
    let connection = try open([one, two])
    #expect(connection.preparedCount == 2)
    #expect(connection.keptSQL.contains("PRAGMA synchronous = FULL"))
    #expect(try connection.pragma("synchronous") == 2)
  }

  @Test func openingBesideAnotherConnectionPreparesTwoStatements() throws {
    let other = try open([one])
    try other.execute("INSERT INTO t VALUES (1)")
    #expect(try DatabaseFile(at: path).hasWAL)
    #expect(try open([one]).preparedCount == 2)
  }

  @Test func openingAfterACrashPreparesTwoStatements() throws {
    try leaveInWAL { try $0.execute("INSERT INTO t VALUES (1)") }
    #expect(try open([one]).preparedCount == 2)
    #expect(try folder.names().filter { $0.hasPrefix("a.db") } == ["a.db"])
  }

  // MARK: A header that is out of date

  @Test func aNewerVersionInTheWALIsRefused() throws {
    try leaveInWAL { writer in
      try writer.write {
        try Migrator(applicationID: 77, migrations: [one, two]).apply(two, to: writer)
      }
    }
    try expectRefusal(.newer(version: 2, known: 1), [one])
    #expect(try open([one, two]).preparedCount > 2)
  }

  @Test(arguments: [
    "",
    "CREATE TABLE pragma_user_version (user_version); INSERT INTO pragma_user_version VALUES (1)",
  ])
  func aNewerUserVersionInTheWALIsRefused(script: String) throws {
    try leaveInWAL { try $0.executeScript("PRAGMA user_version = 9; \(script)") }
    try expectRefusal(.newer(version: 9, known: 1), [one])
  }

  @Test func anotherApplicationIDInTheWALIsRefused() throws {
    try leaveInWAL { try $0.executeScript("PRAGMA application_id = 78") }
    try expectRefusal(.foreign, [one])
  }

  @Test func anAlteredMigrationRecordInTheWALIsRefused() throws {
    try leaveInWAL { try $0.execute("UPDATE migrations SET checksum = 5") }
    try expectRefusal(.altered(version: 1), [one])
  }

  @Test func aFurtherMigrationRecordInTheWALIsRefused() throws {
    try leaveInWAL { try $0.execute("INSERT INTO migrations VALUES (2, 'two', 5)") }
    try expectRefusal(.altered(version: 2), [one])
  }

  /// Another process migrates between the reading of the header and that of the migration record.
  @Test func aConcurrentMigrationIsNoticed() throws {
    let connection = try open([one])
    let migrator = Migrator(applicationID: 77, migrations: [one])
    try connection.execute("INSERT INTO t VALUES (1)")
    let file = try DatabaseFile(at: path)
    try connection.executeScript("PRAGMA wal_checkpoint(TRUNCATE)")
    let before = try DatabaseFile(at: path)
    #expect(file.hasWAL && !before.hasWAL)
    #expect(try migrator.isUpToDate(connection, before))
    #expect(try migrator.isUpToDate(connection, file))

    try connection.write {
      try Migrator(applicationID: 77, migrations: [one, two]).apply(two, to: connection)
    }
    #expect(try !migrator.isUpToDate(connection, before))
    #expect(try !migrator.isUpToDate(connection, file))
    #expect(throws: Migrator.Refusal.newer(version: 2, known: 1)) {
      try migrator.checkRecord(of: connection)
    }
  }

  // MARK: Unusual files

  @Test(arguments: [
    ("DELETE FROM migrations WHERE version = 2", 2),
    ("UPDATE migrations SET version = 3 WHERE version = 2", 3),
    ("INSERT INTO migrations VALUES (3, 'three', 1)", 3),
    ("UPDATE migrations SET checksum = 1 WHERE version = 1", 1),
  ])
  func aDifferentMigrationRecordIsRefused(sql: String, version: Int32) throws {
    try open([one, two]).execute(sql)
    try expectRefusal(.altered(version: version), [one, two])
  }

  @Test(arguments: [
    "CREATE TRIGGER odd AFTER INSERT ON t BEGIN DELETE FROM t; END",
    "CREATE VIEW odd AS SELECT 1",
  ])
  func aTriggerOrAViewIsRefused(sql: String) throws {
    try open([one]).executeScript(sql)
    try expectRefusal(.unexpectedSchemaObject(name: "odd"), [one])
  }

  /// The second view has an infinite number of rows.
  @Test(arguments: [
    "ALTER TABLE migrations RENAME TO odd; CREATE VIEW migrations AS SELECT * FROM odd;",
    """
    DROP TABLE migrations;
    CREATE VIEW migrations AS WITH RECURSIVE n (version) AS (SELECT 1 UNION ALL SELECT version + 1 FROM n)
    SELECT version, 0 AS checksum FROM n;
    """,
  ])
  func aViewInPlaceOfTheMigrationRecordIsRefused(script: String) throws {
    try open([one]).executeScript(script)
    try expectRefusal(.unexpectedSchemaObject(name: "migrations"), [one])
  }

  @Test(arguments: [
    "DROP TABLE migrations",
    "DROP TABLE migrations; CREATE TABLE migrations (version, checksum); INSERT INTO migrations VALUES ('x', 'y')",
  ])
  func aMigrationRecordOfAnotherFormIsAnError(script: String) throws {
    try open([one]).executeScript(script)
    let error = #expect(throws: SQLiteError.self) { _ = try open([one]) }
    #expect(error?.code == (script.contains("CREATE") ? .mismatch : .error))
  }

  @Test func aDatabaseIsSetToWALMode() throws {
    try open([one]).executeScript("PRAGMA journal_mode = DELETE")
    let connection = try open([one])
    #expect(try connection.statement("PRAGMA journal_mode").first { try $0.text(0) } == "wal")
  }

  /// The full check would wait for the lock a second time.
  @Test func aLockedDatabaseIsNotCheckedAgain() throws {
    let other = try open([one])
    let file = try DatabaseFile(at: path)
    try other.executeScript(
      "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; INSERT INTO t VALUES (1); COMMIT;")
    let connection = try Connection(path: path, busyTimeout: 20)
    let error = #expect(throws: SQLiteError.self) {
      _ = try Migrator(applicationID: 77, migrations: [one]).isUpToDate(connection, file)
    }
    #expect(error?.isBusy == true)
  }
}
