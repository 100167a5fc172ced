import Calendar
import Routine

/// One day, with all that the rules of one evening look at.
struct CautionDay {
  let input: ReportInput
  let day: Day
  /// What was done on it, each with its step.
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
    combinations() + poreStrips() + masks() + careAfter() + ofEachUse()
  }

  private func caution(
    _ code: Caution.Code, _ step: Step, _ detail: Caution.Detail = .none
  ) -> Caution {
    Caution(code, day: day, step: step.key, detail)
  }

  private func first(_ isIt: (Step) -> Bool) -> Step? { done.first { isIt($0.step) }?.step }

  private static func isAcid(_ step: Step) -> Bool {
    step.active == .bha || step.active == .aha || step.kind == .chemicalExfoliant
  }

  /// The first two different steps of which one is this and the other that.
  private func pair(
    _ isThis: (Step) -> Bool, _ isThat: (Step) -> Bool
  ) -> (this: Step, that: Step)? {
    for (_, this) in done where isThis(this) {
      if let that = first({ isThat($0) && $0.key != this.key }) { return (this, that) }
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
    guard let strip = first({ $0.kind == .poreStrip }) else { return [] }
    var found: [Caution] = []
    let recent = (1..<Policy.poreStripDays).first {
      input.uses(on: day - $0).contains(where: isStrip)
    }
    if let recent { found.append(caution(.poreStripTooSoon, strip, .days(recent))) }
    if first({ $0.kind == .toner }) == nil {
      found.append(caution(.poreStripWithoutToner, strip))
    }
    return found
  }

  private func masks() -> [Caution] {
    done.compactMap { use, step in
      guard let taken = use.minutes, let range = Policy.maskMinutes(of: step.kind),
        !range.contains(taken)
      else { return nil }
      return caution(
        taken > range.upperBound ? .maskTooLong : .maskTooShort, step,
        .minutes(taken, kind: step.kind))
    }
  }

  private func careAfter() -> [Caution] {
    var found: [Caution] = []
    let deep = first { [.clayMask, .chemicalExfoliant, .scrub].contains($0.kind) }
    if let deep, first({ [.sheetMask, .toner, .moisturizer].contains($0.kind) }) == nil {
      found.append(caution(.noHydration, deep))
    }
    if let sunscreen = missedSunscreen(), let active = activeTheDayBefore() {
      found.append(caution(.sunscreenMissed, sunscreen, .other(active.key)))
    }
    let water = done.first { $0.step.kind == .waterCleanse && $0.step.key.slot == .pm }?.step
    if let water, missedStep({ $0.kind == .oilCleanse && $0.key.slot == .pm }) != nil {
      found.append(caution(.waterWithoutOil, water))
    }
    return found
  }

  /// A step that is due on the day and not done.
  private func missedStep(_ isIt: (Step) -> Bool) -> Step? {
    let week = Week(of: day)
    for (index, history) in input.diary.steps.enumerated() where isIt(history.step) {
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

  private func ofEachUse() -> [Caution] {
    done.flatMap { use, step -> [Caution] in
      var found: [Caution] = []
      let history = input.diary.steps[use.step]
      if history.absences.contains(where: { $0.contains(day) }) {
        found.append(caution(.doneDuringPause, step))
      }
      if let over = overMax(use, history) { found.append(over) }
      let product = input.products.first { $0.name == use.product }
      if let product, let expiry = product.expiresOn, day > expiry {
        found.append(caution(.productExpired, step, .product(product.name, keepsUntil: expiry)))
      }
      return found
    }
  }

  /// The use that is one too many: the caution comes on the first day of its week on which the step was done on more
  /// days, that one included, than the schedule in force allows.
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
  /// The most days a week it allows; nil without a cap.
  var maximum: Int? {
    switch self {
    case .daily, .weekdays: nil
    case .quota(_, let maximum), .asNeeded(let maximum): maximum
    }
  }
}
