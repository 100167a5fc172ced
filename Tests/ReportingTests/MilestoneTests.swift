import Foundation
import Calendar
import Reporting
import Routine
import TestSupport
import Testing

@Suite struct MilestoneTests {
  /// A random journal over months with the steps that milestones require, done often enough that windows open and pass,
  /// and with gaps in which attempts lapse.
  static func random(seed: UInt64) -> SmallJournal {
    var random = SplitMix64(seed: seed)
    let start = Day(number: Int.random(in: 19_000...20_500, using: &random))
    let length = Int.random(in: 20...220, using: &random)
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    func someDay() -> Day { start + Int.random(in: 0...length, using: &random) }
    let schedules: [Schedule] = [
      .daily, .daily, .daily, .quota(minimum: 2, maximum: 3), .weekdays(Weekdays(rawValue: 21)),
      .quota(minimum: 4, maximum: nil), .asNeeded(maximum: nil), .weekdays(.day(5)),
      .everyDays(2), .everyDays(4),
    ]
    let kinds: [(Kind, Active?)] = [
      (.oilCleanse, nil), (.waterCleanse, nil), (.toner, nil), (.moisturizer, nil),
      (.serum, .niacinamide), (.serum, .retinoid), (.sheetMask, .niacinamide),
    ]
    var steps: [SmallJournal.SmallStep] = []
    for index in 0..<Int.random(in: 2...7, using: &random) {
      let (kind, active) = index < 2 ? [kinds[0], kinds[2]][index] : random.pick(kinds)
      let first = chance(70) ? start : someDay()
      var versions = [Version(from: first, value: random.pick(schedules))]
      if chance(30) {
        let from = someDay()
        if from > first {
          versions.append(Version(from: from, value: random.pick(schedules)))
        }
      }
      let step = Step(
        key: StepKey(slot: chance(50) ? .am : .pm, slug: Slug(stored: "step-\(index)")),
        position: index,
        kind: kind, active: active, firstDay: first,
        lastDay: chance(20) ? first + Int.random(in: 0...length, using: &random) : nil)
      steps.append(SmallJournal.SmallStep(step: step, schedules: versions))
    }
    steps.sort { Step.areInOrder($0.step, $1.step) }
    let zeal = random.pick([50, 80, 90, 97, 100])
    // Gaps, in which little or nothing is done.
    let gaps = (0..<Int.random(in: 0...3, using: &random)).map { _ in
      let from = someDay()
      return from...from + Int.random(in: 5...40, using: &random)
    }
    var loggedDays: [LoggedDay] = []
    for step in steps.indices {
      for offset in -3...length + 3 {
        let day = start + offset
        let inGap = gaps.contains { $0.contains(day) }
        if inGap ? chance(2) : chance(zeal) {
          loggedDays.append(
            LoggedDay(
              day: day, step: step, status: chance(95) ? .done : chance(50) ? .skipped : .excused))
        } else if chance(3) {
          loggedDays.append(LoggedDay(day: day, step: step, status: .excused))
        }
      }
    }
    let pauses = (0..<Int.random(in: 0...3, using: &random)).map { _ in
      let from = someDay()
      let scope: Scope = random.pick([
        .all, .all, .step(random.pick(steps).step.key), .active(.retinoid), .slot(.pm), .actives,
      ])
      return Pause(
        scope: scope, from: from,
        to: chance(10) ? nil : from + Int.random(in: 0...25, using: &random),
        reason: .other)
    }
    let procedures =
      chance(30)
      ? [Procedure(day: someDay(), kind: "peel", recoverUntil: someDay() + length)] : []
    return SmallJournal(
      today: start + Int.random(in: length / 2...length + 10, using: &random), steps: steps,
      loggedDays: loggedDays, pauses: pauses,
      procedures: procedures.filter { $0.recoverUntil.map { until in until >= start } ?? true })
  }

  static func rows(_ journal: SmallJournal) -> [[NaiveMilestones.Row]] {
    func indices(_ isIn: (Step) -> Bool) -> [Int] {
      journal.steps.indices.filter { isIn(journal.steps[$0].step) }
    }
    let naive = NaiveReport(journal: journal)
    let texture = NaiveMilestones(
      naive: naive,
      groups: [
        indices { $0.kind == .oilCleanse || $0.kind == .waterCleanse },
        indices { $0.kind == .toner || $0.kind == .moisturizer || $0.kind == .sheetMask },
      ], lapse: 14, opens: 14, closes: 28)
    let actives = [Active.niacinamide, .retinoid].compactMap { active -> NaiveMilestones? in
      let steps = indices { $0.active == active }
      return steps.isEmpty
        ? nil : NaiveMilestones(naive: naive, groups: [steps], lapse: 28, opens: 56, closes: 84)
    }
    return ([texture] + actives).map { $0.rows() }
  }

