import Calendar
import Routine
import TestSupport
import Testing

@testable import Reporting

/// For each caution, a journal that has it, and journals at the edge that do not.
@Suite struct CautionTests {
  /// A Monday.
  let monday = Day(number: 20_241)

  /// A step and the days on which it was done, as offsets from `monday`.
  struct Done {
    var slug: String
    var slot: Slot = .pm
    var kind: Kind
    var active: Active?
    var schedule: [(Int, String)] = [(-60, "as-needed")]
    var days: [Int] = []
    var minutes: Int?
    var product: String?
    var first = -60
    var last: Int?
  }

  func input(
    _ steps: [Done], pauses: [Pause] = [], procedures: [Procedure] = [], ratings: [Rating] = [],
    photos: [Photo] = [], products: [Product] = []
  ) throws -> ReportInput {
    let histories = try steps.map { done in
      StepHistory(
        step: Step(
          key: StepKey(slot: done.slot, slug: Slug(stored: done.slug)), position: 1,
          kind: done.kind,
          active: done.active, firstDay: monday + done.first,
          lastDay: done.last.map { monday + $0 }),
        schedules: Timeline(
          schedules: try done.schedule.map {
            Version(from: monday + $0.0, value: try Schedule(parsing: $0.1))
          }), pauses: pauses, procedures: procedures)
    }
    var loggedDays: [LoggedDay] = []
    var uses: [Use] = []
    for (index, done) in steps.enumerated() {
      for day in done.days {
        loggedDays.append(LoggedDay(day: monday + day, step: index, status: .done))
        uses.append(
          Use(day: monday + day, step: index, minutes: done.minutes, product: done.product))
      }
    }
    return ReportInput(
      diary: Diary(steps: histories, loggedDays: loggedDays.sorted { $0.day < $1.day }),
      uses: uses.sorted { $0.day < $1.day },
      stepProducts: steps.map { _ in Timeline(products: []) },
      products: products, ratings: ratings, photos: photos, pauses: pauses,
      procedures: procedures)
  }

  /// The days on which the caution `code` applies, as offsets from `monday`.
  func days(_ code: Caution.Code, _ input: ReportInput, today: Int = 30) -> [Int] {
    input.cautions(from: monday - 60, through: monday + 60, today: monday + today)
      .filter { $0.code == code }.map { $0.day - monday }
  }

