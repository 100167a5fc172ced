import Calendar
import Journal
import Reporting
import Routine
import TestSupport
import Testing
import Text
import Tracker

/// The rules for what may be written hold for every front end, not only for the one that parses
/// arguments.
@Suite struct ValidationTests {
  let test: TestJournal

  init() throws { test = try TestJournal() }

  func refuseInput<A: Action>(
    _ action: A, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try test.rows()
    #expect(throws: InvalidInput.self, sourceLocation: sourceLocation) {
      try test.tracker.perform(action, as: .default)
    }
    #expect(try test.rows() == before, sourceLocation: sourceLocation)
  }

  func log(_ status: LogNight.StepStatus, _ details: LogNight.Details = .init()) throws -> LogNight
  {
    LogNight([LogNight.Mark(try reference("pm/niacinamide"), status, details)])
  }

  @Test func numbersOfAnEntryHaveRanges() throws {
    for count in [0, 1001] { try refuseInput(log(.done, .init(count: count))) }
    for minutes in [0, 1441] { try refuseInput(log(.done, .init(minutes: minutes))) }
    try test.tracker.perform(log(.done, .init(count: 1000, minutes: 1440)), as: .default)
  }

  @Test func onlyWhatIsDoneHasDetailsOfAUse() throws {
    for status in [LogNight.StepStatus.skipped(reason: nil), .excused(reason: nil)] {
      try refuseInput(log(status, .init(count: 1)))
      try refuseInput(log(status, .init(minutes: 1)))
      try test.tracker.perform(log(status, .init(note: "tired")), as: .default)
    }
  }

  @Test func aReasonIsOneLineAndNormalised() throws {
    try refuseInput(log(.skipped(reason: "two\nlines")))
    try test.tracker.perform(log(.skipped(reason: "e\u{301}te")), as: .default)
    let entry = try #require(
      try test.journal.entry(of: key("pm/niacinamide"), on: wednesday, for: test.user))
    #expect(entry.reason?.unicodeScalars.count == 3)
  }

  @Test func aMeasureIsRatedOnceInItsRange() throws {
    try test.refuse(
      RateSkin([(.texture, 3), (.texture, 4)]), "texture is rated twice: rate it once")
    try refuseInput(RateSkin([(.texture, 11)]))
    try refuseInput(RateSkin([(.redness, 4)]))
    try test.tracker.perform(RateSkin([(.texture, 10), (.redness, 3)]), as: .default)
  }

  @Test func aDayStartsByTheLatestTimeAtTheLatest() throws {
    let late = TimeOfDay(minutes: Policy.latestDayStart.minutes + 1)
    try refuseInput(AddUser("mei", dayStart: late, timeZone: "UTC"))
    try refuseInput(ChangeUser(dayStart: late))
    try test.tracker.perform(ChangeUser(dayStart: Policy.latestDayStart), as: .default)
  }

  @Test func aRequestIsForOneWeekOrMore() throws {
    for count in [0, -1, 1001] {
      #expect(throws: InvalidInput.self) { try test.tracker.week(.default, .running, last: count) }
    }
    #expect(try test.tracker.week(.default, .running, last: 1000).weeks.count == 1000)
  }

  /// What a row of a checklist logs: its new status, or its note alone.
  @Test func aChecklistRowLogsWhatChanged() throws {
    let key = try key("pm/niacinamide")
    func status(_ shown: Status?, _ chosen: Status?) -> LogNight.StepStatus {
      LogNight.Mark(key, shown: shown, chosen: chosen, note: "x").status
    }
    #expect(status(.done, .done) == .noted && status(nil, nil) == .noted)
    #expect(status(nil, .done) == .done && status(.skipped, .done) == .done)
    #expect(status(.done, .skipped) == .skipped(reason: nil))
    #expect(status(nil, .excused) == .excused(reason: nil))
    #expect(status(.done, nil) == .cleared)
  }

  /// A step that another process removes while a checklist shows it has a refusal of its own.
  @Test func aChecklistRowMayBeGone() throws {
    let key = try key("pm/gone")
    let row = LogNight.Mark(key, shown: nil, chosen: .done, note: nil)
    do {
      try test.tracker.perform(LogNight([row]), as: .default)
      Issue.record("a step that does not exist was logged")
    } catch ActionError.stepRemoved(let removed) {
      #expect(removed == key)
    }
    let named = LogNight.Mark(StepReference(key), .done)
    do {
      try test.tracker.perform(LogNight([named]), as: .default)
      Issue.record("a step that does not exist was logged")
    } catch ActionError.noStep {}
  }

  @Test func numbersOfAProductHaveRanges() throws {
    var product = AddProduct("Elixir")
    product.paoMonths = 0
    try refuseInput(product)
    product.paoMonths = 6
    product.usesPerPack = 0
    try refuseInput(product)
    product.usesPerPack = 30
    try test.tracker.perform(product, as: .default)
  }

  /// The outcome of an action that changes nothing states this, and has no remarks.
  @Test func whatChangesNothingSaysSo() throws {
    let rate = RateSkin([(.redness, 3)])
    let first = try test.tracker.perform(rate, as: .default)
    #expect(first.isChanged && !first.remarks.isEmpty)
    let second = try test.tracker.perform(rate, as: .default)
    #expect(!second.isChanged && second.remarks.isEmpty)
    #expect(second.sentence == "No change: this is how it already is.")
    let nothing = try test.tracker.perform(LogNight([]), as: .default)
    #expect(!nothing.isChanged && nothing.sentence.hasPrefix("Nothing was logged. This week: "))
  }
}
