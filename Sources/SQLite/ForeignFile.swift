import CSQLite

extension Connection {
  /// The longest text, blob or row that is taken from a foreign file: a bound for what a hostile one can
  /// ask memory for.
  private static let longestForeignValue: Int32 = 4 << 20

  /// Opens the database of another program to read it, and nothing else: no byte of it is changed, no lock
  /// is taken and no file is made beside it.
  ///
  /// That is what SQLite does with a file that is said to be immutable
  /// (https://sqlite.org/uri.html#uriimmutable); it then takes no notice of a journal beside it, so
  /// one that holds something is refused here.
  /// - Throws: `SQLiteError`; with code `SQLITE_BUSY` when the other program has it open or left it unfinished.
  public convenience init(readingForeign path: String) throws {
    let path = DatabaseFile.resolved(path)
    for suffix in ["-wal", "-journal"] where DatabaseFile.size(of: path + suffix) > 0 {
      throw SQLiteError(
        extendedCode: SQLITE_BUSY,
        message:
          "there are changes beside it, in its \(suffix): close the program it belongs to")
    }
    try self.init(
      path: path, name: Connection.immutableURI(of: path),
      flags: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, busyTimeout: 0)
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, Connection.longestForeignValue)
    try executeScript("PRAGMA cell_size_check = ON")
  }

  /// Looks whether the file is damaged, without comparing indexes with their tables.
  ///
  /// - Throws: `SQLiteError` with code `SQLITE_CORRUPT` that says where.
  /// - Complexity: O(size of the file).
  public func checkQuickly() throws {
    if let problem = try problems(of: "quick_check", limit: 1).first {
      throw SQLiteError(extendedCode: SQLITE_CORRUPT, message: problem)
    }
  }

  private static func immutableURI(of path: String) -> String {
    let digits = Array("0123456789ABCDEF")
    var uri = "file:"
    // A relative path stays one: behind file: and no slash.
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
  /// How many bytes a page of the database has.
  public var pageSize: Int64 { get throws { try pragma("page_size") } }
}
