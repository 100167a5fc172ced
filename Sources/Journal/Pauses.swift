import Routine
import SQLite

extension Journal {
  /// The user's pauses, by scope as it is written, first and last day, an open-ended one first.
  public func pauses(of user: UserID) throws -> [Pause] {
    let pauses = try database.statement(
      """
      SELECT s.slot, s.slug, p.active, p.from_day, p.to_day, p.reason FROM pauses AS p
      LEFT JOIN steps AS s ON s.user = p.user AND s.step = p.step
      WHERE p.user = ?
      """
    ).map(user.number) { row in
      Pause(
        scope: try scope(row), from: try row.day(3), to: try row.optionalDay(4),
        reason: try row.named(5))
    }
    let keyed = pauses.map { (scope: $0.scope.description, pause: $0) }
    return keyed.sorted { left, right in
      let (first, second) = (left.scope.utf8, right.scope.utf8)
      guard first.elementsEqual(second) else { return first.lexicographicallyPrecedes(second) }
      if left.pause.from != right.pause.from { return left.pause.from < right.pause.from }
      guard let leftEnd = left.pause.to else { return right.pause.to != nil }
      return right.pause.to.map { leftEnd < $0 } ?? false
    }.map(\.pause)
  }

  /// Adds `pause`, or finds out how it stands to the one of that scope and span.
  ///
  /// - Throws: `Malformed` when the user has no such step.
  public func merge(_ pause: Pause, for user: UserID, replacing: Bool) throws -> Merged {
    let (step, active) = try columns(of: pause.scope, user)
    let known = try database.statement(
      """
      SELECT pause, reason FROM pauses WHERE user = ? AND ifnull(step, 0) = ifnull(?, 0)
      AND ifnull(active, '') = ifnull(?, '') AND from_day = ?
      AND ifnull(to_day, 2932897) = ifnull(?, 2932897)
      """
    ).first(user.number, step, active, pause.from.number, pause.to?.number) { row in
      (number: try row.integer(0), reason: try row.named(1, PauseReason.self))
    }
    guard let known else {
      try database.execute(
        """
        INSERT INTO pauses (user, pause, step, active, from_day, to_day, reason)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """, user.number, try nextNumber("pause", in: "pauses", of: user), step, active,
        pause.from.number, pause.to?.number, pause.reason.rawValue)
      return .added
    }
    if known.reason == pause.reason { return .unchanged }
    guard replacing else { return .conflict }
    try database.execute(
      "UPDATE pauses SET reason = ? WHERE user = ? AND pause = ?",
      pause.reason.rawValue, user.number, known.number)
    return .replaced
  }

  /// Takes out the pause of exactly that scope and span.
  public func remove(_ pause: Pause, for user: UserID) throws {
    let (step, active) = try columns(of: pause.scope, user)
    try database.execute(
      """
      DELETE FROM pauses WHERE user = ? AND ifnull(step, 0) = ifnull(?, 0)
      AND ifnull(active, '') = ifnull(?, '') AND from_day = ?
      AND ifnull(to_day, 2932897) = ifnull(?, 2932897)
      """, user.number, step, active, pause.from.number, pause.to?.number)
  }

  private func columns(of scope: Scope, _ user: UserID) throws -> (step: Int64?, active: String?) {
    switch scope {
    case .all: (nil, nil)
    case .step(let key): (try referredStep(key, of: user), nil)
    case .active(let active): (nil, active.rawValue)
    }
  }

  private func scope(_ row: borrowing Row) throws -> Scope {
    if let active = try row.optionalNamed(2, Active.self) { return .active(active) }
    return try row.optionalText(0) == nil ? .all : .step(try row.stepKey(0))
  }
}
