import CSQLite

extension Connection {
  /// The longest text, blob or row that is read from a foreign file, in bytes: a limit for the memory that a hostile
  /// file can take. Choice.
  private static let longestForeignValue: Int32 = 4 << 20

  /// Opens the database of another program for reading only. The file is not changed or locked, and no file is created
  /// beside it.
  ///
  /// It is opened as immutable (https://sqlite.org/uri.html#uriimmutable). SQLite then ignores a write-ahead log or
  /// rollback journal, so a file with one that is not empty is refused.
  /// - Throws: `SQLiteError`; with code `.busy` when there are changes in a log or journal, because the other program
  ///   has the file open or was stopped.
  public convenience init(readingForeign path: String) throws {
    let path = DatabaseFile.resolved(path)
    for suffix in ["-wal", "-journal"] where DatabaseFile.size(of: path + suffix) > 0 {
      throw SQLiteError(
        extendedCode: .busy,
        message:
          "there are changes beside it, in its \(suffix): close the program it belongs to")
    }
    try self.init(
      path: path, name: Connection.immutableURI(of: path),
      flags: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, busyTimeout: 0)
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, Connection.longestForeignValue)
    try executeScript("PRAGMA cell_size_check = ON")
  }

  /// Checks the file for damage with `PRAGMA quick_check`, which does not compare indexes with their tables.
  ///
  /// - Throws: `SQLiteError`; with code `.corrupt` and the first problem when there is damage.
  /// - Complexity: O(size of the file).
  public func checkQuickly() throws {
    if let problem = try problems(of: "quick_check", limit: 1).first {
      throw SQLiteError(extendedCode: .corrupt, message: problem)
    }
  }

  private static func immutableURI(of path: String) -> String {
    let digits = Array("0123456789ABCDEF")
    var uri = "file:"
    // "file:" without a slash after it keeps a relative path relative.
    for byte in (path.hasPrefix("/") ? path : "./" + path).utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "-"):
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      default: uri += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
    return uri + "?immutable=1"
  }
}

extension Connection {
  /// The size of a page of the database, in bytes.
  ///
  /// - Throws: `SQLiteError`.
  public var pageSize: Int64 { get throws { try pragma("page_size") } }
}
