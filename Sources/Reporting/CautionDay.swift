import Calendar
import Routine

/// The rules for cautions that look at the uses of one day and of the days before it.
struct CautionDay {
  let input: ReportInput
  let day: Day
  /// The uses of the day, in the order of the diary's steps.
  let done: [Use]
  /// The steps of `done`.
  private let doneSteps: [Traits]
  let today: Day

  /// What the rules ask of a step. It holds no text, so it is cheap to copy; copies of `Step` took a twentieth of the
  /// time of a week's report.
  private struct Traits {
    /// The index in the diary's steps.
    let index: Int
    let kind: Kind
    let active: Active?
    let slot: Slot

    init(_ index: Int, in steps: [StepHistory]) {
      self.index = index
      kind = steps[index].step.kind
      active = steps[index].step.active
      slot = steps[index].step.key.slot
    }

    var isAcid: Bool { active == .bha || active == .aha || kind == .chemicalExfoliant }
  }

  init(_ input: ReportInput, day: Day, today: Day) {
    self.input = input
    self.day = day
    self.today = today
    done = input.uses(on: day).sorted { $0.step < $1.step }
    doneSteps = done.map { Traits($0.step, in: input.diary.steps) }
  }

  /// The cautions that apply to the day. Those of `openCautions()` apply once the day is past.
  func cautions() -> [Caution] {
    let settled = combinations() + poreStrips() + masks() + sunscreen() + rulesOfEachUse()
    return day < today ? settled + openCautions() : settled
  }

  /// The cautions about something that is missing on the day, which the rest of the day can still put right.
  func openCautions() -> [Caution] {
    var found: [Caution] = []
    let strip = doneSteps.first { $0.kind == .poreStrip }
    if let strip, !doneSteps.contains(where: { $0.kind == .toner }) {
      found.append(caution(.poreStripWithoutToner, step(strip)))
    }
    let deep = doneSteps.first { [.clayMask, .chemicalExfoliant, .scrub].contains($0.kind) }
    if let deep,
      !doneSteps.contains(where: { [.sheetMask, .toner, .moisturizer].contains($0.kind) })
    {
      found.append(caution(.noHydration, step(deep)))
    }
    let water = doneSteps.first { $0.kind == .waterCleanse && $0.slot == .pm }
    if let water, missedStep(where: { $0.kind == .oilCleanse && $0.slot == .pm }) != nil {
      found.append(caution(.waterWithoutOil, step(water)))
    }
    return found
  }

  private func caution(
    _ code: Caution.Code, _ step: Step, _ detail: Caution.Detail = .none
  ) -> Caution {
    Caution(code, day: day, step: step.key, detail)
  }

  private func step(_ traits: Traits) -> Step { input.diary.steps[traits.index].step }

  /// The first pair of different steps done on the day in which one matches `isOne` and the other
  /// matches `isOther`.
  private func pair(
    _ isOne: (Traits) -> Bool, _ isOther: (Traits) -> Bool
  ) -> (one: Step, other: Step)? {
    for one in doneSteps where isOne(one) {
      let other = doneSteps.first { isOther($0) && $0.index != one.index }
      if let other { return (step(one), step(other)) }
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
    if let (scrub, acid) = pair({ $0.kind == .scrub }, \.isAcid) {
      found.append(caution(.scrubAndAcid, scrub, .other(acid.key)))
    }
    if let (retinoid, acid) = pair(
      { $0.active == .retinoid && $0.slot != .am }, { $0.isAcid && $0.slot != .am })
    {
      found.append(caution(.retinoidAndAcid, retinoid, .other(acid.key)))
    }
    return found
  }

  private func poreStrips() -> [Caution] {
    let steps = input.diary.steps
    func isStrip(_ use: Use) -> Bool { steps[use.step].step.kind == .poreStrip }
    let strips = doneSteps.filter { $0.kind == .poreStrip }
    guard let first = strips.first.map(step) else { return [] }
    let second = strips.dropFirst().first.map { caution(.poreStripTooSoon, step($0), .days(0)) }
    let recent = (1..<Policy.poreStripDays).first {
      input.uses(on: day - $0).contains(where: isStrip)
    }
    return [recent.map { caution(.poreStripTooSoon, first, .days($0)) }, second].compactMap(\.self)
  }

  private func masks() -> [Caution] {
    done.compactMap { use in
      guard let minutes = use.minutes else { return nil }
      let step = input.diary.steps[use.step].step
      guard let range = Policy.maskMinutes(of: step.kind), !range.contains(minutes) else {
        return nil
      }
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
  private func missedStep(where predicate: (Traits) -> Bool) -> Step? {
    let week = Week(of: day)
    let steps = input.diary.steps
    for index in steps.indices where predicate(Traits(index, in: steps)) {
      let history = steps[index]
      var logged = LoggedWeek()
      if let status = input.diary.status(of: index, on: day) {
        logged.insert(code: LoggedDay.code(of: status), on: day.weekday)
      }
      let isDone = done.contains { $0.step == index }
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
    return input.uses(on: day - 1).lazy.map { Traits($0.step, in: steps) }
      .first { $0.active == .retinoid || $0.isAcid }.map(step)
  }

  private func rulesOfEachUse() -> [Caution] {
    var found: [Caution] = []
    let mayBePaused = !input.pauses.isEmpty || !input.procedures.isEmpty
    let expired = input.products.filter { product in product.expiryDate.map { day > $0 } ?? false }
    for use in done {
      let history = input.diary.steps[use.step]
      if mayBePaused, isPausedForSkin(history.step) {
        found.append(caution(.doneDuringPause, history.step))
      }
      if let over = overMax(use, history) { found.append(over) }
      if isSecondDayRunning(use, history) {
        found.append(caution(.activeTwoDaysRunning, history.step))
      }
      if let product = expired.first(where: { $0.name == use.product }),
        let expiry = product.expiryDate
      {
        found.append(
          caution(.productExpired, history.step, .product(product.name, expiresOn: expiry)))
      }
    }
    return found
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
