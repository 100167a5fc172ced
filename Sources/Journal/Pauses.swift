import Calendar
import Routine
import SQLite

extension Pause {
  /// The columns of a pause. All of them except the reason form its key.
  public static let columns: [Column<Pause>] = [
    .day("from_day", key: true, { $0.from }, { $0.from = $1 }),
    .optionalDay(
      "to_day", key: true, { $0.to },
      { pause, day in
        if let day { try checkOrder(pause.from, day) }
        pause.to = day
      }),
    .code(
      "scope", key: true, stored: ["step", "active", "part"], { $0.scope.description },
      { $0.scope = try Scope(parsing: $1) }),
    .code("reason", { $0.reason.rawValue }, { $0.reason = try PauseReason(parsing: $1) }),
  ]

  /// A placeholder to fill column by column.
  public static let blank = Pause(scope: .all, from: .first, to: nil, reason: .other)
}

extension Journal {
  private static let shape = RowShape(table: "pauses", columns: Pause.columns, number: "pause")
  /// The condition for the row of a user, a scope and a span. NULL is compared as a value that no row can have.
  private static let isPause = """
    user = ? AND from_day = ? AND ifnull(to_day, 2932897) = ifnull(?, 2932897)
    AND ifnull(step, 0) = ifnull(?, 0) AND ifnull(active, '') = ifnull(?, '')
    AND ifnull(part, '') = ifnull(?, '')
    """

  /// The user's pauses, ordered by the text of the scope, the first day and the last day. Of pauses that differ only in
  /// the last day, an open-ended one comes first.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func pauses(of user: UserID) throws -> [Pause] {
    try pauses(of: user, try stepsByKey(of: user))
  }

  /// The user's pauses, as `pauses(of:)`.
  ///
  /// - Parameter steps: the user's steps.
  func pauses(of user: UserID, _ steps: [(number: Int64, key: StepKey)]) throws -> [Pause] {
    Pause.sorted(
      try database.statement(
        "SELECT step, active, part, from_day, to_day, reason FROM pauses WHERE user = ?"
      ).map(user.number) { try $0.pause(steps) })
  }

  /// The user's pauses and procedures, in the order of `pauses(of:)` and `procedures(of:)`. Every report needs both, and
  /// preparing a second statement would take 1 % of the instructions of an everyday command.
  func absences(
    of user: UserID, _ steps: [(number: Int64, key: StepKey)]
  ) throws -> (pauses: [Pause], procedures: [Procedure]) {
    var pauses: [Pause] = []
    var procedures: [Procedure] = []
    try database.statement(
      """
      SELECT step, active, part, from_day, to_day, reason, NULL, NULL FROM pauses WHERE user = ?
      UNION ALL SELECT NULL, NULL, NULL, day, recover_until, NULL, kind, note FROM procedures WHERE user = ?
      """
    ).forEach(user.number, user.number) { row in
      if row.isNull(6) {
        pauses.append(try row.pause(steps))
      } else {
        procedures.append(
          Procedure(
            day: try row.day(3), kind: try row.name(6), recoverUntil: try row.optionalDay(4),
            note: try row.optionalText(7)))
      }
    }
    return (Pause.sorted(pauses), procedures)
  }

  /// Adds `pause`, or compares it with the one of the same scope and span.
  ///
  /// - Parameter replacing: whether to overwrite an existing record that differs.
  /// - Throws: `InvalidInput` when the user has no such step; `SQLiteError`, `Damaged`.
  public func merge(_ pause: Pause, for user: UserID, replacing: Bool) throws -> MergeOutcome {
    let scope = try columns(of: pause.scope, user)
    var known: (number: Int64, reason: PauseReason)?
    try database.statement("SELECT pause, reason FROM pauses WHERE \(Journal.isPause)").forEach(
      binding: { $0.pause(pause, scope, user) },
      row: { known = (try $0.integer(0), try $0.named(1)) })
    guard let known else {
      let number = try nextNumber("pause", in: "pauses", of: user)
      try database.statement(Journal.shape.add).run { values in
        values.pause(pause, scope, user)
        values.integer(number)
        values.text(pause.reason.rawValue)
      }
      return .added
    }
    if known.reason == pause.reason { return .unchanged }
    guard replacing else { return .conflict }
    try database.execute(
      "UPDATE pauses SET reason = ? WHERE user = ? AND pause = ?",
      pause.reason.rawValue, user.number, known.number)
    return .replaced
  }

  /// Removes the pause of exactly this scope and span, if there is one.
  ///
  /// - Throws: `InvalidInput` when the user has no such step; `SQLiteError`.
  public func remove(_ pause: Pause, for user: UserID) throws {
    let scope = try columns(of: pause.scope, user)
    try database.statement("DELETE FROM pauses WHERE \(Journal.isPause)").run {
      $0.pause(pause, scope, user)
    }
  }

  private func columns(of scope: Scope, _ user: UserID) throws -> ScopeColumns {
    switch scope {
    case .all: ScopeColumns()
    case .slot(let slot): ScopeColumns(part: slot.rawValue)
    case .actives: ScopeColumns(part: ScopeColumns.actives)
    case .step(let key): ScopeColumns(step: Int(try referredStep(key, of: user)))
    case .active(let active): ScopeColumns(active: active.rawValue)
    }
  }
}

