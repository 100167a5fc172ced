import CSQLite

/// The current row of a running statement.
///
/// Columns are counted from 0, as in SQLite. Each method reads one type and throws for any other,
/// whereas SQLite converts: `sqlite3_column_int64` returns 0 for a text or NULL
/// (https://sqlite.org/c3ref/column_blob.html).
public struct Row: ~Copyable {
  @usableFromInline let statement: OpaquePointer
  /// The number of columns. SQLite reads a column beyond it as NULL.
  @usableFromInline let count: Int32

  @inlinable init(statement: OpaquePointer, count: Int32) {
    (self.statement, self.count) = (statement, count)
  }

  /// The integer in `column`.
  ///
  /// - Throws: `SQLiteError` with code `.mismatch` for any other type, or no such column.
  @inlinable public borrowing func integer(_ column: Int32) throws -> Int64 {
    let value = value(column)
    guard sqlite3_value_type(value) == SQLITE_INTEGER else {
      throw mismatch(column, expected: "an integer")
    }
    return sqlite3_value_int64(value)
  }

  /// The integer in `column`, or nil for NULL.
  ///
  /// - Throws: as `integer(_:)`.
  @inlinable public borrowing func optionalInteger(_ column: Int32) throws -> Int64? {
    let value = value(column)
    switch sqlite3_value_type(value) {
    case SQLITE_INTEGER: return sqlite3_value_int64(value)
    case SQLITE_NULL where isColumn(column): return nil
    default: throw mismatch(column, expected: "an integer")
    }
  }

  /// The text in `column`, which can contain NUL.
  ///
  /// - Throws: `SQLiteError` with code `.mismatch` for any other type, bytes that are not UTF-8, or no such column;
  ///   `.noMemory`.
  /// - Complexity: O(length of the text).
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

  /// The value in `column`. Finding it takes most of the time of reading a column, so it is found
  /// once and used for both the type and the content.
  ///
  /// It is an unprotected value. SQLite allows reading one only where connections have no mutex,
  /// because then "there is no distinction between protected and unprotected" values
  /// (https://sqlite.org/c3ref/value.html). The connections of this library are opened with
  /// SQLITE_OPEN_NOMUTEX, so they have none (https://sqlite.org/threadsafe.html).
  @inlinable borrowing func value(_ column: Int32) -> OpaquePointer? {
    sqlite3_column_value(statement, column)
  }

  private borrowing func text(of value: OpaquePointer?, _ column: Int32) throws -> String {
    // First the text, then its length, as https://sqlite.org/c3ref/column_blob.html prescribes.
    guard let start = sqlite3_value_text(value) else { throw outOfMemory() }
    let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
    guard let utf8 = try? UTF8Span(validating: bytes.span) else {
      throw mismatch(column, expected: "text", found: "bytes that are no UTF-8")
    }
    return String(copying: utf8)
  }

  /// The blob in `column`.
  ///
  /// - Throws: `SQLiteError` with code `.mismatch` for any other type, or no such column; `.noMemory`.
  /// - Complexity: O(length of the blob).
  public borrowing func blob(_ column: Int32) throws -> [UInt8] {
    guard sqlite3_column_type(statement, column) == SQLITE_BLOB else {
      throw mismatch(column, expected: "a blob")
    }
    let start = sqlite3_column_blob(statement, column)
    let count = Int(sqlite3_column_bytes(statement, column))
    // The pointer of an empty blob is null.
    if start == nil, count > 0 { throw outOfMemory() }
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// Whether `column` is NULL; false when there is no such column.
  @inlinable public borrowing func isNull(_ column: Int32) -> Bool {
    sqlite3_column_type(statement, column) == SQLITE_NULL && isColumn(column)
  }

  @inlinable borrowing func isColumn(_ column: Int32) -> Bool { column >= 0 && column < count }

  /// The error for a value in `column` that should be `expected`. It names `found` or, when that is
  /// nil, the type that SQLite reports.
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
      extendedCode: .mismatch,
      message: "column \(column)\(name): expected \(expected), found \(found ?? type)",
      sql: sqlite3_sql(statement).map { String(cString: $0) })
  }

  private borrowing func outOfMemory() -> SQLiteError {
    SQLiteError(extendedCode: .noMemory, message: ResultCode.noMemory.text)
  }
}
