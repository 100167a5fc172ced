import CSQLite

/// A prepared statement of a connection; `Connection.statement(_:)` returns one.
///
/// - Running: `run(_:)`, `run(binding:)`
/// - Reading rows: `forEach(_:row:)`, `forEachWhile(_:row:)`, `first(_:row:)`, `map(_:row:)`
///
/// Values are bound by position, one for each parameter. The statement is reset when a call returns or throws, so that
/// it keeps no transaction open (https://sqlite.org/isolation.html), and bound texts and blobs are cleared.
public final class Statement {
  @usableFromInline let handle: OpaquePointer
  /// The SQL the statement was prepared from.
  public let sql: String
  @usableFromInline let parameterCount: Int32
  @usableFromInline let isReadOnly: Bool
  /// Whether a call is using the statement. Not `@usableFromInline`, for the same reason as the
  /// flags of `DatabaseHandle`.
  private(set) var isRunning = false
  /// The number of the latest cache look-up that returned the statement.
  var lastUse = 0
  @usableFromInline let database: DatabaseHandle

  init(_ sql: String, on database: DatabaseHandle) throws {
    self.sql = sql
    self.database = database
    let (statement, end) = try Statement.compile(sql, on: database.pointer)
    // sqlite3_prepare compiles the first statement and ignores the rest.
    if let offset = Statement.furtherStatement(in: sql, after: end, on: database.pointer) {
      sqlite3_finalize(statement)
      throw SQLiteError(
        extendedCode: .misuse, message: "more than one statement", sql: sql, offset: offset)
    }
    guard let statement else {
      throw SQLiteError(extendedCode: .misuse, message: "no statement", sql: sql)
    }
    handle = statement
    parameterCount = sqlite3_bind_parameter_count(statement)
    isReadOnly = sqlite3_stmt_readonly(statement) != 0
    database.preparedCount += 1
  }

  deinit { sqlite3_finalize(handle) }

  // MARK: Running

  /// Runs the statement to its end and ignores its rows.
  ///
  /// - Throws: `SQLiteError`.
  @inlinable public func run<each Value: Bindable>(_ values: repeat each Value) throws {
    try forEach(repeat each values) { _ in }
  }

  /// Runs the statement to its end with the values that `values` binds, and ignores its rows.
  ///
  /// For statements that run very often: a parameter pack costs as much as inserting the row.
  /// - Throws: `SQLiteError`, or what `values` throws.
  @inlinable public func run(binding values: (inout Binder) throws -> Void) throws {
    try begin()
    var binder = Binder(statement: handle)
    // Numbers need no clearing: the next run binds them again or fails.
    defer { end(clearing: binder.hasTexts) }
    try values(&binder)
    if let code = binder.firstFailure, code != SQLITE_RANGE { throw failure(code) }
    guard binder.count == parameterCount else { throw wrongCount(Int(binder.count)) }
    var code = SQLITE_ROW
    while code == SQLITE_ROW { code = sqlite3_step(handle) }
    guard code == SQLITE_DONE else { throw failure(code) }
  }

  /// Calls `body` with each row, in order.
  ///
  /// - Throws: `SQLiteError`, or what `body` throws.
  @inlinable public func forEach<each Value: Bindable>(
    _ values: repeat each Value, row body: (borrowing Row) throws -> Void
  ) throws {
    try forEachWhile(repeat each values) { row in
      try body(row)
      return true
    }
  }

  /// Calls `body` with each row, in order, until it returns false.
  ///
  /// - Throws: as `forEach(_:row:)`.
  @inlinable public func forEachWhile<each Value: Bindable>(
    _ values: repeat each Value, row body: (borrowing Row) throws -> Bool
  ) throws {
    try begin()
    defer { end() }
    var index: Int32 = 0
    for value in repeat each values {
      index += 1
      try bind(value, at: index)
    }
    guard index == parameterCount else { throw wrongCount(Int(index)) }
    // Read after the first step, which compiles the statement again when the schema has changed.
    var columns: Int32?
    while true {
      let code = sqlite3_step(handle)
      guard code == SQLITE_ROW else {
        if code == SQLITE_DONE { return }
        throw failure(code)
      }
      let count = columns ?? sqlite3_column_count(handle)
      columns = count
      guard try body(Row(statement: handle, count: count)) else { return try stopEarly() }
    }
  }

  /// The result of `body` for the first row, or nil when there is none. Further rows are not computed.
  ///
  /// An INSERT, UPDATE or DELETE with RETURNING makes all its changes before the first row
  /// (https://sqlite.org/lang_returning.html).
  /// - Throws: as `forEach(_:row:)`.
  @inlinable public func first<each Value: Bindable, Result>(
    _ values: repeat each Value, row body: (borrowing Row) throws -> Result
  ) throws -> Result? {
    var result: Result?
    try forEachWhile(repeat each values) { row in
      result = try body(row)
      return false
    }
    return result
  }