  static func difference(_ journal: SmallJournal) -> String? {
    let ours = journal.diary.attempts(asOf: journal.today).map { attempt in
      let groups =
        attempt.milestone == .texture ? ["cleanse", "hydrate"] : [attempt.milestone.name]
      return NaiveMilestones.Row(
        anchor: attempt.anchor?.number, state: attempt.state.rawValue, credited: attempt.credited,
        excused: attempt.excused, failed: attempt.failed, neutral: attempt.neutral,
        openedOn: attempt.openedOn?.number, passedOn: attempt.passedOn?.number,
        lapsedOn: attempt.lapsedOn?.number, projectedOpenOn: attempt.projectedOpenOn?.number,
        waiting: attempt.waitingFor.compactMap(groups.firstIndex))
    }
    let theirs = rows(journal).flatMap { $0 }
    return ours == theirs ? nil : "\(ours)\nnaively \(theirs)"
  }

  @Test func milestonesMatchTheNaiveMilestones() {
    let count = max(150, ComparisonTests.count / 4)
    var states: [String: Int] = [:]
    for seed in 1...count {
      let journal = MilestoneTests.random(seed: seed)
      for attempt in journal.diary.attempts(asOf: journal.today) {
        states[attempt.state.rawValue, default: 0] += 1
      }
      guard MilestoneTests.difference(journal) != nil else { continue }
      let smallest = ComparisonTests.shrunk(journal) { MilestoneTests.difference($0) != nil }
      Issue.record("seed \(seed): \(MilestoneTests.difference(smallest) ?? "")\n\(smallest)")
      return
    }
    // Each state must occur, or the comparison would not cover it.
    for state in MilestoneState.allCases { #expect((states[state.rawValue] ?? 0) > 0, "\(state)") }
  }

  /// Texture, anchored on Thursday 2025-05-01. Of its four weeks the third is not kept, and the fourth has three
  /// excused days.
  @Test func example8() throws {
    let anchor = try Day(parsing: "2025-05-01")
    func step(_ slug: String, _ kind: Kind) -> SmallJournal.SmallStep {
      SmallJournal.SmallStep(
        step: Step(
          key: StepKey(slot: .am, slug: Slug(stored: slug)), position: 1, kind: kind,
          firstDay: anchor - 30), schedules: [Version(from: anchor - 30, value: .daily)])
    }
    let third = anchor + 11
    let fourth = third + 7
    var loggedDays: [LoggedDay] = []
    for day in 0..<25 {
      for index in [0, 1] {
        let date = anchor + day
        if date >= third, date < fourth, index == 1 { continue }
        let status: Status = date >= fourth && date < fourth + 3 ? .excused : .done
        loggedDays.append(LoggedDay(day: date, step: index, status: status))
      }
    }
    let journal = SmallJournal(
      today: anchor + 25, steps: [step("a", .waterCleanse), step("b", .toner)],
      loggedDays: loggedDays,
      pauses: [], procedures: [])
    var credited: [Int] = []
    for closed in [4, 11, 18, 25] {
      let attempt = journal.diary.attempts(asOf: anchor + closed)[0]
      credited.append(attempt.credited)
      if closed == 25 {
        let others: [Int] = [attempt.failed, attempt.excused, attempt.neutral]
        #expect(others == [7, 3, 0])
        #expect(attempt.openedOn?.description == "2025-05-26")
        #expect(attempt.state == .windowOpen)
      }
    }
    #expect(credited == [4, 11, 11, 15])
  }

  /// One step that is done every day: the days on which its window opens and passes, and on which it lapses.
  @Test func theWindowOpensPassesAndLapsesOnItsDays() throws {
    let monday = try Day(parsing: "2025-01-06")
    func diary(_ days: Range<Int>, _ active: Active = .niacinamide, last: Day? = nil) -> Diary {
      let step = Step(
        key: StepKey(slot: .pm, slug: Slug(stored: "a")), position: 1, kind: .serum, active: active,
        firstDay: monday, lastDay: last)
      let history = StepHistory(
        step: step, schedules: Timeline(schedules: [Version(from: monday, value: .daily)]),
        pauses: [], procedures: [])
      return Diary(
        steps: [history],
        loggedDays: days.map { LoggedDay(day: monday + $0, step: 0, status: .done) })
    }
    func state(_ diary: Diary, _ day: Int) -> MilestoneState {
      diary.attempts(asOf: monday + day).last { $0.milestone != .texture }?.state ?? .notStarted
    }
    let year = diary(0..<365)
    #expect(state(year, 55) == .building && state(year, 56) == .windowOpen)
    #expect(state(year, 90) == .windowOpen && state(year, 91) == .windowPassed)
    #expect(year.attempts(asOf: monday + 10).last?.projectedOpenOn == monday + 56)
    let attempt = year.attempts(asOf: monday + 100).last
    #expect(attempt?.openedOn == monday + 56 && attempt?.passedOn == monday + 91)
    // An attempt lapses after 28 past days without the step.
    let stopped = diary(0..<10)
    #expect(state(stopped, 37) == .building && state(stopped, 38) == .lapsed)
    #expect(stopped.attempts(asOf: monday + 38).last?.lapsedOn == monday + 37)
    // After the last day of the step the attempt ends instead.
    #expect(state(diary(0..<10, last: monday + 9), 38) == .ended)
  }

  @Test func anActiveWithoutStepsHasNoAttempt() throws {
    let diary = Diary(steps: [], loggedDays: [])
    #expect(diary.attempts(asOf: Day(number: 20_000)).map(\.milestone) == [.texture])
    #expect(diary.attempts(asOf: Day(number: 20_000))[0].state == .notStarted)
  }
}
