import Routine

/// One day, with all that the rules of one evening look at.
struct CautionDay {
  let chronicle: Chronicle
  let day: Day
  /// What was done on it, each with its step.
  let done: [(deed: Deed, step: Step)]
  let today: Day

  init(_ chronicle: Chronicle, day: Day, today: Day) {
    self.chronicle = chronicle
    self.day = day
    self.today = today
    let steps = chronicle.diary.steps
    done = chronicle.deeds(on: day).sorted { $0.step < $1.step }.map { ($0, steps[$0.step].step) }
  }

  func cautions() -> [Caution] {
    combinations() + poreStrips() + masks() + careAfter() + eachDeed()
  }

  private func caution(_ code: Caution.Code, _ step: Step?, _ message: String) -> Caution {
    Caution(code: code, day: day, step: step?.key, message: message)
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
      found.append(
        caution(
          .clayAndExfoliant, clay, "\(clay.key) and \(other.key) on one day: keep them days apart.")
      )
    }
    if let (scrub, acid) = pair({ $0.kind == .scrub }, CautionDay.isAcid) {
      found.append(
        caution(
          .scrubAndAcid, scrub, "\(scrub.key) and \(acid.key) on one day: one of them is enough."))
    }
    let isNight: (Step) -> Bool = { $0.key.slot != .am }
    if let (retinoid, acid) = pair(
      { $0.active == .retinoid && isNight($0) }, { CautionDay.isAcid($0) && isNight($0) })
    {
      found.append(
        caution(
          .retinoidAndAcid, retinoid, "\(retinoid.key) and \(acid.key) in one night: take turns."))
    }
    return found
  }

  private func poreStrips() -> [Caution] {
    let steps = chronicle.diary.steps
    func isStrip(_ deed: Deed) -> Bool { steps[deed.step].step.kind == .poreStrip }
    guard let strip = first({ $0.kind == .poreStrip }) else { return [] }
    var found: [Caution] = []
    let recent = (1..<Choices.poreStripDays).first {
      chronicle.deeds(on: day - $0).contains(where: isStrip)
    }
    if let recent {
      found.append(
        caution(
          .poreStripTooSoon, strip,
          "\(strip.key) \(recent) \(recent == 1 ? "day" : "days") after the last: leave \(Choices.poreStripDays) between."
        ))
    }
    if first({ $0.kind == .toner }) == nil {
      found.append(
        caution(
          .poreStripWithoutToner, strip,
          "\(strip.key) without a toner that day: soothe after a strip."))
    }
    return found
  }

  private func masks() -> [Caution] {
    done.compactMap { deed, step in
      let minutes: ClosedRange<Int>
      switch step.kind {
      case .clayMask: minutes = Choices.clayMinutes
      case .sheetMask: minutes = Choices.sheetMinutes
      default: return nil
      }
      guard let taken = deed.minutes, !minutes.contains(taken) else { return nil }
      let span = "\(minutes.lowerBound) to \(minutes.upperBound) minutes"
      return taken > minutes.upperBound
        ? caution(.maskTooLong, step, "\(step.key) for \(taken) minutes: \(span) are meant.")
        : caution(.maskTooShort, step, "\(step.key) for \(taken) minutes: \(span) are meant.")
    }
  }

  private func careAfter() -> [Caution] {
    var found: [Caution] = []
    let deep = first { [.clayMask, .chemicalExfoliant, .scrub].contains($0.kind) }
    if let deep, first({ [.sheetMask, .toner, .moisturizer].contains($0.kind) }) == nil {
      found.append(
        caution(
          .noHydration, deep,
          "\(deep.key) and nothing hydrating that day: a sheet mask, toner or moisturizer follows.")
      )
    }
    if let sunscreen = missedSunscreen(), let active = activeTheDayBefore() {
      found.append(
        caution(
          .sunscreenMissed, sunscreen,
          "\(sunscreen.key) left out on the day after \(active.key): it is the one step never to skip."
        )
      )
    }
    let water = done.first { $0.step.kind == .waterCleanse && $0.step.key.slot == .pm }?.step
    if let water, isLeftOut({ $0.kind == .oilCleanse && $0.key.slot == .pm }) != nil {
      found.append(
        caution(
          .waterWithoutOil, water,
          "\(water.key) without the oil cleanse before it: the double cleanse begins with the oil.")
      )
    }
    return found
  }

  /// A step that is due on the day and not done.
  private func isLeftOut(_ isIt: (Step) -> Bool) -> Step? {
    let week = Week(of: day)
    for (index, history) in chronicle.diary.steps.enumerated() where isIt(history.step) {
      var logged = LoggedWeek()
      if let status = chronicle.diary.status(of: index, on: day) {
        logged.insert(code: Mark.code(of: status), on: day.weekday)
      }
      let isDone = done.contains { $0.deed.step == index }
      let step = StepWeek(history: history, week: week, logged: logged, today: today)
      if !isDone, step.due.intersection(step.eligible).has(day.weekday) { return history.step }
    }
    return nil
  }

  private func missedSunscreen() -> Step? {
    day < today ? isLeftOut { $0.kind == .sunscreen } : nil
  }

  private func activeTheDayBefore() -> Step? {
    let steps = chronicle.diary.steps
    return chronicle.deeds(on: day - 1).map { steps[$0.step].step }.first { step in
      step.active == .retinoid || CautionDay.isAcid(step)
    }
  }

  private func eachDeed() -> [Caution] {
    done.flatMap { deed, step -> [Caution] in
      var found: [Caution] = []
      let history = chronicle.diary.steps[deed.step]
      if history.absences.contains(where: { $0.covers(day) }) {
        found.append(caution(.doneDuringPause, step, "\(step.key) was done while it is paused."))
      }
      if let over = overMax(deed, history) { found.append(over) }
      let product = chronicle.products.first { $0.name == deed.product }
      if let product, let expiry = product.expiresOn, day > expiry {
        found.append(
          caution(
            .productExpired, step,
            "\(product.name) was opened too long ago: it keeps until \(expiry)."))
      }
      return found
    }
  }

  /// The one that is one too many: on the first day of its week on which it was done more often, that
  /// day included, than the schedule in force allows.
  private func overMax(_ deed: Deed, _ history: StepHistory) -> Caution? {
    let week = Week(of: day)
    let step = StepWeek(history: history, week: week, logged: LoggedWeek(), today: today)
    var times = 0
    for weekday in 0...day.weekday {
      let other = week.monday + weekday
      guard history.step.lives(on: other),
        chronicle.deeds(on: other).contains(where: { $0.step == deed.step })
      else { continue }
      times += 1
      guard let maximum = step.schedule(on: weekday)?.maximum, times > maximum else { continue }
      guard other == day else { return nil }
      return caution(
        .overMax, history.step,
        "\(history.step.key) on \(times) days this week: at most \(maximum) are meant.")
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

extension Diary {
  /// What was logged of a step on a day.
  func status(of step: Int, on day: Day) -> Status? {
    marks(on: day).first { $0.step == step }?.status
  }
}
