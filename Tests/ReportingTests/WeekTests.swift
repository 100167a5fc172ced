import Calendar
import Reporting
import Routine
import TestSupport
import Testing

/// The worked examples in Definitions and further edge cases.
@Suite struct WeekTests {
  let monday: Day
  let week: Week

  init() throws {
    monday = try Day(parsing: "2025-06-02")
    week = Week(of: monday)
  }

  func step(
    _ schedule: String, named slug: String = "a", slot: Slot = .pm, kind: Kind = .waterCleanse,
    active: Active? = nil, from: Day? = nil, to: Day? = nil
  ) throws -> SmallJournal.SmallStep {
    let first = from ?? monday - 100
    return SmallJournal.SmallStep(
      step: Step(
        key: StepKey(slot: slot, slug: Slug(stored: slug)), position: 1, kind: kind, active: active,
        firstDay: first, lastDay: to),
      schedules: [Version(from: first, value: try Schedule(parsing: schedule))])
  }

  func report(
    _ steps: [SmallJournal.SmallStep], done: [[Int]], skipped: [Int] = [], excused: [Int] = [],
    pauses: [Pause] = [], today: Day? = nil
  ) -> WeekReport {
    var loggedDays: [LoggedDay] = []
    for (index, days) in done.enumerated() {
      loggedDays += days.map { LoggedDay(day: monday + $0, step: index, status: .done) }
    }
    loggedDays += skipped.map { LoggedDay(day: monday + $0, step: 0, status: .skipped) }
    loggedDays += excused.map { LoggedDay(day: monday + $0, step: 0, status: .excused) }
    let journal = SmallJournal(
      today: today ?? monday + 7, steps: steps, loggedDays: loggedDays, pauses: pauses,
      procedures: [])
    return WeekReport(of: journal.diary, week: week, today: journal.today)
  }

  @Test func example1() throws {
    // Cleanse 18 of 21, hydrate 11 of 14, protect 7 of 7, niacinamide 5 of 7.
    let steps = [
      try step("daily", named: "a", kind: .oilCleanse),
      try step("daily", named: "b", kind: .waterCleanse),
      try step("daily", named: "c", kind: .waterCleanse),
      try step("daily", named: "d", kind: .toner),
      try step("daily", named: "e", kind: .moisturizer),
      try step("daily", named: "f", kind: .sunscreen),
      try step("daily", named: "g", kind: .serum, active: .niacinamide),
    ]
    let all = Array(0..<7)
    let report = report(
      steps,
      done: [
        [0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 5], all, [0, 1, 2, 3], all,
        [0, 1, 2, 3, 4],
      ])
    #expect([report.total.credit, report.total.expected] == [41, 49])
    #expect(report.total.adherence == 41.0 / 49.0)
    let groups = Dictionary(uniqueKeysWithValues: report.groups.map { ($0.0, $0.1) })
    #expect(groups[.cleanse]?.needed == 17 && groups[.cleanse]?.isKept == true)
    #expect(groups[.hydrate]?.needed == 12 && groups[.hydrate]?.isKept == false)
    #expect(report.actives.map(\.1.credit) == [5])
    #expect(groups[.refine] == nil)
  }

  @Test(arguments: [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (5, 4), (7, 6), (14, 12), (21, 17)])
  func example2(expected: Int, needed: Int) {
    var tally = Tally(isClosed: true)
    tally.expected = expected
    #expect(tally.needed == needed)
  }

  @Test(arguments: [("daily", 4), ("2-3/week", 1), ("4/week", 2), ("as-needed", 0)])
  func example3(schedule: String, expected: Int) throws {
    let report = report([try step(schedule, from: monday + 3)], done: [])
    #expect(report.total.expected == expected)
    #expect(report.steps[0].days.prefix(3) == [.outside, .outside, .outside])
  }

  @Test func example4() throws {
    let report = report([try step("2-3/week")], done: [[0, 1, 2, 3, 4]])
    #expect([report.total.credit, report.total.expected] == [2, 2])
  }

