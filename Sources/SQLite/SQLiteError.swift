import CSQLite

/// An error of SQLite, or a misuse that this library detects before SQLite.
///
/// It holds no bound value, because values may be private; `message` and `sql` can be logged.
public struct SQLiteError: Error, Equatable, Sendable {
  /// The extended result code, such as `.uniqueConstraint`.
  public let extendedCode: ResultCode
  /// What went wrong, in the words of SQLite or of this library.
  public let message: String
  /// The statement that failed, if known.
  public let sql: String?
  /// The byte offset in `sql` of the token that SQLite could not accept, if it reports one.
  public let offset: Int?

  /// Creates an error.
  public init(
    extendedCode: ResultCode, message: String, sql: String? = nil, offset: Int? = nil
  ) {
    self.extendedCode = extendedCode
    self.message = message
    self.sql = sql
    self.offset = offset
  }

  /// The primary result code of `extendedCode`.
  public var code: ResultCode { extendedCode.primary }

  /// Whether a lock prevented the call. Where SQLite waits for locks, it has waited for the busy timeout.
  public var isBusy: Bool { code == .busy || code == .locked }
  /// Whether the disk has no room: for the file, or for the memory that connections share, which is a file beside it.
  public var isOutOfSpace: Bool {
    // SQLITE_IOERR_SHMSIZE (https://sqlite.org/rescode.html#ioerr_shmsize).
    code == .full || extendedCode.rawValue == 4874
  }
  /// Whether a constraint of the schema was violated: CHECK, NOT NULL, UNIQUE, a key or a column type.
  public var isConstraint: Bool { code == .constraint }
  /// Whether `Interrupter.interrupt()` stopped the statement.
  public var isInterrupt: Bool { code == .interrupt }

  /// The error of a call that failed with `code`, with the details that `database` holds for its last call.
  static func last(of database: OpaquePointer?, code: Int32, sql: String? = nil) -> SQLiteError {
    let code = ResultCode(code)
    guard let database else { return SQLiteError(extendedCode: code, message: code.text) }
    // SQLite does not record a misuse in the connection: the details there are of an earlier call.
    let recorded = ResultCode(sqlite3_extended_errcode(database))
    let isRecorded = recorded.primary == code.primary
    let message = isRecorded ? sqlite3_errmsg(database).map { String(cString: $0) } : nil
    let offset = sqlite3_error_offset(database)
    return SQLiteError(
      extendedCode: isRecorded ? recorded : code, message: message ?? code.text, sql: sql,
      offset: offset < 0 ? nil : Int(offset))
  }
}

extension SQLiteError: CustomStringConvertible {
  /// The code, the message and the statement.
  public var description: String {
    var text = "SQLite error \(extendedCode.rawValue): \(message)"
    if let sql { text += " in “\(sql)”" }
    if let offset { text += " at byte \(offset)" }
    return text
  }
}
