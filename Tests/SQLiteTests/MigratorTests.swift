import Foundation
import TestSupport
import Testing

@testable import SQLite

@Suite struct MigratorTests {
  let folder: TemporaryFolder
  var path: String { folder.file("a.db") }
  let one = Migration(
    version: 1, name: "one", sql: "CREATE TABLE t (id INTEGER PRIMARY KEY) STRICT;")
  let two = Migration(version: 2, name: "two", sql: "ALTER TABLE t ADD COLUMN name TEXT;")

  init() throws { folder = try TemporaryFolder() }

  func open(_ migrations: [Migration], id: Int32 = 77) throws -> Connection {
    try Migrator(applicationID: id, migrations: migrations).open(path)
  }

  /// Expects opening to throw `refusal` and to leave the files unchanged, byte for byte.
  func expectRefusal(_ refusal: Migrator.Refusal, _ migrations: [Migration], id: Int32 = 77) throws
  {
    let names = try folder.names().filter { !$0.hasSuffix("-shm") }
    let before = try names.map(folder.bytes)
    #expect(throws: refusal) { _ = try open(migrations, id: id) }
    #expect(try folder.names().filter { !$0.hasSuffix("-shm") } == names)
    #expect(try names.map(folder.bytes) == before)
  }

  @Test func aNewFileIsMigrated() throws {
    let connection = try open([one, two])
    #expect(try connection.pragma("user_version") == 2)
    #expect(try connection.pragma("application_id") == 77)
    try connection.execute("INSERT INTO t (name) VALUES ('x')")
  }

  @Test func anEmptyFileIsMigrated() throws {
    try folder.write("", to: "a.db")
    #expect(try open([one]).pragma("user_version") == 1)
  }

