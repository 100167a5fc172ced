import Calendar
import Reporting
import Routine

/// The sentences about one attempt at a milestone.
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

  /// The milestone and, from the second attempt on, the number of the attempt.
  public var title: String {
    let name =
      switch attempt.milestone {
      case .texture: "texture: cleansing and hydration kept up"
      case .active(let active): "\(active.rawValue): steady use"
      }
    let again = attempt.number > 1 ? ", attempt \(attempt.number)" : ""
    return "\(name)\(again)"
  }

  /// The state of the attempt, as lines: its days, its window and what delays it.
  public var account: [String] {
    guard let anchor = attempt.anchor else {
      return [
        attempt.milestone == .texture
          ? "Not begun: it begins on the first day with a cleanse and something hydrating done."
          : "Not begun: it begins on the first day on which it is done."
      ]
    }
    let window = attempt.milestone.window
    let span = "\(window.lowerBound) to \(window.upperBound)"
    var lines = ["Begun on \(anchor). " + counted]
    switch attempt.state {
    case .notStarted: break
    case .building:
      let left = window.lowerBound - attempt.credited
      let days = left == 1 ? "1 more day" : "\(left) more days"
      lines.append(
        attempt.projectedOpenOn.map {
          "\(days) in consistent weeks \(left == 1 ? "opens" : "open") the window of \(span); if every week from now on is one, that is on \($0)."
        }
          ?? "\(days) in consistent weeks would open the window of \(span); as things are planned, that is not within two years."
      )
    case .windowOpen:
      lines.append("The window of \(span) days has been open since \(attempt.openedOn ?? anchor).")
    case .windowPassed:
      lines.append(
        "The window of \(span) days was open from \(attempt.openedOn ?? anchor) and passed on \(attempt.passedOn ?? today). What there was to see can be seen by now."
      )
    case .lapsed, .ended:
      let opened = attempt.openedOn.map { " Its window had opened on \($0)." } ?? ""
      lines.append(
        attempt.state == .ended
          ? "It ended with its steps, on \(attempt.lapsedOn ?? today).\(opened)"
          : "It was let go of for \(attempt.milestone.lapse) days, to \(attempt.lapsedOn ?? today).\(opened) The next day on which all of it is done begins it anew."
      )
    }
    if !attempt.waitingFor.isEmpty, attempt.lapsedOn == nil {
      lines.append(
        "Nothing moves while \(attempt.waitingFor.joined(separator: " and ")) expects nothing: paused, excused, or only as needed."
      )
    }
    return lines
  }

  /// The state in a word or two, for a heading.
  public var state: String {
    switch attempt.state {
    case .notStarted: "not begun"
    case .building: "building"
    case .windowOpen: "window open"
    case .windowPassed: "window passed"
    case .lapsed: "let go"
    case .ended: "ended"
    }
  }

  /// The credited days and the window, for a reader who cannot see the bar.
  public var progress: String {
    let window = attempt.milestone.window
    return
      "\(Wording.counted(attempt.credited, "day")) credited; the window is \(window.lowerBound) to \(window.upperBound)"
  }

  /// The sentence before the list of confounders.
  public static let confoundersIntroduction =
    "Changed since, so what you see may have another cause:"

  private var counted: String {
    if attempt.credited + attempt.failed + attempt.excused + attempt.neutral == 0 {
      return "No week is over since."
    }
    var parts = ["\(Wording.counted(attempt.credited, "day")) in weeks kept to \(keptShare)"]
    if attempt.failed > 0 {
      parts.append("\(attempt.failed) in weeks that were not, which delays it")
    }
    if attempt.excused > 0 { parts.append("\(attempt.excused) paused or excused") }
    if attempt.neutral > 0 { parts.append("\(attempt.neutral) on which nothing was asked") }
    return "Days in weeks that are over: " + parts.joined(separator: ", ") + "."
  }

  /// The ratings and photos, as lines, and what to add today.
  public var seen: [String] {
    var lines = report.ratings.map { measure, comparison in
      "Your ratings of \(measure.rawValue): \(MilestoneWords.words(comparison))"
    }
    let (before, after) = (report.photos.before, report.photos.after)
    if let before, let after, let isMatched = report.photos.isMatched {
      let match =
        isMatched
        ? "the same light and distance"
        : "not in the same light and from the same distance, so hard to compare"
      lines.append("Photos: \(before.id) and \(after.id), \(match).")
    } else {
      if let before { lines.append("Photo of the beginning: \(before.id).") }
      if let after { lines.append("Photo of the window: \(after.id).") }
    }
    if report.invitations.contains(.rate) { lines.append("Now is a time to rate: porelog rate.") }
    if report.invitations.contains(.photo) {
      lines.append(
        before == nil
          ? "Now is a time for a photo: porelog photo add."
          : "Now is a time for a photo of the same view, in the same light and from the same distance."
      )
    }
    return lines
  }

  private static func words(_ comparison: RatingComparison) -> String {
    func text(_ value: Double) -> String {
      value == value.rounded() ? String(Int(value)) : String(value)
    }
    func median(_ value: Double?, _ count: Int, _ when: String) -> String? {
      value.map { "\(text($0)) \(when) (\(Wording.counted(count, "rating")))" }
    }
    let medians = [
      median(comparison.baseline, comparison.counts[0], "at the beginning"),
      median(comparison.window, comparison.counts[1], "in the window"),
    ].compactMap { $0 }.joined(separator: ", ")
    let verdict =
      switch comparison.verdict {
      case .lower: "lower"
      case .higher: "higher"
      case .same: "about the same"
      case .notEnough: "not enough to compare"
      }
    return "\(medians): \(verdict)."
  }
}
