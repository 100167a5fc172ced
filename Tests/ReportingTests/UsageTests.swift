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
    #expect(usage.uses == 3 && usage.count == 6)
    #expect(usage.usesPerWeek == 3.0)
    #expect(usage.firstUsed == start + 3 && usage.lastUsed == start + 9 && usage.daysSince == 0)
  }

  @Test func aSpanIsCutToTheFirstUseAndToday() {
    let uses: [(Int, String?)] = [(0, "a"), (10, "a"), (20, "a"), (30, "a")]
    // The first use is before the span, so the days count from the start of the span to its end.
    let inside = report([product("a")], uses, from: 7, to: 20, today: 25).products[0]
    #expect(inside.uses == 2 && inside.usesPerWeek == 1.0)
    // A span that ends after today is cut to today; later uses are left out.
    let beyond = report([product("a")], uses, from: 7, to: 40, today: 25).products[0]
    #expect(beyond.uses == 2 && beyond.usesPerWeek == 14.0 / 19 && beyond.lastUsed == start + 20)
    let before = report([product("a")], uses, from: -20, to: -10, today: 25).products[0]
    #expect(before.uses == 0 && before.usesPerWeek == nil)
    let never = report([product("b")], uses, today: 25).products[0]
    #expect(never.uses == 0 && never.firstUsed == nil && never.daysSince == nil)
  }

  @Test func aRateNeedsAWeekAndEndsWithTheProduct() {
    let daily = (0..<10).map { ($0, "a" as String?) }
    #expect(report([product("a")], daily, today: 5).products[0].usesPerWeek == nil)
    #expect(report([product("a")], daily, today: 6).products[0].usesPerWeek == 7)
    // Uses after the day on which it was finished are not in the rate.
    let finished = report([product("a", finished: 6)], daily, today: 20).products[0]
    #expect(finished.uses == 10 && finished.usesPerWeek == 7)
    #expect(report([product("a", finished: 5)], daily, today: 20).products[0].usesPerWeek == nil)
  }

  /// The worked example of Definitions: opened on 1 March, 30 uses, used every day.
  @Test(arguments: [7, 14, 20, 29]) func aDailyPackRunsOutOnTheSameDay(uses: Int) throws {
    let first = try Day(parsing: "2026-03-01")
    var product = Product(name: "a")
    (product.openedOn, product.usesPerPack) = (first, 30)
    let pack = Pack(
      of: product, uses: (0..<uses).map { first + $0 }, today: first + uses - 1)
    #expect(pack.left == 30 - uses)
    #expect(pack.runsOutOn?.description == "2026-03-30")
  }

  /// A mask used every seventh day, ten a pack: day 63, on every day from 14 to 62.
  @Test func aWeeklyMaskRunsOutOnTheSameDay() {
    for today in 14...62 {
      let uses = stride(from: 0, through: today, by: 7).map { start + $0 }
      let pack = Pack(of: product("a", opened: 0, pack: 10), uses: uses, today: start + today)
      #expect(pack.runsOutOn == start + 63, "\(today)")
    }
  }

  @Test func aPackKnowsWhatIsLeft() {
    let uses = [0, 1, 2, 3, 4].map { start + $0 }
    func pack(_ product: Product, today: Int = 4) -> Pack {
      Pack(of: product, uses: uses, today: start + today)
    }
    // Uses before the opening are of an earlier pack.
    #expect(pack(product("a", opened: 2, pack: 10)).left == 7)
    #expect(pack(product("a", pack: 10)).left == nil && pack(product("a", opened: 2)).left == nil)
    let empty = pack(product("a", opened: 1, pack: 3))
    #expect(empty.left == 0 && empty.usedUpOn == start + 3 && empty.runsOutOn == nil)
    // Two uses, or uses of one day, are no pace.
    #expect(pack(product("a", opened: 3, pack: 10)).runsOutOn == nil)
    let oneDay = Pack(
      of: product("a", opened: 0, pack: 10), uses: [start, start, start], today: start)
    #expect(oneDay.left == 7 && oneDay.runsOutOn == nil)
    // What lies unused moves on: with 5 left, 4 more days after today.
    #expect(pack(product("a", opened: 0, pack: 10), today: 20).runsOutOn == start + 24)
    // Finished today or before: nothing is known any more; finished later does not count yet.
    let finished = pack(product("a", opened: 0, pack: 10, finished: 4))
    #expect(finished == Pack(of: Product(name: "b"), uses: [], today: start))
    #expect(pack(product("a", opened: 0, pack: 10, finished: 5)).left == 5)
  }

  @Test func aProductExpiresByItsPeriodOrItsPrint() throws {
    var product = Product(name: "a")
    #expect(product.expiryDate == nil)
    product.openedOn = try Day(parsing: "2025-08-31")
    product.paoMonths = 6
    #expect(product.expiryDate?.description == "2026-02-28")
    product.expiresOn = try Day(parsing: "2026-03-01")
    #expect(product.expiryDate?.description == "2026-02-28")
    product.expiresOn = try Day(parsing: "2026-02-27")
    #expect(product.expiryDate?.description == "2026-02-27")
    product.openedOn = nil
    #expect(product.expiryDate?.description == "2026-02-27")
  }

  @Test func aNotablePackIsTold() {
    func isTold(_ product: Product, uses: Int, today: Int) -> Bool {
      let input = ReportInput(
        diary: Diary(steps: [], loggedDays: []),
        uses: (0..<uses).map { Use(day: start + $0, step: 0, product: "a") }, products: [product])
      return !input.packNotices(on: start + today).isEmpty
    }
    let pack = product("a", opened: 0, pack: 20)
    // It runs out on day 19.
    #expect(!isTold(pack, uses: 12, today: 11) && isTold(pack, uses: 13, today: 12))
    #expect(isTold(pack, uses: 20, today: 40))
    #expect(!isTold(product("a", opened: 0, pack: 20, finished: 30), uses: 20, today: 40))
    var printed = product("a")
    printed.expiresOn = start + 50
    #expect(!isTold(printed, uses: 0, today: 35) && isTold(printed, uses: 0, today: 36))
    #expect(isTold(printed, uses: 0, today: 60))
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
    // Any schedule of the level counts, and only weeks in a row up to the last.
    let nights = Schedule.weekdays(Weekdays(rawValue: 9))
    #expect(ramp([(0, nights), (7, first)], [0, 3, 7, 10], today: 14)?.isDue == true)
    #expect(
      ramp([(0, first), (7, second), (14, first)], [0, 3, 7, 9, 11, 14, 17], today: 21)?.isDue
        == false)
    // After level 0 comes the first level.
    let once = Schedule.quota(minimum: 1, maximum: nil)
    #expect(ramp([(0, once)], [0, 7], today: 14)?.next == first)
    #expect(ramp([(0, .everyDays(3))], [0, 3, 6, 9, 12], today: 14)?.next == second)
    #expect(ramp([(0, .everyDays(2))], [0, 2, 4, 6, 8, 10, 12], today: 14)?.next == third)
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
