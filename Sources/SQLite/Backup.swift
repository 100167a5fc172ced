import CSQLite

extension Connection {
  /// Copies the database into the file `destination` while others go on reading and writing.
  ///
  /// All pages are copied in one step, hence from one snapshot: with the source in WAL mode that
  /// blocks no writer (https://sqlite.org/backup.html). What was in `destination` is replaced.
  /// - Throws: `SQLiteError`; `destination` may then hold a part of the copy.
  public func backUp(to destination: String) throws {
    let copy = try Connection(path: destination)
    guard let backup = sqlite3_backup_init(copy.handle, "main", handle, "main") else {
      throw copy.error(sqlite3_errcode(copy.handle))
    }
    var code = sqlite3_backup_step(backup, -1)
    var attempts = 0
    // BUSY means "call it again"; LOCKED, that this connection is writing, would stay.
    while code == SQLITE_BUSY, attempts < 20 {
      sqlite3_sleep(50)
      attempts += 1
      code = sqlite3_backup_step(backup, -1)
    }
    let finish = sqlite3_backup_finish(backup)
    guard code == SQLITE_DONE, finish == SQLITE_OK else {
      throw copy.error(code == SQLITE_DONE ? finish : code)
    }
  }
}
