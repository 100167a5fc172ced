import Calendar
import Routine
import SQLite

extension Journal {
  /// All data of one user from which reports are calculated.
  ///
  /// - Parameters:
  ///   - usesFrom: the first day for which uses are read; nil for all days. Logged days are read for all days.
  ///   - withPacks: whether to read uses from the earliest opening of a pack on, if that is before `usesFrom`.
  /// - Complexity: O(entries of the user). They are adjacent in the file and already in order.
  /// - Throws: `SQLiteError`, `Damaged`.
  public func reportInput(
    of user: UserID, usesFrom: Day? = nil, withPacks: Bool = false
  ) throws -> ReportInput {
    let products = try numberedProducts(of: user)
    let names = ProductNames(products.map { ($0.number, $0.product.name) })
    let routine = try routine(of: user, products: names)
    let reader = try diaryReader(of: user, routine)
    let openings = products.map(\.product).filter { product in
      product.usesPerPack != nil && product.finishedOn == nil
    }.compactMap(\.openedOn)
    let from = min(usesFrom ?? .first, (withPacks ? openings.min() : nil) ?? .last)
    var loggedDays: [LoggedDay] = []
    if from > .first { try reader.forEachLoggedDay(before: from) { loggedDays.append($0) } }
    var uses: [Use] = []
    try reader.forEachUse(from: from, products: names) { loggedDay, use in
      loggedDays.append(loggedDay)
      if let use { uses.append(use) }
    }
    return ReportInput(
      diary: Diary(steps: reader.steps, loggedDays: loggedDays), uses: uses,
      stepProducts: routine.map(\.products), products: products.map(\.product),
      ratings: try ratings(of: user), photos: try photos(of: user), pauses: reader.pauses,
      procedures: reader.procedures)
  }

  /// The data from which reports on `week` and its days are calculated: the routine and the logged days of that week.
  ///
  /// - Complexity: O(routine + pauses + procedures + entries of the week).
  /// - Throws: `SQLiteError`, `Damaged`.
  public func weekInput(of user: UserID, _ week: Week) throws -> ReportInput {
    let reader = try diaryReader(of: user)
    var loggedDays: [LoggedDay] = []
    try reader.forEachUse(from: week.monday, through: week.sunday, products: nil) { loggedDay, _ in
      loggedDays.append(loggedDay)
    }
    return ReportInput(
      diary: Diary(steps: reader.steps, loggedDays: loggedDays), pauses: reader.pauses,
      procedures: reader.procedures)
  }

  /// The routine and all logged days.
  ///
  /// - Complexity: O(entries of the user).
  /// - Throws: `SQLiteError`, `Damaged`.
  public func diary(of user: UserID) throws -> Diary {
    let reader = try diaryReader(of: user)
    var loggedDays: [LoggedDay] = []
    try reader.forEachLoggedDay { loggedDays.append($0) }
    return Diary(steps: reader.steps, loggedDays: loggedDays)
  }

  /// A reader that passes on the logged days one at a time. Use it inside the `read(_:)` that
  /// encloses this call, because it reads them after the steps.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func diaryReader(of user: UserID) throws -> DiaryReader {
    try diaryReader(of: user, try routine(of: user, withProducts: false))
  }

  /// A reader as `diaryReader(of:)` returns it, for a `routine` that has been read.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func diaryReader(of user: UserID, _ routine: [RoutineStep]) throws -> DiaryReader {
    let steps = routine.map { (number: $0.number, key: $0.step.key) }
    let (pauses, procedures) = try absences(of: user, steps)
    return try DiaryReader(routine, pauses, procedures, of: user, in: database)
  }
}

/// Reads the logged days of one user one at a time, so that memory does not grow with their number.
public struct DiaryReader {
  /// The steps, ordered by slot, position and slug.
  public let steps: [StepHistory]
  /// The pauses of the whole routine.
  public let pauses: [Pause]
  /// The procedures, ordered by day and kind.
  public let procedures: [Procedure]
  private let routine: [RoutineStep]
  private let numbers: StepNumbers
  private let user: UserID
  private let database: Connection

  fileprivate init(
    _ routine: [RoutineStep], _ pauses: [Pause], _ procedures: [Procedure], of user: UserID,
    in database: Connection
  ) throws {
    self.routine = routine
    self.pauses = pauses
    self.procedures = procedures
    steps = routine.map { step in
      StepHistory(
        step: step.step, schedules: step.schedules, pauses: pauses, procedures: procedures)
    }
    numbers = try StepNumbers(routine.map(\.number))
    self.user = user
    self.database = database
  }

