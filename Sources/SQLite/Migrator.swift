import CSQLite
import Digest

/// One step in the history of a schema. After its release it is never edited; a later migration changes what it made.
public struct Migration: Sendable {
  /// The version of the schema that it makes: 1, 2 and so on without gaps.
  public let version: Int32
  /// A name that describes it.
  public let name: String
  /// The script that changes the schema.
  public let sql: String

  /// Describes a migration.
  public init(version: Int32, name: String, sql: String) {
    self.version = version
    self.name = name
    self.sql = sql
  }

  /// A checksum of the script, to detect edits.
  var checksum: Int64 { Int64(bitPattern: fnv1a(sql)) }
}

/// Opens the databases of one program and brings their schema up to date.
///
/// Each migration runs in its own write transaction, which reads the version again after it has taken the lock: when
/// two processes open an old database, one migrates it and the other finds it migrated. The applied migrations are
/// recorded with their checksums in the table `migrations`.
public struct Migrator: Sendable {
  /// Why a file was not opened. The file is unchanged, byte for byte.
  public enum Refusal: Error, Equatable {
    /// The file is not a SQLite database.
    case notADatabase
    /// The database belongs to another program.
    case foreign
    /// The database has a later `version` than the latest one `known` here.
    case newer(version: Int32, known: Int32)
    /// The record of migrations differs at `version`: another script, a missing row or an unknown one.
    case altered(version: Int32)
    /// There is no database, or an empty file, but a write-ahead log beside it that SQLite would delete.
    case orphanedLog
    /// The database has a trigger or a view. No migration makes one, and it could change what is written.
    case unexpectedSchemaObject(name: String)
  }

  let applicationID: Int32
  let migrations: [Migration]
  let copyPath: @Sendable (_ path: String, _ version: Int32) -> String

  /// Describes the databases of a program.
  ///
  /// - Parameters:
  ///   - applicationID: the number in the header that marks the program's files
  ///     (https://sqlite.org/pragma.html#pragma_application_id); not 0, the number of an unmarked
  ///     database.
  ///   - migrations: all migrations in the order of their versions.
  ///   - copyPath: returns the path of the copy that is made before the database at `path`, which
  ///     has `version`, is migrated. If a file exists there, a number is added.
  public init(
    applicationID: Int32, migrations: [Migration],
    copyPath: @Sendable @escaping (_ path: String, _ version: Int32) -> String = {
      "\($0).v\($1)"
    }
  ) {
    self.applicationID = applicationID
    self.migrations = migrations
    self.copyPath = copyPath
  }

  var latest: Int32 { migrations.last?.version ?? 0 }

  /// Opens the database at `path` in WAL mode with a sync at every commit. It is created or migrated as needed; before
  /// a migration it is copied to `copyPath`.
  ///
  /// Opening an up-to-date database runs one PRAGMA and the one statement that checks the database.
  /// - Parameters:
  ///   - path: a path, never a URI.
  ///   - busyTimeout: how many milliseconds to wait for a lock of another connection.
  ///   - whileWaiting: called once, after the first second of waiting.
  /// - Throws: `Refusal` when the database is not one of this program at a known version; otherwise `SQLiteError`.
  public func open(
    _ path: String, busyTimeout: Int32 = 5000, whileWaiting: @escaping () -> Void = {}
  ) throws -> Connection {
    let file = try DatabaseFile(at: path)
    try checkHeader(file)
    let connection = try Connection(
      path: path, busyTimeout: busyTimeout, whileWaiting: whileWaiting)
    // A file that is refused below must keep its log, so closing it must not checkpoint.
    if file.hasWAL { try connection.configure(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true) }
    // A commit is on disk when it returns (https://sqlite.org/pragma.html#pragma_synchronous).
    try connection.execute("PRAGMA synchronous = FULL")
    if try !isUpToDate(connection, file) {
      let version = try checkedVersion(of: connection)
      if version < latest { try migrate(connection, from: version) }
    }
    if case .database(_, _, isWAL: true) = file.content {
    } else {
      try connection.setJournalMode("wal", timeout: busyTimeout)
    }
    if file.hasWAL { try connection.configure(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false) }
    return connection
  }

  /// Checks the header of the file at `path` without opening it as a database.
  ///
  /// - Throws: `Refusal` when the header shows that it is not a database of this program; `.notADatabase` also when
  ///   there is no file. `SQLiteError` when the file cannot be read.
  public func checkHeader(of path: String) throws {
    let file = try DatabaseFile(at: path)
    if file.content == .nothing { throw Refusal.notADatabase }
    try checkHeader(file)
  }

  /// Checks that the database is one of this program: its mark, its version, the record of its migrations, and that it
  /// has no trigger or view.
  ///
  /// - Throws: `Refusal`, with `.foreign` for an empty database; `SQLiteError`.
  public func checkRecord(of connection: Connection) throws {
    if try checkedVersion(of: connection) == 0 { throw Refusal.foreign }
  }

