import Calendar
import Routine

/// The figures of one person in a cohort.
public struct CohortLine: Sendable {
  /// The pooled tally of the cohort's week.
  public let week: Tally
  /// The number of closed weeks that were kept.
  public let keptWeeks: Int
  /// The number of closed weeks in which something was due.
  public let countedWeeks: Int
  /// The latest attempt at each milestone that the routine has, in the order of `Milestone.all`, without its `weeks`.
  public let milestones: [Attempt]
  /// The day of the last entry up to today; nil without any.
  public let lastEntry: Day?
  /// Whether the last `Policy.quietDays` days, including today, have no entry.
  public let isQuiet: Bool

  /// Creates the line of the person with `diary`, for `week`, as of `today`.
  ///
  /// - Complexity: O(weeks · steps + logged days).
  public init(of diary: Diary, week: Week, today: Day) {
    var count = CohortCount(of: diary.steps, week: week, today: today)
    for loggedDay in diary.loggedDays { count.add(loggedDay) }
    self = count.line()
  }

  fileprivate init(
    week: Tally, weeks: (consistent: Int, counted: Int), milestones: [Attempt], lastEntry: Day?,
    isQuiet: Bool
  ) {
    self.week = week
    (keptWeeks, countedWeeks) = weeks
    self.milestones = milestones
    self.lastEntry = lastEntry
    self.isQuiet = isQuiet
  }
}

/// The part of the counted weeks that a person kept.
public enum KeptWeeks: String, CaseIterable, Sendable {
  /// All of them.
  case all
  /// At least `Policy.mostWeeks`, but not all.
  case mostly
  /// Fewer, but at least one.
  case some
  /// None.
  case none
  /// No closed week in which something was due.
  case notYet
}

extension CohortLine {
  /// The part of the counted weeks that the person kept.
  public var kept: KeptWeeks {
    if countedWeeks == 0 { return .notYet }
    if keptWeeks == countedWeeks { return .all }
    if keptWeeks == 0 { return .none }
    let most = Policy.mostWeeks
    return most.of * keptWeeks >= most.kept * countedWeeks ? .mostly : .some
  }
}

/// Computes the line of one person from logged days that arrive ordered by day. It holds one week at a time, so its
/// memory does not grow with the history.
public struct CohortCount {
  private let today: Day
  private var walk: WeekWalk
  private var sums: Sums
  private var lastEntry: Day?

  /// The sums over the weeks.
  private struct Sums {
    let week: Week
    let today: Day
    var tally: Tally
    var weeks = (consistent: 0, counted: 0)
    var milestones: MilestoneWalks

    mutating func add(_ each: Week, _ steps: [StepWeek]) {
      milestones.add(each, steps)
      var total = Tally(isClosed: each.isClosed(on: today))
      for step in steps { total += step.tally }
      if each == week { tally = total }
      if let isKept = total.isKept {
        weeks.counted += 1
        weeks.consistent += isKept ? 1 : 0
      }
    }
  }

  /// Creates a count for a diary with `steps`, before any logged day.
  public init(of steps: [StepHistory], week: Week, today: Day) {
    self.today = today
    let firstDay = steps.map(\.step.firstDay).min()
    walk = WeekWalk(
      over: steps, from: min(firstDay.map { Week(of: $0) } ?? week, week),
      through: max(week, Week(of: today)), asOf: today)
    sums = Sums(
      week: week, today: today, tally: Tally(isClosed: week.isClosed(on: today)),
      milestones: MilestoneWalks(steps, asOf: today, keepsWeeks: false))
  }

  /// Adds the next logged day. Logged days must be ordered by day; those after today are ignored.
  public mutating func add(_ loggedDay: LoggedDay) {
    if loggedDay.day > today { return }
    lastEntry = loggedDay.day
    walk.add(loggedDay) { sums.add($0, $1) }
  }

  /// Finishes the count and returns the line. Call it once, after all logged days were added.
  public mutating func line() -> CohortLine {
    walk.finish { sums.add($0, $1) }
    var latest: [Attempt] = []
    for attempt in sums.milestones.attempts() {
      if latest.last?.milestone == attempt.milestone { latest.removeLast() }
      latest.append(attempt)
    }
    return CohortLine(
      week: sums.tally, weeks: sums.weeks, milestones: latest, lastEntry: lastEntry,
      isQuiet: lastEntry.map { today - $0 >= Policy.quietDays } ?? true)
  }
}

/// The distribution of the people of a cohort. Their lines are added one by one.
public struct CohortSummary: Sendable {
  /// The number of people.
  public private(set) var people = 0
  /// The number of people whose share of the week lies in each fifth of 0 to 100 %; 100 % belongs to the last.
  public private(set) var fifths = [0, 0, 0, 0, 0]
  /// The number of people without a share, because nothing of their week is done or missed yet.
  public private(set) var withoutShare = 0
  /// The number of people by the part of their counted weeks that they kept. Each person is counted once.
  public private(set) var weeks: [KeptWeeks: Int] = [:]
  /// The number of people in each state of each milestone, by their latest attempt.
  public private(set) var milestones: [(milestone: Milestone, states: [MilestoneState: Int])] =
    Milestone.all.map { ($0, [:]) }
  /// The number of people who are quiet: `CohortLine.isQuiet`.
  public private(set) var quiet = 0

  /// Creates the summary of no people.
  public init() {}

  /// Adds one person.
  public mutating func add(_ line: CohortLine) {
    people += 1
    // In integers, so that rounding cannot move 4 of 5 out of the last fifth.
    if line.week.settled > 0 {
      fifths[min(4, 5 * line.week.credit / line.week.settled)] += 1
    } else {
      withoutShare += 1
    }
    weeks[line.kept, default: 0] += 1
    for attempt in line.milestones {
      for index in milestones.indices where milestones[index].milestone == attempt.milestone {
        milestones[index].states[attempt.state, default: 0] += 1
      }
    }
    quiet += line.isQuiet ? 1 : 0
  }
}
