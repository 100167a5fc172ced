import Calendar
import Routine
import TestSupport
import Testing

@testable import Reporting

@Suite struct UsageTests {
  let start = Day(number: 20_000)

  func product(_ name: String, opened: Int? = nil, pack: Int? = nil, finished: Int? = nil)
    -> Product
  {
    var product = Product(name: name)
    product.openedOn = opened.map { start + $0 }
    product.usesPerPack = pack
    product.finishedOn = finished.map { start + $0 }
    return product
  }

  func report(
    _ products: [Product], _ uses: [(Int, String?)], from: Int? = nil, to: Int? = nil, today: Int
  ) -> UsageReport {
    let input = ReportInput(
      diary: Diary(steps: [], loggedDays: []),
      uses: uses.map { Use(day: start + $0.0, step: 0, count: 2, product: $0.1) },
      products: products)
    return UsageReport(
      of: input, from: from.map { start + $0 }, to: to.map { start + $0 }, today: start + today)
  }

  @Test func usesPerWeekCountFromTheFirstUse() {
    let usage = report(
      [product("a")], [(3, "a"), (5, "a"), (9, "a"), (9, nil), (9, "b")], today: 9
    )
    .products[0]
    #expect(usage.uses == 3 && usage.count == 6 && usage.days == 7)
    #expect(usage.usesPerWeek == 3.0)
    #expect(usage.firstUsed == start + 3 && usage.lastUsed == start + 9 && usage.daysSince == 0)
  }

  @Test func aSpanIsCutToTheFirstUseAndToday() {
    let uses: [(Int, String?)] = [(0, "a"), (10, "a"), (20, "a"), (30, "a")]
    // The first use is before the span, so the days count from the start of the span to its end.
    let inside = report([product("a")], uses, from: 7, to: 20, today: 25).products[0]
    #expect(inside.uses == 2 && inside.days == 14 && inside.usesPerWeek == 1.0)
    // A span that ends after today is cut to today; later uses are left out.
    let beyond = report([product("a")], uses, from: 7, to: 40, today: 25).products[0]
    #expect(beyond.uses == 2 && beyond.days == 19 && beyond.lastUsed == start + 20)
    let before = report([product("a")], uses, from: -20, to: -10, today: 25).products[0]
    #expect(before.uses == 0 && before.days == 0 && before.usesPerWeek == nil)
    let never = report([product("b")], uses, today: 25).products[0]
    #expect(never.uses == 0 && never.firstUsed == nil && never.daysSince == nil)
  }

  @Test func aPackRunsOutAtTheRateOfTheLast28Days() {
    // Seven uses in the last 28 days, a pack of 30: 30 / (7 / 28) is 120 days.
    let days = [73, 77, 81, 85, 90, 95, 100]
    let seven = days.map { ($0, "a" as String?) }
    #expect(
      report([product("a", opened: 5, pack: 30)], seven, today: 100).products[0].runsOutOn == start
        + 125)
    // One day later the first use is outside of the 28 days, and six uses are too few for an estimate.
    #expect(
      report([product("a", opened: 5, pack: 30)], seven, today: 101).products[0].runsOutOn == nil)
    #expect(report([product("a", pack: 30)], seven, today: 100).products[0].runsOutOn == nil)
    #expect(report([product("a", opened: 5)], seven, today: 100).products[0].runsOutOn == nil)
    #expect(
      report([product("a", opened: 5, pack: 30, finished: 99)], seven, today: 100).products[0]
        .runsOutOn == nil)
    // Rounded up to whole days: 29 / (9 / 28) is 90.2.
    let nine = seven + [(98, "a"), (99, "a")]
    #expect(
      report([product("a", opened: 0, pack: 29)], nine, today: 100).products[0].runsOutOn == start
        + 91)
  }

  @Test func onlySwapsWithinTheSpanAreListed() {
    let key = StepKey(slot: .am, slug: Slug(stored: "a"))
    let step = Step(key: key, position: 1, kind: .toner, firstDay: start)
    let history = StepHistory(
      step: step, schedules: Timeline(schedules: []), pauses: [], procedures: [])
    let versions: [Version<String?>] = [
      Version(from: start, value: "a"), Version(from: start + 5, value: "a"),
      Version(from: start + 10, value: "b"), Version(from: start + 20, value: nil),
    ]
    let input = ReportInput(
      diary: Diary(steps: [history], loggedDays: []), stepProducts: [Timeline(products: versions)])
    let swaps = UsageReport(of: input, from: start, to: start + 15, today: start + 30).swaps
    #expect(swaps == [Swap(day: start + 10, step: key, from: "a", to: "b")])
  }

  // MARK: Ramp

  func ramp(
    _ schedules: [(Int, Schedule)], _ days: [Int], ratings: [Rating] = [], today: Int
  ) -> RampReport? {
    // Day 3 after the start is a Monday.
    let monday = start + 3
    let step = Step(
      key: StepKey(slot: .pm, slug: Slug(stored: "r")), position: 1, kind: .serum,
      active: .retinoid,
      firstDay: monday + schedules[0].0)
    let history = StepHistory(
      step: step,
      schedules: Timeline(schedules: schedules.map { Version(from: monday + $0.0, value: $0.1) }),
      pauses: [],
      procedures: [])
    let diary = Diary(
      steps: [history], loggedDays: days.map { LoggedDay(day: monday + $0, step: 0, status: .done) }
    )
    return RampReport(of: 0, in: diary, ratings: ratings, today: monday + today)
  }

  let first = Schedule.quota(minimum: 2, maximum: 3)
  let second = Schedule.quota(minimum: 3, maximum: 4)
  let third = Schedule.quota(minimum: 5, maximum: 7)

  @Test func theNextLevelIsDueAfterTwoKeptWeeks() {
    #expect((start + 3).weekday == 0)
    #expect(ramp([(0, first)], [0, 3, 7, 10], today: 13)?.isDue == false)
    let due = ramp([(0, first)], [0, 3, 7, 10], today: 14)
    #expect(due?.isDue == true && due?.next == second)
    // The second week is not kept.
    #expect(ramp([(0, first)], [0, 3, 7], today: 14)?.isDue == false)
    // A week in which the step begins on Tuesday is not a whole week.
    #expect(ramp([(1, first)], [2, 3, 7, 10], today: 14)?.isDue == false)
    #expect(ramp([(1, first)], [2, 3, 7, 10, 14, 17], today: 21)?.isDue == true)
    // Only weeks at the current level count.
    let raised = [0, 3, 7, 10, 14, 16, 18]
    #expect(ramp([(0, first), (14, second)], raised, today: 21)?.isDue == false)
    #expect(ramp([(0, first), (14, second)], raised + [21, 23, 25], today: 28)?.next == third)
    #expect(ramp([(0, third)], Array(0..<14), today: 14)?.next == nil)
  }

  @Test func aSignOfIrritationDelaysTheNextLevel() {
    func sign(_ day: Int, _ score: Int) -> Rating {
      Rating(day: start + 3 + day, measure: .redness, score: score)
    }
    let days = [0, 3, 7, 10]
    #expect(ramp([(0, first)], days, ratings: [sign(8, 2)], today: 14)?.isDue == false)
    #expect(ramp([(0, first)], days, ratings: [sign(7, 2)], today: 14)?.isDue == true)
    #expect(ramp([(0, first)], days, ratings: [sign(14, 1)], today: 14)?.isDue == true)
    #expect(
      ramp([(0, first)], days, ratings: [sign(8, 3)], today: 14)?.reasons == [
        .sign(sign(8, 3))
      ])
  }
}
