import CSQLite

/// A prepared statement. Get one from `Connection.statement(_:)`, which keeps it for the next time.
///
/// - Running: `run(_:)`, `forEach(_:row:)`, `forEachWhile(_:row:)`, `first(_:row:)`, `map(_:row:)`
///
/// Values are bound by position and their number must be that of the parameters. A statement is
/// reset when the call returns, so that none is left open holding a read transaction
/// (https://sqlite.org/isolation.html).
public final class Statement {
  @usableFromInline let handle: OpaquePointer
  /// The SQL it was prepared from.
  public let sql: String
  @usableFromInline let parameterCount: Int32
  @usableFromInline let isReadOnly: Bool
  // A single flag, of one thread: nothing can overlap, and checking that for each row shows.
  @exclusivity(unchecked) @usableFromInline var isRunning = false
  @usableFromInline let owner: Handle

  init(_ sql: String, on owner: Handle) throws {
    self.sql = sql
    self.owner = owner
    let (statement, end) = try Statement.compile(sql, on: owner.pointer)
    // prepare reads one statement and says nothing of the text behind it.
    if let offset = Statement.statement(behind: end, of: sql, on: owner.pointer) {
      sqlite3_finalize(statement)
      throw SQLiteError(
        extendedCode: SQLITE_MISUSE, message: "more than one statement", sql: sql, offset: offset)
    }
    guard let statement else {
      throw SQLiteError(extendedCode: SQLITE_MISUSE, message: "no statement", sql: sql)
    }
    handle = statement
    parameterCount = sqlite3_bind_parameter_count(statement)
    isReadOnly = sqlite3_stmt_readonly(statement) != 0
  }

  deinit { sqlite3_finalize(handle) }

  /// Runs it to its end; rows, if there are any, are stepped over.
  ///
  /// - Throws: `SQLiteError`.
  @inlinable public func run<each Value: Bindable>(_ values: repeat each Value) throws {
    try forEach(repeat each values) { _ in }
  }

  /// Runs it to its end with the values that `values` binds, which is how one that runs a million times
  /// is run: a list of values of any types costs as much as the insertion of a row.
  ///
  /// - Throws: `SQLiteError`.
  @inlinable public func run(binding values: (inout Binder) throws -> Void) throws {
    try begin()
    var binder = Binder(statement: handle)
    // Texts only: numbers are bound anew, or the run is refused.
    defer { end(clearing: binder.hasTexts) }
    try values(&binder)
    if let code = binder.failed, code != SQLITE_RANGE { throw failure(code) }
    guard binder.count == parameterCount else { throw wrongCount(Int(binder.count)) }
    var code = SQLITE_ROW
    while code == SQLITE_ROW { code = sqlite3_step(handle) }
    guard code == SQLITE_DONE else { throw failure(code) }
  }

  /// Lends each row to `body`, in order.
  ///
  /// - Throws: `SQLiteError`, or what `body` throws; the statement is reset either way.
  @inlinable public func forEach<each Value: Bindable>(
    _ values: repeat each Value, row body: (borrowing Row) throws -> Void
  ) throws {
    try forEachWhile(repeat each values) { row in
      try body(row)
      return true
    }
  }

  /// Lends each row to `body`, in order, until it returns false.
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
    // Asked for behind the first step, which prepares the statement anew where the schema has changed.
    var columns: Int32?
    while true {
      let code = sqlite3_step(handle)
      guard code == SQLITE_ROW else {
        if code == SQLITE_DONE { return }
        throw failure(code)
      }
      let count = columns ?? sqlite3_column_count(handle)
      columns = count
      guard try body(Row(statement: handle, count: count)) else { return }
    }
  }

  /// What `body` makes of the first row, or nil when there is none.
  ///
  /// - Throws: as `forEach(_:row:)`.
  @inlinable public func first<each Value: Bindable, Result>(
    _ values: repeat each Value, row body: (borrowing Row) throws -> Result
  ) throws -> Result? {
    var result: Result?
    try forEach(repeat each values) { row in
      if result == nil { result = try body(row) }
    }
    return result
  }

  /// What `body` makes of each row, in order.
  ///
  /// - Throws: as `forEach(_:row:)`.
  @inlinable public func map<each Value: Bindable, Result>(
    _ values: repeat each Value, row body: (borrowing Row) throws -> Result
  ) throws -> [Result] {
    var results: [Result] = []
    try forEach(repeat each values) { row in
      // A handful, as most lists are, without moving them about as they come.
      if results.isEmpty { results.reserveCapacity(8) }
      results.append(try body(row))
    }
    return results
  }

  /// Lends each row to `body` with every parameter NULL, as a plan is asked for.
  func forEachUnbound(row body: (borrowing Row) throws -> Void) throws {
    try begin()
    defer { end() }
    while sqlite3_step(handle) == SQLITE_ROW {
      try body(Row(statement: handle, count: sqlite3_column_count(handle)))
    }
  }

  @usableFromInline func begin() throws {
    if isRunning {
      throw SQLiteError(
        extendedCode: SQLITE_MISUSE, message: "the statement is running already", sql: sql)
    }
    if !isReadOnly { try owner.checkWritable() }
    if owner.isBroken {
      throw SQLiteError(
        extendedCode: SQLITE_ABORT, message: "the transaction was rolled back", sql: sql)
    }
    isRunning = true
  }

  @usableFromInline func end(clearing: Bool = true) {
    // The code of reset repeats the error that step has given already.
    sqlite3_reset(handle)
    // Bound texts are let go of at once: they may be private.
    if clearing, parameterCount > 0 { sqlite3_clear_bindings(handle) }
    isRunning = false
  }

  @inlinable func bind(_ value: some Bindable, at index: Int32) throws {
    let code = value.bind(to: handle, at: index)
    guard code == SQLITE_OK else {
      if code == SQLITE_RANGE { throw wrongCount(Int(index)) }
      throw failure(code)
    }
  }

  @usableFromInline func failure(_ code: Int32) -> SQLiteError {
    SQLiteError.last(of: owner.pointer, code: code, sql: sql)
  }

  @usableFromInline func wrongCount(_ count: Int) -> SQLiteError {
    SQLiteError(
      extendedCode: SQLITE_RANGE,
      message: "\(parameterCount) values are wanted, \(count) or more were given", sql: sql)
  }

  /// Compiles the first statement of `sql`, and tells how many of its bytes that took.
  private static func compile(
    _ sql: String, on database: OpaquePointer, from start: Int = 0
  ) throws -> (statement: OpaquePointer?, end: Int) {
    var sql = sql
    return try sql.withUTF8 { utf8 in
      try utf8.withMemoryRebound(to: CChar.self) { text in
        guard let base = text.baseAddress else { return (nil, 0) }
        var statement: OpaquePointer?
        var tail: UnsafePointer<CChar>?
        // Most statements are kept and run again, which is what the flag tells SQLite.
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

  /// Where a further statement begins in `sql` behind byte `end`: comments, blanks and lone
  /// semicolons are none.
  private static func statement(
    behind end: Int, of sql: String, on database: OpaquePointer
  ) -> Int? {
    var start = end
    while start < sql.utf8.count {
      // What cannot be compiled is text that would have been passed over all the same.
      guard let compiled = try? compile(sql, on: database, from: start) else { return start }
      sqlite3_finalize(compiled.statement)
      if compiled.statement != nil { return start }
      guard compiled.end > start else { return nil }
      start = compiled.end
    }
    return nil
  }
}
