import Routine
import SQLite

/// A step as the journal holds it, with the versions of its schedule and of its product.
public struct RoutineStep: Hashable, Sendable {
  /// The step.
  public let step: Step
  /// Its schedules, by day.
  public let schedules: [Version<Schedule>]
  /// The products it uses, by day; nil where it uses none.
  public let products: [Version<String?>]
  /// Its number within the user.
  let number: Int64

  /// The schedule in force on `day`; nil without any. The first begins with the step.
  public func schedule(on day: Day) -> Schedule? {
    (schedules.last { $0.from <= day } ?? schedules.first)?.value
  }

  /// The product it uses on `day`, if it uses one.
  public func product(on day: Day) -> String? { products.last { $0.from <= day }?.value }
}

extension Journal {
  private static let steps = RowShape(
    table: "steps", key: ["user", "slot", "slug"],
    rest: ["step", "position", "kind", "active", "starts_on", "ends_on"])
  private static let schedules = RowShape(
    table: "schedules", key: ["user", "step", "from_day"],
    rest: ["rule", "weekdays", "minimum", "maximum"])
  private static let stepProducts = RowShape(
    table: "step_products", key: ["user", "step", "from_day"], rest: ["product"])

  /// The most steps that a user has: what the schema allows their numbers.
  public static let mostSteps = 1_000_000

  /// The user's steps, ended ones among them, in slot, position, slug order.
  public func routine(of user: UserID) throws -> [RoutineStep] {
    try routine(of: user, withProducts: true)
  }

  /// The user's steps, as `routine(of:)`.
  ///
  /// - Parameter withProducts: whether their products are wanted; else none is told.
  func routine(of user: UserID, withProducts: Bool) throws -> [RoutineStep] {
    // All three come by the number of their step, so the versions of one are the next ones.
    var schedules = try database.statement(
      """
      SELECT step, from_day, rule, weekdays, minimum, maximum FROM schedules
      WHERE user = ? ORDER BY step, from_day
      """
    ).map(user.number) { row in
      (
        step: try row.integer(0),
        version: Version(from: try row.day(1), value: try schedule(row, at: 2))
      )
    }[...]
    var products = withProducts ? try productVersions(of: user)[...] : []
    var steps = try database.statement(Journal.stepsOfUser).map(user.number) { row in
      let number = try row.integer(0)
      return RoutineStep(
        step: try step(row, at: 1), schedules: Journal.take(number, from: &schedules),
        products: Journal.take(number, from: &products), number: number)
    }
    steps.sort { Step.areInOrder($0.step, $1.step) }
    return steps
  }

  /// Which product each step uses from which day on, by number of the step and day.
  private func productVersions(
    of user: UserID
  ) throws -> [(step: Int64, version: Version<String?>)] {
    try database.statement(
      """
      SELECT s.step, s.from_day, p.name FROM step_products AS s
      LEFT JOIN products AS p ON p.user = s.user AND p.product = s.product
      WHERE s.user = ? ORDER BY s.step, s.from_day
      """
    ).map(user.number) { row in
      (
        step: try row.integer(0),
        version: Version(from: try row.day(1), value: try row.optionalName(2))
      )
    }
  }

  /// What the user's steps are called, by slot and slug, with their numbers.
  func stepsByKey(of user: UserID) throws -> [(number: Int64, key: StepKey)] {
    try database.statement(
      "SELECT step, slot, slug FROM steps WHERE user = ? ORDER BY slot, slug"
    ).map(user.number) { row in (try row.integer(0), try row.stepKey(1)) }
  }

  /// Takes the versions of the step `number` off the front.
  private static func take<Value>(
    _ number: Int64, from versions: inout ArraySlice<(step: Int64, version: Version<Value>)>
  ) -> [Version<Value>] {
    let own = versions.prefix { $0.step == number }
    versions = versions.dropFirst(own.count)
    return own.map(\.version)
  }

  /// Adds a user together with the steps of a first routine.
  @discardableResult public func add(
    _ user: User, with steps: [(step: Step, schedule: Schedule)]
  ) throws -> Account {
    let account = try addUser(user)
    for (step, schedule) in steps {
      try addStep(step, schedule: schedule, for: account.id)
    }
    return account
  }

  /// Adds a step that is due by `schedule` from its first day on.
  public func addStep(_ step: Step, schedule: Schedule, for user: UserID) throws {
    guard try merge(step, for: user, replacing: false) == .added else {
      let end = try self.step(step.key, of: user).step.lastDay
      let since = end.map { ", which ended on \($0)" } ?? ""
      throw Malformed(
        "there is a step \(step.key) already\(since): choose another name, such as \(step.key)-2")
    }
    let version = Version(from: step.firstDay, value: schedule)
    _ = try merge(version, ofStep: step.key, for: user, replacing: false)
  }

