import Calendar
import Journal
import Routine
import TestSupport
import Testing
import Tracker

/// What begins or resumes at noon or later leaves that morning alone.
@Suite struct NoonTests {
  static let times: [(time: String, isPast: Bool)] = [
    ("2025-06-04T04:00:00Z", false), ("2025-06-04T11:59:59Z", false),
    ("2025-06-04T12:00:00Z", true), ("2025-06-04T23:59:59Z", true),
    // It is still Wednesday until four.
    ("2025-06-05T03:59:59Z", true),
  ]

  /// The first days of the steps of a newcomer, by slot, after `action`.
  func firstDays(
    at time: String, today: RelativeDay? = nil, _ action: some PersonalAction
  ) throws -> [Slot: Set<Day>] {
    let folder = try TemporaryFolder()
    let journal = try Journal(at: folder.file("j.db"))
    let moment = Moment(
      now: try Instant(parsing: time), override: today, machineTimeZone: { "UTC" })
    try Tracker(journal, at: moment).perform(action, as: .default)
    let user = try #require(try journal.defaultAccount()).id
    return Dictionary(
      grouping: try journal.routine(of: user).map(\.step), by: \.key.slot
    ).mapValues { Set($0.map(\.firstDay)) }
  }

  func log(_ step: String, on day: RelativeDay? = nil) throws -> LogNight {
    LogNight(on: day, [LogNight.Mark(try reference(step), .done)])
  }

  @Test(arguments: times) func aNewcomersMorningMayBeOver(time: String, isPast: Bool) throws {
    let tomorrow = isPast ? wednesday + 1 : wednesday
    for action in [LogNight([], allDue: .init(slot: .pm)), try log("oil-cleanse")] {
      let days = try firstDays(at: time, action)
      #expect(days[.am] == [tomorrow] && days[.pm] == [wednesday] && days[.weekly] == [wednesday])
    }
    // Who logs a step of the morning begins with that morning.
    for action in [
      try log("am/toner"), try log("toner"), LogNight([], allDue: .init(slot: .am)),
    ] {
      #expect(try firstDays(at: time, action)[.am] == [wednesday])
    }
    #expect(try firstDays(at: time, log("oil-cleanse", on: .day(monday)))[.am] == [monday])
    // With another day for today, the clock says nothing about that day.
    let days = try firstDays(at: time, today: .day(monday), log("oil-cleanse"))
    #expect(days[.am] == [monday] && days[.pm] == [monday])
    #expect(try firstDays(at: time, WriteNote("x"))[.am] == [tomorrow])
  }

  @Test(arguments: times) func aNewUserAndANewStepBeginTomorrow(time: String, isPast: Bool) throws {
    let test = try TestJournal()
    let tracker = try test.tracker(at: time)
    let tomorrow = isPast ? wednesday + 1 : wednesday
    try tracker.perform(AddUser("mei", timeZone: "UTC"), as: .default)
    let mei = try #require(try test.journal.account(named: "mei")).id
    for step in try test.journal.routine(of: mei) {
      #expect(step.step.firstDay == (step.step.key.slot == .am ? tomorrow : wednesday))
    }
    func first(_ action: AddStep) throws -> Day? {
      try tracker.perform(action, as: .default)
      return try test.journal.routine(of: test.user).first { $0.step.key == action.key }?.step
        .firstDay
    }
    #expect(try first(AddStep(key("am/serum"))) == tomorrow)
    #expect(try first(AddStep(key("am/cream"), from: .today)) == wednesday)
    #expect(try first(AddStep(key("pm/serum"))) == wednesday)
  }

  @Test(arguments: times) func resumingExcusesTheMorning(time: String, isPast: Bool) throws {
    let test = try TestJournal()
    let tracker = try test.tracker(at: time)
    try tracker.perform(LogNight([.init(try reference("am/cleanse"), .done)]), as: .default)
    try tracker.perform(PauseSteps(.scope(.all), reason: .travel), as: .default)
    try tracker.perform(PauseSteps(.step(try reference("am/toner")), reason: .other), as: .default)
    try tracker.perform(ResumeSteps(.scope(.all)), as: .default)
    func excused() throws -> [String] {
      let routine = try test.journal.routine(of: test.user)
      return try test.journal.entries(of: test.user, from: wednesday, through: wednesday, routine)
        .filter { $0.status == .excused }.map(\.step.description).sorted()
    }
    // Not what is logged, not what another pause still covers, and nothing of the evening.
    #expect(try excused() == (isPast ? ["am/moisturizer", "am/sunscreen"] : []))
    try tracker.perform(UndoChange(), as: .default)
    #expect(try excused() == [])
    #expect(try test.journal.pauses(of: test.user).count == 2)
    try tracker.perform(ResumeSteps(.scope(.all), on: .today), as: .default)
    #expect(try excused() == [])
  }

  @Test(arguments: times) func aStepGoesOnTomorrow(time: String, isPast: Bool) throws {
    let test = try TestJournal()
    let tracker = try test.tracker(at: time)
    let tomorrow = isPast ? wednesday + 1 : wednesday
    for (name, first) in [("am/toner", tomorrow), ("pm/oil-cleanse", wednesday)] {
      try tracker.perform(EndStep(try reference(name), on: .day(monday)), as: .default)
      try tracker.perform(ResumeStep(try reference(name)), as: .default)
      let step = try test.journal.routine(of: test.user).first { $0.step.key == (try? key(name)) }
      #expect(step?.step.lastDay == nil)
      let pauses = try test.journal.pauses(of: test.user)
      #expect(
        pauses.contains(
          Pause(scope: .step(try key(name)), from: monday + 1, to: first - 1, reason: .other)))
    }
  }
}
