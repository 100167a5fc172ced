import Routine

/// What was logged of one step on one day, as far as a share depends on it.
public struct Mark: Hashable, Sendable {
  // Eight bytes: a report reads one for everything that ever was logged.
  @usableFromInline let number: Int32
  @usableFromInline let stepAndStatus: UInt32

  /// The day.
  @inlinable public var day: Day { Day(number: Int(number)) }
  /// The step, as its index in the diary's steps.
  @inlinable public var step: Int { Int(stepAndStatus >> 2) }
  /// What became of it.
  public var status: Status {
    switch code {
    case 0: .skipped
    case 1: .done
    default: .excused
    }
  }
  /// The status as a number from 0 to 2.
  var code: UInt32 { stepAndStatus & 3 }

  @inlinable static func code(of status: Status) -> UInt32 {
    switch status {
    case .skipped: 0
    case .done: 1
    case .excused: 2
    }
  }

  /// Makes a mark.
  @inlinable public init(day: Day, step: Int, status: Status) {
    number = Int32(truncatingIfNeeded: day.number)
    stepAndStatus = UInt32(truncatingIfNeeded: step) << 2 | Mark.code(of: status)
  }
}

/// A step with all that decides on which days it is due.
///
/// It never changes, and is a class so that the reports, which hand it on for every week, copy a
/// reference and not the lists in it.
public final class StepHistory: Sendable {
  /// The step.
  public let step: Step
  /// Its schedules by day, each different from the one before.
  public let schedules: [Version<Schedule>]
  /// The spans in which it is paused, by a pause or by a recovery. They may overlap.
  public let absences: [Absence]

  /// Days on which something is not asked for, both inclusive; nil is open-ended.
  public struct Absence: Hashable, Sendable {
    /// The first day.
    public let from: Day
    /// The last day, or nil.
    public let to: Day?
  }

  /// Gathers what concerns `step`.
  ///
  /// - Parameters:
  ///   - schedules: all versions of its schedule, in any order. One equal to the version before it
  ///     is none. The first begins with the step, whatever day it names. Without any the step
  ///     expects nothing.
  ///   - pauses: of the whole routine.
  ///   - procedures: of the person; their recoveries pause the steps that `Procedure.pauses` says.
  public init(
    step: Step, schedules: [Version<Schedule>], pauses: [Pause], procedures: [Procedure]
  ) {
    self.step = step
    var versions: [Version<Schedule>] = []
    let inOrder = schedules.count > 1 ? schedules.sorted { $0.from < $1.from } : schedules
    for version in inOrder where version.value != versions.last?.value {
      versions.append(version)
    }
    self.schedules = versions
    var absences = pauses.filter { $0.scope.includes(step) }.map {
      Absence(from: $0.from, to: $0.to)
    }
    if Procedure.pauses(step) {
      absences += procedures.compactMap { procedure in
        procedure.recoverUntil.map { Absence(from: procedure.day, to: $0) }
      }
    }
    self.absences = absences
  }

  /// Calls `body` with each schedule in force in `week` and the days of that week on which it is.
  func forEachSchedule(in week: Week, _ body: (Schedule, Weekdays) -> Void) {
    for (index, version) in schedules.enumerated() {
      let next = index + 1 < schedules.count ? schedules[index + 1].from : nil
      if let next, next <= week.monday { continue }
      if index > 0, version.from > week.sunday { return }
      let from = index == 0 ? nil : version.from
      body(version.value, Weekdays(of: week, from: from, through: next.map { $0 - 1 }))
    }
  }
}

/// One person's routine and what was logged of it: the values that a report is made from.
public struct Diary: Sendable {
  /// The steps, in slot, position, slug order.
  public let steps: [StepHistory]
  /// What was logged, by day; at most one mark a step and day.
  public let marks: [Mark]

  /// Takes steps in their order and marks by day.
  public init(steps: [StepHistory], marks: [Mark]) {
    self.steps = steps
    self.marks = marks
  }

  /// The first day of the earliest step's life, or nil without any step.
  public var firstDay: Day? { steps.map(\.step.firstDay).min() }

  /// Whether nothing was logged up to `today`.
  public func isEmpty(on today: Day) -> Bool { marks.first.map { $0.day > today } ?? true }

  /// Calls `body` with each week from `first` through `last` and what each step has in it. Marks after
  /// `today` are passed over: no report knows the future.
  ///
  /// - Complexity: O(weeks · steps + marks), after a search for the first mark.
  func forEachWeek(
    from first: Week, through last: Week, asOf today: Day, _ body: (Week, [StepWeek]) -> Void
  ) {
    var walk = WeekWalk(over: steps, from: first, through: last, asOf: today)
    let end = min(last.sunday, today)
    for mark in marks[firstMark(from: first.monday)...] {
      if mark.day > end { break }
      walk.take(mark, body)
    }
    walk.finish(body)
  }

  /// The index of the first mark on `day` or later.
  func firstMark(from day: Day) -> Int {
    var (low, high) = (0, marks.count)
    while low < high {
      let middle = (low + high) / 2
      if marks[middle].day < day { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
