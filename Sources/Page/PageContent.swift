import Pictures
import Reporting
import Routine

/// Everything that the page shows, as the reports gave it.
public struct PageContent: Sendable {
  /// Whose it is.
  public var user: String
  /// The days it is about.
  public var span: ClosedRange<Day>
  /// The day it is seen from.
  public var today: Day
  /// The running week, or the last of the span.
  public var week: WeekReport
  /// How many days in a row were complete.
  public var runs: Runs
  /// The weeks of the span, oldest first.
  public var weeks: [WeekReport]
  /// How the days of the span were kept.
  public var days: [DayShare]
  /// The milestones.
  public var milestones: [MilestoneReport]
  /// The routine with all its versions.
  public var regimen: [RegimenLine]
  /// What was rated in the span.
  public var ratings: [Rating]
  /// The pauses that reach into the span.
  public var pauses: [Pause]
  /// The procedures of the span.
  public var procedures: [Procedure]
  /// How products were used in the span.
  public var usage: UsageReport
  /// The cautions of the span.
  public var cautions: [Caution]
  /// The notes of the span.
  public var notes: [DayNote]
  /// The pictures that can be shown, by the photo's ID.
  public var pictures: [String: EmbeddedPicture]

  /// Gathers it.
  public init(
    user: String, span: ClosedRange<Day>, today: Day, week: WeekReport, runs: Runs,
    weeks: [WeekReport], days: [DayShare], milestones: [MilestoneReport], regimen: [RegimenLine],
    ratings: [Rating], pauses: [Pause], procedures: [Procedure], usage: UsageReport,
    cautions: [Caution], notes: [DayNote], pictures: [String: EmbeddedPicture]
  ) {
    self.user = user
    self.span = span
    self.today = today
    self.week = week
    self.runs = runs
    self.weeks = weeks
    self.days = days
    self.milestones = milestones
    self.regimen = regimen
    self.ratings = ratings
    self.pauses = pauses
    self.procedures = procedures
    self.usage = usage
    self.cautions = cautions
    self.notes = notes
    self.pictures = pictures
  }
}

/// One step as a doctor asks for it: what, how strong, how often, since when, and what changed.
public struct RegimenLine: Sendable {
  /// The step.
  public let step: Step
  /// Its schedules, by day.
  public let schedules: [Version<Schedule>]
  /// Its products, by day; nil where it uses none.
  public let products: [Version<Product?>]

  /// Describes a line.
  public init(step: Step, schedules: [Version<Schedule>], products: [Version<Product?>]) {
    self.step = step
    self.schedules = schedules
    self.products = products
  }
}

/// A picture as it goes into the page: without metadata.
public struct EmbeddedPicture: Sendable {
  /// The media type and the bytes as a data URL (RFC 2397).
  public let url: String
  /// Why there is none, in a clause; nil when there is.
  public let problem: String?

  /// A picture of `bytes`; nil when they cannot be shown.
  public init?(_ bytes: [UInt8]) {
    guard let mediaType = Picture(bytes).format.mediaType, let stripped = Picture.stripped(bytes)
    else { return nil }
    url = "data:\(mediaType);base64,\(base64(stripped))"
    problem = nil
  }

  /// A place without a picture.
  public init(problem: String) {
    url = ""
    self.problem = problem
  }
}
