import Calendar
import Journal
import Reporting
import Routine
import Testing
import Text
import Tracker

/// The actions and views of the second edition.
@Suite struct SecondEditionTests {
  let test: TestJournal

  init() throws { test = try TestJournal() }

  func entry(_ step: String, on day: Day = wednesday) throws -> Entry? {
    try test.journal.entry(of: key(step), on: day, for: test.user)
  }

  func log(_ step: String, _ details: LogNight.Details = .init()) throws -> LogNight {
    LogNight([LogNight.Mark(try reference(step), .done, details)])
  }

  // MARK: The day of logging

  @Test func whatStaysDoneKeepsItsInstant() throws {
    try test.tracker.perform(log("pm/oil-cleanse"), as: .default)
    let later = try test.tracker(at: "2025-06-05T08:00:00Z")
    let again = LogNight(
      on: .day(wednesday),
      [LogNight.Mark(try reference("oil-cleanse"), .done, .init(count: 2, note: "more"))])
    try later.perform(again, as: .default)
    let kept = try #require(try entry("pm/oil-cleanse"))
    #expect(kept.count == 2 && kept.note == "more")
    #expect(kept.loggedAt == (try moment().now) && kept.loggedOn == wednesday)
    // A change of the status is logged anew.
    let skip = LogNight(
      on: .day(wednesday), [.init(try reference("oil-cleanse"), .skipped(reason: nil))])
    try later.perform(skip, as: .default)
    #expect(try entry("pm/oil-cleanse")?.loggedOn == wednesday + 1)
  }

  @Test func theDayOfLoggingIsTheClocksDay() throws {
    // Before the day start it is still Wednesday; another day for today changes nothing.
    let night = Moment(
      now: try Instant(parsing: "2025-06-05T03:59:00Z"), override: .day(monday),
      machineTimeZone: { "UTC" })
    try Tracker(test.journal, at: night).perform(log("pm/oil-cleanse"), as: .default)
    #expect(try entry("pm/oil-cleanse", on: monday)?.loggedOn == wednesday)
    let week = try test.tracker.week(.default, .running, last: 1).week
    #expect(week.sameDay.logged == 0 && week.sameDay.of == 1)
    // One day later is another day.
    let tuesday = Moment(
      now: night.now, override: .day(monday + 1), machineTimeZone: { "UTC" })
    try Tracker(test.journal, at: tuesday).perform(log("pm/oil-cleanse"), as: .default)
    #expect(try test.tracker.week(.default, .running, last: 1).week.sameDay.of == 2)
    #expect(try test.tracker.week(.default, .running, last: 1).week.sameDay.logged == 0)
  }

  @Test func theDayOfLoggingFollowsFromTheInstant() throws {
    for (step, time) in [
      ("pm/oil-cleanse", "2025-06-05T03:59:59Z"), ("pm/water-cleanse", "2025-06-05T04:00:00Z"),
    ] {
      let entry = Entry(
        day: wednesday, step: try key(step), status: .done, loggedAt: try Instant(parsing: time))
      try test.journal.put(entry, for: test.user)
    }
    // An entry without an instant is not counted.
    try test.journal.put(
      Entry(day: monday, step: key("pm/niacinamide"), status: .done), for: test.user)
    let week = try test.tracker.week(.default, .running, last: 1).week
    #expect(week.sameDay.logged == 1 && week.sameDay.of == 2)
    let day = try #require(try test.tracker.day(.default, nil))
    #expect(day.entries.map(\.loggedOn) == [wednesday, wednesday + 1])
  }

  // MARK: What a log brings about