  /// Refuses a file whose header alone shows that it is not this program's.
  ///
  /// A new database gets the mark before WAL mode, so one in WAL mode without the mark is foreign.
  private func checkHeader(_ file: DatabaseFile) throws {
    switch file.content {
    // SQLite would treat the log as a leftover and delete it.
    case .nothing where file.hasWAL: throw Refusal.orphanedLog
    case .nothing: return
    case .other: throw Refusal.notADatabase
    case .database(applicationID, let version, _):
      if version > latest { throw Refusal.newer(version: version, known: latest) }
    case .database(let other, _, let isWAL):
      if other != 0 || isWAL { throw Refusal.foreign }
    }
  }

  /// Whether the database is certain to be one of this program at the latest version. It makes the
  /// checks of `checkedVersion(of:)` in one statement, which is its own read transaction. False
  /// when anything is unusual; nothing is refused here.
  ///
  /// The header of `file` can be out of date: another process may have migrated since, which the record shows. Where
  /// there is a log, the statement reads the current header as well.
  func isUpToDate(_ connection: Connection, _ file: DatabaseFile) throws -> Bool {
    guard latest > 0,
      case .database(applicationID, latest, isWAL: true) = file.content
    else { return false }
    // The index of the migration that the next row must record; -1 for the header.
    var place = file.hasWAL ? -1 : 0
    var isExpected = true
    do {
      // Schema objects come first, so that no rows are read from `migrations` if it is a view.
      try connection.statement(
        """
        SELECT NULL, NULL, name FROM sqlite_schema WHERE type IN ('trigger', 'view')
        \(file.hasWAL ? Migrator.currentHeader : "")
        UNION ALL SELECT version, checksum, NULL FROM migrations
        """
      ).forEachWhile { row in
        let (first, second) = (try row.optionalInteger(0), try row.optionalInteger(1))
        if !row.isNull(2) || place >= migrations.count {
          isExpected = false
        } else if place < 0 {
          isExpected = first == Int64(latest) && second == Int64(applicationID)
        } else {
          let migration = migrations[place]
          isExpected = first == Int64(migration.version) && second == migration.checksum
        }
        place += 1
        return isExpected
      }
    } catch let error as SQLiteError where !error.isBusy && !error.isInterrupt {
      return false
    }
    return isExpected && place == migrations.count
  }

  /// SQL that reads the current version and mark, which may still be in the log. A table named like
  /// a pragma function would hide that function, so such a table counts as unusual.
  private static let currentHeader = """
    UNION ALL SELECT NULL, NULL, name FROM sqlite_schema WHERE name LIKE 'pragma%'
    UNION ALL SELECT user_version, application_id, NULL
      FROM pragma_user_version, pragma_application_id
    """

  /// The version of the schema, 0 for an empty database, read in one transaction with all checks.
  private func checkedVersion(of connection: Connection) throws -> Int32 {
    try connection.read {
      let version = Int32(truncatingIfNeeded: try connection.pragma("user_version"))
      let mark = Int32(truncatingIfNeeded: try connection.pragma("application_id"))
      if mark != applicationID {
        let isEmpty = try connection.statement("SELECT 1 FROM sqlite_schema").first { _ in } == nil
        guard mark == 0, version == 0, isEmpty else { throw Refusal.foreign }
        return 0
      }
      if version > latest { throw Refusal.newer(version: version, known: latest) }
      // The mark and version 1 are written in one transaction.
      if version < 1 { throw Refusal.altered(version: version) }
      // Checked before the record is read, because that could be a view with endless rows.
      let object = try connection.statement(
        "SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view')"
      ).first { try $0.text(0) }
      if let object { throw Refusal.unexpectedSchemaObject(name: object) }
      try checkRecord(connection, upTo: version)
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

  private func migrate(_ connection: Connection, from start: Int32) throws {
    // A migration may replace a table that others refer to. The setting has no effect inside a transaction
    // (https://sqlite.org/foreignkeys.html#fk_enable).
    try connection.configure(SQLITE_DBCONFIG_ENABLE_FKEY, false)
    for migration in migrations where migration.version > start {
      try connection.write {
        // The lock is held and nothing is changed yet, so the copy has the state that is migrated.
        if start > 0, migration.version == start + 1, try checkedVersion(of: connection) == start {
          // By another connection, because a connection with a write transaction cannot be copied.
          try Connection(path: connection.path).backUp(
            to: DatabaseFile.unusedName(copyPath(connection.path, start)))
        }
        try apply(migration, to: connection)
      }
    }
    try connection.configure(SQLITE_DBCONFIG_ENABLE_FKEY, true)
  }

  /// Applies `migration`, unless it has been applied. Call it inside `write(_:)`.
  func apply(_ migration: Migration, to connection: Connection) throws {
    // Another process may have migrated before this one got the lock.
    if try checkedVersion(of: connection) >= migration.version { return }
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
        extendedCode: .foreignKeyConstraint,
        message: "migration \(migration.version) leaves rows of \(orphan) without their parents")
    }
  }
}