/// The three columns that store a scope. At most one has a value; the scope `all` has none.
private struct ScopeColumns {
  var step: Int?
  var active: String?
  var part: String?

  /// The value of `part` for the scope `actives`; its other values are slots.
  static let actives = Scope.actives.description
}

extension Binder {
  /// Binds the user and the key of a pause, in the order of the columns.
  fileprivate mutating func pause(
    _ pause: Pause, _ scope: ScopeColumns, _ user: UserID
  ) {
    integer(user.number)
    integer(pause.from.number)
    integer(pause.to?.number)
    integer(scope.step)
    text(scope.active)
    text(scope.part)
  }
}

extension Pause {
  /// `pauses` ordered by the text of the scope, the first day and the last day.
  fileprivate static func sorted(_ pauses: [Pause]) -> [Pause] {
    if pauses.count < 2 { return pauses }
    let keyed = pauses.map { (scope: $0.scope.description, pause: $0) }
    return keyed.sorted { left, right in
      let (first, second) = (left.scope.utf8, right.scope.utf8)
      guard first.elementsEqual(second) else { return first.lexicographicallyPrecedes(second) }
      if left.pause.from != right.pause.from { return left.pause.from < right.pause.from }
      guard let leftEnd = left.pause.to else { return right.pause.to != nil }
      return right.pause.to.map { leftEnd < $0 } ?? false
    }.map(\.pause)
  }
}

extension Row {
  /// The pause in the columns of its scope, its first and last day, and its reason.
  fileprivate borrowing func pause(_ steps: [(number: Int64, key: StepKey)]) throws -> Pause {
    Pause(
      scope: try scope(0, steps), from: try day(3), to: try optionalDay(4), reason: try named(5))
  }

  /// The scope in three columns: the number of a step in `column`, an active in the next one, and a slot or `actives` in
  /// the third.
  fileprivate borrowing func scope(
    _ column: Int32, _ steps: [(number: Int64, key: StepKey)]
  ) throws -> Scope {
    if let active = try optionalNamed(column + 1, Active.self) { return .active(active) }
    if let part = try optionalText(column + 2) {
      if part == ScopeColumns.actives { return .actives }
      return .slot(try named(column + 2))
    }
    guard let number = try optionalInteger(column) else { return .all }
    guard let step = steps.first(where: { $0.number == number }) else {
      throw Damaged(reason: "a pause in it is of a step that is not there")
    }
    return .step(step.key)
  }
}
