import Calendar
import Reporting
import Routine

/// The sentences about one attempt at a milestone. Nothing in them may promise an effect.
public struct MilestoneWords: Sendable {
  /// The report that the sentences describe.
  public let report: MilestoneReport
  /// The day that counts as today.
  public let today: Day

  /// Creates the sentences about `report`, as of `today`.
  public init(report: MilestoneReport, today: Day) {
    self.report = report
    self.today = today
  }

  private var attempt: Attempt { report.attempt }
  private var window: ClosedRange<Int> { attempt.milestone.window }

  /// The milestone and, from the second attempt on, the number of the attempt.
  public var title: String {
    let name =
      switch attempt.milestone {
      case .texture: "Cleansing and hydration"
      case .active(let active): active.rawValue.prefix(1).uppercased() + active.rawValue.dropFirst()
      }
    return attempt.number > 1 ? "\(name), attempt \(attempt.number)" : name
  }

  /// The state in a few words, for a heading: `22 days to go`.
  public var state: String {
    switch attempt.state {
    case .notStarted: attempt.state.words
    case .building: "\(Wording.counted(window.lowerBound - attempt.credited, "day")) to go"
    case .windowOpen: "\(attempt.state.words) since \(spoken(attempt.openedOn))"
    case .windowPassed: "\(attempt.state.words) on \(spoken(attempt.passedOn))"
    case .lapsed, .ended: "\(attempt.state.words) on \(spoken(attempt.lapsedOn))"
    }
  }

  /// Where the attempt stands: the days that count, its window and what delays it, as sentences.
  public var account: [String] {
    let days = Wording.counted(attempt.credited, "day")
    var lines: [String] = []
    switch attempt.state {
    case .notStarted:
      lines.append(
        attempt.milestone == .texture
          ? "It begins on the first day with a cleanse and something hydrating done."
          : "It begins on the first day on which it is done.")
    case .building:
      let opening =
        attempt.projectedOpenOn.map {
          "If you keep every week from now on, the guide's weeks \(weeks) begin on \(spoken($0))."
        } ?? "As the routine is planned, the guide's weeks \(weeks) do not begin within two years."
      let counted = "\(attempt.credited) of \(window.lowerBound) days counted."
      // What it waits for says more than a date that cannot be told.
      let isWaiting = attempt.projectedOpenOn == nil && !attempt.waitingFor.isEmpty
      lines.append(isWaiting ? counted : "\(counted) \(opening)")
    case .windowOpen:
      lines.append(
        "\(days) counted. \(guide); you have been there since \(spoken(attempt.openedOn)).")
    case .windowPassed:
      let last = attempt.passedOn.map { $0 - 1 }
      lines.append(
        "\(days) counted. \(guide); you were there from \(spoken(attempt.openedOn)) to \(spoken(last))."
      )
    case .lapsed:
      lines.append(
        "\(days) counted\(opened). Then nothing of it was done for \(attempt.milestone.lapse) days, to \(spoken(attempt.lapsedOn)). The next day on which all of it is done begins another attempt."
      )
    case .ended:
      lines.append(
        "\(days) counted\(opened). It ended with its steps on \(spoken(attempt.lapsedOn)).")
    }
    if !attempt.waitingFor.isEmpty, attempt.lapsedOn == nil {
      lines.append(
        "Nothing counts while nothing of \(attempt.waitingFor.joined(separator: " and ")) is due: it is paused, excused, or only as needed."
      )
    }
    return lines
  }

  /// What the weeks that are over brought, in words beside `Attempt.weeks`; nil before one is over.
  public var weeksInWords: String? {
    guard let anchor = attempt.anchor, !attempt.weeks.isEmpty else { return nil }
    let counted = attempt.weeks.filter { $0 == .counted }.count
    let short = attempt.weeks.filter { $0 == .fellShort }.count
    var parts = ["\(Wording.counted(counted, "week")) counted"]
    if short > 0 { parts.append("\(short) fell short of \(keptShare)") }
    if attempt.excused > 0 { parts.append("\(Wording.counted(attempt.excused, "day")) paused") }
    if attempt.neutral > 0 {
      parts.append("\(Wording.counted(attempt.neutral, "day")) with nothing due")
    }
    return parts.joined(separator: ", ") + ", since \(spoken(anchor))"
  }

