import CSQLite

extension Connection {
  /// Replaces all that is in the database by what is in the database `source`, in one step: others see
  /// all of it or nothing, and a crash leaves what was there before.
  ///
  /// The copy is one transaction of SQLite's backup (https://sqlite.org/backup.html). From its first page on
  /// this database is locked for writing, so what `beforehand` copies of it is all that is lost.
  /// - Parameter beforehand: runs with the lock held, before anything is changed for others.
  /// - Throws: `SQLiteError`, or what `beforehand` throws, with nothing changed.
  public func restore(from source: Connection, beforehand: () throws -> Void) throws {
    guard let backup = sqlite3_backup_init(handle, "main", source.handle, "main") else {
      throw error(sqlite3_errcode(handle))
    }
    var isFinished = false
    // Finished before its end, it takes back what it has written.
    defer { if !isFinished { sqlite3_backup_finish(backup) } }
    var code = try busyStep(backup, pages: 1)
    guard code == SQLITE_OK || code == SQLITE_DONE else { throw error(code) }
    // A database of one page is done, and final, with its first; ours have more.
    if code == SQLITE_OK {
      try beforehand()
      code = try busyStep(backup, pages: -1)
    }
    isFinished = true
    let finish = sqlite3_backup_finish(backup)
    guard code == SQLITE_DONE, finish == SQLITE_OK else {
      throw error(code == SQLITE_DONE ? finish : code)
    }
  }

  private func busyStep(_ backup: OpaquePointer, pages: Int32) throws -> Int32 {
    var waited: Int32 = 0
    while true {
      let code = sqlite3_backup_step(backup, pages)
      guard code == SQLITE_BUSY || code == SQLITE_LOCKED, waited < busyTimeout else { return code }
      waited += sqlite3_sleep(20)
    }
  }

  /// What `PRAGMA integrity_check` finds, at most `limit` lines; nothing in a sound database.
  ///
  /// - Throws: `SQLiteError` when the disk fails.
  /// - Complexity: O(size of the file).
  public func integrityProblems(limit: Int) throws -> [String] {
    try problems(of: "integrity_check", limit: limit)
  }

  /// What the pragma `check` finds, a line each.
  func problems(of check: String, limit: Int) throws -> [String] {
    let lines = try statement("PRAGMA \(check)(\(limit))").map { try $0.text(0) }
      .flatMap { $0.split(separator: "\n").map(String.init) }
      .filter { $0 != "ok" && !$0.hasPrefix("***") }
    // It goes on where a page cannot be read, and tells the code in its words: that is no damage.
    for line in lines {
      let code = line.split(separator: "=").last.flatMap { Int32($0) } ?? 0
      if line.contains("error code="), code & 0xff == SQLITE_IOERR || code & 0xff == SQLITE_NOMEM {
        throw SQLiteError(extendedCode: code, message: String(cString: sqlite3_errstr(code)))
      }
    }
    return lines
  }

  /// The tables with rows whose parents are missing, and how many such rows each has.
  public func orphans() throws -> [(table: String, count: Int)] {
    try statement(
      "SELECT \"table\", count(*) FROM pragma_foreign_key_check GROUP BY 1 ORDER BY 1"
    ).map { (try $0.text(0), Int(try $0.integer(1))) }
  }
}
