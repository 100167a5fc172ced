import Calendar
import Routine
import Testing

@testable import Reporting

/// What is told before it is too late, and the causes that a week covers.
extension CautionTests {
  /// Cautions that tonight's steps would cause are shown before the steps are logged.
  @Test func forewarnings() throws {
    let steps = [
      Done(
        slug: "exfoliant", slot: .weekly, kind: .chemicalExfoliant, active: .aha,
        schedule: [(-60, "sat")]),
      Done(slug: "toner", kind: .toner, schedule: [(-60, "daily")]),
      Done(slug: "retinol", kind: .serum, active: .retinoid, schedule: [(-60, "2-3/week")]),
    ]
    let saturday = monday + 5
    func codes(_ steps: [Done]) throws -> [Caution.Code] {
      let evening = try input(steps)
      let report = DayReport(of: evening.diary, day: saturday, pauses: [], procedures: [])
      return evening.forewarnings(for: report).map(\.code)
    }
    // The exfoliant and the toner cause no caution together. The retinoid has a quota, so it is optional tonight, but
    // it would conflict with the exfoliant.
    #expect(try codes(Array(steps[..<2])) == [])
    #expect(try codes(steps) == [.retinoidAndAcid])
    #expect(try codes([steps[0]]) == [.noHydration])
    // What the rest of the day can still put right is told until then.
    var done = steps[0]
    done.days = [5]
    #expect(try codes([done, steps[1]]) == [.noHydration])
    var toner = steps[1]
    toner.days = [5]
    #expect(try codes([done, toner]) == [])
  }

  /// A step that is enough this week is not warned about.
  @Test func aStepThatIsEnoughHasNoForewarning() throws {
    let strip = Done(
      slug: "s", slot: .weekly, kind: .poreStrip, schedule: [(-60, "as-needed<=1/week")], days: [1])
    let toner = Done(slug: "t", kind: .toner, schedule: [(-60, "daily")])
    func codes(_ day: Int) throws -> [Caution.Code] {
      let evening = try input([strip, toner])
      let report = DayReport(of: evening.diary, day: monday + day, pauses: [], procedures: [])
      return evening.forewarnings(for: report).map(\.code)
    }
    for day in 2...6 { #expect(try codes(day) == [], "\(day)") }
    // On the next Monday it may be done again, but that would be too soon.
    #expect(try codes(7) == [.poreStripTooSoon])
    #expect(try codes(8) == [])
  }

  @Test func causesAreCoveredByKeptSteps() throws {
    func causes(_ steps: [Done], today: Int) throws -> [String] {
      WeekReport(of: try input(steps).diary, week: Week(of: monday), today: monday + today)
        .causes.map { "\($0.cause) \($0.isCovered)" }
    }
    let all = Array(0..<7)
    let sun = Done(slug: "s", slot: .am, kind: .sunscreen, schedule: [(-60, "daily")], days: all)
    let retinoid = Done(
      slug: "r", kind: .serum, active: .retinoid, schedule: [(-60, "daily")], days: [0, 1, 2, 3, 4])
    #expect(try causes([sun, retinoid], today: 7) == ["elasticity false", "sun true"])
    // During the week a cause is covered as long as 80 % is still within reach.
    #expect(try causes([sun, retinoid], today: 6) == ["elasticity true", "sun true"])
    #expect(
      try causes([Done(slug: "c", kind: .clayMask, schedule: [(-60, "wed")])], today: 7) == [
        "sebum false", "congestion false",
      ])
    // A cause whose steps expect nothing this week is left out.
    #expect(try causes([Done(slug: "c", kind: .clayMask)], today: 7) == [])
    #expect(try causes([Done(slug: "m", kind: .moisturizer)], today: 7) == [])
  }
}
