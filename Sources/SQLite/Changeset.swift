import CSQLite

/// Recorded changes of rows, which can be stored, inverted and applied
/// (https://sqlite.org/sessionintro.html).
///
/// Only tables with a declared PRIMARY KEY are recorded; SQLite ignores the others silently. `Connection.apply(_:)` can
/// fail when the schema has foreign-key actions or triggers, or when rows have exchanged values of a UNIQUE column.
public struct Changeset: Equatable, Sendable {
  /// SQLite's own encoding.
  public let bytes: [UInt8]

  /// Restores a changeset from its `bytes`. Damaged bytes are detected when the changeset is used.
  public init(bytes: [UInt8]) { self.bytes = bytes }

  /// Whether there are no changes.
  public var isEmpty: Bool { bytes.isEmpty }

  /// The changeset that reverts this one.
  ///
  /// - Throws: `SQLiteError` when the bytes are damaged.
  /// - Complexity: O(bytes).
  public func inverted() throws -> Changeset {
    var count: Int32 = 0
    var out: UnsafeMutableRawPointer?
    let code = bytes.withUnsafeBytes {
      sqlite3changeset_invert(Int32(clamping: $0.count), $0.baseAddress, &count, &out)
    }
    return try Changeset.copying(out, count, code)
  }

  /// Whether any changed row has the integer `value`, before or after the change, in the column
  /// whose index `column` returns for the table, counted from 0.
  ///
  /// - Throws: `SQLiteError` when the bytes are damaged, or a table has no such column.
  /// - Complexity: O(bytes).
  public func mentions(_ value: Int64, inColumn column: (_ table: String) -> Int) throws -> Bool {
    var isFound = false
    try forEachRow { iterator, table, _, operation in
      let index = Int32(column(table))
      if operation != SQLITE_INSERT,
        try Changeset.isInteger(value, { sqlite3changeset_old(iterator, index, &$0) })
      {
        isFound = true
      }
      if operation != SQLITE_DELETE,
        try Changeset.isInteger(value, { sqlite3changeset_new(iterator, index, &$0) })
      {
        isFound = true
      }
    }
    return isFound
  }

  /// The names of the changed tables, each with the number of its columns.
  func tables() throws -> [String: Int] {
    var tables: [String: Int] = [:]
    try forEachRow { _, table, columns, _ in tables[table] = columns }
    return tables
  }

  private func forEachRow(
    _ body: (_ row: OpaquePointer?, _ table: String, _ columns: Int, _ operation: Int32) throws ->
      Void
  ) throws {
    var iterator: OpaquePointer?
    var bytes = bytes
    try bytes.withUnsafeMutableBytes { buffer in
      try Changeset.check(
        sqlite3changeset_start(&iterator, Int32(clamping: buffer.count), buffer.baseAddress))
      defer { sqlite3changeset_finalize(iterator) }
      while true {
        let code = sqlite3changeset_next(iterator)
        if code == SQLITE_DONE { return }
        guard code == SQLITE_ROW else { throw Changeset.failure(code) }
        var name: UnsafePointer<CChar>?
        var (count, operation, isIndirect) = (Int32(), Int32(), Int32())
        try Changeset.check(
          sqlite3changeset_op(iterator, &name, &count, &operation, &isIndirect))
        try body(iterator, name.map { String(cString: $0) } ?? "", Int(count), operation)
      }
    }
  }

  private static func isInteger(
    _ expected: Int64, _ read: (inout OpaquePointer?) -> Int32
  ) throws -> Bool {
    var value: OpaquePointer?
    try check(read(&value))
    guard let value else { return false }
    return sqlite3_value_type(value) == SQLITE_INTEGER && sqlite3_value_int64(value) == expected
  }

  private static func check(_ code: Int32) throws {
    guard code == SQLITE_OK else { throw failure(code) }
  }

  private static func failure(_ code: Int32) -> SQLiteError {
    SQLiteError.last(of: nil, code: code)
  }

  /// Copies `memory`, which SQLite has allocated, and frees it.
  static func copying(
    _ memory: UnsafeMutableRawPointer?, _ count: Int32, _ code: Int32
  ) throws -> Changeset {
    defer { sqlite3_free(memory) }
    try check(code)
    return Changeset(bytes: Array(UnsafeRawBufferPointer(start: memory, count: Int(count))))
  }
}

extension Connection {
  /// Runs `body`, and returns its result and the changes that it made.
  ///
  /// Call it inside `write(_:)`: the new values are read from the tables at the end, and another
  /// connection must not change them until then.
  /// - Throws: `SQLiteError`, or what `body` throws.
  /// - Complexity: O(changed rows) in addition to `body`.
  public func recordingChanges<Result>(
    _ body: () throws -> Result
  ) throws -> (result: Result, changes: Changeset) {
    var session: OpaquePointer?
    var code = sqlite3session_create(handle, "main", &session)
    guard code == SQLITE_OK else { throw error(code) }
    defer { sqlite3session_delete(session) }
    // NULL attaches all tables.
    code = sqlite3session_attach(session, nil)
    guard code == SQLITE_OK else { throw error(code) }

    let result = try body()
    var count: Int32 = 0
    var out: UnsafeMutableRawPointer?
    code = sqlite3session_changeset(session, &count, &out)
    return (result, try Changeset.copying(out, count, code))
  }

  /// Applies all changes of `changeset`, or none of them when it throws.
  ///
  /// - Throws: `SQLiteError`; with code `.abort` when a row differs from the recorded one, or a constraint of the
  ///   schema would be violated; `.corrupt` when a table is missing or has fewer columns than the recorded one;
  ///   `.readOnly` inside `read(_:)`.
  /// - Complexity: O(bytes), and looking up each row by its key.
  public func apply(_ changeset: Changeset) throws {
    if changeset.isEmpty { return }
    try database.checkWritable()
    // SQLite silently skips a table that is missing or has fewer columns. Additional columns at the end are allowed
    // (https://sqlite.org/session/sqlite3changeset_apply.html).
    for (table, columns) in try changeset.tables() {
      let found = try statement("SELECT count(*) FROM pragma_table_info(?)").first(table) {
        try $0.integer(0)
      }
      guard let found, found >= Int64(columns) else {
        throw SQLiteError(
          extendedCode: .corrupt, message: "the record of the change does not fit the tables")
      }
    }
    let code = changeset.bytes.withUnsafeBytes { bytes in
      sqlite3changeset_apply(
        handle, Int32(clamping: bytes.count), UnsafeMutableRawPointer(mutating: bytes.baseAddress),
        nil,
        // At the first conflict SQLite rolls back what it has applied.
        { _, _, _ in SQLITE_CHANGESET_ABORT }, nil)
    }
    switch ResultCode(code) {
    case .ok: return
    // A missing parent row is reported as a constraint, any other conflict as an abort.
    case .abort, .constraint:
      throw SQLiteError(extendedCode: .abort, message: "the rows have been changed since")
    default: throw error(code)
    }
  }
}
