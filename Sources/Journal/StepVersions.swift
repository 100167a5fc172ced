import Calendar
import Routine
import SQLite

/// A version of a property of a step: of its schedule, or of the product that it uses.
public struct StepVersion<Value> {
  /// The step.
  public var step: StepKey
  /// The first day on which the value is in force.
  public var from: Day
  /// The value in force.
  public var value: Value

  /// Creates a version.
  public init(step: StepKey, from: Day, value: Value) {
    self.step = step
    self.from = from
    self.value = value
  }

  /// A placeholder to fill column by column.
  public static func blank(_ value: Value) -> StepVersion {
    StepVersion(step: Step.blank.key, from: .first, value: value)
  }

  /// The columns of the step and the day. The table stores the number of the step for its slot and its slug.
  static var keyColumns: [Column<StepVersion>] {
    [
      .code(
        "slot", key: true, stored: ["step"], { $0.step.slot.rawValue },
        { $0.step.slot = try Slot(parsing: $1) }),
      .code(
        "step", key: true, stored: [], { $0.step.slug.description },
        { $0.step.slug = try Slug(parsing: $1) }),
      .day("from_day", key: true, { $0.from }, { $0.from = $1 }),
    ]
  }
}

extension StepVersion: Sendable where Value: Sendable {}

extension StepVersion where Value == Schedule {
  /// The columns of a version of a schedule.
  public static var columns: [Column<StepVersion>] { scheduleColumns }
}

extension StepVersion where Value == String? {
  /// The columns of a version of a product.
  public static var columns: [Column<StepVersion>] { productColumns }
}

private let scheduleColumns: [Column<StepVersion<Schedule>>] =
  StepVersion.keyColumns + [
    .code(
      "every", stored: ["rule", "weekdays", "minimum", "maximum", "days"], { $0.value.description },
      { $0.value = try Schedule(parsing: $1) })
  ]

private let productColumns: [Column<StepVersion<String?>>] =
  StepVersion.keyColumns + [
    .optionalLine(
      "product", noun: "a product's name", longest: TextRules.longestLine, { $0.value },
      { $0.value = $1 })
  ]

extension Journal {
  private static let schedules = RowShape(table: "schedules", columns: scheduleColumns)
  private static let stepProducts = RowShape(table: "step_products", columns: productColumns)

  /// Adds a version of a step's schedule, or compares it with the one of the same day.
  ///
  /// - Parameter replacing: whether to overwrite an existing record that differs.
  /// - Throws: `InvalidInput` when the user has no such step; `SQLiteError`, `Damaged`.
  public func merge(
    _ version: StepVersion<Schedule>, for user: UserID, replacing: Bool
  ) throws -> MergeOutcome {
    let number = try referredStep(version.step, of: user)
    return try merge(Journal.schedules, replacing: replacing) { values in
      values.integer(user.number)
      values.integer(number)
      values.integer(version.from.number)
      values.schedule(version.value)
    } isSame: {
      try database.statement(
        """
        SELECT rule, weekdays, minimum, maximum, days FROM schedules
        WHERE user = ? AND step = ? AND from_day = ?
        """
      ).first(user.number, number, version.from.number) { try $0.schedule(0) } == version.value
    }
  }

  /// Adds a version of the product that a step uses, or compares it with the one of the same day.
  ///
  /// - Parameter replacing: whether to overwrite an existing record that differs.
  /// - Throws: `InvalidInput` when the user has no such step or product; `SQLiteError`.
  public func merge(
    _ version: StepVersion<String?>, for user: UserID, replacing: Bool
  ) throws -> MergeOutcome {
    let number = try referredStep(version.step, of: user)
    let product = try referredProduct(version.value, of: user)
    return try merge(Journal.stepProducts, replacing: replacing) { values in
      values.integer(user.number)
      values.integer(number)
      values.integer(version.from.number)
      values.integer(product.map { Int($0) })
    } isSame: {
      try database.statement(
        "SELECT product FROM step_products WHERE user = ? AND step = ? AND from_day = ?"
      ).first(user.number, number, version.from.number) { try $0.optionalInteger(0) } == product
    }
  }

  /// Adds a row, or compares it with the one of the same key.
  ///
  /// - Parameters:
  ///   - replacing: whether to overwrite an existing row that differs.
  ///   - values: binds the row's values.
  ///   - isSame: returns whether the existing row has the same values.
  func merge(
    _ shape: RowShape, replacing: Bool, _ values: (inout Binder) throws -> Void,
    isSame: () throws -> Bool
  ) throws -> MergeOutcome {
    try database.statement(shape.add).run(binding: values)
    if database.changedRows == 1 { return .added }
    if try isSame() { return .unchanged }
    guard replacing else { return .conflict }
    try database.statement(shape.put).run(binding: values)
    return .replaced
  }
}

extension Binder {
  /// Binds the five columns of a schedule.
  mutating func schedule(_ schedule: Schedule) {
    var (weekdays, minimum, maximum): (Int?, Int?, Int?) = (nil, nil, nil)
    var interval: Int?
    let rule: String
    switch schedule {
    case .daily: rule = "daily"
    case .everyDays(let days): (rule, interval) = ("daily", days)
    case .weekdays(let days): (rule, weekdays) = ("weekdays", Int(days.rawValue))
    case .quota(let least, let most): (rule, minimum, maximum) = ("quota", least, most)
    case .asNeeded(let most): (rule, maximum) = ("as-needed", most)
    }
    text(rule)
    integer(weekdays)
    integer(minimum)
    integer(maximum)
    integer(interval)
  }
}

extension Row {
  /// The schedule in the five columns from `column` on.
  borrowing func schedule(_ column: Int32) throws -> Schedule {
    switch try text(column) {
    case "daily":
      return try optionalInt(column + 4, in: Schedule.intervals).map(Schedule.everyDays) ?? .daily
    case "weekdays":
      return .weekdays(Weekdays(rawValue: UInt8(try int(column + 1, in: 1...127))))
    case "quota":
      return .quota(
        minimum: try int(column + 2, in: 1...7), maximum: try optionalInt(column + 3, in: 1...7))
    case "as-needed": return .asNeeded(maximum: try optionalInt(column + 3, in: 1...7))
    default: throw Damaged(reason: "a schedule in it has no rule")
    }
  }
}
