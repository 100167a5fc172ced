import Calendar
import Routine

/// One attempt at a milestone, with what was seen beside it.
public struct MilestoneReport: Sendable {
  /// The attempt.
  public let attempt: Attempt
  /// What was rated around the anchor and in the window: of the four looks those that were rated.
  public let ratings: [(Measure, RatingComparison)]
  /// The photos before and after.
  public let photos: PhotoPair
  /// What changed since the anchor, so that what is seen may have another cause, by day and step.
  public let confounders: [Confounder]

  /// Reports on every attempt at every milestone, in the order of `Diary.attempts(asOf:)`.
  public static func all(of input: ReportInput, today: Day) -> [MilestoneReport] {
    input.diary.attempts(asOf: today).map { attempt in
      MilestoneReport(
        attempt: attempt, ratings: RatingComparison.all(of: input.ratings, attempt, today),
        photos: PhotoPair(among: input.photos, attempt, today),
        confounders: Confounder.all(in: input, attempt, today))
    }
  }
}

/// The ratings of one look around the anchor beside those in the window. Both are medians of what one
/// person gave, and no more than that.
public struct RatingComparison: Hashable, Sendable {
  /// What the comparison comes to.
  public enum Verdict: String, Named {
    /// The window's median is lower, which is better, by `Policy.ratingChange` or more.
    case lower
    /// It is higher by as much.
    case higher
    /// It is neither.
    case same
    /// There are fewer than `Policy.ratingsNeeded` in one of the two.
    case notEnough = "not-enough"

    /// What one is called.
    public static var noun: String { "a verdict" }
  }

  /// The median around the anchor; nil without any.
  public let baseline: Double?
  /// The median in the window; nil without any, and before it opens.
  public let window: Double?
  /// How many ratings each has.
  public let counts: [Int]

  /// How far the window's median lies above the baseline's; nil without one of them.
  public var change: Double? {
    guard let baseline, let window else { return nil }
    return window - baseline
  }

  /// What it comes to.
  public var verdict: Verdict {
    guard let change, counts.allSatisfy({ $0 >= Policy.ratingsNeeded }) else { return .notEnough }
    if change <= -Policy.ratingChange { return .lower }
    return change >= Policy.ratingChange ? .higher : .same
  }

  static func all(
    of ratings: [Rating], _ attempt: Attempt, _ today: Day
  ) -> [(Measure, RatingComparison)] {
    guard let anchor = attempt.anchor else { return [] }
    let known = ratings.filter { $0.day <= today }
    let window = attempt.windowDays(on: today)
    return Measure.allCases.filter { !$0.isSign }.compactMap { measure in
      let scores = known.filter { $0.measure == measure }
      let before = scores.filter { Policy.ratingBaseline.contains($0.day - anchor) }.map(\.score)
      let inWindow = scores.filter { window?.contains($0.day) ?? false }.map(\.score)
      if before.isEmpty && inWindow.isEmpty { return nil }
      let comparison = RatingComparison(
        baseline: median(before), window: median(inWindow), counts: [before.count, inWindow.count])
      return (measure, comparison)
    }
  }

  /// The middle one, or the mean of the middle two; nil of none.
  private static func median(_ scores: [Int]) -> Double? {
    if scores.isEmpty { return nil }
    let sorted = scores.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1
      ? Double(sorted[middle]) : Double(sorted[middle - 1] + sorted[middle]) / 2
  }
}

/// A photo of the time of the anchor and one of the window, of the same view.
public struct PhotoPair: Hashable, Sendable {
  /// The one nearest the anchor; one tagged `before` wins.
  public let before: Photo?
  /// The latest in the window of the same view; one tagged `after` wins.
  public let after: Photo?

  /// Whether light and distance are given and the same in both; nil without a pair.
  public var isMatched: Bool? {
    guard let before, let after else { return nil }
    return before.light != nil && before.distance != nil && before.light == after.light
      && before.distance == after.distance
  }

  init(among photos: [Photo], _ attempt: Attempt, _ today: Day) {
    guard let anchor = attempt.anchor else {
      (before, after) = (nil, nil)
      return
    }
    let known = photos.filter { $0.day <= today }
    // Of equals the first by day, view and hash, the order in which they come.
    let first = known.filter { Policy.photoBaseline.contains($0.day - anchor) }.min {
      left, right in
      if (left.tag == .before) != (right.tag == .before) { return left.tag == .before }
      let (near, far) = (abs(left.day - anchor), abs(right.day - anchor))
      return near != far ? near < far : left.day < right.day
    }
    before = first
    guard let first, let window = attempt.windowDays(on: today) else {
      after = nil
      return
    }
    after = known.filter { $0.view == first.view && window.contains($0.day) && $0 != first }
      .min { left, right in
        if (left.tag == .after) != (right.tag == .after) { return left.tag == .after }
        return left.day > right.day
      }
  }
}

/// A change to what a milestone requires, since its anchor.
public struct Confounder: Hashable, Sendable {
  /// From which day on.
  public let day: Day
  /// The step.
  public let step: StepKey
  /// What changed.
  public let change: Change

  /// A change of a step.
  public enum Change: Hashable, Sendable {
    /// The step was added.
    case added
    /// The step ended the day before.
    case ended
    /// It uses another product, or none.
    case product(String?)
    /// It is due by another schedule.
    case schedule(Schedule)

    /// The place among changes of one day and step.
    fileprivate var order: (Int, String) {
      switch self {
      case .added: (0, "")
      case .ended: (1, "")
      case .product(nil): (2, "")
      case .product(let name?): (3, name)
      case .schedule(let schedule): (4, schedule.description)
      }
    }
  }

  static func all(in input: ReportInput, _ attempt: Attempt, _ today: Day) -> [Confounder] {
    guard let anchor = attempt.anchor else { return [] }
    let steps = input.diary.steps
    let last = min(today, attempt.lapsedOn ?? today)
    var found: [Confounder] = []
    for index in (attempt.milestone.required(in: steps) ?? []).joined() {
      let step = steps[index].step
      func add(_ day: Day, _ change: Change) {
        if day > anchor, day <= last {
          found.append(Confounder(day: day, step: step.key, change: change))
        }
      }
      // A version counts while the step lives, and what the step begins with is part of it.
      func addVersion(_ day: Day, _ change: Change) {
        if step.exists(on: day), day > step.firstDay { add(day, change) }
      }
      add(step.firstDay, .added)
      if let end = step.lastDay { add(end + 1, .ended) }
      for change in steps[index].schedules.changes {
        addVersion(change.day, .schedule(change.after))
      }
      guard input.stepProducts.indices.contains(index) else { continue }
      let products = input.stepProducts[index]
      for change in products.changes { addVersion(change.day, .product(change.after)) }
      // The first product of a step that used none is a change too.
      if let first = products.versions.first, let product = first.value {
        addVersion(first.from, .product(product))
      }
    }
    return found.sorted {
      ($0.day, $0.step) == ($1.day, $1.step)
        ? $0.change.order < $1.change.order : ($0.day, $0.step) < ($1.day, $1.step)
    }
  }
}
