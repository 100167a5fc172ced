import CSQLite

extension Connection {
  /// Runs `body` in a read transaction: it sees one state of the database and cannot write. Inside another transaction
  /// it needs none of its own.
  ///
  /// - Throws: `SQLiteError`, with code `.readOnly` for a write; what `body` throws.
  public func read<Result>(_ body: () throws -> Result) throws -> Result {
    let refusedBefore = database.refusesWrites
    defer { database.refusesWrites = refusedBefore }
    if depth > 0 {
      database.refusesWrites = true
      return try body()
    }
    return try transaction(begin: "BEGIN DEFERRED") {
      database.refusesWrites = true
      return try body()
    }
  }

  /// Runs `body` in a write transaction, which is rolled back when `body` throws.
  ///
  /// The outermost call takes the write lock at its start: a deferred transaction fails with
  /// `.busySnapshot`, without waiting, when it writes after another connection has written
  /// (https://sqlite.org/isolation.html). A call inside another one is a savepoint: an error rolls back only its own
  /// writes.
  /// - Throws: `SQLiteError`; what `body` throws.
  public func write<Result>(_ body: () throws -> Result) throws -> Result {
    try database.checkWritable()
    return try transaction(begin: "BEGIN IMMEDIATE", body)
  }

  private func transaction<Result>(begin: String, _ body: () throws -> Result) throws -> Result {
    let isOutermost = depth == 0
    let savepoint = "level\(depth)"
    try execute(isOutermost ? begin : "SAVEPOINT \(savepoint)")
    depth += 1
    defer {
      depth -= 1
      if depth == 0 { database.wasRolledBack = false }
    }
    do {
      let result = try body()
      try execute(isOutermost ? "COMMIT" : "RELEASE \(savepoint)")
      return result
    } catch {
      // These fail when SQLite has rolled back by itself, as after a full disk, an I/O error or an interrupt
      // (https://sqlite.org/lang_transaction.html). The error to throw is the first one.
      if isOutermost {
        try? execute("ROLLBACK")
      } else {
        try? execute("ROLLBACK TO \(savepoint)")
        try? execute("RELEASE \(savepoint)")
        if sqlite3_get_autocommit(handle) != 0 { database.wasRolledBack = true }
      }
      throw error
    }
  }
}
