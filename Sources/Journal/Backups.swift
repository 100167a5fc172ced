import SQLite

/// Why a file is not restored: it is the file's fault, not the journal's.
public struct InvalidBackup: Error {
  /// What is wrong with it.
  public let cause: any Error
}

extension Journal {
  /// Copies the journal into the file `path`, which only its owner can read, while others go on.
  public func backUp(to path: String) throws {
    try database.backUp(to: path)
  }

  /// Makes `path`, a copy of a journal, one file by itself: without a write-ahead log, and looked over.
  ///
  /// - Throws: `SQLiteError` with code `SQLITE_CORRUPT` when it cannot be read.
  public static func finalizeBackup(_ path: String) throws {
    let copy = try Connection(path: path)
    try copy.executeScript("PRAGMA journal_mode = DELETE")
    try copy.checkQuickly()
  }

  /// Looks over the file at `path`, which is to be restored, without changing it.
  ///
  /// - Throws: `Migrator.Refusal` when it is no journal that this program can keep; `SQLiteError` when it is
  ///   damaged, or has changes beside it that are not in it.
  public static func checkBackup(_ path: String) throws {
    _ = try openBackup(path)
  }

  /// Copies the journal in the file `source`, which is looked over and not changed, into the empty file
  /// `path`.
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

  /// Puts what the file at `path` holds in the place of all that this journal does.
  ///
  /// What is written by others until then is in the copy; from then on they see what was restored. It is
  /// of the version of the schema it was made with: open the journal anew to bring it up to date.
  /// - Parameter copy: where the journal as it is goes before: an empty file.
  /// - Throws: `InvalidBackup`, or `SQLiteError` of the journal; nothing is changed then.
  public func restore(from path: String, keeping copy: String) throws {
    let backup: Connection
    do { backup = try Journal.openBackup(path) } catch { throw InvalidBackup(cause: error) }
    // SQLite copies pages, and a database in use cannot get others.
    guard try backup.pageSize == database.pageSize else {
      throw InvalidBackup(
        cause: SQLiteError(
          extendedCode: .corrupt, message: "its pages are of another size than ours"))
    }
    try database.restore(from: backup) {
      // By another connection: the one that is written to cannot be copied from.
      try Connection(path: database.path).backUp(to: copy)
    }
  }
}
