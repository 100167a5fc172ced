import CSQLite

extension Connection {
  /// How many milliseconds to sleep before an attempt is repeated for which SQLite does not wait. Choice.
  static let retryInterval: Int32 = 15

  /// Copies the database into the file `destination` while other connections read and write.
  ///
  /// All pages are copied in one step, so from one snapshot; with the source in WAL mode that blocks no writer
  /// (https://sqlite.org/backup.html). An existing database in `destination` is replaced.
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

  /// Copies the next `pages` pages, or all with -1, and repeats that up to `timeout` milliseconds while another
  /// connection holds a lock. SQLITE_LOCKED is not repeated: this thread's own write transaction would stay.
  static func step(_ backup: OpaquePointer, pages: Int32, timeout: Int32) -> Int32 {
    var waited: Int32 = 0
    while true {
      let code = sqlite3_backup_step(backup, pages)
      guard code & 0xff == SQLITE_BUSY, waited < timeout else { return code }
      waited += sqlite3_sleep(retryInterval)
    }
  }
}
