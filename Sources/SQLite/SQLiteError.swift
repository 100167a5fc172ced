import CSQLite

/// The one error this library throws.
///
/// It carries what SQLite said and where, and never a bound value: what is bound may be private.
/// Result codes: https://sqlite.org/rescode.html
public struct SQLiteError: Error, Equatable, Sendable {
  /// The extended result code, such as 2067 (`SQLITE_CONSTRAINT_UNIQUE`).
  public let extendedCode: Int32
  /// What went wrong, in SQLite's words or this library's.
  public let message: String
  /// The statement that failed, if one was at hand.
  public let sql: String?
  /// The byte offset in `sql` at which SQLite stopped reading, if it names one.
  public let offset: Int?

  /// Makes an error.
  public init(extendedCode: Int32, message: String, sql: String? = nil, offset: Int? = nil) {
    self.extendedCode = extendedCode
    self.message = message
    self.sql = sql
    self.offset = offset
  }

  /// The primary result code: the low eight bits of `extendedCode`.
  public var code: Int32 { extendedCode & 0xff }

  /// Whether another connection held a lock for longer than the busy timeout.
  public var isBusy: Bool { code == SQLITE_BUSY || code == SQLITE_LOCKED }
  /// Whether a CHECK, NOT NULL, UNIQUE, key or type rule of the schema was broken.
  public var isConstraint: Bool { code == SQLITE_CONSTRAINT }
  /// Whether `Interrupter.interrupt()` stopped the statement.
  public var isInterrupt: Bool { code == SQLITE_INTERRUPT }

  /// The error `database` holds for the call that has just failed.
  static func last(of database: OpaquePointer?, code: Int32, sql: String? = nil) -> SQLiteError {
    guard let database else {
      return SQLiteError(extendedCode: code, message: String(cString: sqlite3_errstr(code)))
    }
    // A misuse leaves the connection's own error as it was: its words would be another call's.
    let own = sqlite3_extended_errcode(database)
    let message = own & 0xff == code & 0xff ? sqlite3_errmsg(database) : sqlite3_errstr(code)
    let offset = sqlite3_error_offset(database)
    return SQLiteError(
      extendedCode: own & 0xff == code & 0xff ? own : code,
      message: message.map { String(cString: $0) } ?? "unknown error", sql: sql,
      offset: offset < 0 ? nil : Int(offset))
  }
}

extension SQLiteError: CustomStringConvertible {
  /// The message, its code and the statement, for a log or a failing test.
  public var description: String {
    var text = "SQLite error \(extendedCode): \(message)"
    if let sql { text += " in “\(sql)”" }
    if let offset { text += " at byte \(offset)" }
    return text
  }
}
