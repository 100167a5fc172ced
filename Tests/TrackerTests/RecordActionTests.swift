import Calendar
import Journal
import Routine
import Testing
import Text
import Tracker
import Wording

@Suite struct RecordActionTests {
  let test: TestJournal

  init() throws { test = try TestJournal() }

  func pauses() throws -> [Pause] { try test.journal.pauses(of: test.user) }

  func pause(_ scope: Scope, _ from: Day, _ to: Day?, _ reason: PauseReason = .travel) -> Pause {
    Pause(scope: scope, from: from, to: to, reason: reason)
  }

  func add(_ pauses: Pause...) throws {
    for pause in pauses {
      #expect(try test.journal.merge(pause, for: test.user, replacing: false) == .added)
    }
  }

  @Test func aProductIsAddedAsGiven() throws {
    var add = AddProduct("Rice lotion")
    (add.brand, add.kind, add.active, add.strength) = ("Keana", .toner, .niacinamide, "2 %")
    (add.openedOn, add.paoMonths, add.usesPerPack) = (.fromToday(-1), 12, 90)
    try test.check(add, says: "Added Rice lotion (Keana, toner, niacinamide, 2 %).") {
      let product = try test.journal.products(of: test.user).first
      return product?.openedOn == wednesday - 1 && product?.paoMonths == 12
        && product?.usesPerPack == 90
    }
    try test.tracker.perform(add, as: .default)
    try test.refuse(add, "there is a product 'Rice lotion' already: choose another name")
  }

  @Test func theCatalogueCompletesAProduct() throws {
    try test.check(AddProduct("elixir"), says: "Added Elixir (Shiseido, serum, retinoid).") {
      try test.journal.products(of: test.user).map(\.name) == ["Elixir"]
    }
    try test.check(AddProduct("Nameless"), says: "Added Nameless.") {
      try test.journal.products(of: test.user).first?.kind == nil
    }
  }

  @Test func aProductIsOpenedAndFinished() throws {
    func product() throws -> Product? { try test.journal.products(of: test.user).first }
    try test.tracker.perform(AddProduct("Rice lotion"), as: .default)
    try test.check(OpenProduct("rice"), says: "Opened Rice lotion on 4 June.") {
      try product()?.openedOn == wednesday
    }
    try test.check(
      FinishProduct("rice", on: .day(monday)), says: "Finished Rice lotion on 2 June."
    ) { try product()?.finishedOn == monday }
    try test.tracker.perform(FinishProduct("rice", on: .day(monday)), as: .default)
    // A new pack is not finished.
    try test.tracker.perform(OpenProduct("rice"), as: .default)
    #expect(try product()?.finishedOn == nil)
    try test.refuse(
      OpenProduct("Rice lotoin"), "there is no product 'Rice lotoin' (did you mean Rice lotion?)")
    try test.refuse(
      FinishProduct("Rice lotoin"), "there is no product 'Rice lotoin' (did you mean Rice lotion?)")
    try test.tracker.perform(AddProduct("Rice oil"), as: .default)
    let both = "there is no product 'rice': it may be Rice lotion or Rice oil"
    try test.refuse(OpenProduct("rice"), both)
    try test.refuse(FinishProduct("rice"), both)
  }

  @Test func skinIsRatedAnewOrNotAtAll() throws {
    func score() throws -> Int? { try test.journal.ratings(of: test.user).first?.score }
    try test.check(RateSkin([(.texture, 6)]), says: "Rated for Wed 4 June: texture 6.") {
      try score() == 6
    }
    try test.tracker.perform(RateSkin([(.texture, 6)]), as: .default)
    try test.check(RateSkin([(.texture, 4)]), says: "Rated for Wed 4 June: texture 4.") {
      try score() == 4
    }
    try test.check(RateSkin([(.texture, nil)]), says: "Rated for Wed 4 June: texture taken out.") {
      try score() == nil
    }
    try test.refuse(
      RateSkin([(.texture, 3), (.pores, nil)]),
      "pores is not rated on 2025-06-04, so there is nothing to clear")
  }

