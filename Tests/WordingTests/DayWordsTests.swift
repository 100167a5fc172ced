import Calendar
import Routine
import Testing
import Wording

@testable import Reporting

@Suite struct DayWordsTests {
  let day = Day(number: 20_241)

  func key(_ text: String) throws -> StepKey { try StepKey(parsing: text) }

  func line(
    _ due: DayReport.Due, _ schedule: String? = "daily", state: DayState = .notDue,
    step: String = "pm/retinol", later: [Int] = []
  ) throws -> DayReport.StepLine {
    let step = Step(key: try key(step), position: 1, kind: .serum, firstDay: day)
    return DayReport.StepLine(
      step: step, schedule: try schedule.map { try Schedule(parsing: $0) }, state: state,
      open: 0, laterDays: Weekdays(rawValue: later.reduce(0) { $0 | 1 << UInt8($1) }), due: due)
  }

  @Test func aLineSaysWhyAStepIsDueOrNot() throws {
    func words(_ due: DayReport.Due, _ state: DayState = .notDue) throws -> String {
      try line(due, state: state).words(on: day)
    }
    #expect(try words(.due, .pending) == "to do")
    #expect(try words(.logged, .done) == "done")
    #expect(try words(.logged, .skipped) == "skipped")
    #expect(try words(.logged, .excused) == "excused")
    #expect(try words(.catchUp(times: 1)) == "missed, can be made up")
    #expect(try words(.catchUp(times: 2)) == "missed 2 times, can be made up")
    #expect(try words(.needed(left: 1, done: 1)) == "your choice: 1 more by Sunday")
    #expect(try words(.optional(done: 0)) == "your choice")
    #expect(try words(.optional(done: 2)) == "your choice, 2 done")
    #expect(try words(.enough(done: 3)) == "3 done, enough this week")
    #expect(try words(.paused(until: day), .excused) == "paused, resumes on 3 June")
    #expect(try words(.paused(until: nil), .excused) == "paused until you resume it")
    #expect(try words(.notDue) == "not due today")
  }

