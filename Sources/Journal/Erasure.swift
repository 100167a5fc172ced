import SQLite

extension Journal {
  /// Removes the user and all of the user's data, so that no byte of it remains in the file or its log.
  ///
  /// The erasure cannot be undone, and neither can earlier changes of other users that mention the
  /// user.
  ///
  /// - Parameters:
  ///   - find: returns the user, within the transaction.
  ///   - others: deletes the user's data outside of the journal. It runs before the transaction is
  ///     committed; when it throws, the journal is not changed.
  /// - Throws: `SQLiteError`. When another connection has the file open, its `isBusy` is true and nothing has been
  ///   changed. Also what `find` and `others` throw.
  public func erase(_ find: () throws -> UserID, with others: () throws -> Void) throws {
    try database.withExclusiveVacuum {
      try database.write {
        let user = try find()
        try database.execute("DELETE FROM history WHERE user = ?", user.number)
        try forgetChanges(concerning: user)
        // Each table comes before those that its foreign keys refer to.
        for table in [
          "entries", "step_products", "schedules", "pauses", "steps", "products", "procedures",
          "ratings", "notes", "photos", "default_user", "devices", "pairings", "performed",
          "user_keys",
        ] { try database.execute("DELETE FROM \(table) WHERE user = ?", user.number) }
        try database.execute("DELETE FROM users WHERE user = ?", user.number)
        if let next = try defaultAccount() { try setDefault(next.id) }
        try others()
      }
    }
  }

  /// Removes all changes that mention the user from the history, including those of other users.
  func forgetChanges(concerning user: UserID) throws {
    let changes = try database.statement("SELECT change, changeset FROM history").map { row in
      (number: try row.integer(0), changes: Changeset(bytes: try row.blob(1)))
    }
    for (number, changes) in changes {
      // The user is the first column of every table except `default_user`.
      let isConcerned = try changes.mentions(user.number) { $0 == "default_user" ? 1 : 0 }
      if isConcerned { try database.execute("DELETE FROM history WHERE change = ?", number) }
    }
  }
}
