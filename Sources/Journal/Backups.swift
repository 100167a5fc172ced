import SQLite

/// Thrown when a file cannot be restored because of the file itself, not because of the journal.
public struct InvalidBackup: Error {
  /// What is wrong with the file.
  public let cause: any Error
}

extension Journal {
  /// Copies the journal into the file `path`, which only its owner can read, while other connections read and write.
  ///
  /// - Throws: `SQLiteError`.
  public func backUp(to path: String) throws {
    try database.backUp(to: path)
  }

  /// Turns the copy of a journal at `path` into a single file, without a write-ahead log, and checks it for damage.
  ///
  /// - Throws: `SQLiteError`; with code `.corrupt` when the file is damaged.
  public static func finalizeBackup(_ path: String) throws {
    let copy = try Connection(path: path)
    try copy.executeScript("PRAGMA journal_mode = DELETE")
    try copy.checkQuickly()
  }

  /// Checks that the file at `path` can be restored. The file is not changed.
  ///
  /// - Throws: `Migrator.Refusal` when it is not a journal that this program can use; `SQLiteError` with code
  ///   `.corrupt` when it is damaged, and with `.busy` when a log beside it has changes that are not in the file.
  public static func checkBackup(_ path: String) throws {
    _ = try openBackup(path)
  }

  /// Checks the journal in the file `source`, which is not changed, and copies it into the empty file `path`.
  ///
  /// - Throws: as `checkBackup(_:)`.
  public static func copyBackup(_ source: String, to path: String) throws {
    try openBackup(source).backUp(to: path)
  }

  private static func openBackup(_ path: String) throws -> Connection {
    try migrator.checkHeader(of: path)
    let backup = try Connection(readingForeign: path)
    try backup.read {
      try migrator.checkRecord(of: backup)
      let problems = try backup.integrityProblems(limit: 1)
      if let problem = problems.first {
        throw SQLiteError(extendedCode: .corrupt, message: problem)
      }
      if let orphans = try backup.orphans().first {
        throw SQLiteError(
          extendedCode: .corrupt, message: "rows of \(orphans.table) refer to what is not there")
      }
    }
    return backup
  }

  /// Replaces the content of the journal with that of the file at `path`.
  ///
  /// Everything that other connections write before the replacement is in `copy`; afterwards they
  /// see the restored content. The restored schema has the version of the backup: open the journal
  /// again to migrate it.
  /// - Parameter copy: the path of an empty file, into which the current content is copied first.
  /// - Throws: `InvalidBackup` when the file cannot be restored; `SQLiteError` of the journal. Nothing is changed then.
  public func restore(from path: String, keeping copy: String) throws {
    let backup: Connection
    do { backup = try Journal.openBackup(path) } catch { throw InvalidBackup(cause: error) }
    // The page size of a database in WAL mode cannot change (https://sqlite.org/c3ref/backup_finish.html).
    guard try backup.pageSize == database.pageSize else {
      throw InvalidBackup(
        cause: SQLiteError(
          extendedCode: .corrupt, message: "its pages are of another size than ours"))
    }
    try database.restore(from: backup) {
      // By another connection, because a connection with a write transaction cannot be copied.
      try Connection(path: database.path).backUp(to: copy)
    }
  }
}