  /// The results of `body` for each row, in order.
  ///
  /// - Throws: as `forEach(_:row:)`.
  @inlinable public func map<each Value: Bindable, Result>(
    _ values: repeat each Value, row body: (borrowing Row) throws -> Result
  ) throws -> [Result] {
    var results: [Result] = []
    try forEach(repeat each values) { row in
      // Most lists are this short, and then the array is allocated once.
      if results.isEmpty { results.reserveCapacity(8) }
      results.append(try body(row))
    }
    return results
  }

  /// Calls `body` with each row while every parameter is NULL, as EXPLAIN QUERY PLAN allows.
  func forEachUnbound(row body: (borrowing Row) throws -> Void) throws {
    try begin()
    defer { end() }
    while true {
      let code = sqlite3_step(handle)
      guard code == SQLITE_ROW else {
        if code == SQLITE_DONE { return }
        throw failure(code)
      }
      try body(Row(statement: handle, count: sqlite3_column_count(handle)))
    }
  }

  // MARK: Steps of a run

  @usableFromInline func begin() throws {
    if isRunning {
      throw SQLiteError(
        extendedCode: .misuse, message: "the statement is already running", sql: sql)
    }
    if !isReadOnly { try database.checkWritable() }
    if database.wasRolledBack {
      throw SQLiteError(extendedCode: .abort, message: "the transaction was rolled back", sql: sql)
    }
    isRunning = true
  }

  /// Resets the statement. Unless `clearing` is false, bound values are cleared, because they may be private.
  @usableFromInline func end(clearing: Bool = true) {
    // The result is ignored, because it repeats the error of the last step.
    sqlite3_reset(handle)
    if clearing, parameterCount > 0 { sqlite3_clear_bindings(handle) }
    isRunning = false
  }

  /// Resets the statement before its last row. Outside a transaction this commits, which can fail.
  @usableFromInline func stopEarly() throws {
    let code = sqlite3_reset(handle)
    guard code == SQLITE_OK else { throw failure(code) }
  }

  @inlinable func bind(_ value: some Bindable, at index: Int32) throws {
    let code = value.bind(to: handle, at: index)
    guard code == SQLITE_OK else {
      if code == SQLITE_RANGE { throw wrongCount(Int(index)) }
      throw failure(code)
    }
  }

  @usableFromInline func failure(_ code: Int32) -> SQLiteError {
    SQLiteError.last(of: database.pointer, code: code, sql: sql)
  }

  @usableFromInline func wrongCount(_ count: Int) -> SQLiteError {
    let given = count > parameterCount ? "\(count) or more" : "\(count)"
    return SQLiteError(
      extendedCode: .range, message: "expected \(parameterCount) values, got \(given)", sql: sql)
  }

  // MARK: Preparing

  /// Compiles the first statement in `sql` from byte `start`; `end` is the offset of the rest. The statement is nil
  /// for text without one.
  private static func compile(
    _ sql: String, on database: OpaquePointer, from start: Int = 0
  ) throws -> (statement: OpaquePointer?, end: Int) {
    var sql = sql
    return try sql.withUTF8 { utf8 in
      try utf8.withMemoryRebound(to: CChar.self) { text in
        guard let base = text.baseAddress else { return (nil, 0) }
        var statement: OpaquePointer?
        var tail: UnsafePointer<CChar>?
        // The flag is meant for statements that are kept for a long time, as most are in the cache.
        let code = sqlite3_prepare_v3(
          database, base + start, Int32(clamping: text.count - start),
          UInt32(SQLITE_PREPARE_PERSISTENT), &statement, &tail)
        guard code == SQLITE_OK else {
          throw SQLiteError.last(
            of: database, code: code, sql: String(decoding: utf8, as: UTF8.self))
        }
        return (statement, tail.map { $0 - base } ?? text.count)
      }
    }
  }

  /// The offset of a further statement in `sql` after byte `end`; blanks, comments and lone
  /// semicolons do not count.
  private static func furtherStatement(
    in sql: String, after end: Int, on database: OpaquePointer
  ) -> Int? {
    var start = end
    while start < sql.utf8.count {
      // Text that does not compile is an error, too, because SQLite would have ignored it.
      guard let compiled = try? compile(sql, on: database, from: start) else { return start }
      sqlite3_finalize(compiled.statement)
      if compiled.statement != nil { return start }
      guard compiled.end > start else { return nil }
      start = compiled.end
    }
    return nil
  }
}
