import Calendar
import Routine

/// One attempt at a milestone, with the ratings, photos and confounders that go with it.
public struct MilestoneReport: Sendable {
  /// The attempt.
  public let attempt: Attempt
  /// The ratings around the anchor and in the window, for each of the four scales that was rated in
  /// either span.
  public let ratings: [(Measure, RatingComparison)]
  /// The photos before and after.
  public let photos: PhotoPair
  /// The changes of required steps since the anchor and up to the end of the window, ordered by day and step.
  public let confounders: [Confounder]
  /// What a report should invite the user to do today.
  public let invitations: [Invitation]

  /// The reports on every attempt at every milestone, in the order of `Diary.attempts(asOf:)`.
  ///
  /// - Parameters:
  ///   - input: the user's data; its uses are not read.
  ///   - today: the day that counts as today. Later ratings and photos are ignored.
  /// - Complexity: O(weeks · steps + logged days + attempts · (ratings + photos)), plus sorting the changes.
  public static func all(of input: ReportInput, today: Day) -> [MilestoneReport] {
    input.diary.attempts(asOf: today).map { attempt in
      MilestoneReport(
        attempt: attempt, ratings: RatingComparison.all(of: input.ratings, attempt, today),
        photos: PhotoPair(among: input.photos, attempt, today),
        confounders: Confounder.all(in: input, attempt, today),
        invitations: input.invitations(of: attempt, on: today))
    }
  }
}

/// The median of one scale's ratings around the anchor, compared with the median in the window. It compares one
/// person's own ratings and is not a statistical test.
public struct RatingComparison: Hashable, Sendable {
  /// The result of a comparison.
  public enum Verdict: String, Named {
    /// The window's median is lower, which is better, by `Policy.ratingChange` or more.
    case lower
    /// The window's median is higher, which is worse, by `Policy.ratingChange` or more.
    case higher
    /// The medians differ by less than `Policy.ratingChange`.
    case same
    /// Fewer than `Policy.baselineRatingsNeeded` ratings lie around the anchor, or fewer than
    /// `Policy.windowRatingsNeeded` in the window.
    case notEnough = "not-enough"

    /// The noun for a value in messages.
    public static var noun: String { "a verdict" }
  }

  /// The median of the ratings around the anchor, 0 to 10 in steps of 0.5; nil without any.
  public let baseline: Double?
  /// The median of the ratings in the window, 0 to 10 in steps of 0.5; nil without any, and before
  /// the window opens.
  public let window: Double?
  /// The number of ratings around the anchor, and the number of ratings in the window.
  public let counts: [Int]

  /// `window` minus `baseline`; nil when one of them is nil.
  public var change: Double? {
    guard let baseline, let window else { return nil }
    return window - baseline
  }

  /// The result of the comparison.
  public var verdict: Verdict {
    guard let change, counts[0] >= Policy.baselineRatingsNeeded,
      counts[1] >= Policy.windowRatingsNeeded
    else { return .notEnough }
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

  /// The middle score, or the mean of the middle two; nil without scores.
  private static func median(_ scores: [Int]) -> Double? {
    if scores.isEmpty { return nil }
    let sorted = scores.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1
      ? Double(sorted[middle]) : Double(sorted[middle - 1] + sorted[middle]) / 2
  }
}

/// A change of a required step after the anchor, which may be another cause of a difference in ratings or photos.
public struct Confounder: Hashable, Sendable {
  /// The first day on which the change holds.
  public let day: Day
  /// The step.
  public let step: StepKey
  /// What changed.
  public let change: Change

  /// A change of a step.
  public enum Change: Hashable, Sendable {
    /// The step was added.
    case added
    /// The step ended: the day before was its last.
    case ended
    /// The step uses this product; nil for none.
    case product(String?)
    /// The step is due by this schedule.
    case schedule(Schedule)

    /// The sort key among the changes of one step on one day.
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
    let last = attempt.windowDays(on: today)?.upperBound ?? min(today, attempt.lapsedOn ?? today)
    var found: [Confounder] = []
    for index in (attempt.milestone.required(in: steps) ?? []).joined() {
      let step = steps[index].step
      func add(_ day: Day, _ change: Change) {
        if day > anchor, day <= last {
          found.append(Confounder(day: day, step: step.key, change: change))
        }
      }
      // A version is a change only while the step exists, and not on its first day.
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
      // `changes` leaves out the first version, but a first product after the step's first day is a change.
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
