import CSQLite

/// The row a statement stands on, lent to a reader for as long as it stands there.
///
/// Columns are counted from 0, as in SQLite. A getter says which type it expects and throws when the
/// column holds another: `sqlite3_column_int64` of a text or a NULL is silently 0, which is how a
/// wrong figure is born (https://sqlite.org/c3ref/column_blob.html).
public struct Row: ~Copyable {
  @usableFromInline let statement: OpaquePointer
  /// How many columns it has: one it has not would read as NULL.
  @usableFromInline let count: Int32

  @inlinable init(statement: OpaquePointer, count: Int32) {
    (self.statement, self.count) = (statement, count)
  }

  /// The integer in `column`.
  ///
  /// - Throws: `SQLiteError` with code `SQLITE_MISMATCH` when it holds anything else.
  @inlinable public borrowing func integer(_ column: Int32) throws -> Int64 {
    let value = value(column)
    guard sqlite3_value_type(value) == SQLITE_INTEGER else {
      throw mismatch(column, expected: "an integer")
    }
    return sqlite3_value_int64(value)
  }

  /// The integer in `column`, or nil for NULL.
  ///
  /// - Throws: `SQLiteError` with code `SQLITE_MISMATCH` when it holds anything else.
  @inlinable public borrowing func optionalInteger(_ column: Int32) throws -> Int64? {
    let value = value(column)
    switch sqlite3_value_type(value) {
    case SQLITE_INTEGER: return sqlite3_value_int64(value)
    case SQLITE_NULL where isColumn(column): return nil
    default: throw mismatch(column, expected: "an integer")
    }
  }

  /// The text in `column`, with any NUL inside it.
  ///
  /// - Throws: `SQLiteError` with code `SQLITE_MISMATCH` when it holds anything else, or bytes that
  ///   are not UTF-8.
  public borrowing func text(_ column: Int32) throws -> String {
    let value = value(column)
    guard sqlite3_value_type(value) == SQLITE_TEXT else {
      throw mismatch(column, expected: "text")
    }
    return try text(of: value, column)
  }

  /// The text in `column`, or nil for NULL.
  ///
  /// - Throws: as `text(_:)`.
  public borrowing func optionalText(_ column: Int32) throws -> String? {
    let value = value(column)
    switch sqlite3_value_type(value) {
    case SQLITE_TEXT: return try text(of: value, column)
    case SQLITE_NULL where isColumn(column): return nil
    default: throw mismatch(column, expected: "text")
    }
  }

  /// What stands in `column`, found once and then asked for its type and its content: finding it is what
  /// most of a column's time goes into.
  ///
  /// It is unprotected, as no mutex is held. With the mutexes of connections off "there is no distinction between
  /// protected and unprotected" values (https://sqlite.org/c3ref/value.html, which names the switches of the whole
  /// process); on a connection of ours they are off by SQLITE_OPEN_NOMUTEX (https://sqlite.org/threadsafe.html).
  @inlinable borrowing func value(_ column: Int32) -> OpaquePointer? {
    sqlite3_column_value(statement, column)
  }

  private borrowing func text(of value: OpaquePointer?, _ column: Int32) throws -> String {
    // The text is asked for before its length: the order the manual prescribes.
    guard let start = sqlite3_value_text(value) else { throw outOfMemory() }
    let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
    guard let utf8 = try? UTF8Span(validating: bytes.span) else {
      throw mismatch(column, expected: "text", found: "bytes that are no UTF-8")
    }
    return String(copying: utf8)
  }

  /// The bytes in `column`.
  ///
  /// - Throws: `SQLiteError` with code `SQLITE_MISMATCH` when it holds no blob.
  public borrowing func blob(_ column: Int32) throws -> [UInt8] {
    guard sqlite3_column_type(statement, column) == SQLITE_BLOB else {
      throw mismatch(column, expected: "a blob")
    }
    let start = sqlite3_column_blob(statement, column)
    let count = Int(sqlite3_column_bytes(statement, column))
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// Whether `column` is NULL.
  @inlinable public borrowing func isNull(_ column: Int32) -> Bool {
    sqlite3_column_type(statement, column) == SQLITE_NULL && isColumn(column)
  }

  @inlinable borrowing func isColumn(_ column: Int32) -> Bool { column >= 0 && column < count }

  /// An error that names `column`, what was expected there and what was found.
  @usableFromInline borrowing func mismatch(
    _ column: Int32, expected: String, found: String? = nil
  ) -> SQLiteError {
    let type =
      switch sqlite3_column_type(statement, column) {
      case _ where !isColumn(column): "no such column"
      case SQLITE_INTEGER: "an integer"
      case SQLITE_FLOAT: "a real number"
      case SQLITE_TEXT: "text"
      case SQLITE_BLOB: "a blob"
      default: "NULL"
      }
    let name = sqlite3_column_name(statement, column).map { " (\(String(cString: $0)))" } ?? ""
    return SQLiteError(
      extendedCode: SQLITE_MISMATCH,
      message: "column \(column)\(name): expected \(expected), found \(found ?? type)",
      sql: sqlite3_sql(statement).map { String(cString: $0) })
  }

  private borrowing func outOfMemory() -> SQLiteError {
    SQLiteError(extendedCode: SQLITE_NOMEM, message: "out of memory")
  }
}
