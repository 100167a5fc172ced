import Calendar
import Routine
import Testing
import Wording

@testable import Reporting

@Suite struct DayWordsTests {
  let day = Day(number: 20_241)

  func key(_ text: String) throws -> StepKey { try StepKey(parsing: text) }

  func words(_ due: DayReport.Due, _ schedule: String?, state: DayState = .notDue) throws -> String
  {
    let step = Step(key: try key("pm/retinol"), position: 1, kind: .serum, firstDay: day)
    return DayReport.StepLine(
      step: step, schedule: try schedule.map { try Schedule(parsing: $0) }, state: state,
      open: 0, due: due
    ).words
  }

  @Test func aLineSaysWhyAStepIsDueOrNot() throws {
    #expect(try words(.due, "daily", state: .pending) == "due")
    #expect(try words(.logged, "daily", state: .done) == "done")
    #expect(try words(.logged, "daily", state: .skipped) == "skipped")
    #expect(try words(.logged, "daily", state: .excused) == "excused")
    #expect(try words(.catchUp(times: 1), "wed") == "can still be made up (wed)")
    #expect(try words(.catchUp(times: 2), "mon,wed") == "2 can still be made up (mon,wed)")
    #expect(try words(.needed(left: 1, done: 1), "2-3/week") == "1 more this week (2-3/week)")
    #expect(try words(.optional(done: 0), "as-needed") == "as you like (as-needed)")
    #expect(try words(.optional(done: 2), "2-3/week") == "as you like, 2 done (2-3/week)")
    #expect(try words(.enough(done: 3), "2-3/week") == "3 done, enough this week (2-3/week)")
    #expect(try words(.paused(until: day), "daily", state: .excused) == "paused to 2025-06-02")
    #expect(try words(.paused(until: nil), "daily", state: .excused) == "paused until resumed")
    #expect(try words(.notDue, "wed") == "not due (wed)")
    #expect(try words(.notDue, nil) == "not due (no schedule)")
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

  @Test func aLogSaysWhatDoesNotCountAndWhatIsOptional() throws {
    let week = WeekReport(
      of: Diary(steps: [], loggedDays: []), week: Week(of: day), today: day)
    func sentences(
      _ logged: String, _ optional: [(StepKey, Schedule?)] = [], begins: Day? = nil,
      outside: [StepKey] = [], owed: [(StepKey, Int)] = []
    ) -> String {
      LogWords.sentences(
        on: day, logged, owed: owed.map { (key: $0.0, times: $0.1) },
        optional: optional.map { (key: $0.0, schedule: $0.1) }, begins: begins,
        outside: outside, week)
    }
    #expect(sentences("am toner done") == "2025-06-02: am toner done. 2025-W23: nothing is due.")
    #expect(
      sentences("") == "2025-06-02: nothing due is left to log. 2025-W23: nothing is due.")
    #expect(
      sentences("", begins: day + 3)
        == "2025-06-02: no step of the slot lives on it, the first begins on 2025-06-05. 2025-W23: nothing is due."
    )
    #expect(
      sentences("am a, b done", outside: [try key("am/a"), try key("am/b")]).contains(
        ". Outside the span of am/a, am/b, so it counts in no share. 2025-W23"))
    #expect(
      sentences(
        "am a done",
        [(try key("weekly/strip"), .asNeeded(maximum: 1))], owed: [(try key("pm/retinol"), 2)]
      ).contains(
        ". Still this week: retinol (2 more). As you like: strip (as-needed<=1/week). 2025-W23"))
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
    #expect(RampReport.Reason.outsideLifetime.words == "the step does not live today")
    #expect(RampReport.Reason.atLastLevel.words == "it is at the last level")
    #expect(
      RampReport.Reason.tooFewWeeks(1, at: Policy.newActive).words
        == "1 of 2 whole weeks at 2-3/week are over")
    #expect(RampReport.Reason.notKept(week).words == "2025-W23 was not consistent")
    #expect(
      RampReport.Reason.sign(Rating(day: day, measure: .itch, score: 2)).words
        == "itch was rated 2 on 2025-06-02")
  }

  @Test func aChangeOfTheRoutineSaysWhatItChanges() {
    #expect(RoutineWords.changesThePast(from: day).hasPrefix("From 2025-06-02 on"))
    #expect(RoutineWords.retinoidNotice.contains("pregnancy"))
  }
}