  @Test func aLogTellsTheCautionsOfItsOwnChange() throws {
    func cautions(_ action: LogNight) throws -> [Caution.Code] {
      try test.tracker.perform(action, as: .default).effect.cautions.map(\.code)
    }
    #expect(try cautions(log("clay-mask")) == [])
    #expect(try cautions(log("exfoliant")) == [.clayAndExfoliant])
    // Nothing that was there before.
    #expect(try cautions(log("oil-cleanse")) == [])
    // Logging an earlier day makes a later one too soon.
    let strips = { (day: Day) in
      LogNight(on: .day(day), [.init(try reference("pore-strip"), .done)])
    }
    #expect(try cautions(strips(wednesday)) == [])
    #expect(
      try cautions(strips(monday)) == [.poreStripWithoutToner, .overMax, .poreStripTooSoon])
  }

  @Test func aLogForewarnsUntilTheDayIsOver() throws {
    let logged = try test.tracker.perform(log("clay-mask"), as: .default).effect
    #expect(logged.forewarnings.map(\.code) == [.noHydration] && logged.cautions.isEmpty)
    // The rest of today does not matter to a day before.
    let yesterday = LogNight(on: .day(wednesday - 1), [.init(try reference("toner"), .done)])
    #expect(try test.tracker.perform(yesterday, as: .default).effect.forewarnings.isEmpty)
    let toner = try test.tracker.perform(log("toner"), as: .default).effect
    #expect(toner.forewarnings.isEmpty)
    let before = LogNight(on: .day(monday), [.init(try reference("clay-mask"), .done)])
    let past = try test.tracker.perform(before, as: .default).effect
    #expect(past.forewarnings.isEmpty && past.cautions.map(\.code) == [.noHydration])
  }

  @Test func anExpiredProductIsTold() throws {
    var product = AddProduct("Old gel")
    product.expiresOn = .day(monday)
    try test.tracker.perform(product, as: .default)
    try test.tracker.perform(
      ChangeProduct(try reference("oil-cleanse"), to: "old"), as: .default)
    let logged = try test.tracker.perform(log("oil-cleanse"), as: .default).effect
    #expect(logged.cautions.map(\.code) == [.productExpired])
    var other = AddProduct("Older balm")
    other.expiresOn = .day(monday)
    try test.tracker.perform(other, as: .default)
    let named = try test.tracker.perform(
      log("toner", .init(product: "balm")), as: .default
    ).effect
    #expect(named.cautions.map(\.code) == [.productExpired])
  }

  @Test func aLogNamesTheWeeklyStepsThatAreDue() throws {
    let evening = LogNight([], allDue: .init(slot: .pm))
    #expect(
      try test.tracker.perform(evening, as: .default).effect.alsoDue == [key("weekly/clay-mask")])
    #expect(try test.tracker.perform(log("clay-mask"), as: .default).effect.alsoDue == [])
    let monday = LogNight(on: .day(monday), [], allDue: .init(slot: .pm))
    #expect(try test.tracker.perform(monday, as: .default).effect.alsoDue == [])
  }

  @Test func aProductFinishedBeforeItWasOpenedIsAFlaw() throws {
    for (name, days) in [("same day", 0), ("day before", -1)] {
      var product = Product(name: name)
      (product.openedOn, product.finishedOn) = (monday, monday + days)
      _ = try test.journal.merge(product, for: test.user, replacing: false)
    }
    let flaws = try test.journal.checkup(at: moment().now).flaws
    #expect(flaws == [.finishedUnopened(product: "day before", user: "hana")])
  }

  // MARK: Days to come

  @Test func whatIsAheadCanOnlyBeCleared() throws {
    let ahead = wednesday + 9
    try test.journal.put(
      Entry(day: ahead, step: key("pm/oil-cleanse"), status: .done), for: test.user)
    _ = try test.journal.merge(DayNote(day: ahead, text: "x"), for: test.user, replacing: false)
    _ = try test.journal.merge(
      Rating(day: ahead, measure: .itch, score: 1), for: test.user, replacing: false)
    let found = try test.journal.daysAhead(of: test.user, after: wednesday)
    #expect(found?.count == 3 && found?.last == ahead)
    let step = try reference("oil-cleanse")
    for action in [
      LogNight(on: .day(ahead), [.init(step, .done)]),
      LogNight(on: .day(ahead), [.init(step, .cleared)], allDue: .init(slot: .pm)),
      LogNight(on: .day(ahead), [.init(step, .skipped(reason: nil))]),
    ] {
      try test.refuse(
        action, "2025-06-13 has not come yet (today is 2025-06-04): log it then")
    }
    try test.tracker.perform(
      LogNight(on: .day(ahead), [.init(step, .cleared)]), as: .default)
    try test.tracker.perform(WriteNote(nil, on: .day(ahead)), as: .default)
    try test.tracker.perform(RateSkin([(.itch, nil)], on: .day(ahead)), as: .default)
    #expect(try test.journal.daysAhead(of: test.user, after: wednesday) == nil)
  }

  // MARK: Products and steps

  @Test func aProductIsChanged() throws {
    var add = AddProduct("Aloe")
    (add.brand, add.openedOn, add.expiresOn) = ("B", .day(monday), .day(monday + 90))
    try test.tracker.perform(add, as: .default)
    func product() throws -> Product? { try test.journal.products(of: test.user).first }
    #expect(try product()?.expiresOn == monday + 90)
    var edit = EditProduct("aloe")
    (edit.name, edit.brand, edit.usesPerPack) = ("Aloe 2", .set(nil), .set(30))
    try test.check(edit, says: "Changed Aloe 2.") {
      try product()?.name == "Aloe 2" && product()?.brand == nil && product()?.usesPerPack == 30
        && product()?.expiresOn == monday + 90 && product()?.openedOn == monday
    }
    try test.refuse(
      FinishProduct("aloe", on: .day(monday - 1)),
      "'Aloe' was opened on 2025-06-02: it is finished on that day or later")
    try test.tracker.perform(FinishProduct("aloe", on: .day(monday)), as: .default)
    var late = EditProduct("aloe")
    late.openedOn = .set(.day(wednesday))
    try test.refuse(late, "'Aloe' was opened on 2025-06-04: it is finished on that day or later")
  }

  @Test func aUsedProductIsNotRemoved() throws {
    for name in ["Aloe", "Rice water", "Spare"] {
      try test.tracker.perform(AddProduct(name), as: .default)
    }
    try test.tracker.perform(ChangeProduct(try reference("oil-cleanse"), to: "Aloe"), as: .default)
    try test.tracker.perform(log("toner", .init(product: "Rice water")), as: .default)
    for name in ["Aloe", "Rice water"] {
      try test.refuse(
        RemoveProduct(name),
        "'\(name)' has been used, so it stays: porelog product finish marks it as used up")
    }
    try test.check(RemoveProduct("spare"), says: "Removed Spare.") {
      try test.journal.products(of: test.user).map(\.name) == ["Aloe", "Rice water"]
    }
  }

  @Test func aStepIsTakenUpAgain() throws {
    let toner = try reference("toner")
    try test.refuse(
      ResumeStep(toner), "am/toner has not ended: there is nothing to take up again")
    try test.tracker.perform(EndStep(toner, on: .day(monday)), as: .default)
    try test.refuse(
      ResumeStep(toner, from: .day(monday)),
      "the last day of am/toner is 2025-06-02: it goes on after that day")
    try test.check(
      ResumeStep(toner, from: .day(wednesday)), says: "am/toner goes on from 4 June.",
      remarks: ["The days between are paused (toner on 3 June), so reports of them change."]
    ) {
      try test.journal.pauses(of: test.user).first?.span.contains(monday + 1) == true
    }
    // The next day needs no pause.
    try test.check(
      ResumeStep(toner, from: .day(monday + 1)), says: "am/toner goes on from 3 June."
    ) { try test.journal.pauses(of: test.user).isEmpty }
  }

  @Test func aRenamedStepKeepsItsHistory() throws {
    try test.tracker.perform(log("oil-cleanse"), as: .default)
    try test.check(
      RenameStep(try reference("oil-cleanse"), to: Slug(parsing: "balm")),
      says: "pm/oil-cleanse is now pm/balm."
    ) { try entry("pm/balm")?.status == .done }
    #expect(throws: InvalidInput.self) {
      try test.tracker.perform(
        RenameStep(reference("oil-cleanse"), to: Slug(parsing: "niacinamide")), as: .default)
    }
  }

  @Test func everyOtherNightMovesFromTonight() throws {
    let step = try reference("niacinamide")
    func due(_ day: Day) throws -> Bool {
      let line = try test.journal.routine(of: test.user).first {
        $0.step.key == (try? key("pm/niacinamide"))
      }
      return line?.nextDue(from: day) == day
    }
    func every(_ day: Day) -> ChangeSchedule {
      ChangeSchedule(step, to: .everyDays(2), from: .day(day))
    }
    try test.tracker.perform(every(wednesday), as: .default)
    #expect(try due(wednesday) && !due(wednesday + 1) && due(wednesday + 2))
    // From a day that is due nothing moves; from another it does.
    #expect(try test.tracker.perform(every(wednesday + 2), as: .default).isChanged == false)
    try test.tracker.perform(every(wednesday + 3), as: .default)
    #expect(try due(wednesday + 2) && due(wednesday + 3) && !due(wednesday + 4))
  }

  @Test func anUndoneChangeIsRedoneUntilTheNext() throws {
    try test.tracker.perform(WriteNote("one"), as: .default)
    try test.tracker.perform(WriteNote("two"), as: .default)
    try test.tracker.perform(UndoChange(), as: .default)
    try test.tracker.perform(UndoChange(), as: .default)
    func note() throws -> String? { try test.journal.note(of: wednesday, for: test.user)?.text }
    #expect(try note() == nil)
    try test.tracker.perform(RedoChange(), as: .default)
    #expect(try note() == "one")
    try test.tracker.perform(RedoChange(), as: .default)
    #expect(try note() == "one\ntwo")
    try test.refuse(
      RedoChange(),
      "there is nothing to redo: 'hana' has undone nothing since the last change")
    try test.tracker.perform(UndoChange(), as: .default)
    try test.tracker.perform(RateSkin([(.itch, 1)]), as: .default)
    #expect(throws: ActionError.self) { try test.tracker.perform(RedoChange(), as: .default) }
    #expect(try note() == "one")
  }

  /// The change of another user has taken the place of what was undone.
  @Test func aRedoThatMeetsAnotherChangeIsRefused() throws {
    try test.tracker.perform(WriteNote("mine"), as: .default)
    try test.tracker.perform(UndoChange(), as: .default)
    _ = try test.journal.merge(
      DayNote(day: wednesday, text: "other"), for: test.user, replacing: false)
    let before = try test.rows()
    #expect(throws: RedoConflict.self) { try test.tracker.perform(RedoChange(), as: .default) }
    #expect(try test.rows() == before)
  }

  // MARK: Views

  @Test func aDayShowsEverything() throws {
    try test.tracker.perform(
      log("toner", .init(count: 3, minutes: 2, note: "calm")), as: .default)
    try test.tracker.perform(
      LogNight([.init(try reference("oil-cleanse"), .skipped(reason: "late"))]), as: .default)
    try test.tracker.perform(WriteNote("night"), as: .default)
    try test.tracker.perform(RateSkin([(.pores, 4)]), as: .default)
    try test.tracker.perform(AddProcedure("microneedling", on: .day(monday)), as: .default)
    let day = try #require(try test.tracker.day(.default, .today))
    #expect(day.entries.map(\.entry.step.description) == ["am/toner", "pm/oil-cleanse"])
    #expect(day.entries[0].entry.count == 3 && day.entries[1].entry.reason == "late")
    #expect(day.note == "night" && day.ratings.map(\.score) == [4] && !day.isAhead)
    #expect(day.procedures.map(\.kind) == ["microneedling"])
    let empty = try #require(try test.tracker.day(.default, .day(monday - 1)))
    #expect(empty.entries.isEmpty && empty.note == nil && empty.procedures.isEmpty)
    let notes = try #require(try test.tracker.notes(.default, from: nil, to: nil))
    #expect(notes.days.map(\.day) == [wednesday])
    #expect(notes.days[0].entries.map(\.step.description) == ["am/toner", "pm/oil-cleanse"])
    #expect(try test.tracker.notes(.default, from: .fromToday(1), to: nil)?.days.isEmpty == true)
    #expect(try test.tracker.ratings(.default, from: nil, to: .today)?.ratings.count == 1)
    #expect(try test.tracker.ratings(.default, from: nil, to: .day(monday))?.ratings.count == 0)
  }

  @Test func todayInvitesWhatIsMissing() throws {
    func invitations() throws -> [Invitation] {
      try #require(try test.tracker.today(.default)).invitations
    }
    // Nothing was logged yesterday, and no milestone has begun.
    #expect(try invitations() == [.yesterday])
    try test.tracker.perform(log("niacinamide"), as: .default)
    #expect(try invitations() == [.rate, .photo, .yesterday])
    try test.tracker.perform(RateSkin([(.itch, 1)]), as: .default)
    // A sign of irritation is no rating of the looks.
    #expect(try invitations() == [.rate, .photo, .yesterday])
    try test.tracker.perform(RateSkin([(.pores, 5)]), as: .default)
    #expect(try invitations() == [.photo, .yesterday])
    for slot in [Slot.am, .pm] {
      try test.tracker.perform(
        LogNight(on: .fromToday(-1), [], allDue: .init(slot: slot)), as: .default)
    }
    #expect(try invitations() == [.photo])
  }

  @Test func todayTellsOfPacks() throws {
    var product = AddProduct("Aloe")
    (product.openedOn, product.usesPerPack) = (.day(monday - 60), 3)
    try test.tracker.perform(product, as: .default)
    try test.tracker.perform(
      ChangeProduct(try reference("oil-cleanse"), to: "Aloe", from: .day(monday)), as: .default)
    for day in [monday, monday + 1] {
      try test.tracker.perform(
        LogNight(on: .day(day), [.init(try reference("oil-cleanse"), .done)]), as: .default)
    }
    func packs() throws -> [PackNotice] { try #require(try test.tracker.today(.default)).packs }
    #expect(try packs().isEmpty)
    try test.tracker.perform(log("oil-cleanse"), as: .default)
    #expect(try packs().map(\.pack.usedUpOn) == [wednesday])
  }
}
