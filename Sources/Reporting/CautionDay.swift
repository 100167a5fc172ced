import Calendar
import Routine

/// The rules for cautions that look at the uses of one day and of the days before it.
struct CautionDay {
  let input: ReportInput
  let day: Day
  /// The uses of the day with their steps, in the order of the diary's steps.
  let done: [(use: Use, step: Step)]
  let today: Day

  init(_ input: ReportInput, day: Day, today: Day) {
    self.input = input
    self.day = day
    self.today = today
    let steps = input.diary.steps
    done = input.uses(on: day).sorted { $0.step < $1.step }.map { ($0, steps[$0.step].step) }
  }

  func cautions() -> [Caution] {
    combinations() + poreStrips() + masks() + aftercare() + rulesOfEachUse()
  }

  private func caution(
    _ code: Caution.Code, _ step: Step, _ detail: Caution.Detail = .none
  ) -> Caution {
    Caution(code, day: day, step: step.key, detail)
  }

  private func first(where predicate: (Step) -> Bool) -> Step? {
    done.first { predicate($0.step) }?.step
  }

  private static func isAcid(_ step: Step) -> Bool {
    step.active == .bha || step.active == .aha || step.kind == .chemicalExfoliant
  }

  /// The first pair of different steps done on the day in which one matches `isOne` and the other
  /// matches `isOther`.
  private func pair(
    _ isOne: (Step) -> Bool, _ isOther: (Step) -> Bool
  ) -> (one: Step, other: Step)? {
    for (_, one) in done where isOne(one) {
      if let other = first(where: { isOther($0) && $0.key != one.key }) { return (one, other) }
    }
    return nil
  }

  private func combinations() -> [Caution] {
    var found: [Caution] = []
    if let (clay, other) = pair(
      { $0.kind == .clayMask }, { $0.kind == .chemicalExfoliant || $0.kind == .scrub })
    {
      found.append(caution(.clayAndExfoliant, clay, .other(other.key)))
    }
    if let (scrub, acid) = pair({ $0.kind == .scrub }, CautionDay.isAcid) {
      found.append(caution(.scrubAndAcid, scrub, .other(acid.key)))
    }
    let isNight: (Step) -> Bool = { $0.key.slot != .am }
    if let (retinoid, acid) = pair(
      { $0.active == .retinoid && isNight($0) }, { CautionDay.isAcid($0) && isNight($0) })
    {
      found.append(caution(.retinoidAndAcid, retinoid, .other(acid.key)))
    }
    return found
  }

  private func poreStrips() -> [Caution] {
    let steps = input.diary.steps
    func isStrip(_ use: Use) -> Bool { steps[use.step].step.kind == .poreStrip }
    guard let strip = first(where: { $0.kind == .poreStrip }) else { return [] }
    var found: [Caution] = []
    let recent = (1..<Policy.poreStripDays).first {
      input.uses(on: day - $0).contains(where: isStrip)
    }
    if let recent { found.append(caution(.poreStripTooSoon, strip, .days(recent))) }
    if first(where: { $0.kind == .toner }) == nil {
      found.append(caution(.poreStripWithoutToner, strip))
    }
    return found
  }

  private func masks() -> [Caution] {
    done.compactMap { use, step in
      guard let minutes = use.minutes, let range = Policy.maskMinutes(of: step.kind),
        !range.contains(minutes)
      else { return nil }
      return caution(
        minutes > range.upperBound ? .maskTooLong : .maskTooShort, step,
        .minutes(minutes, kind: step.kind))
    }
  }

  private func aftercare() -> [Caution] {
    var found: [Caution] = []
    let deep = first { [.clayMask, .chemicalExfoliant, .scrub].contains($0.kind) }
    let hydrating = first { [.sheetMask, .toner, .moisturizer].contains($0.kind) }
    if let deep, hydrating == nil {
      found.append(caution(.noHydration, deep))
    }
    if let sunscreen = missedSunscreen(), let active = activeTheDayBefore() {
      found.append(caution(.sunscreenMissed, sunscreen, .other(active.key)))
    }
    let water = done.first { $0.step.kind == .waterCleanse && $0.step.key.slot == .pm }?.step
    if let water, missedStep(where: { $0.kind == .oilCleanse && $0.key.slot == .pm }) != nil {
      found.append(caution(.waterWithoutOil, water))
    }
    return found
  }

  /// The first step that matches `predicate`, is due on the day and was not done.
  private func missedStep(where predicate: (Step) -> Bool) -> Step? {
    let week = Week(of: day)
    for (index, history) in input.diary.steps.enumerated() where predicate(history.step) {
      var logged = LoggedWeek()
      if let status = input.diary.status(of: index, on: day) {
        logged.insert(code: LoggedDay.code(of: status), on: day.weekday)
      }
      let isDone = done.contains { $0.use.step == index }
      let step = StepWeek(history: history, week: week, logged: logged, today: today)
      if !isDone, step.due.intersection(step.eligible).has(day.weekday) { return history.step }
    }
    return nil
  }

  private func missedSunscreen() -> Step? {
    day < today ? missedStep { $0.kind == .sunscreen } : nil
  }

  private func activeTheDayBefore() -> Step? {
    let steps = input.diary.steps
    return input.uses(on: day - 1).map { steps[$0.step].step }.first { step in
      step.active == .retinoid || CautionDay.isAcid(step)
    }
  }

  private func rulesOfEachUse() -> [Caution] {
    done.flatMap { use, step -> [Caution] in
      var found: [Caution] = []
      let history = input.diary.steps[use.step]
      if history.absences.contains(where: { $0.contains(day) }) {
        found.append(caution(.doneDuringPause, step))
      }
      if let over = overMax(use, history) { found.append(over) }
      let product = input.products.first { $0.name == use.product }
      if let product, let expiry = product.expiresOn, day > expiry {
        found.append(caution(.productExpired, step, .product(product.name, expiresOn: expiry)))
      }
      return found
    }
  }

  /// The caution about a step done on more days of the week than its schedule allows. There is at
  /// most one a week, about the first day on which the number of done days so far exceeds the
  /// maximum of the schedule in force.
  private func overMax(_ use: Use, _ history: StepHistory) -> Caution? {
    let week = Week(of: day)
    var times = 0
    for weekday in 0...day.weekday {
      let other = week.monday + weekday
      guard history.step.exists(on: other),
        input.uses(on: other).contains(where: { $0.step == use.step })
      else { continue }
      times += 1
      guard let maximum = history.schedules.value(on: other)?.maximum, times > maximum else {
        continue
      }
      guard other == day else { return nil }
      return caution(.overMax, history.step, .times(times, maximum: maximum))
    }
    return nil
  }
}

extension Schedule {
  /// The most days a week that the schedule allows; nil without a limit.
  var maximum: Int? {
    switch self {
    case .daily, .weekdays: nil
    case .quota(_, let maximum), .asNeeded(let maximum): maximum
    }
  }
}