  @Test func example5() throws {
    let steps = [
      try step("daily", named: "a"), try step("daily", named: "b"), try step("daily", named: "c"),
    ]
    let report = report(
      steps, done: [[0, 1, 2, 3, 4], [0, 1, 2, 3, 4], [0, 1, 2, 3, 4]], skipped: [5, 6])
    let total = report.total
    #expect(
      [total.expected, total.credit, total.missed, total.skipped, total.unlogged] == [
        21, 15, 6, 2, 4,
      ])
    #expect(total.adherence == 15.0 / 21.0)
  }

  @Test func example7() throws {
    let report = report([try step("daily")], done: [], excused: Array(0..<7))
    #expect(report.total.expected == 0)
    #expect(report.total.adherence == nil)
    #expect(report.total.isKept == nil)
  }

  /// Every other day from Thursday 2025-05-01: 1, 3, 5, 7, 9 and 11 May are due.
  @Test func example9() throws {
    let thursday = try Day(parsing: "2025-05-01")
    let journal = SmallJournal(
      today: thursday + 60, steps: [try step("2-days", from: thursday)], loggedDays: [],
      pauses: [], procedures: [])
    let weeks = [0, 7].map { days in
      WeekReport(of: journal.diary, week: Week(of: thursday + days), today: journal.today)
    }
    #expect(weeks.map(\.total.expected) == [2, 4])
    let due = weeks.flatMap { week in
      week.steps[0].days.indices.filter { week.steps[0].days[$0] == .missed }
        .map { week.week.monday + $0 - thursday }
    }
    #expect(due == [0, 2, 4, 6, 8, 10])
  }

  @Test func example10() {
    #expect(wholePercent(23, of: 40) == 58)
  }

  @Test func todayIsOpenUntilItHasPassed() throws {
    let report = report([try step("daily")], done: [[0, 1]], today: monday + 2)
    #expect(report.total.missed == 0 && report.total.open == 5)
    #expect(report.total.adherence == 1)
    #expect(report.total.isKept == nil)
    #expect(report.steps[0].days == [.done, .done, .pending, .future, .future, .future, .future])
  }

  @Test func aStepSkippedTodayIsMissedAtOnce() throws {
    let report = report([try step("daily")], done: [[0, 1]], skipped: [2], today: monday + 2)
    #expect(report.total.missed == 1 && report.total.skipped == 1 && report.total.open == 4)
  }

  @Test func aWeekdayStepCanBeMadeUpOnAnotherDay() throws {
    let made = report([try step("wed")], done: [[4]])
    #expect(made.total.credit == 1)
    #expect(made.steps[0].days == [.notDue, .notDue, .moved, .notDue, .done, .notDue, .notDue])
    let missed = report([try step("wed")], done: [])
    #expect(missed.steps[0].days[2] == .missed)
    let stillOpen = report([try step("wed")], done: [], today: monday + 4)
    #expect(stillOpen.steps[0].days[2] == .moved && stillOpen.total.open == 1)
  }

  @Test func aPausedDayIsExcusedUnlessItIsDone() throws {
    let pause = Pause(scope: .all, from: monday + 1, to: monday + 3, reason: .travel)
    let report = report([try step("daily")], done: [[0, 2]], pauses: [pause])
    #expect(report.total.expected == 5 && report.total.credit == 2)
    #expect(report.steps[0].days == [.done, .excused, .done, .excused, .missed, .missed, .missed])
  }

  @Test func expectationsOfScheduleVersionsAddUp() throws {
    var step = try step("2/week")
    step.schedules.append(Version(from: monday + 4, value: .daily))
    // 2 · 4 / 7 rounds to 1, and three daily days add 3.
    #expect(report([step], done: []).total.expected == 4)
  }

  @Test func equalScheduleVersionsCountAsOne() throws {
    var step = try step("1/week")
    step.schedules.append(Version(from: monday + 3, value: .quota(minimum: 1, maximum: nil)))
    // Counted separately, versions of one day each would round to 0.
    for day in [1, 2, 4, 5, 6] {
      step.schedules.append(Version(from: monday + day, value: .quota(minimum: 1, maximum: nil)))
    }
    #expect(report([step], done: []).total.expected == 1)
  }

  @Test func theFirstScheduleAppliesFromTheFirstDayOfTheStep() throws {
    var step = try step("daily", from: monday)
    step.schedules = [Version(from: monday + 5, value: .daily)]
    #expect(report([step], done: []).total.expected == 7)
  }

  @Test func entriesBeforeTheStepBeginsDoNotCount() throws {
    let report = report([try step("daily", from: monday + 3)], done: [[0, 3]])
    #expect(report.total.credit == 1 && report.total.expected == 4)
    #expect(report.steps[0].days.prefix(4) == [.done, .outside, .outside, .done])
  }

  @Test func entriesAfterTodayAreIgnored() throws {
    let report = report([try step("daily")], done: [[0, 1, 2, 3]], today: monday + 1)
    #expect(report.total.credit == 2)
    #expect(report.steps[0].days[2] == .future)
  }

  @Test func runsSkipPausesAndAnOpenToday() throws {
    let pause = Pause(scope: .all, from: monday + 2, to: monday + 3, reason: .illness)
    let loggedDays = [0, 1, 4].map { LoggedDay(day: monday + $0, step: 0, status: .done) }
    let journal = SmallJournal(
      today: monday + 5, steps: [try step("daily", from: monday)], loggedDays: loggedDays,
      pauses: [pause],
      procedures: [])
    let runs = Streaks(of: journal.diary, asOf: monday + 5)
    #expect(runs.pm.current == 3 && runs.pm.longest == 3)
    #expect(runs.am.current == 0 && runs.both.current == 3)
    #expect(Streaks(of: journal.diary, asOf: monday + 6).pm.current == 0)
    #expect(Streaks(of: journal.diary, asOf: monday + 6).pm.longest == 3)
  }
}