  @Test func anEarlierVersionIsCopiedAndMigrated() throws {
    try open([one]).execute("INSERT INTO t VALUES (5)")
    let connection = try open([one, two])
    #expect(
      try connection.statement("SELECT id FROM t WHERE name IS NULL").first { try $0.integer(0) }
        == 5)
    let copy = try Connection(path: path + ".v1")
    #expect(try copy.pragma("user_version") == 1)
    #expect(try copy.statement("SELECT id FROM t").first { try $0.integer(0) } == 5)
  }

  /// If two processes open the same old version, the second must not apply the migration again.
  @Test func aMigrationByAnotherProcessIsNotAppliedAgain() throws {
    let migrator = Migrator(applicationID: 77, migrations: [one, two])
    let late = try open([one])
    _ = try migrator.open(path)
    try late.write { try migrator.apply(two, to: late) }
    #expect(try late.pragma("user_version") == 2)
  }

  @Test func theCallerNamesTheCopy() throws {
    _ = try open([one])
    let migrator = Migrator(applicationID: 77, migrations: [one, two]) { "\($0).before-\($1 + 1)" }
    _ = try migrator.open(path)
    #expect(try folder.names().contains("a.db.before-2"))
    #expect(try !folder.names().contains("a.db.v1"))
  }

  @Test func anEarlierCopyIsNotReplaced() throws {
    try open([one]).execute("INSERT INTO t VALUES (5)")
    try folder.write("mine", to: "a.db.v1")
    _ = try open([one, two])
    #expect(try folder.bytes(of: "a.db.v1") == Array("mine".utf8))
    #expect(try Connection(path: path + ".v1-2").pragma("user_version") == 1)
  }

  @Test func aFailedMigrationIsRolledBack() throws {
    try open([one]).execute("INSERT INTO t VALUES (5)")
    let broken = Migration(
      version: 2, name: "two", sql: "ALTER TABLE t ADD COLUMN a TEXT; nonsense;")
    #expect(throws: SQLiteError.self) { _ = try open([one, broken]) }
    let connection = try open([one])
    #expect(try connection.pragma("user_version") == 1)
    #expect(throws: SQLiteError.self) { _ = try connection.statement("SELECT a FROM t") }
  }

  @Test func aMigrationThatViolatesForeignKeysFails() throws {
    let orphan = Migration(
      version: 2, name: "two",
      sql:
        "CREATE TABLE c (id INTEGER PRIMARY KEY, t INTEGER REFERENCES t (id)); INSERT INTO c VALUES (1, 9);"
    )
    let error = #expect(throws: SQLiteError.self) { _ = try open([one, orphan]) }
    #expect(error?.isConstraint == true)
    #expect(try open([one]).pragma("user_version") == 1)
  }

  @Test func foreignKeysAreEnforcedAfterAMigration() throws {
    let connection = try open([
      one,
      Migration(
        version: 2, name: "two",
        sql: "CREATE TABLE c (id INTEGER PRIMARY KEY, t INTEGER REFERENCES t (id));"),
    ])
    #expect(throws: SQLiteError.self) { try connection.execute("INSERT INTO c VALUES (1, 9)") }
  }

  @Test(arguments: ["no database", "SQLite format 3\0", String(repeating: "x", count: 5000)])
  func aFileThatIsNotADatabaseIsRefused(text: String) throws {
    try folder.write(text, to: "a.db")
    try expectRefusal(.notADatabase, [one])
  }

  @Test(arguments: ["DELETE", "WAL"], [0, 4711])
  func anotherProgramsDatabaseIsRefused(mode: String, mark: Int) throws {
    do {
      let other = try Connection(path: path)
      try other.executeScript(
        "PRAGMA journal_mode = \(mode); PRAGMA application_id = \(mark); CREATE TABLE theirs (x);")
    }
    try expectRefusal(.foreign, [one])
  }

  @Test func anotherProgramsOpenWALIsNotChanged() throws {
    let other = try Connection(path: path)
    try other.executeScript(
      "PRAGMA journal_mode = WAL; CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)")
    try expectRefusal(.foreign, [one])
  }

  @Test func aNewerVersionIsRefused() throws {
    _ = try open([one, two])
    try expectRefusal(.newer(version: 2, known: 1), [one])
  }

  /// Makes a database at `path` whose changes by `write` are only in its WAL file, as after a crash: the files are
  /// copied while a connection has them open.
  func leaveInWAL(_ write: (Connection) throws -> Void) throws {
    let live = folder.file("live.db")
    let writer = try Migrator(applicationID: 77, migrations: [one]).open(live)
    try write(writer)
    try FileManager.default.copyItem(atPath: live, toPath: path)
    try FileManager.default.copyItem(atPath: live + "-wal", toPath: path + "-wal")
    #expect(try folder.bytes(of: "a.db-wal").count > 4096)
  }

  /// The header of the database file still has the previous version.
  @Test func aNewerVersionInTheWALIsRefused() throws {
    try leaveInWAL { try $0.executeScript("PRAGMA user_version = 9") }
    try expectRefusal(.newer(version: 9, known: 1), [one])
  }

  @Test func anAlteredMigrationIsRefused() throws {
    _ = try open([one, two])
    let edited = Migration(version: 2, name: "two", sql: two.sql + " ")
    try expectRefusal(.altered(version: 2), [one, edited])
  }

  @Test func anAlteredMigrationIsRefusedWithAWAL() throws {
    try leaveInWAL { try $0.execute("INSERT INTO t VALUES (1)") }
    let edited = Migration(version: 1, name: "one", sql: one.sql + " ")
    try expectRefusal(.altered(version: 1), [edited])
  }

  @Test func aWALLeftByACrashIsApplied() throws {
    try leaveInWAL { try $0.execute("INSERT INTO t VALUES (1)") }
    #expect(try open([one]).statement("SELECT count(*) FROM t").first { try $0.integer(0) } == 1)
    #expect(try folder.names().filter { $0.hasPrefix("a.db") } == ["a.db"])
  }

  @Test func aMissingRecordIsRefused() throws {
    try open([one, two]).execute("DELETE FROM migrations WHERE version = 2")
    try expectRefusal(.altered(version: 2), [one, two])
  }

  @Test func aFolderCannotBeOpened() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    let error = #expect(throws: SQLiteError.self) { _ = try open([one]) }
    #expect(error?.code == .cantOpen)
  }

  @Test func aNewFileCanBeOpenedConcurrently() async throws {
    let migrator = Migrator(applicationID: 77, migrations: [one, two])
    let path = path
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 1...8 {
        group.addTask { try migrator.open(path).execute("INSERT INTO t (name) VALUES ('x')") }
      }
      try await group.waitForAll()
    }
    let count = try open([one, two]).statement("SELECT count(*) FROM t").first { try $0.integer(0) }
    #expect(count == 8)
  }

  /// Test vectors of http://www.isthe.com/chongo/tech/comp/fnv/.
  @Test(
    arguments: [
      ("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8),
    ] as [(String, UInt64)])
  func theChecksumIsFNV1a(text: String, hash: UInt64) {
    #expect(UInt64(bitPattern: Migration(version: 1, name: "", sql: text).checksum) == hash)
  }
}