  /// Definitions, Ramp: for a sign of 2 the advice is a pause of 3 days; for 3, a pause and a visit
  /// to a professional.
  @Test func aSignOfIrritationBringsAdvice() throws {
    #expect(
      try test.tracker.perform(RateSkin([(.itch, 1), (.pores, 9)]), as: .default).effect == nil)
    let mild = try test.check(
      RateSkin([(.redness, 1), (.itch, 2)]), says: "Rated for Wed 4 June: redness 1, itch 2.",
      remarks: ["A sign of 2: consider 3 days without actives and exfoliants."]
    ) { try pauses().isEmpty }
    #expect(mild?.scope == .actives)
    #expect(mild?.sign == 2 && mild?.from == wednesday && mild?.to == wednesday + 2)
    let severe = try test.tracker.perform(RateSkin([(.itch, 3)]), as: .default).effect
    #expect(severe?.sign == 3)
    #expect(severe?.to == nil)
  }

  @Test func aNoteGrowsByLines() throws {
    func note() throws -> String? {
      try test.journal.note(of: wednesday, for: test.user)?.text
    }
    try test.check(WriteNote("calm"), says: "Noted for Wed 4 June.") { try note() == "calm" }
    try test.tracker.perform(WriteNote("calm"), as: .default)
    try test.check(WriteNote("dry"), says: "Added to the note of Wed 4 June.") {
      try note() == "calm\ndry"
    }
    try test.check(WriteNote(nil), says: "Took out the note of Wed 4 June.") { try note() == nil }
    try test.refuse(
      WriteNote(nil, on: .day(monday)),
      "there is no note on 2025-06-02, so there is nothing to clear")
  }

  @Test func aPauseIsAdded() throws {
    try test.check(
      PauseSteps(.scope(.all), until: .day(.fromToday(4)), reason: .illness),
      says: "Paused everything from 4 June to 8 June (illness)."
    ) { try pauses() == [pause(.all, wednesday, wednesday + 4, .illness)] }
    try test.check(
      PauseSteps(.step(try reference("niacinamide")), from: .fromToday(2), reason: .irritation),
      says: "Paused niacinamide from 6 June until you resume it (irritation)."
    ) {
      try pauses() == [
        pause(.step(key("pm/niacinamide")), wednesday + 2, nil, .irritation)
      ]
    }
  }

  @Test func aPauseOfNoDaysOrTwiceIsRefused() throws {
    try test.refuse(
      PauseSteps(.scope(.all), until: .day(.fromToday(-1)), reason: .other),
      "2025-06-03 lies before the first day 2025-06-04: a pause ends after it begins")
    try add(pause(.all, wednesday, wednesday))
    try test.refuse(
      PauseSteps(.scope(.all), until: .day(.today), reason: .travel),
      "everything from 2025-06-04 to 2025-06-04 is paused already")
  }

  /// The day before becomes the last day; a pause that begins on the day has no days left and is
  /// removed.
  @Test func resumingShortensThePausesOfTheScope() throws {
    let later = pause(.all, wednesday + 1, nil)
    let over = pause(.all, monday - 9, wednesday - 1)
    let active = pause(.active(.aha), monday, nil)
    try add(
      pause(.all, monday, wednesday + 9, .illness), pause(.all, monday + 1, nil),
      pause(.all, wednesday, wednesday), later, over, active)
    try test.check(
      ResumeSteps(.scope(.all)), says: "Resumed everything from Wed 4 June on.",
      remarks: ["The morning is over, so its steps are excused today."]
    ) {
      try Set(pauses())
        == [
          pause(.all, monday, wednesday - 1, .illness), pause(.all, monday + 1, wednesday - 1),
          later, over, active,
        ]
    }
    try test.check(
      ResumeSteps(.scope(.active(.aha)), on: .fromToday(1)),
      says: "Resumed every aha step from Thu 5 June on."
    ) { try pauses().contains(pause(.active(.aha), monday, wednesday)) }
  }

  @Test func whatIsNotPausedIsNotResumed() throws {
    try test.refuse(
      ResumeSteps(.scope(.all)), "no pause of 'all' covers 2025-06-04: nothing is paused")
    try add(pause(.active(.aha), monday, nil))
    try test.refuse(
      ResumeSteps(.scope(.all)), "no pause of 'all' covers 2025-06-04: paused is active:aha")
  }

  @Test func aPauseIsRemovedWithItsDays() throws {
    let other = pause(.all, monday + 1, nil)
    try add(pause(.all, monday, wednesday), pause(.all, monday, nil), other)
    try test.check(
      RemovePause(.scope(.all), from: .day(monday)),
      says:
        "Took out the pause of everything from 2 June until you resume it and everything from 2 June to 4 June."
    ) { try pauses() == [other] }
    try test.refuse(
      RemovePause(.scope(.all), from: .today), "no pause of all begins on 2025-06-04")
  }

  /// Definitions, Routine: 10 days after a superficial peel, 7 after microneedling.
  @Test(arguments: [("superficial peel", 10), ("Microneedling", 7), ("fmr", 7)])
  func aProcedureRecoversByItsKind(kind: String, days: Int) throws {
    let until = wednesday + days
    try test.check(
      AddProcedure(kind, note: "ok"),
      says:
        "Noted \(kind) on 4 June, recovery to \(until.spoken(on: wednesday)); until then the actives, exfoliants, scrubs and pore strips are paused."
    ) {
      try test.journal.procedures(of: test.user)
        == [Procedure(day: wednesday, kind: kind, recoverUntil: until, note: "ok")]
    }
  }

  @Test func aProcedureIsRefusedOrThereAlready() throws {
    try test.refuse(AddProcedure("laser"), "how long 'laser' takes to recover is not known")
    try test.refuse(
      AddProcedure("laser", recoverUntil: .fromToday(-1)),
      "2025-06-03 lies before 2025-06-04: recovery ends later")
    try test.refuse(AddProcedure("fmr", on: .day(.last)), "recovery would end after 9999-12-31")
    try test.tracker.perform(AddProcedure("laser", recoverUntil: .today), as: .default)
    let again = try test.tracker.perform(
      AddProcedure("laser", recoverUntil: .today), as: .default)
    #expect(!again.isChanged)
    try test.refuse(
      AddProcedure("laser", recoverUntil: .fromToday(1)), "'laser' on 2025-06-04 is there already")
  }

  @Test func aProcedureIsRemoved() throws {
    try test.tracker.perform(AddProcedure("fmr"), as: .default)
    try test.check(RemoveProcedure("fmr", on: .today), says: "Took out fmr on 4 June.") {
      try test.journal.procedures(of: test.user).isEmpty
    }
    try test.refuse(
      RemoveProcedure("fmt", on: .today),
      "there is no procedure 'fmt' on 2025-06-04 (did you mean fmr?)")
    try test.refuse(
      RemoveProcedure("fmr", on: .day(monday)),
      "there is no procedure 'fmr' on 2025-06-02 (did you mean fmr?)")
  }
}
