import Calendar
import SQLite

/// A change that can be undone.
public struct Change: Hashable, Sendable {
  /// Its number; later changes have higher ones.
  public let number: Int64
  /// When it was made.
  public let madeAt: Instant
  /// What was changed, in one line.
  public let summary: String
}

/// Thrown when a change cannot be undone because later changes are based on it.
public struct UndoConflict: Error, Hashable, Sendable {
  /// What was changed, in one line.
  public let summary: String
}

/// Thrown when an undone change cannot be redone because other changes have taken its place.
public struct RedoConflict: Error, Hashable, Sendable {
  /// What was changed, in one line.
  public let summary: String
}

extension Journal {
  /// How many changes of a user are kept. Choice: more than a month of mornings and evenings.
  public static let keptChanges = 100
  /// How many bytes of a user's changes are kept. Choice. The newest change is kept even if it alone has more.
  public static let keptBytes = 16 << 20

  /// Runs `body` in a write transaction, and records its changes so that `undo(by:)` can undo them.
  ///
  /// - Parameters:
  ///   - user: the user to whom the change belongs; nil for the default user at the end of `body`,
  ///     so that the creation of the first user belongs to that user.
  ///   - instant: when the change is made.
  ///   - isKept: false for a change that is too large to keep. The user's earlier changes are then removed as well,
  ///     because `undo(by:)` must not undo an earlier change before a later one.
  ///   - summary: returns in one line what was changed.
  /// - Returns: what `body` returned, and whether any row differs from before.
  /// - Throws: `SQLiteError`, `Damaged`, or what `body` throws, with nothing changed.
  @discardableResult public func change<Result>(
    by user: UserID?, at instant: Instant, isKept: Bool = true,
    summary: (Result) -> String, _ body: () throws -> Result
  ) throws -> (result: Result, isChanged: Bool) {
    try database.write {
      try recordChange(by: user, at: instant, isKept: isKept, summary: summary, body)
    }
  }

  /// The same as `change(by:at:isKept:summary:_:)`, for a call inside `write(_:)`.
  @discardableResult public func recordChange<Result>(
    by user: UserID?, at instant: Instant, isKept: Bool = true,
    summary: (Result) -> String, _ body: () throws -> Result
  ) throws -> (result: Result, isChanged: Bool) {
    guard isKept else {
      let result = try body()
      if let owner = try user ?? defaultAccount()?.id {
        try database.execute("DELETE FROM history WHERE user = ?", owner.number)
      }
      return (result, true)
    }
    let (result, changes) = try database.recordingChanges(body)
    if !changes.isEmpty, let owner = try user ?? defaultAccount()?.id {
      try makeRoom(forChangeOf: owner, bytes: changes.bytes.count)
      try database.execute(
        "INSERT INTO history (user, made_at, summary, changeset) VALUES (?, ?, ?, ?)",
        owner.number, instant.seconds, summary(result), changes.bytes)
    }
    return (result, !changes.isEmpty)
  }

