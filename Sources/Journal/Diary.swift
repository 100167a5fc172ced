import Reporting
import Routine
import SQLite

extension Journal {
  /// What the user's reports are made from: the routine and all that was logged of it.
  ///
  /// - Complexity: O(entries of the user); theirs lie together in the file, in the order needed.
  public func diary(of user: UserID) throws -> Diary {
    try diary(of: user, try routine(of: user, withProducts: false))
  }

  /// What a report of one week, or of a day in it, is made from: the routine, and what was logged of it in that
  /// week alone.
  ///
  /// - Complexity: O(the routine, its pauses and procedures + entries of the week), however many there are besides.
  public func diary(of user: UserID, in week: Week) throws -> Diary {
    let reader = try diaryReader(of: user)
    var marks: [Mark] = []
    try reader.forEachMark(in: week) { marks.append($0) }
    return Diary(steps: reader.steps, marks: marks)
  }

  /// What the user's larger reports are made from.
  ///
  /// - Parameter deedsFrom: the first day of which what was done is read with all that is kept beside
  ///   it; nil for all.
  /// - Complexity: O(entries of the user).
  public func chronicle(of user: UserID, deedsFrom: Day? = nil) throws -> Chronicle {
    let routine = try routine(of: user)
    return Chronicle(
      diary: try diary(of: user, routine), deeds: try deeds(of: user, routine, from: deedsFrom),
      stepProducts: routine.map(\.products), products: try products(of: user),
      ratings: try ratings(of: user), photos: try photos(of: user))
  }

  /// The user's diary, to be read as it goes by: within the same `read(_:)`, since the marks are read later than
  /// the steps.
  public func diaryReader(of user: UserID) throws -> DiaryReader {
    try diaryReader(of: user, try routine(of: user, withProducts: false))
  }

  private func diaryReader(of user: UserID, _ routine: [RoutineStep]) throws -> DiaryReader {
    let pauses = try pauses(of: user)
    let procedures = try procedures(of: user)
    let steps = routine.map { step in
      StepHistory(
        step: step.step, schedules: step.schedules, pauses: pauses, procedures: procedures)
    }
    return DiaryReader(
      steps: steps, numbers: try StepNumbers(routine.map(\.number)), user: user,
      database: database)
  }

  private func diary(of user: UserID, _ routine: [RoutineStep]) throws -> Diary {
    let reader = try diaryReader(of: user, routine)
    var marks: [Mark] = []
    try reader.forEachMark { marks.append($0) }
    return Diary(steps: reader.steps, marks: marks)
  }

  private func deeds(of user: UserID, _ routine: [RoutineStep], from: Day?) throws -> [Deed] {
    let numbers = try StepNumbers(routine.map(\.number))
    return try database.statement(
      """
      SELECT e.day, e.step, e.count, e.minutes, p.name FROM entries AS e
      LEFT JOIN products AS p ON p.user = e.user AND p.product = e.product
      WHERE e.user = ? AND e.day >= ? AND e.status = ? ORDER BY e.day, e.step
      """
    ).map(user.number, (from ?? .first).number, Status.done.code) { row in
      let day = try row.day(0)
      let step = try numbers.index(of: try row.integer(1))
      return Deed(
        day: day, step: step, count: try row.int(2, in: Entry.counts),
        minutes: try row.optionalInt(3, in: Entry.minutes),
        product: try row.optionalName(4) ?? routine[step].product(on: day))
    }
  }
}

/// One person's diary, of which the marks are read one after the other.
public struct DiaryReader {
  /// The steps, in slot, position, slug order.
  public let steps: [StepHistory]
  fileprivate let numbers: StepNumbers
  fileprivate let user: UserID
  fileprivate let database: Connection

  /// Lends each mark to `body`, by day.
  ///
  /// - Throws: `Damaged`, `SQLiteError`.
  public func forEachMark(_ body: (Mark) -> Void) throws {
    var last = Day.first
    // From theirs on, until somebody else's: to end there by itself SQLite would compare each row's key, which costs
    // half as much again as reading whose it is.
    try database.statement(
      """
      SELECT day, step, status, user FROM entries WHERE user >= ? ORDER BY user, day, step
      """
    ).forEachWhile(user.number) { row in
      guard try row.integer(3) == user.number else { return false }
      body(try mark(row, &last))
      return true
    }
  }

  /// Lends each mark of `week` to `body`, by day.
  ///
  /// - Throws: as `forEachMark(_:)`.
  func forEachMark(in week: Week, _ body: (Mark) -> Void) throws {
    var last = Day.first
    try database.statement(
      """
      SELECT day, step, status FROM entries WHERE user = ? AND day BETWEEN ? AND ? ORDER BY day, step
      """
    ).forEach(user.number, week.monday.number, week.sunday.number) { body(try mark($0, &last)) }
  }

  private func mark(_ row: borrowing Row, _ last: inout Day) throws -> Mark {
    let day = try row.day(0)
    // The order is the key's own, unless the file is damaged.
    guard last <= day else { throw Damaged(what: "the entries in it are out of order") }
    last = day
    return Mark(
      day: day, step: try numbers.index(of: try row.integer(1)),
      status: try Status(code: try row.integer(2)))
  }
}

/// Where the step of each number stands in a list of steps. An array, since it is asked for every entry.
struct StepNumbers {
  private var indices: [Int32]

  /// - Throws: `Damaged` when a number cannot be.
  init(_ numbers: [Int64]) throws {
    var largest = 0
    for number in numbers {
      guard number >= 1, number <= Journal.mostSteps else { throw StepNumbers.damaged }
      largest = max(largest, Int(number))
    }
    indices = [Int32](repeating: -1, count: largest + 1)
    for (index, number) in numbers.enumerated() { indices[Int(number)] = Int32(index) }
  }

  /// Where it stands; nil when it is not there.
  subscript(number: Int64) -> Int? {
    guard number >= 0, number < indices.count else { return nil }
    let index = indices[Int(number)]
    return index >= 0 ? Int(index) : nil
  }

  /// Where it stands.
  ///
  /// - Throws: `Damaged` when it is not there.
  func index(of number: Int64) throws -> Int {
    guard let index = self[number] else { throw StepNumbers.damaged }
    return index
  }

  private static let damaged = Damaged(what: "an entry in it is of a step that is not there")
}
