import Calendar
import Routine
import SQLite

/// A step with the versions of its schedule and of the product that it uses.
public struct RoutineStep: Hashable, Sendable {
  /// The step.
  public let step: Step
  /// The versions of its schedule.
  public let schedules: Timeline<Schedule>
  /// The products that it uses; the value nil means no product. Empty when the routine was read without products.
  public let products: Timeline<String?>
  /// Its number, which identifies it among the user's steps.
  let number: Int64

  /// The schedule in force on `day`; nil when it has none.
  public func schedule(on day: Day) -> Schedule? { schedules.value(on: day) }

  /// The first day on or after `day` on which the step is due by a daily, weekday or N-days schedule, as the routine
  /// stands; nil when there is none within a year. Pauses are not considered.
  public func nextDue(from day: Day) -> Day? {
    let history = StepHistory(step: step, schedules: schedules, pauses: [], procedures: [])
    return (0..<366).lazy.map { day + $0 }.first { history.isDue(on: $0) }
  }

  /// The product it uses on `day`; nil when it uses none.
  public func product(on day: Day) -> String? { products.value(on: day) ?? nil }
}

extension Journal {
  /// The user's steps, including ended ones, ordered by slot, position and slug.
  ///
  /// - Parameter withProducts: whether to read the products that the steps use.
  /// - Throws: `SQLiteError`, `Damaged`.
  public func routine(of user: UserID, withProducts: Bool = true) throws -> [RoutineStep] {
    try routine(of: user, products: withProducts ? productNames(of: user) : nil)
  }

  /// The user's steps as `routine(of:withProducts:)` reads them, and the products that they use or used. Of the products
  /// only the name and what decides on the expiry is read.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func routineInUse(
    of user: UserID
  ) throws -> (routine: [RoutineStep], products: [Product]) {
    var products: [Product] = []
    let versions = try database.statement(
      """
      SELECT u.step, u.from_day, p.name, p.opened_on, p.pao_months, p.expires_on
      FROM step_products AS u LEFT JOIN products AS p ON p.user = u.user AND p.product = u.product
      WHERE u.user = ? ORDER BY u.step, u.from_day
      """
    ).map(user.number) { row in
      let name = try row.optionalName(2)
      if let name, !products.contains(where: { $0.name == name }) {
        var product = Product(name: name)
        product.openedOn = try row.optionalDay(3)
        product.paoMonths = try row.optionalInt(4, in: Product.monthsAfterOpening)
        product.expiresOn = try row.optionalDay(5)
        products.append(product)
      }
      return (step: try row.integer(0), version: Version(from: try row.day(1), value: name))
    }
    return (try routine(of: user, productVersions: versions), products)
  }

  /// The user's steps, as `routine(of:withProducts:)`.
  ///
  /// - Parameter names: the names of the user's products; with nil, the products that the steps use are not read.
  func routine(of user: UserID, products names: ProductNames?) throws -> [RoutineStep] {
    try routine(
      of: user, productVersions: try names.map { try productVersions(of: user, $0) } ?? [])
  }

  private func routine(
    of user: UserID, productVersions: [(step: Int64, version: Version<String?>)]
  ) throws -> [RoutineStep] {
    var products = productVersions[...]
    var routine: [RoutineStep] = []
    // The step of the current row, and its schedules so far.
    var current: (number: Int64, step: Step)?
    var schedules: [Version<Schedule>] = []
    func finishStep() {
      guard let (number, step) = current else { return }
      routine.append(
        RoutineStep(
          step: step, schedules: Timeline(schedules: schedules),
          products: Timeline(products: Journal.take(number, from: &products)), number: number))
      schedules.removeAll(keepingCapacity: true)
    }
    try database.statement(
      """
      SELECT s.step, s.slot, s.slug, s.position, s.kind, s.active, s.starts_on, s.ends_on,
        v.from_day, v.rule, v.weekdays, v.minimum, v.maximum, v.days
      FROM steps AS s LEFT JOIN schedules AS v ON v.user = s.user AND v.step = s.step
      WHERE s.user = ? ORDER BY s.step, v.from_day
      """
    ).forEach(user.number) { row in
      let number = try row.integer(0)
      if current?.number != number {
        finishStep()
        current = (number, try row.step(1))
      }
      if let from = try row.optionalDay(8) {
        schedules.append(Version(from: from, value: try row.schedule(9)))
      }
    }
    finishStep()
    routine.sort { Step.areInOrder($0.step, $1.step) }
    return routine
  }

  /// The products that the user's steps use, ordered by the number of the step and the day.
  private func productVersions(
    of user: UserID, _ names: ProductNames
  ) throws -> [(step: Int64, version: Version<String?>)] {
    try database.statement(
      "SELECT step, from_day, product FROM step_products WHERE user = ? ORDER BY step, from_day"
    ).map(user.number) { row in
      let product = try row.optionalInteger(2).flatMap { names[$0] }
      return (step: try row.integer(0), version: Version(from: try row.day(1), value: product))
    }
  }

  /// Removes and returns the versions of the step `number` at the start of `versions`, which are ordered by step. The
  /// steps must be taken in ascending order.
  private static func take<Value>(
    _ number: Int64, from versions: inout ArraySlice<(step: Int64, version: Version<Value>)>
  ) -> [Version<Value>] {
    // Skip versions whose step is missing (damaged file).
    while let first = versions.first, first.step < number { versions.removeFirst() }
    let own = versions.prefix { $0.step == number }
    versions = versions.dropFirst(own.count)
    return own.map(\.version)
  }
}

extension Row {
  /// The step in the seven columns from `column` on.
  fileprivate borrowing func step(_ column: Int32) throws -> Step {
    Step(
      key: try stepKey(column), position: try int(column + 2, in: Step.positions),
      kind: try named(column + 3), active: try optionalNamed(column + 4),
      firstDay: try day(column + 5), lastDay: try optionalDay(column + 6))
  }
}
