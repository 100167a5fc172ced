import CSQLite

/// One numbered step of a schema's history. Once released it is never edited: a later one amends it.
public struct Migration: Sendable {
  /// Its number, from 1 without a gap.
  public let version: Int32
  /// Its name, for people.
  public let name: String
  /// The script that makes the step.
  public let sql: String

  /// Describes a step.
  public init(version: Int32, name: String, sql: String) {
    self.version = version
    self.name = name
    self.sql = sql
  }

  /// By which an edit of the script is noticed.
  var checksum: Int64 { Int64(bitPattern: fnv1a(sql)) }
}

/// Opens a database of one program and brings its schema up to date.
///
/// Each migration runs in a transaction of its own, which takes the write lock and then reads the
/// version again: of two processes that start at once, one migrates and the other finds it done.
/// What was applied is recorded with its checksum in the table `migrations`.
public struct Migrator: Sendable {
  /// Why a file is not the program's to open. The file is left as it was, byte for byte.
  public enum Refusal: Error, Equatable {
    /// It is no SQLite database at all.
    case notADatabase
    /// It is a database of another program.
    case foreign
    /// It was written by a later version of the program.
    case newer(version: Int32, known: Int32)
    /// A migration in it is not the one this program has under that number.
    case altered(version: Int32)
    /// There is no database, or one of no bytes, but a log beside it with changes that would be lost.
    case orphanedLog
    /// It has a trigger or a view, which no migration makes: it could change what is written.
    case foreignParts(name: String)
  }

  let applicationID: Int32
  let migrations: [Migration]

  /// Describes the databases to open.
  ///
  /// - Parameters:
  ///   - applicationID: the program's mark in the file's header, not 0, which marks nobody's.
  ///   - migrations: all of them, by version from 1.
  public init(applicationID: Int32, migrations: [Migration]) {
    self.applicationID = applicationID
    self.migrations = migrations
  }

  var latest: Int32 { migrations.last?.version ?? 0 }

  /// Opens `path`, creating or migrating it as needed, in WAL mode with a sync at every commit.
  ///
  /// Before a file of an earlier version is migrated it is copied to `path` + `.v<version>`, with a
  /// number behind that when there is such a file already.
  /// - Throws: `Refusal` when the file is not this program's, `SQLiteError` else.
  public func open(
    _ path: String, busyTimeout: Int32 = 5000, whileWaiting: @escaping () -> Void = {}
  ) throws -> Connection {
    let file = try DatabaseFile(at: path)
    try refuse(file)
    let connection = try Connection(
      path: path, busyTimeout: busyTimeout, whileWaiting: whileWaiting)
    // Until the file is known to be ours, closing it must not move a log that another left into it.
    if file.hasWAL { try connection.configure(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true) }
    // A commit is on disk when it returns (https://sqlite.org/pragma.html#pragma_synchronous).
    try connection.execute("PRAGMA synchronous = FULL")
    var version = try check(connection)
    if version < latest {
      version = try migrate(connection, from: version)
    }
    if case .database(_, _, isWAL: true) = file.content {
    } else {
      try connection.setJournalMode("wal", patience: busyTimeout)
    }
    if file.hasWAL { try connection.configure(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false) }
    return connection
  }

  /// Looks at the file at `path` without opening it as a database.
  ///
  /// - Throws: `Refusal` when its header alone tells that it is not this program's; `SQLiteError` when it cannot
  ///   be read, or is not there.
  public func checkHeader(of path: String) throws {
    let file = try DatabaseFile(at: path)
    if file.content == .nothing { throw Refusal.notADatabase }
    try refuse(file)
  }

  /// Looks whether the migrations that made the database are this program's.
  ///
  /// - Throws: `Refusal`, `SQLiteError`.
  public func checkRecord(of connection: Connection) throws {
    // An empty database has no record, and is nobody's.
    if try check(connection) == 0 { throw Refusal.foreign }
  }

  /// Refuses what the header alone gives away. A database of ours has the mark in its header before it
  /// is turned to WAL, so one in WAL mode without the mark is another's and is not even opened.
  private func refuse(_ file: DatabaseFile) throws {
    switch file.content {
    // SQLite would take the log for that of a database that is gone, and delete it.
    case .nothing where file.hasWAL: throw Refusal.orphanedLog
    case .nothing: return
    case .other: throw Refusal.notADatabase
    case .database(applicationID, let version, _):
      if version > latest { throw Refusal.newer(version: version, known: latest) }
    case .database(let other, _, let isWAL):
      if other != 0 || isWAL { throw Refusal.foreign }
    }
  }

