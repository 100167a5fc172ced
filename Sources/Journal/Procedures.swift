import Routine
import SQLite

extension Journal {
  private static let shape = RowShape(
    table: "procedures", key: ["user", "day", "kind"], rest: ["recover_until", "note"])

  /// The user's procedures, by day and kind.
  public func procedures(of user: UserID) throws -> [Procedure] {
    try database.statement(
      "SELECT day, kind, recover_until, note FROM procedures WHERE user = ? ORDER BY day, kind"
    ).map(user.number) { row in
      Procedure(
        day: try row.day(0), kind: try row.name(1), recoverUntil: try row.optionalDay(2),
        note: try row.optionalText(3))
    }
  }

  /// Adds `procedure`, or finds out how it stands to the one of that day and kind.
  public func merge(_ procedure: Procedure, for user: UserID, replacing: Bool) throws -> Merged {
    try merge(Journal.shape, replacing: replacing) { statement in
      try statement.run(
        user.number, procedure.day.number, procedure.kind, procedure.recoverUntil?.number,
        procedure.note)
    } isSame: {
      try database.statement(
        "SELECT recover_until, note FROM procedures WHERE user = ? AND day = ? AND kind = ?"
      ).first(user.number, procedure.day.number, procedure.kind) { row in
        try row.optionalDay(0) == procedure.recoverUntil && row.optionalText(1) == procedure.note
      } ?? false
    }
  }

  /// Takes out the procedure of that day and kind.
  ///
  /// - Returns: whether there was one.
  public func removeProcedure(_ kind: String, on day: Day, for user: UserID) throws -> Bool {
    try database.execute(
      "DELETE FROM procedures WHERE user = ? AND day = ? AND kind = ?", user.number, day.number,
      kind)
    return database.changedRows == 1
  }
}