  @Test func aLineSaysWhatIsLeftOfTheWeek() throws {
    func later(
      _ due: DayReport.Due, _ schedule: String, _ step: String = "weekly/mask", _ days: [Int] = []
    ) throws -> String? {
      try line(due, schedule, step: step, later: days).later
    }
    #expect(try later(.notDue, "wed,sat", "pm/mask", [2, 5]) == "mask Wed and Sat")
    #expect(try later(.catchUp(times: 1), "mon") == "mask to make up")
    #expect(
      try later(.catchUp(times: 2), "3-days", "pm/mask", [6]) == "mask to make up 2 times and Sun")
    #expect(try later(.needed(left: 1, done: 0), "1/week") == "mask once")
    #expect(try later(.needed(left: 2, done: 0), "2/week") == "mask 2 times")
    #expect(try later(.optional(done: 0), "as-needed") == "mask as you like")
    // In the morning and the evening these stand with the steps of the slot.
    #expect(try later(.needed(left: 2, done: 0), "2/week", "pm/mask") == nil)
    #expect(try later(.due, "daily", "pm/mask", [1, 2, 3]) == nil)
    #expect(try later(.enough(done: 1), "1/week") == nil)
  }

  @Test(arguments: [
    ("daily", "daily"), ("mon,fri", "Mon, Fri"), ("1/week", "once a week"),
    ("1-1/week", "once a week"), ("3/week", "3 times a week"), ("3-3/week", "3 times a week"),
    ("2-3/week", "2 to 3 times a week"), ("1-2/week", "1 to 2 times a week"),
    ("as-needed", "as needed"), ("as-needed<=1/week", "as needed, at most once a week"),
    ("as-needed<=2/week", "as needed, at most 2 times a week"),
  ])
  func aScheduleInEverydayWords(text: String, words: String) throws {
    #expect(try Schedule(parsing: text).words == words)
  }

  @Test func aPauseSaysWhatAndWhen() throws {
    let step = Scope.step(try key("pm/retinol"))
    func pause(_ scope: Scope, to: Day?) -> Pause {
      Pause(scope: scope, from: day, to: to, reason: .travel)
    }
    #expect(pause(.all, to: day + 4).words == "everything from 2025-06-02 to 2025-06-06")
    #expect(pause(step, to: day).words == "pm/retinol from 2025-06-02 to 2025-06-02")
    #expect(
      pause(.active(.retinoid), to: nil).words == "active:retinoid from 2025-06-02 until resumed")
  }

  @Test func aProcedureSaysHowLongItsRecoveryTakes() {
    let peel = Procedure(day: day, kind: "peel", recoverUntil: day + 10)
    #expect(peel.words == "peel on 2025-06-02, recovery to 2025-06-12")
    #expect(Procedure(day: day, kind: "peel", recoverUntil: nil).words == "peel on 2025-06-02")
  }

  @Test func stepsOfOneSlotAndOneWordAreListedTogether() throws {
    func list(_ logged: [(String, String)]) throws -> String {
      LogWords.list(try logged.map { (try key($0.0), $0.1) })
    }
    #expect(try list([]) == "")
    #expect(try list([("am/toner", "done")]) == "am toner done")
    #expect(
      try list([
        ("pm/oil-cleanse", "done"), ("pm/toner", "done"), ("am/toner", "done"),
        ("am/sunscreen", "skipped"), ("am/cleanse", "done"), ("pm/serum", "done"),
      ])
        == "pm oil-cleanse, toner done; am toner done; am sunscreen skipped; am cleanse done; pm serum done"
    )
  }

  @Test func datesAreSpokenAndHaveTheYearOfAnotherYear() throws {
    let eve = try Day(parsing: "2025-12-31")
    #expect(day.spoken(on: eve) == "2 June" && day.spoken(on: eve + 1) == "2 June 2025")
    #expect(
      day.titled(on: day) == "Mon 2 June" && (day + 6).titled(on: eve + 1) == "Sun 8 June 2025")
    #expect(Week(of: day).spoken(on: day) == "2 to 8 June")
    #expect(Week(of: day + 28).spoken(on: day) == "30 June to 6 July")
    #expect(Week(of: eve).spoken(on: eve) == "29 December 2025 to 4 January 2026")
    #expect(Week(of: eve).spoken(on: eve + 1) == "29 December 2025 to 4 January")
  }

  @Test func aLogIsOneSentence() throws {
    func sentence(_ logged: [(String, String)], today: Int = 0, at time: TimeOfDay? = nil) throws
      -> String
    {
      LogWords.sentence(
        try logged.map { (try key($0.0), $0.1) }, on: day, today: day + today, at: time)
    }
    #expect(
      try sentence([("pm/oil-cleanse", "done"), ("pm/toner", "done")])
        == "Evening logged for Mon 2 June: oil-cleanse, toner.")
    #expect(
      try sentence([("am/toner", "skipped"), ("am/cleanse", "done")])
        == "Morning logged for Mon 2 June: cleanse; skipped toner.")
    #expect(
      try sentence([("am/toner", "done"), ("pm/serum", "excused")], today: 300)
        == "Logged for Mon 2 June 2025: toner; excused serum.")
    #expect(
      try sentence([("weekly/clay-mask", "done")], at: try TimeOfDay(parsing: "01:30"))
        == "Logged for Mon 2 June (it is 01:30): clay-mask.")
    #expect(try sentence([("pm/toner", "cleared")]) == "Cleared for Mon 2 June: toner.")
    #expect(try sentence([("pm/toner", "skipped")]) == "Skipped for Mon 2 June: toner.")
    #expect(try sentence([("pm/toner", "noted")]) == "Noted for Mon 2 June: toner.")
    #expect(
      try sentence([("pm/toner", "cleared"), ("pm/serum", "done")])
        == "Evening logged for Mon 2 June: serum; cleared toner.")
  }

  @Test func aLogSaysWhenNothingIsLeft() {
    func left(_ slot: Slot, today: Int = 0, _ reason: LogWords.NothingLeft = .logged) -> String {
      LogWords.nothingLeft(of: slot, on: day, today: day + today, reason)
    }
    #expect(left(.am) == "Everything due this morning is already logged.")
    #expect(left(.pm) == "Everything due this evening is already logged.")
    #expect(left(.weekly) == "Everything due today of the weekly steps is already logged.")
    #expect(
      left(.pm, today: 1) == "Everything due in the evening of Mon 2 June is already logged.")
    #expect(left(.pm, .notDue) == "Nothing is due this evening.")
    #expect(left(.am, today: 1, .notDue) == "Nothing was due in the morning of Mon 2 June.")
    #expect(left(.pm, .paused) == "Nothing is due this evening, because of a pause.")
    #expect(
      left(.pm, .nothingToClear)
        == "Nothing is logged this evening, so there is nothing to clear.")
    #expect(
      left(.am, .begins(day + 1))
        == "No morning step exists on Mon 2 June; the first begins on 3 June.")
  }

  @Test func aLogSaysWhatDoesNotCountAndWhatIsLeft() throws {
    #expect(
      LogWords.outside([try key("am/a")])
        == "a was not part of the routine that day, so it counts as use but in no share.")
    #expect(LogWords.outside([try key("am/a"), try key("am/b")]).hasPrefix("a, b were not part"))
    #expect(
      LogWords.owed([(try key("pm/retinol"), 2), (try key("weekly/strip"), 1)])
        == "Still to do this week: retinol (2 more), strip (1 more).")
  }

  @Test func aPauseIsSpoken() throws {
    func pause(_ scope: Scope, to: Day?) -> String {
      Pause(scope: scope, from: day, to: to, reason: .travel).spoken(on: day)
    }
    #expect(pause(.all, to: day + 4) == "everything from 2 June to 6 June")
    #expect(pause(.step(try key("pm/retinol")), to: day) == "retinol on 2 June")
    #expect(
      pause(.active(.retinoid), to: nil) == "every retinoid step from 2 June until you resume it")
    #expect(
      [Scope.slot(.am), .slot(.pm), .slot(.weekly), .actives].map(\.spoken)
        == ["the morning", "the evening", "the weekly steps", "the actives"])
    #expect(
      Procedure(day: day, kind: "peel", recoverUntil: day + 10).spoken(on: day)
        == "peel on 2 June, recovery to 12 June")
  }

  @Test func anInvitationNamesWhatIsMissing() throws {
    func words(_ keys: String...) throws -> String {
      Invitation.yesterday.words(unlogged: try keys.map { try key($0) })
    }
    #expect(
      try words("am/toner", "pm/serum")
        == "Not logged last night, serum: porelog log yesterday pm")
    #expect(
      try words("am/toner") == "Not logged yesterday morning, toner: porelog log yesterday am")
    #expect(
      try words("pm/a", "pm/b", "pm/c", "pm/d", "weekly/mask")
        == "Not logged last night, a, b, c and 1 more: porelog log yesterday pm")
    #expect(
      try words("weekly/mask") == "Not logged yesterday, mask: porelog log yesterday weekly")
    #expect(Invitation.rate.words().hasSuffix(": porelog rate"))
    #expect(Invitation.photo.words().hasSuffix(": porelog photo add FILE --view nose"))
  }

  @Test func aSignBringsItsAdvice() {
    #expect(
      IrritationWords.advice(sign: Policy.irritationSign)
        == "A sign of 2: consider 3 days without actives and exfoliants.")
    #expect(
      IrritationWords.advice(sign: Policy.severeSign)
        == "A sign of 3: pause actives and exfoliants, and see a professional.")
  }

  @Test func theLevelsAreThoseOfThePolicy() throws {
    #expect(RampWords.levels == "2-3, 3-4, 5-7")
    let week = Week(of: day)
    #expect(RampReport.Reason.outsideLifetime.words == "the step is not part of the routine today")
    #expect(RampReport.Reason.atLastLevel.words == "it is at the last level")
    #expect(
      RampReport.Reason.tooFewWeeks(1, at: Policy.newActive).words
        == "1 of 2 whole weeks with 2-3/week are over")
    #expect(RampReport.Reason.notKept(week).words == "the week of 2 June was not kept")
    #expect(
      RampReport.Reason.sign(Rating(day: day, measure: .itch, score: 2)).words
        == "itch was rated 2 on 2 June")
  }

  @Test func aChangeOfTheRoutineSaysWhatItChanges() {
    #expect(RoutineWords.changesThePast(from: day, today: day + 1).contains("from 2 June on"))
    #expect(RoutineWords.retinoidNotice.contains("pregnancy"))
  }
}
