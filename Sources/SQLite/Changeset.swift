import CSQLite

/// What a transaction did to the rows of a database, in a form that can be kept, inverted and
/// applied (https://sqlite.org/sessionintro.html).
///
/// Only tables with a declared PRIMARY KEY are recorded, and SQLite says nothing of the others.
/// Foreign-key actions, triggers and a UNIQUE that a swap passes through make `apply` fail, so a
/// schema that wants its changes undone does without them.
public struct Changeset: Equatable, Sendable {
  /// SQLite's own encoding.
  public let bytes: [UInt8]

  /// Takes bytes that `recordingChanges(_:)` gave once.
  public init(bytes: [UInt8]) { self.bytes = bytes }

  /// Whether nothing was changed.
  public var isEmpty: Bool { bytes.isEmpty }

  /// The change that takes this one back.
  ///
  /// - Throws: `SQLiteError` when the bytes are damaged.
  public func inverted() throws -> Changeset {
    var count: Int32 = 0
    var out: UnsafeMutableRawPointer?
    let code = bytes.withUnsafeBytes {
      sqlite3changeset_invert(Int32(clamping: $0.count), $0.baseAddress, &count, &out)
    }
    return try Changeset.taking(out, count, code)
  }

  /// Whether any row that was changed has, before or after, the integer `value` in the column that
  /// `column` names for its table, counted from 0.
  ///
  /// - Throws: `SQLiteError` when the bytes are damaged.
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

  /// The tables it is about, each with the number of its columns.
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
    SQLiteError(extendedCode: code, message: String(cString: sqlite3_errstr(code)))
  }

  /// Copies the bytes out of memory that SQLite has allocated, and frees that.
  static func taking(
    _ memory: UnsafeMutableRawPointer?, _ count: Int32, _ code: Int32
  ) throws -> Changeset {
    defer { sqlite3_free(memory) }
    try check(code)
    return Changeset(bytes: Array(UnsafeRawBufferPointer(start: memory, count: Int(count))))
  }
}

extension Connection {
  /// Runs `body` and gives what it returned together with all it changed.
  ///
  /// Call it inside `write(_:)`: the changeset is made from the rows as they stand before the commit.
  /// - Throws: `SQLiteError`, or what `body` throws.
  public func recordingChanges<Result>(
    _ body: () throws -> Result
  ) throws -> (result: Result, changes: Changeset) {
    var session: OpaquePointer?
    var code = sqlite3session_create(handle, "main", &session)
    guard code == SQLITE_OK else { throw error(code) }
    defer { sqlite3session_delete(session) }
    // NULL stands for every table of the database.
    code = sqlite3session_attach(session, nil)
    guard code == SQLITE_OK else { throw error(code) }

    let result = try body()
    var count: Int32 = 0
    var out: UnsafeMutableRawPointer?
    code = sqlite3session_changeset(session, &count, &out)
    return (result, try Changeset.taking(out, count, code))
  }

  /// Makes the changes of `changeset`, all or none of them.
  ///
  /// - Throws: `SQLiteError` with code `SQLITE_ABORT` when a row is not as it was when the change was
  ///   recorded, or when a key or another rule of the schema would be broken.
  public func apply(_ changeset: Changeset) throws {
    if changeset.isEmpty { return }
    try owner.checkWritable()
    // SQLite passes over a table it does not find as recorded, and says nothing. Columns that a migration has
    // added since are behind the recorded ones, and it leaves them as they are
    // (https://sqlite.org/session/sqlite3changeset_apply.html).
    for (table, columns) in try changeset.tables() {
      let found = try statement("SELECT count(*) FROM pragma_table_info(?)").first(table) {
        try $0.integer(0)
      }
      guard let found, found >= Int64(columns) else {
        throw SQLiteError(
          extendedCode: SQLITE_CORRUPT, message: "the record of the change does not fit the tables")
      }
    }
    let code = changeset.bytes.withUnsafeBytes { bytes in
      sqlite3changeset_apply(
        handle, Int32(clamping: bytes.count), UnsafeMutableRawPointer(mutating: bytes.baseAddress),
        nil,
        // Any conflict ends it; SQLite then takes back what it had applied.
        { _, _, _ in SQLITE_CHANGESET_ABORT }, nil)
    }
    // A row that would lose its parent is told as a broken constraint, any other conflict as an abort.
    if code == SQLITE_ABORT || code == SQLITE_CONSTRAINT {
      throw SQLiteError(extendedCode: SQLITE_ABORT, message: "the rows have been changed since")
    }
    guard code == SQLITE_OK else { throw error(code) }
  }
}