  /// The version of the schema, once the database is known to be this program's.
  private func check(_ connection: Connection) throws -> Int32 {
    try connection.read {
      let version = Int32(truncatingIfNeeded: try connection.pragma("user_version"))
      let mark = Int32(truncatingIfNeeded: try connection.pragma("application_id"))
      if mark != applicationID {
        let isEmpty = try connection.statement("SELECT 1 FROM sqlite_schema").first { _ in } == nil
        guard mark == 0, version == 0, isEmpty else { throw Refusal.foreign }
        return 0
      }
      if version > latest { throw Refusal.newer(version: version, known: latest) }
      // The mark and the first version come in one transaction.
      if version < 1 { throw Refusal.altered(version: version) }
      try checkRecord(connection, upTo: version)
      let part = try connection.statement(
        "SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view')"
      ).first { try $0.text(0) }
      if let part { throw Refusal.foreignParts(name: part) }
      return version
    }
  }

  private func checkRecord(_ connection: Connection, upTo version: Int32) throws {
    var expected = migrations.prefix { $0.version <= version }[...]
    let sql = "SELECT version, checksum FROM migrations ORDER BY version"
    try connection.statement(sql).forEach { row in
      let recorded = Int32(truncatingIfNeeded: try row.integer(0))
      guard let migration = expected.popFirst(), migration.version == recorded,
        migration.checksum == (try row.integer(1))
      else { throw Refusal.altered(version: recorded) }
    }
    if let missing = expected.first { throw Refusal.altered(version: missing.version) }
  }

  private func migrate(_ connection: Connection, from start: Int32) throws -> Int32 {
    // A migration may rebuild a table that others refer to. Inside a transaction the switch does
    // nothing (https://sqlite.org/foreignkeys.html#fk_enable), so it is turned before.
    try connection.configure(SQLITE_DBCONFIG_ENABLE_FKEY, false)
    for migration in migrations where migration.version > start {
      try connection.write {
        // In the lock, before the first change: no other process can have migrated since.
        if start > 0, try check(connection) == start, migration.version == start + 1 {
          // By a second connection: one that writes cannot be copied from.
          try Connection(path: connection.path).backUp(
            to: DatabaseFile.unusedName("\(connection.path).v\(start)"))
        }
        try apply(migration, to: connection)
      }
    }
    try connection.configure(SQLITE_DBCONFIG_ENABLE_FKEY, true)
    return latest
  }

  /// Makes the step `migration`, unless it is made already. Call it inside `write`.
  func apply(_ migration: Migration, to connection: Connection) throws {
    // Inside the lock: another process may have been here between the check and now.
    if try check(connection) >= migration.version { return }
    if migration.version == 1 {
      try connection.executeScript(
        """
        PRAGMA application_id = \(applicationID);
        CREATE TABLE migrations (
          version INTEGER PRIMARY KEY, -- its number
          name TEXT NOT NULL,          -- its name
          checksum INTEGER NOT NULL    -- FNV-1a, 64 bits, of its script
        ) STRICT;
        """)
    }
    try connection.executeScript(migration.sql)
    try connection.execute(
      "INSERT INTO migrations (version, name, checksum) VALUES (?, ?, ?)",
      Int64(migration.version), migration.name, migration.checksum)
    try connection.executeScript("PRAGMA user_version = \(migration.version)")
    let orphan = try connection.statement("PRAGMA foreign_key_check").first { try $0.text(0) }
    if let orphan {
      throw SQLiteError(
        extendedCode: SQLITE_CONSTRAINT,
        message: "migration \(migration.version) leaves rows of \(orphan) without their parents")
    }
  }
}

extension Connection {
  /// The integer that the pragma `name` answers.
  func pragma(_ name: String) throws -> Int64 {
    try statement("PRAGMA \(name)").first { try $0.integer(0) } ?? 0
  }

  /// Changes how commits are made safe: `wal` or `delete`.
  ///
  /// The change wants the file to itself, and SQLite does not wait for that: it answers BUSY at once
  /// where waiting could be a deadlock. The first commands of two processes meet here.
  /// - Parameter patience: for how many milliseconds to try again.
  func setJournalMode(_ mode: String, patience: Int32) throws {
    // Where SQLite does wait, its waits would be as many as the attempts.
    sqlite3_busy_timeout(handle, 0)
    defer { bePatient() }
    var waited: Int32 = 0
    while true {
      do {
        let now = try statement("PRAGMA journal_mode = \(mode)").first { try $0.text(0) }
        if now == mode { return }
        throw SQLiteError(
          extendedCode: SQLITE_CANTOPEN, message: "this file system does not take the mode \(mode)")
      } catch let error as SQLiteError where error.isBusy && waited < patience {
        waited += sqlite3_sleep(10)
      }
    }
  }
}
