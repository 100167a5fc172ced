import Calendar
import Routine

/// A warning to the user about one day. Cautions never prevent logging.
public struct Caution: Hashable, Sendable {
  /// The kind of a caution.
  public enum Code: String, Named {
    /// A clay mask and a chemical exfoliant or scrub were done on one day.
    case clayAndExfoliant = "clay-and-exfoliant-same-day"
    /// A scrub and another step with an acid (a BHA, an AHA or a chemical exfoliant) were done on one day.
    case scrubAndAcid = "scrub-and-acid-same-day"
    /// A retinoid and an acid were done on one day, both in the `pm` or `weekly` slot.
    case retinoidAndAcid = "retinoid-and-acid-same-night"
    /// A pore strip was done fewer than `Policy.poreStripDays` days after the last one, or two were done on one day.
    case poreStripTooSoon = "pore-strip-too-soon"
    /// A pore strip was done on a day without a toner.
    case poreStripWithoutToner = "pore-strip-without-toner"
    /// Of the days of a week on which one version of its schedule is in force, a step was done on more than the schedule
    /// allows.
    case overMax = "over-max"
    /// A BHA, an AHA or a retinoid that is due on every Nth day was done two days running.
    case activeTwoDaysRunning = "active-two-days-running"
    /// A BHA, an AHA or a retinoid was raised by more than one level, or began above the first level.
    case rampJump = "ramp-jump"
    /// A mask was left on longer than `Policy.maskMinutes(of:)`.
    case maskTooLong = "mask-too-long"
    /// A mask was left on for less than `Policy.maskMinutes(of:)`.
    case maskTooShort = "mask-too-short"
    /// A clay mask, a chemical exfoliant or a scrub was done on a day without a sheet mask, toner or moisturizer.
    case noHydration = "no-hydration-after-deep-clean"
    /// The sunscreen that was due on the day after a retinoid or an acid was not done.
    case sunscreenMissed = "sunscreen-missed-after-active"
    /// The water cleanse of the evening was done without the oil cleanse that was due.
    case waterWithoutOil = "water-cleanse-without-oil-cleanse"
    /// A step that recoveries pause was done during a recovery, or during a pause for irritation or a procedure.
    case doneDuringPause = "done-during-pause"
    /// A sign of irritation was rated `Policy.irritationSign` or more.
    case irritation
    /// A product was used after `Product.expiryDate`.
    case productExpired = "product-expired"
    /// An attempt at a milestone has no baseline photo, and the days for one have passed.
    case noBaselinePhoto = "no-baseline-photo"
    /// A step with a retinoid was added.
    case retinoidNotice = "retinoid-notice"

    /// The noun for a value in messages.
    public static var noun: String { "a caution" }
  }

  /// The kind of the caution.
  public let code: Code
  /// The day that the caution is about.
  public let day: Day
  /// The step that the caution is about; nil for `irritation` and `noBaselinePhoto`.
  public let step: StepKey?
  /// The other values that the sentence of the caution names.
  public let detail: Detail

  /// The values that the sentence of a caution names besides its step.
  public enum Detail: Hashable, Sendable {
    /// No other values.
    case none
    /// The other step of a combination, or the active of the day before.
    case other(StepKey)
    /// The number of days since the last pore strip; 0 for two on one day.
    case days(Int)
    /// The number of minutes, and the kind of the mask.
    case minutes(Int, kind: Kind)
    /// The number of days of the week on which the step was done, and the most that its schedule allows.
    case times(Int, maximum: Int)
    /// The product, and its last day of use.
    case product(String, expiresOn: Day)
    /// The schedule that is too high, and whether it is the step's first.
    case schedule(Schedule, isFirst: Bool)
    /// The sign of irritation, and its score.
    case sign(Measure, score: Int)
    /// The milestone, and the day on which the attempt was anchored.
    case milestone(Milestone, anchor: Day)
  }

  init(_ code: Code, day: Day, step: StepKey?, _ detail: Detail = .none) {
    self.code = code
    self.day = day
    self.step = step
    self.detail = detail
  }
}

extension Caution {
  /// `cautions` ordered by day, code and step.
  fileprivate static func sorted(_ cautions: [Caution]) -> [Caution] {
    cautions.sorted { left, right in
      if left.day != right.day { return left.day < right.day }
      if left.code != right.code { return left.code.rawValue < right.code.rawValue }
      return (left.step?.description ?? "") < (right.step?.description ?? "")
    }
  }
}

extension ReportInput {
  /// The cautions about the days from `first` through `last`, ordered by day, code and step. Days after `today` have
  /// none.
  ///
  /// `uses` must reach back to `Policy.poreStripDays` days before `first`.
  /// - Complexity: O(uses + weeks · steps + logged days).
  public func cautions(from first: Day, through last: Day, today: Day) -> [Caution] {
    let end = min(last, today)
    guard first <= end else { return [] }
    let others =
      scheduleCautions() + ratingCautions() + photoCautions(from: first, through: end, today)
    let found = useCautions(from: first, through: end, today: today)
    return Caution.sorted(found + others.filter { $0.day >= first && $0.day <= end })
  }

  /// The cautions about uses on the days from `first` through `last`, by day. Days after `today` have none.
  ///
  /// - Complexity: O(uses + steps) for each day.
  private func useCautions(from first: Day, through last: Day, today: Day) -> [Caution] {
    var found: [Caution] = []
    var day = first
    while day <= min(last, today) {
      found += CautionDay(self, day: day, today: today).cautions()
      day = day + 1
    }
    return found
  }

