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
  /// Whether there was no entry in the last `Choices.quietDays` days, today among them.
  public let isQuiet: Bool

  /// Reports on one person.
  ///
  /// - Complexity: O(weeks · steps + marks).
  public init(of diary: Diary, week: Week, today: Day) {
    var tally = Tally(isClosed: week.isClosed(on: today))
    var (consistent, counted) = (0, 0)
    var walks = MilestoneWalks(diary.steps, asOf: today)
    if let firstDay = diary.firstDay {
      let first = min(Week(of: firstDay), week)
      diary.forEachStepWeek(from: first, through: max(week, Week(of: today)), asOf: today) {
        each, steps in
        walks.take(each, steps)
        var total = Tally(isClosed: each.isClosed(on: today))
        for step in steps { total += step.tally() }
        if each == week { tally = total }
        if let isConsistent = total.isConsistent {
          counted += 1
          consistent += isConsistent ? 1 : 0
        }
      }
    }
    self.week = tally
    (consistentWeeks, countedWeeks) = (consistent, counted)
    var latest: [Attempt] = []
    for attempt in walks.attempts(in: diary) {
      if latest.last?.milestone == attempt.milestone { latest.removeLast() }
      latest.append(attempt)
    }
    milestones = latest
    lastEntry = diary.marks.last { $0.day <= today }?.day
    isQuiet = lastEntry.map { today - $0 >= Choices.quietDays } ?? true
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
  /// How many kept at least `Choices.consistentPercent` of their weeks.
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
      100 * line.consistentWeeks >= Choices.consistentPercent * line.countedWeeks
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
