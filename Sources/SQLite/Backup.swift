import CSQLite

extension Connection {
  /// How many milliseconds to sleep between attempts where SQLite itself does not wait. Choice.
  static let retryInterval: Int32 = 15

  /// Copies the database into the file `destination` while other connections read and write.
  ///
  /// All pages are copied in one step, and so from one snapshot; with the source in WAL mode, this
  /// blocks no writer (https://sqlite.org/backup.html). An existing database in `destination` is
  /// replaced.
  /// - Throws: `SQLiteError`; `destination` may then hold a part of the copy.
  /// - Complexity: O(size of the file).
  public func backUp(to destination: String) throws {
    let copy = try Connection(path: destination)
    guard let backup = sqlite3_backup_init(copy.handle, "main", handle, "main") else {
      throw copy.error(sqlite3_errcode(copy.handle))
    }
    let code = Connection.step(backup, pages: -1, timeout: 1000)
    let finish = sqlite3_backup_finish(backup)
    guard code == SQLITE_DONE, finish == SQLITE_OK else {
      throw copy.error(code == SQLITE_DONE ? finish : code)
    }
  }

  /// Copies the next `pages` pages, or all of them with -1. While another connection holds a lock, it tries again for
  /// up to `timeout` milliseconds. It does not try again after SQLITE_LOCKED: a write transaction of this thread can be
  /// the cause, and waiting would not end it.
  static func step(_ backup: OpaquePointer, pages: Int32, timeout: Int32) -> Int32 {
    var waited: Int32 = 0
    while true {
      let code = sqlite3_backup_step(backup, pages)
      guard code & 0xff == SQLITE_BUSY, waited < timeout else { return code }
      waited += sqlite3_sleep(retryInterval)
    }
  }
}