  /// The user's changes that can be undone, newest first.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func changes(of user: UserID) throws -> [Change] {
    try database.statement(
      """
      SELECT change, made_at, summary FROM history WHERE user = ? AND undone = 0
      ORDER BY change DESC
      """
    ).map(user.number) { try $0.change() }
  }

  /// Removes the user's last change from the history without undoing it, so that the one before it can be undone.
  ///
  /// - Returns: the removed change; nil when there is none.
  /// - Throws: `SQLiteError`, `Damaged`.
  public func removeLastChange(of user: UserID) throws -> Change? {
    try database.write {
      guard let last = try changes(of: user).first else { return nil }
      try database.execute("DELETE FROM history WHERE change = ?", last.number)
      return last
    }
  }

  /// Undoes the user's last change. `redo(by:)` can redo it until the user makes another change.
  ///
  /// - Returns: the undone change; nil when there is none.
  /// - Throws: `UndoConflict` when later changes are based on it; `SQLiteError`, `Damaged`. Nothing is changed then.
  public func undo(by user: UserID) throws -> Change? {
    try database.write {
      guard let last = try changes(of: user).first else { return nil }
      let before = Set(try accounts().map(\.id))
      try apply(last) { try $0.inverted() }
      try database.execute("UPDATE history SET undone = 1 WHERE change = ?", last.number)
      // If this has removed a user, remove all changes that mention the user: the number can be given to another.
      try database.execute("DELETE FROM history WHERE user NOT IN (SELECT user FROM users)")
      for removed in before.subtracting(try accounts().map(\.id)) {
        try forgetChanges(concerning: removed)
        try removeDevicesOfRemovedUsers()
      }
      return last
    }
  }

  /// Redoes the change that the user undid last.
  ///
  /// - Returns: the redone change; nil when there is none.
  /// - Throws: `RedoConflict` when other changes have taken its place; `SQLiteError`, `Damaged`. Nothing is changed then.
  public func redo(by user: UserID) throws -> Change? {
    try database.write {
      // Changes are undone from the newest on, so the one that was undone last is the oldest.
      let undone = try database.statement(
        """
        SELECT change, made_at, summary FROM history WHERE user = ? AND undone = 1
        ORDER BY change LIMIT 1
        """
      ).first(user.number) { try $0.change() }
      guard let undone else { return nil }
      do { try apply(undone) { $0 } } catch let conflict as UndoConflict {
        throw RedoConflict(summary: conflict.summary)
      }
      try database.execute("UPDATE history SET undone = 0 WHERE change = ?", undone.number)
      return undone
    }
  }

  /// Applies the changeset of `change` after `transform`.
  ///
  /// - Throws: `UndoConflict` when a row differs from what the changeset expects.
  private func apply(_ change: Change, _ transform: (Changeset) throws -> Changeset) throws {
    let bytes = try database.statement("SELECT changeset FROM history WHERE change = ?")
      .first(change.number) { try $0.blob(0) }
    do {
      try database.apply(try transform(Changeset(bytes: bytes ?? [])))
    } catch let error as SQLiteError where error.code == .abort {
      throw UndoConflict(summary: change.summary)
    }
  }

  /// Removes what cannot stay when the user makes a change of `size` bytes: what was undone, which cannot be redone after
  /// another change, and the changes that are too many or too large to keep.
  private func makeRoom(forChangeOf user: UserID, bytes size: Int) throws {
    // What was undone is newer than what was not. So the newest row that was not undone and the index show which rows are
    // too new or too old, and only the sum of the sizes reads all rows. The window function, which would take 30 % of the instructions of a log that a
    // server performs, is evaluated only for the few users whose changes have too many bytes: the operands of OR and AND
    // are evaluated from the left.
    try database.execute(
      """
      DELETE FROM history WHERE user = ?1 AND (
        change > coalesce((
          SELECT change FROM history WHERE user = ?1 AND undone = 0 ORDER BY change DESC LIMIT 1), 0)
        OR change <= (
          SELECT change FROM history WHERE user = ?1 AND change <= (
            SELECT change FROM history WHERE user = ?1 AND undone = 0 ORDER BY change DESC LIMIT 1)
          ORDER BY change DESC LIMIT 1 OFFSET ?2)
        OR ((SELECT sum(length(changeset)) FROM history WHERE user = ?1) > ?3 AND +change IN (
          SELECT change FROM (
            SELECT change, sum(length(changeset)) OVER (ORDER BY change DESC) AS bytes
            FROM history WHERE user = ?1 AND undone = 0)
          WHERE bytes > ?3)))
      """, user.number, Journal.keptChanges - 1, Journal.keptBytes - size)
  }
}

extension Row {
  /// The change in the first three columns.
  fileprivate borrowing func change() throws -> Change {
    Change(
      number: try integer(0), madeAt: try optionalInstant(1) ?? .first, summary: try text(2))
  }
}