  /// Adds `step`, or finds out how it stands to the one of that slot and name.
  public func merge(_ step: Step, for user: UserID, replacing: Bool) throws -> Merged {
    let number =
      try stepNumber(step.key, of: user) ?? nextNumber("step", in: "steps", of: user)
    return try merge(Journal.steps, replacing: replacing) { statement in
      try statement.run(
        user.number, step.key.slot.rawValue, step.key.slug.description, number, step.position,
        step.kind.rawValue, step.active?.rawValue, step.firstDay.number, step.lastDay?.number)
    } isSame: {
      try database.statement(
        "SELECT \(Journal.stepColumns) FROM steps WHERE user = ? AND step = ?"
      ).first(user.number, number) { try self.step($0, at: 0) } == step
    }
  }

  /// Adds a version of the schedule of the step `key`, or finds out how it stands to the one that
  /// begins on the same day.
  ///
  /// - Throws: `Malformed` when the user has no such step.
  public func merge(
    _ version: Version<Schedule>, ofStep key: StepKey, for user: UserID, replacing: Bool
  ) throws -> Merged {
    let number = try referredStep(key, of: user)
    return try merge(Journal.schedules, replacing: replacing) { statement in
      let (rule, weekdays, minimum, maximum) = Journal.columns(of: version.value)
      try statement.run(
        user.number, number, version.from.number, rule, weekdays, minimum, maximum)
    } isSame: {
      try database.statement(
        """
        SELECT rule, weekdays, minimum, maximum FROM schedules
        WHERE user = ? AND step = ? AND from_day = ?
        """
      ).first(user.number, number, version.from.number) { try schedule($0, at: 0) }
        == version.value
    }
  }

  /// Says which product the step `key` uses from a day on, or finds out how that stands to what is
  /// said of the same day.
  ///
  /// - Throws: `Malformed` when the user has no such step or product.
  public func merge(
    _ version: Version<String?>, ofStep key: StepKey, for user: UserID, replacing: Bool
  ) throws -> Merged {
    let number = try referredStep(key, of: user)
    let product = try referredProduct(version.value, of: user)
    return try merge(Journal.stepProducts, replacing: replacing) { statement in
      try statement.run(user.number, number, version.from.number, product)
    } isSame: {
      try database.statement(
        "SELECT product FROM step_products WHERE user = ? AND step = ? AND from_day = ?"
      ).first(user.number, number, version.from.number) { try $0.optionalInteger(0) } == product
    }
  }

  /// The number of the step `key` within the user.
  func stepNumber(_ key: StepKey, of user: UserID) throws -> Int64? {
    try database.statement("SELECT step FROM steps WHERE user = ? AND slot = ? AND slug = ?")
      .first(user.number, key.slot.rawValue, key.slug.description) { try $0.integer(0) }
  }

  /// The number of a step that something refers to.
  ///
  /// - Throws: `Malformed` when the user has no such step.
  func referredStep(_ key: StepKey, of user: UserID) throws -> Int64 {
    guard let number = try stepNumber(key, of: user) else {
      throw Malformed("there is no step \(quoted(key.description)): add it first")
    }
    return number
  }

  private static let stepsOfUser =
    "SELECT step, \(stepColumns) FROM steps WHERE user = ? ORDER BY step"
  private static let stepColumns = "slot, slug, position, kind, active, starts_on, ends_on"

  private func step(_ row: borrowing Row, at column: Int32) throws -> Step {
    Step(
      key: try row.stepKey(column), position: try row.int(column + 2, in: 0...Step.lastPosition),
      kind: try row.named(column + 3), active: try row.optionalNamed(column + 4),
      firstDay: try row.day(column + 5), lastDay: try row.optionalDay(column + 6))
  }

  private static func columns(
    of schedule: Schedule
  ) -> (rule: String, weekdays: Int?, minimum: Int?, maximum: Int?) {
    switch schedule {
    case .daily: ("daily", nil, nil, nil)
    case .weekdays(let days): ("weekdays", Int(days.rawValue), nil, nil)
    case .quota(let minimum, let maximum): ("quota", nil, minimum, maximum)
    case .asNeeded(let maximum): ("as-needed", nil, nil, maximum)
    }
  }

  private func schedule(_ row: borrowing Row, at column: Int32) throws -> Schedule {
    let rule = try row.text(column)
    switch rule {
    case "daily": return .daily
    case "weekdays":
      return .weekdays(Weekdays(rawValue: UInt8(try row.int(column + 1, in: 1...127))))
    case "quota":
      return .quota(
        minimum: try row.int(column + 2, in: 1...7),
        maximum: try row.optionalInt(column + 3, in: 1...7))
    case "as-needed": return .asNeeded(maximum: try row.optionalInt(column + 3, in: 1...7))
    default: throw Damaged(what: "a schedule in it has no rule")
    }
  }
}
