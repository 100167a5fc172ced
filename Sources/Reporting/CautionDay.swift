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

  /// The cautions that apply to the day. Those of `openCautions()` apply once the day is past.
  func cautions() -> [Caution] {
    let settled = combinations() + poreStrips() + masks() + sunscreen() + rulesOfEachUse()
    return day < today ? settled + openCautions() : settled
  }

  /// The cautions about something that is missing on the day, which the rest of the day can still put right.
  func openCautions() -> [Caution] {
    var found: [Caution] = []
    let strip = first { $0.kind == .poreStrip }
    if let strip, first(where: { $0.kind == .toner }) == nil {
      found.append(caution(.poreStripWithoutToner, strip))
    }
    let deep = first { [.clayMask, .chemicalExfoliant, .scrub].contains($0.kind) }
    let hydrating = first { [.sheetMask, .toner, .moisturizer].contains($0.kind) }
    if let deep, hydrating == nil {
      found.append(caution(.noHydration, deep))
    }
    let water = first { $0.kind == .waterCleanse && $0.key.slot == .pm }
    if let water, missedStep(where: { $0.kind == .oilCleanse && $0.key.slot == .pm }) != nil {
      found.append(caution(.waterWithoutOil, water))
    }
    return found
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
    let strips = done.filter { isStrip($0.use) }.map(\.step)
    guard let first = strips.first else { return [] }
    let second = strips.dropFirst().first.map { caution(.poreStripTooSoon, $0, .days(0)) }
    let recent = (1..<Policy.poreStripDays).first {
      input.uses(on: day - $0).contains(where: isStrip)
    }
    return [recent.map { caution(.poreStripTooSoon, first, .days($0)) }, second].compactMap(\.self)
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

  private func sunscreen() -> [Caution] {
    guard let sunscreen = missedSunscreen(), let active = activeTheDayBefore() else { return [] }
    return [caution(.sunscreenMissed, sunscreen, .other(active.key))]
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
      if isPausedForSkin(step) { found.append(caution(.doneDuringPause, step)) }
      if let over = overMax(use, history) { found.append(over) }
      if isSecondDayRunning(use, history) { found.append(caution(.activeTwoDaysRunning, step)) }
      let product = input.products.first { $0.name == use.product }
      if let product, let expiry = product.expiryDate, day > expiry {
        found.append(caution(.productExpired, step, .product(product.name, expiresOn: expiry)))
      }
      return found
    }
  }

  /// Whether `step` is one that recoveries pause, and a recovery, or a pause for irritation or a procedure, covers it on
  /// the day. The first day of such a span does not count, because the step may have been done before the span began:
  /// of a pause for every step, of a recovery for the steps of the morning.
  private func isPausedForSkin(_ step: Step) -> Bool {
    guard Procedure.pauses(step) else { return false }
    let isPaused = input.pauses.contains { pause in
      [.irritation, .procedure].contains(pause.reason) && pause.scope.includes(step)
        && pause.span.contains(day) && pause.from < day
    }
    return isPaused
      || input.procedures.contains { procedure in
        procedure.recovery?.contains(day) == true && (procedure.day < day || step.key.slot != .am)
      }
  }

  /// Whether the step of `use` has an acid or a retinoid, is due on every Nth day, and was done on the day before, too.
  private func isSecondDayRunning(_ use: Use, _ history: StepHistory) -> Bool {
    guard let active = history.step.active, Caution.strongActives.contains(active) else {
      return false
    }
    let isEveryNthDay = [day - 1, day].allSatisfy { day in
      if case .everyDays = history.schedules.value(on: day) { true } else { false }
    }
    return isEveryNthDay && input.uses(on: day - 1).contains { $0.step == use.step }
  }

  /// The caution about a step done too often under the version of its schedule that is in force on the day: of the days
  /// of the week on which this version is in force, it was done on more than the schedule allows. The caution is about
  /// the first day that was too many.
  private func overMax(_ use: Use, _ history: StepHistory) -> Caution? {
    guard let index = history.schedules.index(on: day),
      let maximum = history.schedules.versions[index].value.maximum
    else { return nil }
    let week = Week(of: day)
    let doneDays = (0..<7).map { week.monday + $0 }.filter { other in
      other <= today && history.step.exists(on: other)
        && history.schedules.index(on: other) == index
        && input.uses(on: other).contains { $0.step == use.step }
    }
    guard doneDays.count > maximum, doneDays[maximum] == day else { return nil }
    return caution(.overMax, history.step, .times(doneDays.count, maximum: maximum))
  }
}

extension Caution {
  /// The actives that are introduced slowly and not used every day.
  static let strongActives: [Active] = [.bha, .aha, .retinoid]
}

extension Schedule {
  /// The most days a week that the schedule allows; nil without a limit.
  var maximum: Int? {
    switch self {
    case .daily, .weekdays: nil
    case .everyDays(let days): (7 + days - 1) / days
    case .quota(_, let maximum), .asNeeded(let maximum): maximum
    }
  }
}
