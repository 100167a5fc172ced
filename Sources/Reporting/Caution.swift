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
  /// What it says, in one sentence.
  public let message: String
}

extension Chronicle {
  /// The cautions that came true on the days from `first` through `last`, and not after `today`: by day,
  /// code and step. The deeds must reach back `Choices.poreStripDays` days before `first`.
  ///
  /// - Complexity: O(deeds + weeks · steps + marks).
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

  /// What would come true on `today` with the deeds that are still to come, before the deed: of what is
  /// due when all of it is done, and of each step that is a matter of choice when it is done besides.
  ///
  /// - Parameters:
  ///   - due: the steps that are due and not logged, as indices.
  ///   - optional: those that may be done.
  public func forewarnings(on today: Day, due: [Int], optional: [Int]) -> [Caution] {
    let now = cautions(from: today, through: today, today: today)
    let evening = adding(due, on: today)
    let expected = evening.cautions(from: today, through: today, today: today)
    // What what is still due will put right is not worth a word.
    var warnings = expected.filter { !now.contains($0) && $0.code.isOfDeeds }
    for step in optional {
      let besides = evening.adding([step], on: today)
      warnings += besides.cautions(from: today, through: today, today: today).filter { caution in
        caution.code.isOfDeeds && !expected.contains(caution) && !warnings.contains(caution)
      }
    }
    return warnings
  }

  /// What was done on `day`.
  ///
  /// - Complexity: O(log deeds), and the deeds of the day.
  func deeds(on day: Day) -> ArraySlice<Deed> {
    var (low, high) = (0, deeds.count)
    while low < high {
      let middle = (low + high) / 2
      if deeds[middle].day < day { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < deeds.count, deeds[end].day == day { end += 1 }
    return deeds[low..<end]
  }

  /// The same with further steps done on a day.
  private func adding(_ steps: [Int], on day: Day) -> Chronicle {
    let more = steps.map { step in
      Deed(day: day, step: step, product: product(of: step, on: day))
    }
    return Chronicle(
      diary: diary, deeds: (deeds + more).sorted { ($0.day, $0.step) < ($1.day, $1.step) },
      stepProducts: stepProducts, products: products, ratings: ratings, photos: photos)
  }

  private func product(of step: Int, on day: Day) -> String? {
    stepProducts.indices.contains(step) ? stepProducts[step].last { $0.from <= day }?.value : nil
  }

  /// Cautions about how a step is scheduled, whatever was done.
  private func scheduleCautions() -> [Caution] {
    diary.steps.flatMap { history -> [Caution] in
      let step = history.step
      var found: [Caution] = []
      if step.active == .retinoid {
        found.append(
          Caution(
            code: .retinoidNotice, day: step.firstDay, step: step.key,
            message:
              "\(step.key) is a retinoid: not in pregnancy or while breastfeeding without a doctor's word."
          ))
      }
      guard let active = step.active, [.bha, .aha, .retinoid].contains(active) else { return found }
      var level = 0
      for (index, version) in history.schedules.enumerated() {
        let day = index == 0 ? step.firstDay : version.from
        // What is replaced before the step begins was never in force.
        let next = history.schedules.dropFirst(index + 1).first?.from
        if let next, next <= step.firstDay { continue }
        // And nothing comes into force once the step is over.
        if !step.lives(on: max(day, step.firstDay)) { continue }
        let reached = version.value.rampLevel
        let isFirst = day <= step.firstDay
        if isFirst ? reached > 1 : reached > level + 1 {
          let start = max(day, step.firstDay)
          found.append(
            Caution(
              code: .rampJump, day: start, step: step.key,
              message: isFirst
                ? "\(step.key) begins at \(version.value): an active begins at 2-3/week."
                : "\(step.key) goes to \(version.value) at once: one level at a time, 2-3, 3-4, 5-7 a week."
            ))
        }
        level = reached
      }
      return found
    }
  }

  private func ratingCautions() -> [Caution] {
    ratings.filter { $0.measure.isSign && $0.score >= 2 }.map { rating in
      let name = rating.measure.rawValue
      let message =
        rating.score >= 3
        ? "\(name) was rated 3: pause actives and exfoliants, and see a professional."
        : "\(name) was rated 2: consider \(Choices.irritationPause) days without actives and exfoliants."
      return Caution(code: .irritation, day: rating.day, step: nil, message: message)
    }
  }

  private func photoCautions(from first: Day, through last: Day, _ today: Day) -> [Caution] {
    // A milestone that is told of in the span was anchored a week before.
    let offset = Choices.photoBaseline.upperBound + 1
    guard diary.mayBeAnchored(from: first - offset, through: last - offset) else { return [] }
    return diary.attempts(asOf: today).compactMap { attempt in
      guard let anchor = attempt.anchor, today - anchor > Choices.photoBaseline.upperBound,
        !photos.contains(where: { Choices.photoBaseline.contains($0.day - anchor) })
      else { return nil }
      return Caution(
        code: .noBaselinePhoto, day: anchor + offset, step: nil,
        message:
          "the milestone \(attempt.milestone.name), begun on \(anchor), has no photo from its beginning to compare with."
      )
    }
  }
}

extension Caution.Code {
  /// Whether it is about something that is done, and so can be told before.
  var isOfDeeds: Bool {
    switch self {
    case .rampJump, .irritation, .noBaselinePhoto, .retinoidNotice, .sunscreenMissed: false
    default: true
    }
  }
}