  /// Passes each logged day before `end` to `body`, ordered by day. Nil means no end.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func forEachLoggedDay(before end: Day? = nil, _ body: (LoggedDay) -> Void) throws {
    let end = end ?? .last + 1
    var last = Day.first
    // The query has no upper bound; reading stops at the first row of another user. With a bound, SQLite would compare
    // the key of each row with it, which costs 1.5 times as much as reading the user from the row.
    try database.statement(
      """
      SELECT day, step, status, user FROM entries WHERE user >= ? ORDER BY user, day, step
      """
    ).forEachWhile(user.number) { row in
      guard try row.integer(3) == user.number else { return false }
      let loggedDay = try loggedDay(row, &last)
      guard loggedDay.day < end else { return false }
      body(loggedDay)
      return true
    }
  }

  /// Passes each logged day from `start` through `end` to `body`, ordered by day; when the step was
  /// done, together with its use.
  ///
  /// - Parameter names: the names of the user's products; with nil, the products of entries are not
  ///   read.
  fileprivate func forEachUse(
    from start: Day, through end: Day = .last, products names: ProductNames?,
    _ body: (LoggedDay, Use?) -> Void
  ) throws {
    var last = Day.first
    var dayOfLogging = DayOfLogging(of: user, in: database)
    try database.statement(
      """
      SELECT day, step, status, count, minutes, product, logged_after, logged_at FROM entries
      WHERE user = ? AND day BETWEEN ? AND ? ORDER BY day, step
      """
    ).forEach(user.number, start.number, end.number) { row in
      var loggedDay = try loggedDay(row, &last)
      guard loggedDay.status == .done else { return body(loggedDay, nil) }
      let isSameDay =
        try row.optionalInteger(6).map { $0 == 0 }
        ?? row.optionalInstant(7).flatMap { try dayOfLogging.day(of: $0) == loggedDay.day }
      loggedDay = LoggedDay(
        day: loggedDay.day, step: loggedDay.step, status: .done, isSameDay: isSameDay)
      let use = Use(
        day: loggedDay.day, step: loggedDay.step, count: try row.int(3, in: Entry.countRange),
        minutes: try row.optionalInt(4, in: Entry.minutesRange),
        product: try row.optionalInteger(5).flatMap { names?[$0] }
          ?? routine[loggedDay.step].product(on: loggedDay.day))
      body(loggedDay, use)
    }
  }

  @inline(__always) private func loggedDay(
    _ row: borrowing Row, _ last: inout Day
  ) throws -> LoggedDay {
    let day = try row.day(0)
    // Rows come in the order of the primary key, unless the file is damaged.
    guard last <= day else { throw Damaged(reason: "the entries in it are out of order") }
    last = day
    return LoggedDay(
      day: day, step: try numbers.index(of: try row.integer(1)),
      status: try Status(code: try row.integer(2)))
  }
}

/// Determines the day on which an entry was logged from the instant, for entries of which only the instant is stored.
private struct DayOfLogging {
  private let user: UserID
  private let database: Connection
  /// The user with the time zone; read at the first instant, because new entries store the day.
  private var rule: (user: User, zone: TimeZone)?
  private var isRead = false

  init(of user: UserID, in database: Connection) {
    self.user = user
    self.database = database
  }

  /// The day; nil when the machine does not know the user's time zone.
  mutating func day(of instant: Instant) throws -> Day? {
    if !isRead {
      isRead = true
      let account = try Journal.account(of: user, in: database)
      rule = account.flatMap { account in
        (try? TimeZone(named: account.user.timeZone)).map { (account.user, $0) }
      }
    }
    return rule.map { $0.user.day(of: instant, in: $0.zone) }
  }
}

/// The index of each step number in a list of steps. It is an array instead of a dictionary, for
/// speed: every entry is looked up in it.
struct StepNumbers {
  private var indices: [Int32]

  /// Creates the indices of `numbers`.
  ///
  /// - Throws: `Damaged` when a number is outside the schema's range.
  init(_ numbers: [Int64]) throws {
    var largest = 0
    for number in numbers {
      guard number >= 1, number <= Journal.mostSteps else { throw StepNumbers.damaged }
      largest = max(largest, Int(number))
    }
    indices = [Int32](repeating: -1, count: largest + 1)
    for (index, number) in numbers.enumerated() { indices[Int(number)] = Int32(index) }
  }

  /// The index of `number`; nil when it is not in the list.
  subscript(number: Int64) -> Int? {
    guard number >= 0, number < indices.count else { return nil }
    let index = indices[Int(number)]
    return index >= 0 ? Int(index) : nil
  }

  /// The index of `number`.
  ///
  /// - Throws: `Damaged` when it is not in the list.
  func index(of number: Int64) throws -> Int {
    guard let index = self[number] else { throw StepNumbers.damaged }
    return index
  }

  private static let damaged = Damaged(reason: "an entry in it is of a step that is not there")
}
