import Calendar
import Routine
import SQLite
import Text

extension Step {
  /// The columns of a step.
  public static let columns: [Column<Step>] = [
    .code("slot", key: true, { $0.key.slot.rawValue }, { $0.key.slot = try Slot(parsing: $1) }),
    .code(
      "step", key: true, stored: ["slug"], { $0.key.slug.description },
      { $0.key.slug = try Slug(parsing: $1) }),
    .integer("position", in: Step.positions, { $0.position }, { $0.position = $1 }),
    .code("kind", { $0.kind.rawValue }, { $0.kind = try Kind(parsing: $1) }),
    .optionalCode("active", { $0.active }, { $0.active = $1 }),
    .day("starts_on", { $0.firstDay }, { $0.firstDay = $1 }),
    .optionalDay(
      "ends_on", { $0.lastDay },
      { step, day in
        if let day { try checkOrder(step.firstDay, day) }
        step.lastDay = day
      }),
  ]
}

extension Journal {
  static let steps = PlainTable("steps", Step.columns, number: "step") { Step.blank }

  /// The most steps that a user can have: the highest number of a step that the schema allows.
  public static let mostSteps = 1_000_000

  /// Adds `step`, or compares it with the one of the same name.
  ///
  /// - Parameter replacing: whether to overwrite an existing record that differs.
  /// - Throws: `SQLiteError`, `Damaged`.
  public func merge(_ step: Step, for user: UserID, replacing: Bool) throws -> MergeOutcome {
    try merge(step, into: Journal.steps, user, replacing: replacing)
  }

  /// The names of the user's steps with their numbers, ordered by slot and slug.
  func stepsByKey(of user: UserID) throws -> [(number: Int64, key: StepKey)] {
    try database.statement(
      "SELECT step, slot, slug FROM steps WHERE user = ? ORDER BY slot, slug"
    ).map(user.number) { row in (try row.integer(0), try row.stepKey(1)) }
  }

  /// The number within the user of the step `key`; nil when there is none.
  func stepNumber(_ key: StepKey, of user: UserID) throws -> Int64? {
    try database.statement("SELECT step FROM steps WHERE user = ? AND slot = ? AND slug = ?")
      .first(user.number, key.slot.rawValue, key.slug.description) { try $0.integer(0) }
  }

  /// The number of the step `key`, to which another row refers.
  ///
  /// - Throws: `InvalidInput` when the user has no such step; `SQLiteError`.
  func referredStep(_ key: StepKey, of user: UserID) throws -> Int64 {
    guard let number = try stepNumber(key, of: user) else {
      throw InvalidInput("there is no step \(quoted(key.description)): add it first")
    }
    return number
  }

  /// Sets one column of the step with this number.
  func update(step number: Int64, of user: UserID, _ column: String, to value: Int?) throws {
    try database.execute(
      "UPDATE steps SET \(column) = ? WHERE user = ? AND step = ?", value, user.number, number)
  }
}

extension Step {
  /// A placeholder to fill column by column.
  public static let blank = Step(
    key: StepKey(slot: .am, slug: Slug(stored: "")), position: 0, kind: .other, firstDay: .first)
}

/// Checks the order of the days of a span.
///
/// - Throws: `InvalidInput` when `last` is before `first`.
func checkOrder(_ first: Day, _ last: Day) throws {
  guard last >= first else {
    throw InvalidInput(
      "\(last) lies before \(first): a span ends on or after its first day")
  }
}
