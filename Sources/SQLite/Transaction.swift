import CSQLite

extension Connection {
  /// Runs `body` on one unchanging view of the database, in which nothing can be written.
  ///
  /// - Throws: `SQLiteError`, or what `body` throws.
  public func read<Result>(_ body: () throws -> Result) throws -> Result {
    let refused = owner.refusesWrites
    // Set before BEGIN and taken back after the end, whichever way that is reached.
    defer { owner.refusesWrites = refused }
    return try transaction(begin: "BEGIN DEFERRED") {
      owner.refusesWrites = true
      return try body()
    }
  }

  /// Runs `body` so that all it writes is done, or none of it.
  ///
  /// The outermost one takes the write lock at its start: a deferred transaction that turns to
  /// writing fails at once with `SQLITE_BUSY_SNAPSHOT` when another has written meanwhile, whatever
  /// the timeout (https://sqlite.org/isolation.html). One inside another is a savepoint: what
  /// it throws takes back its own writes and no more.
  /// - Throws: `SQLiteError`, or what `body` throws, which is also why everything is taken back.
  public func write<Result>(_ body: () throws -> Result) throws -> Result {
    try owner.checkWritable()
    return try transaction(begin: "BEGIN IMMEDIATE", body)
  }

  private func transaction<Result>(begin: String, _ body: () throws -> Result) throws -> Result {
    let isOutermost = depth == 0
    let savepoint = "level\(depth)"
    try execute(isOutermost ? begin : "SAVEPOINT \(savepoint)")
    depth += 1
    defer {
      depth -= 1
      if depth == 0 { owner.isBroken = false }
    }
    do {
      let result = try body()
      try execute(isOutermost ? "COMMIT" : "RELEASE \(savepoint)")
      return result
    } catch {
      // A full disk, an I/O error or an interrupt may have rolled everything back already, and then
      // these fail (https://sqlite.org/lang_transaction.html); the first error is the one to tell.
      if isOutermost {
        try? execute("ROLLBACK")
      } else {
        try? execute("ROLLBACK TO \(savepoint)")
        try? execute("RELEASE \(savepoint)")
        if sqlite3_get_autocommit(handle) != 0 { owner.isBroken = true }
      }
      throw error
    }
  }
}
