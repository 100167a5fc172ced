import Routine
import SQLite

extension Journal {
  private static let shape = RowShape(
    table: "entries", key: ["user", "day", "step"],
    rest: ["status", "count", "minutes", "product", "reason", "note", "logged_at"])

  /// What was logged of the step `key` on `day`, if anything was.
  public func entry(of key: StepKey, on day: Day, for user: UserID) throws -> Entry? {
    guard let number = try stepNumber(key, of: user) else { return nil }
    return try database.statement(
      "\(Journal.selection) WHERE e.user = ? AND e.day = ? AND e.step = ?"
    ).first(user.number, day.number, number, row: entry)
  }

  /// Lends each entry of the user's from `from` through `to` (nil is no bound) to `body`, by day,
  /// slot and slug, one at a time.
  public func forEachEntry(
    of user: UserID, from: Day? = nil, to: Day? = nil, _ body: (Entry) throws -> Void
  ) throws {
    // Entries lie by day already; SQLite sorts the few of each day.
    try database.statement(
      """
      \(Journal.selection) WHERE e.user = ? AND e.day BETWEEN ? AND ?
      ORDER BY e.day, s.slot, s.slug
      """
    ).forEach(user.number, (from ?? .first).number, (to ?? .last).number) { row in
      try body(try entry(row))
    }
  }

  /// Writes `entry` over whatever was logged of its step on its day.
  ///
  /// - Throws: `Malformed` when the user has no such step or product.
  public func put(_ entry: Entry, for user: UserID) throws {
    let (step, product) = try references(of: entry, user)
    try write(entry, step, product, user, try database.statement(Journal.shape.put))
  }

  /// Takes out what was logged of the step `key` on `day`.
  public func removeEntry(of key: StepKey, on day: Day, for user: UserID) throws {
    guard let number = try stepNumber(key, of: user) else { return }
    try database.execute(
      "DELETE FROM entries WHERE user = ? AND day = ? AND step = ?", user.number, day.number, number
    )
  }

  /// Adds `entry`, or finds out how it stands to the one of that day and step.
  ///
  /// - Throws: `Malformed` when the user has no such step or product.
  public func merge(_ entry: Entry, for user: UserID, replacing: Bool) throws -> Merged {
    let (step, product) = try references(of: entry, user)
    return try merge(Journal.shape, replacing: replacing) { statement in
      try write(entry, step, product, user, statement)
    } isSame: {
      let known = try self.entry(of: entry.step, on: entry.day, for: user)
      return known == entry && isSameText(known?.note, entry.note)
    }
  }

  private func references(
    of entry: Entry, _ user: UserID
  ) throws -> (step: Int64, product: Int64?) {
    (try referredStep(entry.step, of: user), try referredProduct(entry.product, of: user))
  }

  private func write(
    _ entry: Entry, _ step: Int64, _ product: Int64?, _ user: UserID, _ statement: Statement
  ) throws {
    try statement.run(
      user.number, entry.day.number, step, entry.status.code, entry.count, entry.minutes, product,
      entry.reason, entry.note, entry.loggedAt?.seconds)
  }

  private static let selection = """
    SELECT e.day, s.slot, s.slug, e.status, e.count, e.minutes, p.name, e.reason, e.note, e.logged_at
    FROM entries AS e
    JOIN steps AS s ON s.user = e.user AND s.step = e.step
    LEFT JOIN products AS p ON p.user = e.user AND p.product = e.product
    """

  private func entry(_ row: borrowing Row) throws -> Entry {
    Entry(
      day: try row.day(0), step: try row.stepKey(1), status: try Status(code: try row.integer(3)),
      count: try row.int(4, in: Entry.counts), minutes: try row.optionalInt(5, in: Entry.minutes),
      product: try row.optionalName(6), reason: try row.optionalName(7),
      note: try row.optionalText(8),
      loggedAt: try row.optionalInstant(9))
  }
}