  /// What to watch out for in the rest of the day of `report`: cautions that only the rest of the day can prevent, those
  /// that it would bring once every due step is done, and those that each optional step would add to them.
  ///
  /// - Complexity: as `cautions(from:through:today:)` for each optional step.
  public func forewarnings(for report: DayReport) -> [Caution] {
    let today = report.day
    func indices(_ predicate: (DayReport.Due) -> Bool) -> [Int] {
      let keys = Set(report.steps.filter { predicate($0.due) }.map(\.step.key))
      return diary.steps.indices.filter { keys.contains(diary.steps[$0].step.key) }
    }
    /// The cautions about the uses of the day when it is over.
    func outcome(_ input: ReportInput) -> [Caution] {
      let day = CautionDay(input, day: today, today: today)
      return day.cautions() + day.openCautions()
    }
    let now = CautionDay(self, day: today, today: today)
    let evening = adding(indices { $0 == .due }, on: today)
    let expected = outcome(evening)
    var warnings = now.openCautions()
    var known = Set(now.cautions() + warnings)
    func add(_ cautions: [Caution]) {
      let new = cautions.filter { known.insert($0).inserted }
      warnings += new
    }
    add(expected)
    let optional = indices { due in
      switch due {
      case .catchUp, .needed, .optional: true
      default: false
      }
    }
    for step in optional { add(outcome(evening.adding([step], on: today))) }
    return warnings
  }

  /// The cautions about uses on the days from `first` through `last` that this input has and `before` does not have,
  /// ordered by day, code and step. Days after `today` have none.
  ///
  /// `uses` must reach back to `Policy.poreStripDays` days before `first`.
  /// - Complexity: O(uses + steps) for each day.
  public func useCautions(
    from first: Day, through last: Day, today: Day, notIn before: ReportInput
  ) -> [Caution] {
    let known = Set(before.useCautions(from: first, through: last, today: today))
    let found = useCautions(from: first, through: last, today: today)
    return Caution.sorted(found.filter { !known.contains($0) })
  }

  /// The cautions about something that is missing on `today`, which the rest of the day can still put right.
  public func openCautions(on today: Day) -> [Caution] {
    CautionDay(self, day: today, today: today).openCautions()
  }

  /// The uses on `day`.
  ///
  /// - Complexity: O(log n + m) for n uses, m of them on the day.
  func uses(on day: Day) -> ArraySlice<Use> {
    var (low, high) = (0, uses.count)
    while low < high {
      let middle = (low + high) / 2
      if uses[middle].day < day { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < uses.count, uses[end].day == day { end += 1 }
    return uses[low..<end]
  }

  /// A copy in which `steps` are done on `day` as well.
  private func adding(_ steps: [Int], on day: Day) -> ReportInput {
    let more = steps.map { step in
      Use(day: day, step: step, product: product(of: step, on: day))
    }
    return ReportInput(
      diary: diary, uses: (uses + more).sorted { ($0.day, $0.step) < ($1.day, $1.step) },
      stepProducts: stepProducts, products: products, ratings: ratings, photos: photos,
      pauses: pauses, procedures: procedures)
  }

  private func product(of step: Int, on day: Day) -> String? {
    stepProducts.indices.contains(step) ? stepProducts[step].value(on: day) ?? nil : nil
  }

  /// The cautions about the schedules of steps. They do not depend on what was done.
  private func scheduleCautions() -> [Caution] {
    diary.steps.flatMap { history -> [Caution] in
      let step = history.step
      var found: [Caution] = []
      if step.active == .retinoid {
        found.append(Caution(.retinoidNotice, day: step.firstDay, step: step.key))
      }
      guard let active = step.active, Caution.strongActives.contains(active) else { return found }
      var level = 0
      for (index, version) in history.schedules.versions.enumerated() {
        // Skip a version that is replaced before the step begins: it was never in force.
        let next = history.schedules.versions.dropFirst(index + 1).first?.from
        if let next, next <= step.firstDay { continue }
        let start = index == 0 ? step.firstDay : max(version.from, step.firstDay)
        // Skip a version that begins after the step has ended.
        if !step.exists(on: start) { continue }
        let isFirst = start == step.firstDay
        let reached = version.value.rampLevel
        if reached > (isFirst ? 1 : level + 1) {
          found.append(
            Caution(
              .rampJump, day: start, step: step.key, .schedule(version.value, isFirst: isFirst)))
        }
        level = reached
      }
      return found
    }
  }

  private func ratingCautions() -> [Caution] {
    ratings.filter { $0.measure.isSign && $0.score >= Policy.irritationSign }.map { rating in
      Caution(
        .irritation, day: rating.day, step: nil, .sign(rating.measure, score: rating.score))
    }
  }

  private func photoCautions(from first: Day, through last: Day, _ today: Day) -> [Caution] {
    // The caution is about the day `offset` days after the anchor. Skip computing attempts when no anchor fits.
    let offset = Policy.photoBaseline.upperBound + 1
    guard diary.mayBeAnchored(from: first - offset, through: last - offset) else { return [] }
    return diary.attempts(asOf: today).compactMap { attempt in
      guard let anchor = attempt.anchor, today - anchor > Policy.photoBaseline.upperBound,
        !photos.contains(where: { $0.isBaseline(of: anchor) })
      else { return nil }
      return Caution(
        .noBaselinePhoto, day: anchor + offset, step: nil,
        .milestone(attempt.milestone, anchor: anchor))
    }
  }
}