  @Test(arguments: [Kind.chemicalExfoliant, .scrub]) func clayAndExfoliant(kind: Kind) throws {
    let clay = Done(slug: "clay", slot: .weekly, kind: .clayMask, days: [2])
    func other(_ day: Int) -> Done { Done(slug: "x", slot: .am, kind: kind, days: [day]) }
    #expect(days(.clayAndExfoliant, try input([clay, other(2)])) == [2])
    #expect(days(.clayAndExfoliant, try input([clay, other(3)])) == [])
    #expect(
      days(.clayAndExfoliant, try input([clay, Done(slug: "y", kind: .toner, days: [2])])) == []
    )
  }

  @Test func scrubAndAcid() throws {
    let scrub = Done(slug: "scrub", kind: .scrub, days: [1])
    for (kind, active) in [(Kind.serum, Active.bha), (.serum, .aha), (.chemicalExfoliant, nil)]
      as [(Kind, Active?)]
    {
      let acid = Done(slug: "acid", slot: .am, kind: kind, active: active, days: [1])
      #expect(days(.scrubAndAcid, try input([scrub, acid])) == [1])
    }
    let vitamin = Done(slug: "c", kind: .serum, active: .vitaminC, days: [1])
    #expect(days(.scrubAndAcid, try input([scrub, vitamin])) == [])
    // A scrub that has an acid is one step, not two.
    let both = Done(slug: "both", kind: .scrub, active: .aha, days: [1])
    #expect(days(.scrubAndAcid, try input([both])) == [])
  }

  @Test func retinoidAndAcid() throws {
    let retinoid = Done(slug: "r", kind: .serum, active: .retinoid, days: [1])
    func acid(_ slot: Slot, _ day: Int = 1) -> Done {
      Done(slug: "acid", slot: slot, kind: .chemicalExfoliant, days: [day])
    }
    #expect(days(.retinoidAndAcid, try input([retinoid, acid(.pm)])) == [1])
    #expect(days(.retinoidAndAcid, try input([retinoid, acid(.weekly)])) == [1])
    #expect(days(.retinoidAndAcid, try input([retinoid, acid(.am)])) == [])
    #expect(days(.retinoidAndAcid, try input([retinoid, acid(.pm, 2)])) == [])
  }

  @Test func poreStrips() throws {
    let toner = Done(slug: "t", kind: .toner, days: [0, 6, 7])
    func strip(_ days: [Int]) -> Done {
      Done(slug: "s", slot: .weekly, kind: .poreStrip, days: days)
    }
    #expect(days(.poreStripTooSoon, try input([toner, strip([0, 6])])) == [6])
    #expect(days(.poreStripTooSoon, try input([toner, strip([0, 7])])) == [])
    let another = Done(slug: "z", slot: .weekly, kind: .poreStrip, days: [0])
    #expect(days(.poreStripTooSoon, try input([toner, strip([0]), another])) == [0])
    #expect(days(.poreStripTooSoon, try input([toner, strip([-2, 0]), another])) == [0, 0])
    #expect(days(.poreStripWithoutToner, try input([toner, strip([0, 8])])) == [8])
    // The toner can still follow today.
    #expect(days(.poreStripWithoutToner, try input([toner, strip([0, 8])]), today: 8) == [])
    #expect(days(.poreStripWithoutToner, try input([toner, strip([0, 8])]), today: 9) == [8])
  }

  @Test func overMax() throws {
    func step(_ schedule: String, _ days: [Int]) -> Done {
      Done(slug: "a", kind: .serum, schedule: [(-60, schedule)], days: days)
    }
    // The caution applies once, on the first day above the maximum.
    #expect(days(.overMax, try input([step("2-3/week", [0, 1, 2, 3, 4])])) == [3])
    #expect(days(.overMax, try input([step("2-3/week", [0, 1, 2, 7, 8])])) == [])
    #expect(days(.overMax, try input([step("2/week", [0, 1, 2, 3, 4])])) == [])
    #expect(days(.overMax, try input([step("as-needed<=1/week", [0, 6])])) == [6])
    #expect(days(.overMax, try input([step("as-needed", [0, 6])])) == [])
    #expect(days(.overMax, try input([step("3-days", [0, 1, 2, 3])])) == [3])
    #expect(days(.overMax, try input([step("2-days", [0, 2, 4, 6])])) == [])
    // A maximum that starts in mid-week counts only the days of its version.
    let capped = Done(
      slug: "a", kind: .serum, schedule: [(-60, "daily"), (3, "as-needed<=1/week")],
      days: [0, 1, 3, 4])
    #expect(days(.overMax, try input([capped])) == [4])
    // Example 11: daily from Monday to Thursday, then 2-3/week from Friday, done on Sunday.
    let raised = Done(
      slug: "a", kind: .serum, active: .retinoid, schedule: [(-60, "daily"), (4, "2-3/week")],
      days: [0, 1, 2, 3, 6])
    #expect(days(.overMax, try input([raised])) == [])
    // Once for each version of the week.
    let twice = Done(
      slug: "a", kind: .serum, schedule: [(-60, "as-needed<=1/week"), (3, "1-2/week")],
      days: [0, 1, 3, 4, 5])
    #expect(days(.overMax, try input([twice])) == [1, 5])
    let caution = try input([step("2-3/week", [0, 1, 2, 3, 4])])
      .cautions(from: monday, through: monday + 6, today: monday + 30).first { $0.code == .overMax }
    #expect(caution?.detail == .times(5, maximum: 3))
  }

  @Test(
    arguments: [
      ([(0, "2-3/week")], []), ([(0, "3-4/week")], [0]), ([(0, "daily")], [0]), ([(0, "sat")], []),
      ([(0, "1/week")], []), ([(0, "1/week"), (14, "2-3/week")], []),
      ([(0, "1/week"), (14, "3-4/week")], [14]), ([(0, "2-days")], [0]), ([(0, "3-days")], []),
      ([(0, "4-days"), (14, "3-days"), (28, "2-days")], []),
      ([(0, "2-3/week"), (14, "3-4/week"), (28, "5-7/week")], []),
      ([(0, "2-3/week"), (14, "5-7/week")], [14]), ([(0, "2-3/week"), (14, "daily")], [14]),
      ([(0, "as-needed"), (14, "3-4/week")], [14]), ([(0, "2-3/week"), (14, "mon,wed,fri")], []),
    ] as [([(Int, String)], [Int])])
  func rampJump(schedule: [(Int, String)], expected: [Int]) throws {
    for (active, isRamped) in [
      (Active.retinoid, true), (.bha, true), (.aha, true), (.niacinamide, false),
    ] {
      let step = Done(slug: "a", kind: .serum, active: active, schedule: schedule, first: 0)
      #expect(days(.rampJump, try input([step])) == (isRamped ? expected : []), "\(active)")
    }
  }

  @Test func anEndedStepHasNoRampJump() throws {
    let schedule = [(0, "2-3/week"), (14, "daily")]
    for (last, expected) in [(13, []), (14, [14])] {
      let step = Done(
        slug: "a", kind: .serum, active: .retinoid, schedule: schedule, first: 0, last: last)
      #expect(days(.rampJump, try input([step])) == expected)
    }
  }

  @Test(
    arguments: [
      (Kind.clayMask, 9, Caution.Code.maskTooShort), (.clayMask, 16, .maskTooLong),
      (.clayMask, 10, nil),
      (.clayMask, 15, nil), (.sheetMask, 14, .maskTooShort), (.sheetMask, 21, .maskTooLong),
      (.sheetMask, 15, nil), (.sheetMask, 20, nil), (.toner, 60, nil), (.clayMask, nil, nil),
    ] as [(Kind, Int?, Caution.Code?)])
  func masks(kind: Kind, minutes: Int?, code: Caution.Code?) throws {
    let input = try input([Done(slug: "m", kind: kind, days: [2], minutes: minutes)])
    for candidate in [Caution.Code.maskTooShort, .maskTooLong] {
      #expect(days(candidate, input) == (candidate == code ? [2] : []))
    }
  }

  @Test func noHydration() throws {
    for kind in [Kind.clayMask, .chemicalExfoliant, .scrub] {
      let deep = Done(slug: "d", slot: .weekly, kind: kind, days: [2])
      #expect(days(.noHydration, try input([deep])) == [2])
      for after in [Kind.sheetMask, .toner, .moisturizer] {
        #expect(
          days(.noHydration, try input([deep, Done(slug: "h", kind: after, days: [2])])) == [])
        #expect(
          days(.noHydration, try input([deep, Done(slug: "h", kind: after, days: [3])])) == [2])
      }
    }
  }

  @Test func sunscreenMissed() throws {
    func sunscreen(_ schedule: String, _ days: [Int]) -> Done {
      Done(slug: "sun", slot: .am, kind: .sunscreen, schedule: [(-60, schedule)], days: days)
    }
    for (kind, active) in [
      (Kind.serum, Active.retinoid), (.serum, .bha), (.serum, .aha), (.chemicalExfoliant, nil),
    ] as [(Kind, Active?)] {
      let use = Done(slug: "a", kind: kind, active: active, days: [1])
      #expect(days(.sunscreenMissed, try input([use, sunscreen("daily", [])])) == [2])
      #expect(days(.sunscreenMissed, try input([use, sunscreen("daily", [2])])) == [])
      #expect(days(.sunscreenMissed, try input([use, sunscreen("mon", [])])) == [])
      // The caution waits until the day has passed.
      #expect(
        days(.sunscreenMissed, try input([use, sunscreen("daily", [])]), today: 2) == [])
      #expect(
        days(.sunscreenMissed, try input([use, sunscreen("daily", [])]), today: 3) == [2])
    }
    let mild = Done(slug: "n", kind: .serum, active: .niacinamide, days: [1])
    #expect(days(.sunscreenMissed, try input([mild, sunscreen("daily", [])])) == [])
    let paused = Pause(scope: .all, from: monday + 2, to: monday + 2, reason: .travel)
    let use = Done(slug: "a", kind: .serum, active: .bha, days: [1])
    #expect(
      days(.sunscreenMissed, try input([use, sunscreen("daily", [])], pauses: [paused])) == [])
  }

  @Test func waterWithoutOil() throws {
    func oil(_ schedule: String, _ days: [Int], _ slot: Slot = .pm) -> Done {
      Done(slug: "oil", slot: slot, kind: .oilCleanse, schedule: [(-60, schedule)], days: days)
    }
    let water = Done(slug: "water", kind: .waterCleanse, days: [1])
    #expect(days(.waterWithoutOil, try input([oil("daily", []), water])) == [1])
    #expect(days(.waterWithoutOil, try input([oil("daily", []), water]), today: 1) == [])
    #expect(days(.waterWithoutOil, try input([oil("daily", [1]), water])) == [])
    #expect(days(.waterWithoutOil, try input([oil("as-needed", []), water])) == [])
    #expect(days(.waterWithoutOil, try input([oil("daily", [], .am), water])) == [])
    let morning = Done(slug: "water", slot: .am, kind: .waterCleanse, days: [1])
    #expect(days(.waterWithoutOil, try input([oil("daily", []), morning])) == [])
  }

  @Test func doneDuringPause() throws {
    func pause(_ from: Int, _ reason: PauseReason, _ scope: Scope = .all) -> Pause {
      Pause(scope: scope, from: monday + from, to: monday + 3, reason: reason)
    }
    let strip = Done(slug: "s", kind: .poreStrip, days: [1, 2, 3, 4])
    // The first day of a pause does not count: the step may have been done before it.
    for reason in [PauseReason.irritation, .procedure] {
      #expect(days(.doneDuringPause, try input([strip], pauses: [pause(2, reason)])) == [3])
    }
    for reason in [PauseReason.travel, .illness, .other] {
      #expect(days(.doneDuringPause, try input([strip], pauses: [pause(2, reason)])) == [])
    }
    // Unless another span covers the step on that day.
    let both = [pause(2, .irritation), pause(1, .irritation, .actives)]
    #expect(days(.doneDuringPause, try input([strip], pauses: both)) == [2, 3])
    let other = pause(1, .irritation, .slot(.am))
    #expect(days(.doneDuringPause, try input([strip], pauses: [other])) == [])
    // A step that recoveries do not pause is never warned about.
    let sunscreen = Done(slug: "sun", kind: .sunscreen, days: [1, 2, 3])
    #expect(days(.doneDuringPause, try input([sunscreen], pauses: [pause(1, .irritation)])) == [])
    // On the first day of a recovery the morning does not count.
    let peel = Procedure(day: monday + 1, kind: "peel", recoverUntil: monday + 3)
    #expect(days(.doneDuringPause, try input([strip], procedures: [peel])) == [1, 2, 3])
    let morning = Done(slug: "s", slot: .am, kind: .poreStrip, days: [1, 2, 3, 4])
    #expect(days(.doneDuringPause, try input([morning], procedures: [peel])) == [2, 3])
  }

  @Test func activeTwoDaysRunning() throws {
    func step(_ schedule: [(Int, String)], _ active: Active?, _ days: [Int] = [0, 1, 3]) -> Done {
      Done(slug: "a", kind: .serum, active: active, schedule: schedule, days: days)
    }
    for active in [Active.retinoid, .bha, .aha] {
      #expect(days(.activeTwoDaysRunning, try input([step([(-60, "2-days")], active)])) == [1])
    }
    #expect(days(.activeTwoDaysRunning, try input([step([(-60, "2-days")], .niacinamide)])) == [])
    #expect(days(.activeTwoDaysRunning, try input([step([(-60, "2-3/week")], .retinoid)])) == [])
    // The schedule must be in force on both days.
    let changed = step([(-60, "daily"), (1, "2-days")], .retinoid)
    #expect(days(.activeTwoDaysRunning, try input([changed])) == [])
    #expect(
      days(.activeTwoDaysRunning, try input([step([(-60, "3-days")], .bha, [0, 2, 4])])) == [])
  }

  @Test func irritation() throws {
    func rating(_ measure: Measure, _ score: Int) -> Rating {
      Rating(day: monday + 3, measure: measure, score: score)
    }
    #expect(
      days(.irritation, try input([], ratings: [rating(.redness, 1), rating(.texture, 9)]))
        == [])
    let two = try input([], ratings: [rating(.redness, 2)])
    #expect(days(.irritation, two) == [3])
    let three = try input([], ratings: [rating(.itch, 3)])
    let caution = three.cautions(from: monday, through: monday + 6, today: monday + 6).first
    #expect(caution?.detail == .sign(.itch, score: 3))
  }

  @Test func productExpired() throws {
    var product = Product(name: "Essence")
    product.openedOn = Day(year: 2024, month: 8, day: 31)
    product.paoMonths = 6
    #expect(product.expiryDate == Day(year: 2025, month: 2, day: 28))
    let expiry = try #require(product.expiryDate) - monday
    func used(_ day: Int, _ name: String = "Essence") -> Done {
      Done(slug: "a", kind: .serum, days: [day], product: name, first: -300)
    }
    func expired(_ done: Done) throws -> Int {
      try input([done], products: [product])
        .cautions(from: monday - 200, through: monday, today: monday)
        .filter { $0.code == .productExpired }.count
    }
    #expect(try expired(used(expiry)) == 0)
    #expect(try expired(used(expiry + 1)) == 1)
    #expect(try expired(used(expiry + 1, "Another")) == 0)
  }

  /// What `mayBeAnchored` rules out never happens, and it does rule out days.
  @Test func whereNoAttemptMayBeAnchoredNoneIs() {
    var excluded = 0
    for seed in UInt64(1)...200 {
      let journal = SmallJournal.random(seed: seed)
      guard let start = journal.diary.firstDay else { continue }
      let anchors = journal.diary.attempts(asOf: journal.today).compactMap(\.anchor)
      for (first, length) in [(start, 0), (start + 3, 6), (start + 20, 30), (start + -9, 8)] {
        let last = min(first + length, journal.today)
        guard first <= last, !journal.diary.mayBeAnchored(from: first, through: last) else {
          continue
        }
        excluded += 1
        #expect(!anchors.contains { first <= $0 && $0 <= last }, "seed \(seed), from \(first)")
      }
    }
    #expect(excluded > 100)
  }

  @Test func noBaselinePhoto() throws {
    let step = Done(
      slug: "n", kind: .serum, active: .niacinamide, schedule: [(-60, "daily")], days: [0, 1, 2])
    func photo(_ day: Int) -> Photo {
      Photo(
        day: monday + day, view: .nose, sha256: String(repeating: "a", count: 64), bytes: 1,
        file: "x")
    }
    #expect(days(.noBaselinePhoto, try input([step]), today: 6) == [])
    #expect(days(.noBaselinePhoto, try input([step]), today: 7) == [7])
    for (day, isBaseline) in [(-15, false), (-14, true), (6, true), (7, false)] {
      let found = days(.noBaselinePhoto, try input([step], photos: [photo(day)]), today: 10)
      #expect(found == (isBaseline ? [] : [7]), "\(day)")
    }
  }

  @Test func retinoidNotice() throws {
    #expect(
      days(
        .retinoidNotice, try input([Done(slug: "r", kind: .serum, active: .retinoid, first: 2)])
      ) == [2])
    #expect(
      days(.retinoidNotice, try input([Done(slug: "b", kind: .serum, active: .bha, first: 2)]))
        == [])
  }

  @Test func cautionsAfterTodayAreLeftOut() throws {
    let clay = Done(slug: "clay", slot: .weekly, kind: .clayMask, days: [2])
    let scrub = Done(slug: "scrub", slot: .weekly, kind: .scrub, days: [2])
    #expect(days(.clayAndExfoliant, try input([clay, scrub]), today: 1) == [])
    #expect(days(.clayAndExfoliant, try input([clay, scrub]), today: 2) == [2])
    // Hydration can still follow on the day itself.
    #expect(days(.noHydration, try input([clay]), today: 2) == [])
    #expect(days(.noHydration, try input([clay]), today: 3) == [2])
  }
}
