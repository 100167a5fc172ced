import SQLite

extension Journal {
  /// Takes out the user with all that is theirs, so that no byte of it stays in the file or its log.
  /// It cannot be taken back. Changes of others that concern the user can no longer be either.
  ///
  /// - Parameter others: what else is to be done away with, before it is final here.
  /// - Throws: `SQLiteError` that `isBusy`, with nothing changed, when another program has the file open.
  public func erase(_ user: UserID, with others: () throws -> Void) throws {
    try database.withExclusiveVacuum {
      try database.write {
        try database.execute("DELETE FROM history WHERE user = ?", user.number)
        try forgetChanges(concerning: user)
        // What refers to others goes before them.
        for table in [
          "entries", "step_products", "schedules", "pauses", "steps", "products", "procedures",
          "ratings", "notes", "photos", "default_user",
        ] { try database.execute("DELETE FROM \(table) WHERE user = ?", user.number) }
        try database.execute("DELETE FROM users WHERE user = ?", user.number)
        if let next = try defaultAccount() { try setDefault(next.id) }
        try others()
      }
    }
  }

  /// Lets go of the changes that name the user, whosever they are.
  func forgetChanges(concerning user: UserID) throws {
    let changes = try database.statement("SELECT change, changeset FROM history").map { row in
      (number: try row.integer(0), changes: Changeset(bytes: try row.blob(1)))
    }
    for (number, changes) in changes {
      // The user is the first column of every table but the one that has only one row.
      let isTheirs = try changes.mentions(user.number) { $0 == "default_user" ? 1 : 0 }
      if isTheirs { try database.execute("DELETE FROM history WHERE change = ?", number) }
    }
  }
}
