import Calendar
import Routine

/// Where one person stands, in a line among others.
public struct CohortLine: Sendable {
  /// How the week in question is kept.
  public let week: Tally
  /// How many closed weeks were kept well enough.
  public let consistentWeeks: Int
  /// Of how many in which something was due.
  public let countedWeeks: Int
  /// The latest attempt at each milestone that the routine has.
  public let milestones: [Attempt]
  /// The day of the last entry up to today; nil without any.
  public let lastEntry: Day?
  /// Whether there was no entry in the last `Policy.quietDays` days, today among them.
  public let isQuiet: Bool

  /// Reports on one person.
  ///
  /// - Complexity: O(weeks · steps + loggedDays).
  public init(of diary: Diary, week: Week, today: Day) {
    var count = CohortCount(of: diary.steps, week: week, today: today)
    for loggedDay in diary.loggedDays { count.take(loggedDay) }
    self = count.line()
  }

  fileprivate init(
    week: Tally, weeks: (consistent: Int, counted: Int), milestones: [Attempt], lastEntry: Day?,
    isQuiet: Bool
  ) {
    self.week = week
    (consistentWeeks, countedWeeks) = weeks
    self.milestones = milestones
    self.lastEntry = lastEntry
    self.isQuiet = isQuiet
  }
}

/// Makes a person's line from loggedDays that come by day: as many people as there are, with the memory of one week.
public struct CohortCount {
  private let today: Day
  private var walk: WeekWalk
  private var sums: Sums
  private var lastEntry: Day?

  /// What the weeks come to.
  private struct Sums {
    let week: Week
    let today: Day
    var tally: Tally
    var weeks = (consistent: 0, counted: 0)
    var milestones: MilestoneWalks

    mutating func take(_ each: Week, _ steps: [StepWeek]) {
      milestones.take(each, steps)
      var total = Tally(isClosed: each.isClosed(on: today))
      for step in steps { total += step.tally }
      if each == week { tally = total }
      if let isConsistent = total.isConsistent {
        weeks.counted += 1
        weeks.consistent += isConsistent ? 1 : 0
      }
    }
  }

  /// Begins with the steps of a diary, whose loggedDays are to come.
  public init(of steps: [StepHistory], week: Week, today: Day) {
    self.today = today
    // Without a step there is no week to tell of.
    let firstDay = steps.map(\.step.firstDay).min()
    walk = WeekWalk(
      over: steps, from: min(firstDay.map { Week(of: $0) } ?? week, week),
      through: max(week, Week(of: today)), asOf: today)
    sums = Sums(
      week: week, today: today, tally: Tally(isClosed: week.isClosed(on: today)),
      milestones: MilestoneWalks(steps, asOf: today))
  }

  /// Takes in the next loggedDay.
  public mutating func take(_ loggedDay: LoggedDay) {
    if loggedDay.day > today { return }
    lastEntry = loggedDay.day
    walk.take(loggedDay) { sums.take($0, $1) }
  }

  /// The line, once all loggedDays are taken in.
  public mutating func line() -> CohortLine {
    walk.finish { sums.take($0, $1) }
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

/// What many people's lines come to, taken in one by one.
public struct CohortSummary: Sendable {
  /// How many people there are.
  public private(set) var people = 0
  /// How many have a share in each fifth of 0 to 100 %; 100 % is in the last.
  public private(set) var fifths = [0, 0, 0, 0, 0]
  /// How many have none, since nothing is settled.
  public private(set) var withoutShare = 0
  /// How many kept none, some and all of their weeks that are over.
  public private(set) var weeks = (none: 0, some: 0, all: 0)
  /// How many have no week yet that is over.
  public private(set) var withoutWeek = 0
  /// How many kept at least `Policy.consistentPercent` of their weeks.
  public private(set) var mostlyConsistent = 0
  /// How many stand where with each milestone.
  public private(set) var milestones: [(milestone: Milestone, states: [MilestoneState: Int])] =
    Milestone.all.map { ($0, [:]) }
  /// How many have gone quiet.
  public private(set) var quiet = 0

  /// Begins with nobody.
  public init() {}

  /// Takes in one person.
  public mutating func add(_ line: CohortLine) {
    people += 1
    // By counts: 4 of 5 is the last fifth, whatever a decimal makes of it.
    if line.week.settled > 0 {
      fifths[min(4, 5 * line.week.credit / line.week.settled)] += 1
    } else {
      withoutShare += 1
    }
    if line.countedWeeks == 0 {
      withoutWeek += 1
    } else if line.consistentWeeks == 0 {
      weeks.none += 1
    } else if line.consistentWeeks == line.countedWeeks {
      weeks.all += 1
    } else {
      weeks.some += 1
    }
    if line.countedWeeks > 0,
      100 * line.consistentWeeks >= Policy.consistentPercent * line.countedWeeks
    {
      mostlyConsistent += 1
    }
    for attempt in line.milestones {
      for index in milestones.indices where milestones[index].milestone == attempt.milestone {
        milestones[index].states[attempt.state, default: 0] += 1
      }
    }
    quiet += line.isQuiet ? 1 : 0
  }
}