  /// The credited days and the window, for a reader who cannot see the bar.
  public var progress: String {
    "\(Wording.counted(attempt.credited, "day")) counted; the window is \(window.words)"
  }

  /// The sentence before the list of confounders.
  public static let confoundersIntroduction = "Changed since, which may play a part:"

  /// The ratings and photos, as sentences.
  public var seen: [String] {
    if attempt.anchor == nil { return [] }
    var lines = ratings
    let (before, after) = (report.photos.before, report.photos.after)
    let canCompare = report.ratings.contains { $0.1.change != nil } || before != nil && after != nil
    if let before, let after, let isMatched = report.photos.isMatched {
      lines.append(
        "Photos: \(before.view.rawValue), \(spoken(before.day)) and \(spoken(after.day)), "
          + (isMatched
            ? "with the same light and distance."
            : "but not with the same light and distance, so they are hard to compare."))
    } else {
      if let before { lines.append("Start photo: \(before.view.rawValue), \(spoken(before.day)).") }
      if let after { lines.append("Later photo: \(after.view.rawValue), \(spoken(after.day)).") }
    }
    return canCompare ? lines : ["Nothing to compare yet."] + lines
  }

  /// What was rated. Scales that were only rated at the start, equally often, share a sentence.
  private var ratings: [String] {
    let starts = report.ratings.filter { $0.1.window == nil && $0.1.baseline != nil }
    let compared = report.ratings.filter { $0.1.window != nil }
    var lines = compared.map { MilestoneWords.words($0, $1) }
    if starts.count > 1, let count = starts.first?.1.counts[0],
      starts.allSatisfy({ $0.1.counts[0] == count })
    {
      let names = starts.map { "\($0.0.rawValue) \(median($0.1.baseline ?? 0))" }
        .joined(separator: ", ")
      lines.append(
        "\(names.prefix(1).uppercased() + names.dropFirst()) at the start (\(count == 1 ? "one rating" : "\(count) ratings") each)."
      )
    } else {
      lines += starts.map { MilestoneWords.words($0, $1) }
    }
    return lines
  }

  /// What was rated: `Texture 7 → 4, lower (one rating at the start, 3 since).`
  private static func words(_ measure: Measure, _ comparison: RatingComparison) -> String {
    func ratings(_ count: Int) -> String { count == 1 ? "one rating" : "\(count) ratings" }
    let name = measure.rawValue.prefix(1).uppercased() + measure.rawValue.dropFirst()
    let (start, since) = (comparison.counts[0], comparison.counts[1])
    switch (comparison.baseline, comparison.window) {
    case (let baseline?, let window?):
      let verdict =
        switch comparison.verdict {
        case .lower: "lower"
        case .higher: "higher"
        case .same: "about the same"
        case .notEnough: "too few to compare"
        }
      return
        "\(name) \(median(baseline)) → \(median(window)), \(verdict) (\(ratings(start)) at the start, \(since == 1 ? "one" : "\(since)") since)."
    case (let baseline?, nil):
      return "\(name) \(median(baseline)) at the start (\(ratings(start)))."
    case (nil, let window?):
      return "\(name) \(median(window)) since (\(ratings(since))), and none from the start."
    case (nil, nil): return "\(name) was not rated."
    }
  }

  // MARK: Parts of sentences

  private func spoken(_ day: Day?) -> String { (day ?? today).spoken(on: today) }

  /// The weeks of the guide: `2 to 4`.
  private var weeks: String { window.inWeeks.words }

  private var guide: String {
    attempt.milestone == .texture
      ? "The guide speaks of smoother texture after \(window.words)"
      : "The guide speaks of a change after \(window.words)"
  }

  private var opened: String {
    attempt.openedOn.map { ", and its window opened on \(spoken($0))" } ?? ""
  }
}

/// A median of ratings, without a decimal where it is whole: `7`, `6.5`.
private func median(_ value: Double) -> String {
  value == value.rounded() ? String(Int(value)) : String(value)
}

extension MilestoneState {
  /// The state in a word or two.
  public var words: String {
    switch self {
    case .notStarted: "not begun"
    case .building: "building"
    case .windowOpen: "window open"
    case .windowPassed: "window passed"
    case .lapsed: "let go"
    case .ended: "ended"
    }
  }
}
