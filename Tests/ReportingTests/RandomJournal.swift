import Calendar
import Reporting
import Routine
import TestSupport

extension SmallJournal {
  /// A random journal of a few weeks. It has every kind of schedule, versions that change in mid-week and back, pauses
  /// that overlap or have no end, recoveries, gaps, and entries before the first day of their step, after its last day
  /// and after today.
  static func random(seed: UInt64) -> SmallJournal {
    var random = SplitMix64(seed: seed)
    let start = Day(number: Int.random(in: 19_000...20_500, using: &random))
    let length = Int.random(in: 1...60, using: &random)
    func someDay() -> Day { start + Int.random(in: -5...length + 5, using: &random) }
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    let today = start + Int.random(in: 0...length, using: &random)

    let actives: [Active?] = [nil, nil, nil] + Active.allCases
    var steps: [SmallStep] = []
    for index in 0..<Int.random(in: 1...6, using: &random) {
      let first = someDay()
      let key = StepKey(
        slot: random.pick(Slot.allCases), slug: Slug(stored: "step-\(index)"))
      var versions: [Version<Schedule>] = []
      for _ in 0..<random.pick([0, 1, 1, 1, 2, 3, 4]) {
        let from = versions.isEmpty && chance(80) ? first : someDay()
        if versions.contains(where: { $0.from == from }) { continue }
        let value = chance(25) ? versions.last?.value : nil
        versions.append(Version(from: from, value: value ?? schedule(&random)))
      }
      let step = Step(
        key: key, position: Int.random(in: 1...3, using: &random),
        kind: random.pick(Kind.allCases),
        active: random.pick(actives), firstDay: first,
        lastDay: chance(30) ? first + Int.random(in: 0...30, using: &random) : nil)
      steps.append(SmallStep(step: step, schedules: versions))
    }
    steps.sort { Step.areInOrder($0.step, $1.step) }

    let zeal = Int.random(in: 0...100, using: &random)
    var loggedDays: [LoggedDay] = []
    for step in steps.indices {
      for offset in -6...length + 6 where chance(zeal) {
        let status: Status = chance(75) ? .done : chance(50) ? .skipped : .excused
        loggedDays.append(
          LoggedDay(
            day: start + offset, step: step, status: status,
            isSameDay: random.pick([nil, true, false])))
      }
    }
    let pauses = (0..<Int.random(in: 0...4, using: &random)).map { _ in
      let from = someDay()
      let scope: Scope =
        switch Int.random(in: 0..<5, using: &random) {
        case 0: .all
        case 3: .slot(random.pick(Slot.allCases))
        case 4: .actives
        case 1: .step(random.pick(steps).step.key)
        default: .active(random.pick(Active.allCases))
        }
      let to = chance(20) ? nil : from + Int.random(in: 0...12, using: &random)
      return Pause(
        scope: scope, from: from, to: to,
        reason: random.pick(PauseReason.allCases))
    }
    let procedures = (0..<Int.random(in: 0...2, using: &random)).map { _ in
      let day = someDay()
      return Procedure(
        day: day, kind: "peel",
        recoverUntil: chance(80) ? day + Int.random(in: 0...10, using: &random) : nil)
    }
    return SmallJournal(
      today: today, steps: steps, loggedDays: loggedDays, pauses: pauses, procedures: procedures)
  }

  private static func schedule(_ random: inout SplitMix64) -> Schedule {
    switch Int.random(in: 0..<12, using: &random) {
    case 0...3: return .daily
    case 10...11: return .everyDays(Int.random(in: 2...6, using: &random))
    case 4...5: return .weekdays(Weekdays(rawValue: UInt8.random(in: 1...127, using: &random)))
    case 6...8:
      let minimum = Int.random(in: 1...7, using: &random)
      return .quota(
        minimum: minimum,
        maximum: Bool.random(using: &random) ? nil : Int.random(in: minimum...7, using: &random))
    default:
      return .asNeeded(
        maximum: Bool.random(using: &random) ? nil : Int.random(in: 1...7, using: &random))
    }
  }
}
