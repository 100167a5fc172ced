import CSQLite

extension Connection {
  /// Replaces the content of the database with that of `source` in one transaction: other
  /// connections see all of it or nothing, and a crash leaves the previous content.
  ///
  /// From the first page of SQLite's backup (https://sqlite.org/backup.html) on, this database is locked for
  /// writing. A copy made in `beforehand` is therefore complete: nothing is written between it and the
  /// replacement.
  /// - Parameter beforehand: runs with the lock held, before other connections see a change. It is not called when
  ///   `source` has a single page.
  /// - Throws: `SQLiteError`, or what `beforehand` throws; nothing is changed then.
  /// - Complexity: O(size of `source`).
  public func restore(from source: Connection, beforehand: () throws -> Void) throws {
    guard let backup = sqlite3_backup_init(handle, "main", source.handle, "main") else {
      throw error(sqlite3_errcode(handle))
    }
    var isFinished = false
    // Finishing an incomplete backup rolls back what it has written.
    defer { if !isFinished { sqlite3_backup_finish(backup) } }
    var code = Connection.step(backup, pages: 1, timeout: busyTimeout)
    guard code == SQLITE_OK || code == SQLITE_DONE else { throw error(code) }
    // The step that copies the last page commits. A database with a table has at least two pages.
    if code == SQLITE_OK {
      try beforehand()
      code = Connection.step(backup, pages: -1, timeout: busyTimeout)
    }
    isFinished = true
    let finish = sqlite3_backup_finish(backup)
    guard code == SQLITE_DONE, finish == SQLITE_OK else {
      throw error(code == SQLITE_DONE ? finish : code)
    }
  }

  /// The problems that `PRAGMA integrity_check` finds, at most `limit`; empty when there are none.
  ///
  /// - Throws: `SQLiteError`; with code `.ioError` or `.noMemory` when a page could not be read, which is no damage.
  /// - Complexity: O(size of the file), and sorting the indexes.
  public func integrityProblems(limit: Int) throws -> [String] {
    try problems(of: "integrity_check", limit: limit)
  }

  /// The lines of the pragma `check`, without those that report no problem.
  func problems(of check: String, limit: Int) throws -> [String] {
    let lines = try statement("PRAGMA \(check)(\(limit))").map { try $0.text(0) }
      .flatMap { $0.split(separator: "\n").map(String.init) }
      .filter { $0 != "ok" && !$0.hasPrefix("***") }
    // The check goes on after a page that cannot be read and reports its result code in the text, such as
    // "unable to get the page. error code=266".
    for line in lines where line.contains("error code=") {
      let code = ResultCode(line.split(separator: "=").last.flatMap { Int32($0) } ?? SQLITE_OK)
      switch code {
      case .ioError, .noMemory: throw SQLiteError(extendedCode: code, message: code.text)
      default: break
      }
    }
    return lines
  }

  /// The tables with rows whose parents are missing, and how many such rows each has, sorted by name.
  ///
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(rows with a foreign key), each looked up in the parent table.
  public func orphans() throws -> [(table: String, count: Int)] {
    try statement(
      "SELECT \"table\", count(*) FROM pragma_foreign_key_check GROUP BY 1 ORDER BY 1"
    ).map { (try $0.text(0), Int(try $0.integer(1))) }
  }
}
