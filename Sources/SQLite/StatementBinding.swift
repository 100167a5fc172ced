import CSQLite

extension Statement {
  /// Passes each row to `body`, in order, with the values that `values` binds.
  ///
  /// - Throws: `SQLiteError`, or what `values` or `body` throws; the statement is reset either way.
  public func forEach(
    binding values: (inout Binder) throws -> Void, row body: (borrowing Row) throws -> Void
  ) throws {
    try begin()
    var binder = Binder(statement: handle)
    defer { end(clearing: binder.hasTexts) }
    try values(&binder)
    if let code = binder.firstFailure, code != SQLITE_RANGE { throw failure(code) }
    guard binder.count == parameterCount else { throw wrongCount(Int(binder.count)) }
    while true {
      let code = sqlite3_step(handle)
      guard code == SQLITE_ROW else {
        if code == SQLITE_DONE { return }
        throw failure(code)
      }
      try body(Row(statement: handle, count: sqlite3_column_count(handle)))
    }
  }
}
