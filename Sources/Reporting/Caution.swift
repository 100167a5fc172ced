import Calendar
import Routine

/// Something worth knowing before the next time. A caution warns; it never keeps anyone from logging.
public struct Caution: Hashable, Sendable {
  /// What it is about.
  public enum Code: String, Named {
    /// Clay and an exfoliant or a scrub on one day.
    case clayAndExfoliant = "clay-and-exfoliant-same-day"
    /// A scrub and an acid on one day.
    case scrubAndAcid = "scrub-and-acid-same-day"
    /// A retinoid and an acid in one night.
    case retinoidAndAcid = "retinoid-and-acid-same-night"
    /// Two pore strips within a week.
    case poreStripTooSoon = "pore-strip-too-soon"
    /// A pore strip without a toner that day.
    case poreStripWithoutToner = "pore-strip-without-toner"
    /// More often in a week than the schedule allows.
    case overMax = "over-max"
    /// An active raised by more than a level, or begun above the first.
    case rampJump = "ramp-jump"
    /// A mask left on too long.
    case maskTooLong = "mask-too-long"
    /// A mask taken off too soon.
    case maskTooShort = "mask-too-short"
    /// Clay, exfoliant or scrub without anything hydrating that day.
    case noHydration = "no-hydration-after-deep-clean"
    /// The sunscreen left out on the day after an active.
    case sunscreenMissed = "sunscreen-missed-after-active"
    /// Water without the oil before it.
    case waterWithoutOil = "water-cleanse-without-oil-cleanse"
    /// Something done on a day on which it was paused.
    case doneDuringPause = "done-during-pause"
    /// A sign of irritation.
    case irritation
    /// A product used beyond its period after opening.
    case productExpired = "product-expired"
    /// A milestone under way without a photo to compare with.
    case noBaselinePhoto = "no-baseline-photo"
    /// A retinoid was added.
    case retinoidNotice = "retinoid-notice"

    /// What one is called.
    public static var noun: String { "a caution" }
  }

  /// What it is about.
  public let code: Code
  /// The day on which it came true.
  public let day: Day
  /// The step it is about, if it is about one.
  public let step: StepKey?
  /// What else its sentence names.
  public let detail: Detail

  /// The values that the sentence of a caution is made from, beside its step.
  public enum Detail: Hashable, Sendable {
    /// Nothing else.
    case none
    /// The other step of two that do not go together, or the one that came before.
    case other(StepKey)
    /// How many days after the last one.
    case days(Int)
    /// How many minutes it took.
    case minutes(Int, kind: Kind)
    /// On how many days of the week it was done, and how many its schedule allows.
    case times(Int, maximum: Int)
    /// The product, and the last day on which it keeps.
    case product(String, keepsUntil: Day)
    /// The schedule that is above the level; whether it is the step's first.
    case schedule(Schedule, isFirst: Bool)
    /// The sign, and its score.
    case sign(Measure, score: Int)
    /// The milestone, and the day on which it was anchored.
    case milestone(Milestone, anchor: Day)
  }

  init(_ code: Code, day: Day, step: StepKey?, _ detail: Detail = .none) {
    self.code = code
    self.day = day
    self.step = step
    self.detail = detail
  }
}

extension ReportInput {
  /// The cautions that came true on the days from `first` through `last`, and not after `today`: by day,
  /// code and step. The uses must reach back `Policy.poreStripDays` days before `first`.
  ///
  /// - Complexity: O(uses + weeks · steps + loggedDays).
  public func cautions(from first: Day, through last: Day, today: Day) -> [Caution] {
    let end = min(last, today)
    guard first <= end else { return [] }
    var found: [Caution] = []
    var day = first
    while day <= end {
      found += CautionDay(self, day: day, today: today).cautions()
      day = day + 1
    }
    found += scheduleCautions() + ratingCautions()
    found += photoCautions(from: first, through: end, today)
    return found.filter { $0.day >= first && $0.day <= end }.sorted { left, right in
      if left.day != right.day { return left.day < right.day }
      if left.code != right.code { return left.code.rawValue < right.code.rawValue }
      return (left.step?.description ?? "") < (right.step?.description ?? "")
    }
  }

  /// The cautions that would come true on the day of `report`: with all that is due done, and with each step that is a
  /// matter of choice done besides.
  public func forewarnings(for report: DayReport) -> [Caution] {
    let today = report.day
    func indices(_ isMeant: (DayReport.Due) -> Bool) -> [Int] {
      let keys = Set(report.steps.filter { isMeant($0.due) }.map(\.step.key))
      return diary.steps.indices.filter { keys.contains(diary.steps[$0].step.key) }
    }
    let now = cautions(from: today, through: today, today: today)
    let evening = adding(indices { $0 == .due }, on: today)
    let expected = evening.cautions(from: today, through: today, today: today)
    // Skip warnings that the remaining steps will resolve.
    var warnings = expected.filter { !now.contains($0) && $0.code.isOfUses }
    let optional = indices { due in
      switch due {
      case .catchUp, .wanted, .optional, .enough: true
      default: false
      }
    }
    for step in optional {
      let besides = evening.adding([step], on: today)
      warnings += besides.cautions(from: today, through: today, today: today).filter { caution in
        caution.code.isOfUses && !expected.contains(caution) && !warnings.contains(caution)
      }
    }
    return warnings
  }

  /// What was done on `day`.
  ///
  /// - Complexity: O(log uses), and the uses of the day.
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

  /// The same with further steps done on a day.
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

  /// Cautions about how a step is scheduled, whatever was done.
  private func scheduleCautions() -> [Caution] {
    diary.steps.flatMap { history -> [Caution] in
      let step = history.step
      var found: [Caution] = []
      if step.active == .retinoid {
        found.append(Caution(.retinoidNotice, day: step.firstDay, step: step.key))
      }
      guard let active = step.active, [.bha, .aha, .retinoid].contains(active) else { return found }
      var level = 0
      for (index, version) in history.schedules.versions.enumerated() {
        // A version that is replaced before the step begins was never in force.
        let next = history.schedules.versions.dropFirst(index + 1).first?.from
        if let next, next <= step.firstDay { continue }
        let start = index == 0 ? step.firstDay : max(version.from, step.firstDay)
        // Nothing comes into force once the step is over.
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
    // A milestone that is told of in the span was anchored a week before.
    let offset = Policy.photoBaseline.upperBound + 1
    guard diary.mayBeAnchored(from: first - offset, through: last - offset) else { return [] }
    return diary.attempts(asOf: today).compactMap { attempt in
      guard let anchor = attempt.anchor, today - anchor > Policy.photoBaseline.upperBound,
        !photos.contains(where: { Policy.photoBaseline.contains($0.day - anchor) })
      else { return nil }
      return Caution(
        .noBaselinePhoto, day: anchor + offset, step: nil,
        .milestone(attempt.milestone, anchor: anchor))
    }
  }
}

extension Caution.Code {
  /// Whether it is about something that is done, and so can be told before.
  var isOfUses: Bool {
    switch self {
    case .rampJump, .irritation, .noBaselinePhoto, .retinoidNotice, .sunscreenMissed: false
    default: true
    }
  }
}
