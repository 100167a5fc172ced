import Calendar
import Journal
import Routine
import TestSupport
import Testing
import Tracker

@testable import Interchange

/// The calendar of what is due on the coming days.
@Suite struct UpcomingTests {
  let folder: TemporaryFolder
  let tracker: Tracker
  /// Monday, 2 June 2025.
  let monday = Day(number: 20_241)

  init() throws {
    folder = try TemporaryFolder()
    tracker = Tracker(
      try Journal(at: folder.file("j.db")),
      at: Moment(now: try Instant(parsing: "2025-06-02T08:00:00Z"), machineTimeZone: { "UTC" }))
    try tracker.perform(AddUser("me", timeZone: "UTC", withStarterRoutine: false), as: .default)
    for (step, schedule) in [
      ("am/toner", "daily"), ("pm/serum", "tue,thu"), ("pm/balm", "2/week"),
      ("weekly/mask", "1/week"),
      ("weekly/strip", "as-needed<=1/week"),
    ] {
      try tracker.perform(
        AddStep(
          StepKey(parsing: step), kind: .other, schedule: Schedule(parsing: schedule),
          from: .day(monday)), as: .default)
    }
  }

  /// The days from Monday on, as numbers, on which there is an event of `slot`, and the description of the first.
  func events(_ slot: String) throws -> (days: [Int], description: String?) {
    let view = try #require(try tracker.upcoming(.default))
    let events = UpcomingReminders(view).events.filter { $0.uid.contains("-\(slot)-") }
    return (events.map { $0.day - monday }, events.first?.description)
  }

  @Test func eachDayHasWhatIsDueOnIt() throws {
    #expect(try events("am").days == Array(0..<14))
    #expect(try events("am").description == "toner")
    // A quota may be done on any evening; the serum is due on Tuesdays and Thursdays.
    #expect(try events("pm").days == Array(0..<14))
    #expect(try events("pm").description == "balm")
    // Of a weekly quota it reminds on Sundays, and of what is done as needed never.
    #expect(try events("weekly").days == [6, 13])
    #expect(try events("weekly").description == "mask")
  }

  @Test func theTimesAreThoseOfTheReminders() throws {
    let view = try #require(try tracker.upcoming(.default))
    for event in UpcomingReminders(view).events {
      let isMorning = event.uid.contains("-am-")
      #expect(event.time.description == (isMorning ? "07:00" : "22:00"))
      #expect(event.rule == nil)
      #expect(!event.uid.contains("me-"))
    }
    #expect(
      Set(UpcomingReminders(view).events.map(\.uid)).count == UpcomingReminders(view).events.count)
  }

  @Test func whatIsDoneIsSilent() throws {
    try tracker.perform(
      LogNight([LogNight.Mark(StepReference(StepKey(parsing: "am/toner")), .done)]), as: .default)
    #expect(try events("am").days == Array(1..<14))
  }
}
