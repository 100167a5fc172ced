import Calendar
import SQLite

/// A change that can be taken back.
public struct Change: Hashable, Sendable {
  /// Its number, ascending.
  public let number: Int64
  /// When it was made.
  public let madeAt: Instant
  /// What it was, in one line.
  public let summary: String
}

/// Why a change cannot be taken back.
public struct NotUndoable: Error, Hashable, Sendable {
  /// The change.
  public let summary: String
}

extension Journal {
  /// How many changes of one user are kept. A choice: a month and more of evenings.
  public static let keptChanges = 100
  /// How many bytes of one user's changes are kept; the newest is kept even if it alone has more.
  public static let keptBytes = 16 << 20

  /// Runs `body` in a write transaction, and records its changes so that `undo(by:)` can take them back.
  ///
  /// - Parameters:
  ///   - user: whose change it is; nil is the default user there is afterwards, so that the creation of the first user
  ///     belongs to that user.
  ///   - instant: when it is made.
  ///   - isKept: false for a change too large to keep. The user's earlier changes are then removed as well: `undo` takes
  ///     back the last change, never one before it.
  ///   - summary: says in one line what was done.
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

  /// The same as `change(by:at:isKept:summary:_:)` within a write transaction that is open.
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
      try database.execute(
        "INSERT INTO history (user, made_at, summary, changeset) VALUES (?, ?, ?, ?)",
        owner.number, instant.seconds, summary(result), changes.bytes)
      try removeOldChanges(of: owner)
    }
    return (result, !changes.isEmpty)
  }

  /// The user's changes that can be taken back, newest first.
  public func changes(of user: UserID) throws -> [Change] {
    try database.statement(
      "SELECT change, made_at, summary FROM history WHERE user = ? ORDER BY change DESC"
    ).map(user.number) { row in
      Change(
        number: try row.integer(0), madeAt: try row.optionalInstant(1) ?? .first,
        summary: try row.text(2))
    }
  }

  /// Lets go of the user's last change, so that the one before can be taken back; what it did stays.
  ///
  /// - Returns: what it was; nil when there is none.
  public func forgetLastChange(of user: UserID) throws -> Change? {
    try database.write {
      guard let last = try changes(of: user).first else { return nil }
      try database.execute("DELETE FROM history WHERE change = ?", last.number)
      return last
    }
  }

  /// Takes back the user's last change, and gives what it was; nil when there is none to take back.
  ///
  /// - Throws: `NotUndoable` when others have since built on what it made; nothing is changed then.
  public func undo(by user: UserID) throws -> Change? {
    try database.write {
      guard let last = try changes(of: user).first else { return nil }
      let before = Set(try accounts().map(\.id))
      let bytes = try database.statement("SELECT changeset FROM history WHERE change = ?")
        .first(last.number) { try $0.blob(0) }
      try database.execute("DELETE FROM history WHERE change = ?", last.number)
      do {
        try database.apply(try Changeset(bytes: bytes ?? []).inverted())
      } catch let error as SQLiteError where error.code == .abort {
        throw NotUndoable(summary: last.summary)
      }
      // A user who is gone leaves no change behind, of their own or of others, that would name the next
      // one of that number.
      try database.execute("DELETE FROM history WHERE user NOT IN (SELECT user FROM users)")
      for gone in before.subtracting(try accounts().map(\.id)) {
        try forgetChanges(concerning: gone)
      }
      return last
    }
  }

  private func removeOldChanges(of user: UserID) throws {
    try database.execute(
      """
      DELETE FROM history WHERE change IN (
        SELECT change FROM (
          SELECT change, row_number() OVER newest AS place,
            sum(length(changeset)) OVER newest AS bytes
          FROM history WHERE user = ?
          WINDOW newest AS (ORDER BY change DESC))
        WHERE place > ? OR (bytes > ? AND place > 1))
      """, user.number, Journal.keptChanges, Journal.keptBytes)
  }
}
