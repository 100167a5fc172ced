import Calendar
import Journal
import Reporting
import Routine
import Testing
import Text
import Tracker

@Suite struct RoutineActionTests {
  let test: TestJournal

  init() throws { test = try TestJournal() }

  func step(_ name: String) throws -> RoutineStep {
    let key = try key(name)
    return try #require(test.journal.routine(of: test.user).first { $0.step.key == key })
  }

  func add(_ name: String, from day: Day? = nil) throws {
    try test.tracker.perform(
      AddStep(try key(name), from: day.map { .day($0) }), as: .default)
  }

  func done(_ name: String, on days: [Day]) throws {
    for day in days {
      try test.tracker.perform(
        LogNight(on: .day(day), [.init(try reference(name), .done)]), as: .default)
    }
  }

  @Test func aStepIsAddedByItsName() throws {
    try test.check(
      AddStep(try key("pm/retinol")),
      says: "Added pm/retinol: serum, retinoid, 2-3/week, from 4 June on.",
      remarks: ["A retinoid is not for pregnancy or breastfeeding without a doctor's word."]
    ) {
      let step = try step("pm/retinol")
      return step.step.position == 4 && step.step.firstDay == wednesday
        && step.schedule(on: wednesday) == .quota(minimum: 2, maximum: 3)
    }
  }

  /// The catalogue's active is inferred only together with the catalogue's kind.
  @Test func aGivenKindWinsOverTheName() throws {
    try test.check(
      AddStep(try key("pm/retinol"), kind: .toner, schedule: .daily, from: .fromToday(3)),
      says: "Added pm/retinol: toner, daily, from 7 June on."
    ) { try step("pm/retinol").step.active == nil }
  }

  @Test func aStepBringsAProductOfTheCatalogue() throws {
    try test.check(
      AddStep(try key("pm/night"), product: "elixir"),
      says: "Added pm/night: serum, retinoid, 2-3/week, Elixir, from 4 June on.",
      remarks: ["A retinoid is not for pregnancy or breastfeeding without a doctor's word."]
    ) {
      try test.journal.products(of: test.user).map(\.name) == ["Elixir"]
        && step("pm/night").product(on: wednesday) == "Elixir"
    }
  }

  @Test func aStepThatCannotBeInferredIsRefused() throws {
    try test.refuse(
      AddStep(try key("pm/xyz")), "pm/xyz needs a kind: it is one of \(Kind.names)")
    try test.refuse(AddStep(try key("pm/xyz"), kind: .serum), "pm/xyz needs a schedule")
    try test.refuse(
      AddStep(try key("pm/serum"), product: "Unheard"), "there is no product 'Unheard'")
    let before = try test.rows()
    #expect(throws: InvalidInput.self) { try add("am/toner") }
    #expect(try test.rows() == before)
  }

  @Test func aScheduleChangesFromADayOn() throws {
    try test.check(
      ChangeSchedule(try reference("toner"), to: .quota(minimum: 3, maximum: nil)),
      says: "am/toner is 3/week from 4 June on (daily before)."
    ) {
      try step("am/toner").schedule(on: wednesday - 1) == .daily
        && step("am/toner").schedule(on: wednesday) == .quota(minimum: 3, maximum: nil)
    }
    try test.check(
      ChangeSchedule(try reference("toner"), to: .asNeeded(maximum: nil), from: .day(monday + 1)),
      says: "am/toner is as-needed from 3 June on (daily before).",
      remarks: ["It holds from 3 June on, so reports of past days may change."]
    ) { try step("am/toner").schedule(on: monday + 1) == .asNeeded(maximum: nil) }
  }

  @Test func theScheduleInForceIsNoChange() throws {
    let outcome = try test.tracker.perform(
      ChangeSchedule(try reference("toner"), to: .daily), as: .default)
    #expect(!outcome.isChanged)
    #expect(try test.history() == [])
  }

  @Test func aStepUsesAProductFromADayOn() throws {
    try test.tracker.perform(AddProduct("Rice lotion"), as: .default)
    try test.check(
      ChangeProduct(try reference("toner"), to: "rice"),
      says: "am/toner uses Rice lotion from 4 June on."
    ) {
      try step("am/toner").product(on: wednesday) == "Rice lotion"
        && step("am/toner").product(on: wednesday - 1) == nil
    }
    try test.tracker.perform(
      ChangeProduct(try reference("toner"), to: "rice", from: .day(monday)), as: .default)
    try test.check(
      ChangeProduct(try reference("toner"), to: nil),
      says: "am/toner uses no product from 4 June on."
    ) {
      try step("am/toner").product(on: wednesday) == nil
        && step("am/toner").product(on: wednesday - 1) == "Rice lotion"
    }
  }

