import Calendar
import Journal
import Reporting
import Routine
import TestSupport
import Testing
import Text
import Tracker

@Suite struct LogNightTests {
  let test: TestJournal

  init() throws { test = try TestJournal() }

  func mark(
    _ step: String, _ status: LogNight.StepStatus = .done, _ details: LogNight.Details = .init()
  ) throws -> LogNight.Mark {
    LogNight.Mark(try reference(step), status, details)
  }

  func entry(_ step: String, on day: Day = wednesday) throws -> Entry? {
    try test.journal.entry(of: key(step), on: day, for: test.user)
  }

  /// Of 52 expected, 14 were missed on Monday and Tuesday, and 42 are needed.
  let week = "This week: 1 of 52 done; it will end below 80 %, and a new week starts Monday."

  let nothingDone = "This week: 0 of 52 done; it will end below 80 %, and a new week starts Monday."

  @Test func aNightOfThreeEntriesPreparesAtMostTwelveStatements() throws {
    // The journal is opened again, as each command does.
    let opened = try Journal(at: test.journal.path)
    let tracker = Tracker(opened, at: try moment())
    let night = LogNight([
      try mark("oil-cleanse"), try mark("water-cleanse"), try mark("niacinamide"),
    ])
    let outcome = try tracker.perform(night, as: .default)
    #expect(
      outcome.sentence
        == "Evening logged for Wed 4 June: oil-cleanse, water-cleanse, niacinamide. This week: 3 of 52 done; it will end below 80 %, and a new week starts Monday."
    )
    let count = prepared(by: opened)
    #expect(count <= 12)
    #expect(count > 0)
  }

  @Test func aStepIsLogged() throws {
    let logged = try test.check(
      LogNight([try mark("sunscreen")]), says: "Morning logged for Wed 4 June: sunscreen. \(week)"
    ) {
      try entry("am/sunscreen")
        == Entry(
          day: wednesday, step: key("am/sunscreen"), status: .done, loggedAt: moment().now,
          loggedOn: wednesday)
    }
    #expect(logged.day == wednesday)
    #expect(logged.steps.map(\.key) == [try key("am/sunscreen")])
    #expect(logged.week.total.credit == 1)
  }

  @Test func aStepIsSkippedOrExcusedForAReason() throws {
    try test.check(
      LogNight([try mark("sunscreen", .skipped(reason: "rain"))]),
      says: "Skipped for Wed 4 June: sunscreen. \(nothingDone)"
    ) { try entry("am/sunscreen")?.reason == "rain" && entry("am/sunscreen")?.status == .skipped }
    // One fewer is expected, so 41 of 51 are needed.
    try test.check(
      LogNight([try mark("sunscreen", .excused(reason: "ill"))]),
      says:
        "Excused for Wed 4 June: sunscreen. This week: 0 of 51 done; it will end below 80 %, and a new week starts Monday."
    ) { try entry("am/sunscreen")?.status == .excused }
  }

  @Test func detailsThatAreNotGivenKeepTheirValues() throws {
    try test.tracker.perform(AddProduct("Rice lotion"), as: .default)
    let full = LogNight.Details(count: 3, minutes: 5, product: "rice", note: "calm")
    try test.tracker.perform(LogNight([try mark("toner", .done, full)]), as: .default)
    #expect(try entry("am/toner")?.product == "Rice lotion")
    #expect(try entry("am/toner")?.count == 3)
    try test.tracker.perform(
      LogNight([try mark("toner", .done, .init(minutes: 6))]), as: .default)
    // The count is 1 unless it is given.
    #expect(
      try entry("am/toner")
        == Entry(
          day: wednesday, step: key("am/toner"), status: .done, minutes: 6, product: "Rice lotion",
          note: "calm", loggedAt: moment().now, loggedOn: wednesday))
    try test.tracker.perform(LogNight([try mark("toner")]), as: .default)
    #expect(try entry("am/toner")?.minutes == 6)
    #expect(try entry("am/toner")?.product == "Rice lotion")
  }

  @Test func anEntryIsCleared() throws {
    try test.tracker.perform(LogNight([try mark("toner")]), as: .default)
    try test.check(
      LogNight([try mark("toner", .cleared)]),
      says:
        "Cleared for Wed 4 June: toner. \(nothingDone)"
    ) { try entry("am/toner") == nil }
  }

  @Test func aNoteIsAddedToAnEntryAlone() throws {
    let noted = LogNight([try mark("toner", .noted, .init(note: "two"))])
    // Of a step without an entry, it goes to the note of the day under the step's name.
    try test.check(noted, says: "Noted for Wed 4 June: toner. \(nothingDone)") {
      try test.journal.note(of: wednesday, for: test.user)?.text == "toner: two"
        && entry("am/toner") == nil
    }
    try test.tracker.perform(
      LogNight([try mark("toner", .done, .init(count: 2, note: "one"))]), as: .default)
    try test.tracker.perform(noted, as: .default)
    #expect(try entry("am/toner")?.note == "one\ntwo")
    #expect(try entry("am/toner")?.count == 2)
  }

  @Test func aLogIsRefusedAsAWhole() throws {
    try test.refuse(
      LogNight([try mark("sunscreen"), try mark("toner", .cleared)]),
      "nothing is logged of am/toner on 2025-06-04, so there is nothing to clear")
    try test.refuse(
      LogNight([try mark("toner"), try mark("am/toner")]), "am/toner is named twice: name it once")
    try test.refuse(
      LogNight([try mark("toner"), try mark("tonr")]),
      "the routine has no step 'tonr' (did you mean toner?)")
    try test.refuse(
      LogNight([try mark("toner", .done, .init(product: "Lotion"))]), "there is no product 'Lotion'"
    )
    for name in ["Lotion A", "Lotion B"] {
      try test.tracker.perform(AddProduct(name), as: .default)
    }
    try test.refuse(
      LogNight([try mark("toner", .done, .init(product: "lotion"))]),
      "there is no product 'lotion': it may be Lotion A or Lotion B")
    try test.tracker.perform(AddStep(try key("pm/toner")), as: .default)
    try test.refuse(
      LogNight([try mark("toner")]),
      "'toner' may be more than one step: write am/toner or pm/toner")
  }

  /// When two steps have the same name and only one of them exists on the day, the name refers to
  /// that one.
  @Test func aNameMeansTheStepThatExists() throws {
    try test.tracker.perform(AddStep(try key("pm/toner")), as: .default)
    let outcome = try test.tracker.perform(
      LogNight(on: .day(monday), [try mark("toner")]), as: .default)
    #expect(outcome.effect.steps.map(\.key) == [try key("am/toner")])
  }

  @Test func aDayAheadIsRefused() throws {
    let sentence = "2025-06-05 has not come yet (today is 2025-06-04): log it then"
    try test.refuse(LogNight(on: .fromToday(1), [try mark("toner")]), sentence)
    try test.refuse(WriteNote("a", on: .fromToday(1)), sentence)
    try test.refuse(RateSkin([(.texture, 1)], on: .day(wednesday + 1)), sentence)
    try test.tracker.perform(AddProduct("Lotion"), as: .default)
    try test.refuse(OpenProduct("Lotion", on: .fromToday(1)), sentence)
    try test.refuse(FinishProduct("Lotion", on: .fromToday(1)), sentence)
    try test.refuse(AddPhoto("\(fixtures)/photos/nose.png", .nose, on: .fromToday(1)), sentence)
    try test.tracker.perform(LogNight(on: .today, [try mark("toner")]), as: .default)
    #expect(try entry("am/toner") != nil)
  }

  /// Definitions, Time: the evening is suggested from noon up to the day start of the next morning.
  @Test(arguments: [
    ("2025-06-04T04:00:00Z", Slot.am, wednesday), ("2025-06-04T11:59:59Z", .am, wednesday),
    ("2025-06-04T12:00:00Z", .pm, wednesday), ("2025-06-04T23:59:59Z", .pm, wednesday),
    ("2025-06-05T00:30:00Z", .pm, wednesday), ("2025-06-05T03:59:59Z", .pm, wednesday),
    ("2025-06-05T04:00:00Z", .am, wednesday + 1),
  ])
  func theHourDecidesSlotAndDay(time: String, slot: Slot, day: Day) throws {
    let tracker = try test.tracker(at: time)
    let checklist = try tracker.checklist(.default, on: nil, slot: nil)
    #expect(checklist.slot == slot)
    #expect(checklist.report.day == day)
    let logged = try tracker.perform(LogNight([], allDue: .init(slot: nil)), as: .default).effect
    #expect(logged.day == day)
    #expect(logged.steps.count == (slot == .am ? 4 : 3))
    #expect(logged.steps.allSatisfy { $0.key.slot == slot && $0.status == .done })
  }

  @Test func allThatIsDueLeavesOutWhatIsLoggedOrOptional() throws {
    try test.tracker.perform(LogNight([try mark("clay-mask")]), as: .default)
    let outcome = try test.tracker.perform(
      LogNight([try mark("pore-strip", .skipped(reason: nil))], allDue: .init(slot: .weekly)),
      as: .default)
    #expect(outcome.effect.steps.map(\.key) == [try key("weekly/pore-strip")])
    #expect(outcome.sentence.contains("Still to do this week: sheet-mask (1 more)."))
    #expect(!outcome.sentence.contains("exfoliant"))
  }

  /// A step that is named is not logged a second time, although it was due before.
  @Test func allThatIsDueLeavesNamedStepsAsTheyAre() throws {
    let outcome = try test.tracker.perform(
      LogNight([try mark("sunscreen", .skipped(reason: nil))], allDue: .init(slot: .am)),
      as: .default)
    #expect(
      outcome.sentence.hasPrefix(
        "Morning logged for Wed 4 June: cleanse, toner, moisturizer; skipped sunscreen."))
    #expect(try entry("am/sunscreen")?.status == .skipped)
  }

  @Test func aSlotThatBeginsLaterSaysWhen() throws {
    let outcome = try test.tracker.perform(
      LogNight(on: .day(monday - 1), [], allDue: .init(slot: .pm)), as: .default)
    #expect(
      outcome.sentence.hasPrefix(
        "No evening step exists on Sun 1 June; the first begins on 2 June."))
    #expect(outcome.isChanged == false)
    let early = try test.tracker.perform(
      LogNight(on: .day(monday - 1), [try mark("toner")]), as: .default)
    #expect(
      early.sentence.contains(
        "toner was not part of the routine that day, so it counts as use but in no share."))
  }

  @Test func theFirstLogMakesTheFirstUser() throws {
    let test = try TestJournal(users: [])
    let outcome = try test.tracker.perform(
      LogNight(on: .fromToday(-2), [try mark("toner")]), as: .default)
    #expect(outcome.newcomer?.user.name == "me")
    #expect(outcome.newcomer?.user.createdOn == wednesday)
    // The routine begins early enough for the day that was logged.
    #expect(outcome.newcomer?.firstDay == monday)
    #expect(try test.history() == ["log 2025-06-02: am toner done", "user add me"])
    try test.tracker.perform(UndoChange(), as: .default)
    try test.tracker.perform(UndoChange(), as: .default)
    #expect(try test.rows() == [])
    let error = #expect(throws: ActionError.self) {
      try test.tracker.perform(UndoChange(), as: .default)
    }
    #expect(error?.sentence == "there is nothing to take back: the journal has no user yet")
  }

  @Test func aRefusedFirstLogMakesNoUser() throws {
    let test = try TestJournal(users: [])
    #expect(throws: ActionError.self) {
      try test.tracker.perform(LogNight([try mark("nothing")]), as: .default)
    }
    #expect(try test.rows() == [])
  }

  @Test func aNoteThatIsTooLongIsRefused() throws {
    let before = try test.rows()
    let long = String(repeating: "a", count: TextRules.longestNote)
    try test.tracker.perform(LogNight([try mark("toner", .done, .init(note: long))]), as: .default)
    #expect(throws: InvalidInput.self) {
      try test.tracker.perform(
        LogNight([try mark("toner", .noted, .init(note: "b"))]), as: .default)
    }
    #expect(try entry("am/toner")?.note == long)
    try test.tracker.perform(UndoChange(), as: .default)
    #expect(try test.rows() == before)
  }
}
