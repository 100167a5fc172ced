import Calendar
import Routine
import SQLite

extension Procedure {
  /// The columns of a procedure.
  public static let columns: [Column<Procedure>] = [
    .day("day", key: true, { $0.day }, { $0.day = $1 }),
    .line(
      "kind", key: true, noun: "a procedure", longest: TextRules.longestName, { $0.kind },
      { $0.kind = $1 }),
    .optionalDay(
      "recover_until", { $0.recoverUntil },
      { procedure, day in
        if let day { try checkOrder(procedure.day, day) }
        procedure.recoverUntil = day
      }),
    .optionalNote("note", { $0.note }, { $0.note = $1 }),
  ]

  /// A placeholder to fill column by column.
  public static let blank = Procedure(day: .first, kind: "", recoverUntil: nil)
}

extension Journal {
  private static let procedures = PlainTable("procedures", Procedure.columns) { .blank }

  /// The user's procedures, ordered by day and kind.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func procedures(of user: UserID) throws -> [Procedure] {
    try database.statement(
      "SELECT day, kind, recover_until, note FROM procedures WHERE user = ? ORDER BY day, kind"
    ).map(user.number) { row in
      Procedure(
        day: try row.day(0), kind: try row.name(1), recoverUntil: try row.optionalDay(2),
        note: try row.optionalText(3))
    }
  }

  /// Adds `procedure`, or compares it with the one of the same day and kind.
  ///
  /// - Parameter replacing: whether to overwrite an existing record that differs.
  /// - Throws: `SQLiteError`, `Damaged`.
  public func merge(_ procedure: Procedure, for user: UserID, replacing: Bool) throws
    -> MergeOutcome
  {
    try merge(procedure, into: Journal.procedures, user, replacing: replacing)
  }

  /// Removes the procedure of `kind` on `day`.
  ///
  /// - Returns: whether there was one.
  /// - Throws: `SQLiteError`.
  public func removeProcedure(_ kind: String, on day: Day, for user: UserID) throws -> Bool {
    try remove(
      like: Procedure(day: day, kind: kind, recoverUntil: nil), from: Journal.procedures, user)
  }
}