  @Test func aStepEndsOnItsLastDay() throws {
    try done("am/toner", on: [monday])
    try test.check(
      EndStep(try reference("toner")), says: "am/toner ends on 4 June, its last day."
    ) {
      try step("am/toner").step.lastDay == wednesday
        && test.journal.entry(of: key("am/toner"), on: monday, for: test.user) != nil
    }
    try test.check(
      EndStep(try reference("toner"), on: .day(monday)),
      says: "am/toner ends on 2 June, its last day.",
      remarks: ["It holds from 2 June on, so reports of past days may change."]
    ) { try step("am/toner").step.lastDay == monday }
    let before = try test.rows()
    #expect(throws: InvalidInput.self) {
      try test.tracker.perform(EndStep(try reference("toner"), on: .day(monday - 1)), as: .default)
    }
    #expect(try test.rows() == before)
  }

  @Test func aStepMovesWithinItsSlot() throws {
    try test.check(
      MoveStep(try reference("sunscreen"), to: 1),
      says: "am: sunscreen, cleanse, toner, moisturizer."
    ) { try step("am/sunscreen").step.position == 1 && step("am/cleanse").step.position == 2 }
    try test.check(
      MoveStep(try reference("am/cleanse"), to: 99),
      says: "am: toner, moisturizer, sunscreen, cleanse."
    ) { try step("am/cleanse").step.position == 4 }
  }

  @Test func anUnknownStepIsRefusedByEveryChange() throws {
    let sentence = "the routine has no step 'tonr' (did you mean toner?)"
    let tonr = try reference("tonr")
    try test.refuse(ChangeSchedule(tonr, to: .daily), sentence)
    try test.refuse(ChangeProduct(tonr, to: nil), sentence)
    try test.refuse(EndStep(tonr), sentence)
    try test.refuse(MoveStep(tonr, to: 1), sentence)
    try test.refuse(AdvanceRamp(tonr), sentence)
    try test.refuse(PauseSteps(.step(tonr), reason: .travel), sentence)
    try test.refuse(ResumeSteps(.step(tonr)), sentence)
    try test.refuse(RemovePause(.step(tonr), from: .today), sentence)
    try add("pm/toner")
    let toner = try reference("toner")
    let both = "'toner' may be more than one step: write am/toner or pm/toner"
    try test.refuse(ChangeSchedule(toner, to: .daily), both)
    try test.refuse(ChangeProduct(toner, to: nil), both)
    try test.refuse(EndStep(toner), both)
    try test.refuse(MoveStep(toner, to: 1), both)
    try test.refuse(AdvanceRamp(toner), both)
    try test.refuse(PauseSteps(.step(toner), reason: .travel), both)
  }

  @Test func aStepThatHasNotBegunIsNotChanged() throws {
    let sentence = "am/toner begins on 2025-06-02: name that day or a later one"
    let (toner, day) = (try reference("am/toner"), RelativeDay.day(monday - 1))
    try test.refuse(ChangeSchedule(toner, to: .asNeeded(maximum: nil), from: day), sentence)
    try test.refuse(ChangeProduct(toner, to: nil, from: day), sentence)
    try test.refuse(ChangeProduct(toner, to: "Unheard"), "there is no product 'Unheard'")
  }

  /// Definitions, Ramp: two whole closed weeks at the level of the schedule, both kept, and no sign of 2 in the last 7 days.
  @Test func aStepIsRaisedWhenItsLevelIsDue() throws {
    try add("pm/retinol", from: monday - 14)
    try done("pm/retinol", on: [monday - 14, monday - 13, monday - 7])
    let raise = AdvanceRamp(try reference("retinol"))
    try test.refuse(raise, "pm/retinol stays at 2-3/week: the week of 26 May was not kept")
    try done("pm/retinol", on: [monday - 6])
    try test.check(raise, says: "pm/retinol is 3-4/week from 4 June on (2-3/week before).") {
      try step("pm/retinol").schedule(on: wednesday) == .quota(minimum: 3, maximum: 4)
        && step("pm/retinol").schedule(on: wednesday - 1) == Policy.newActive
    }
    try test.tracker.perform(RateSkin([(.itch, 2)], on: .day(wednesday - 7)), as: .default)
    #expect(try test.tracker.ramp(.default, reference("retinol"))?.report.isDue == true)
    try test.tracker.perform(RateSkin([(.itch, 2)], on: .day(wednesday - 6)), as: .default)
    try test.refuse(raise, "pm/retinol stays at 2-3/week: itch was rated 2 on 29 May")
  }

  @Test func aStepThatHasNoNextLevelIsNotRaised() throws {
    try test.refuse(
      AdvanceRamp(try reference("toner")),
      "am/toner has no active: only actives are raised by levels")
    try add("pm/retinol")
    try test.refuse(
      AdvanceRamp(try reference("retinol")),
      "pm/retinol stays at 2-3/week: 0 of 2 whole weeks with 2-3/week are over")
    try test.refuse(
      AdvanceRamp(try reference("niacinamide")),
      "pm/niacinamide stays at daily: it is at the last level; 0 of 2 whole weeks with daily are over"
    )
  }

  /// A step without a schedule comes only from an import.
  @Test func aStepWithoutAScheduleIsNotRaised() throws {
    let step = Step(
      key: try key("pm/bare"), position: 9, kind: .serum, active: .bha, firstDay: monday)
    _ = try test.journal.merge(step, for: test.user, replacing: false)
    try test.refuse(AdvanceRamp(try reference("bare")), "pm/bare has no schedule")
  }
}
