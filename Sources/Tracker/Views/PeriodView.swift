import Calendar
import Journal
import Reporting
import Routine

/// Everything that a report about a span of days shows: what the page is drawn from.
public struct PeriodView: Sendable {
  /// Whose it is.
  public let user: String
  /// The days it is about.
  public let span: ClosedRange<Day>
  /// The day it is seen from.
  public let today: Day
  /// The weeks of the span, oldest first. The last is the running one, or the last of the span.
  public let weeks: [WeekReport]
  /// The runs of complete days, as of the last day of the span.
  public let runs: Streaks
  /// How the days of the span were kept.
  public let days: [DayShare]
  /// The milestones.
  public let milestones: [MilestoneReport]
  /// The routine with all its versions.
  public let regimen: [RegimenLine]
  /// What was rated in the span.
  public let ratings: [Rating]
  /// The pauses that reach into the span.
  public let pauses: [Pause]
  /// The procedures of the span.
  public let procedures: [Procedure]
  /// How products were used in the span.
  public let usage: UsageReport
  /// The cautions of the span.
  public let cautions: [Caution]
  /// The notes of the span.
  public let notes: [DayNote]

  /// How many weeks a report covers unless a span is given: those of the longest milestone.
  fileprivate static let usualWeeks = 12
  /// The most days that a report covers. Choice: three years.
  public static let mostDays = 1100

  /// The last of the weeks.
  public var week: WeekReport { weeks[weeks.count - 1] }
}

/// One step as a doctor asks for it: what, how strong, how often, since when, and what changed.
public struct RegimenLine: Sendable {
  /// The step.
  public let step: Step
  /// Its schedules.
  public let schedules: Timeline<Schedule>
  /// Its products; nil where it uses none.
  public let products: Timeline<Product?>

  /// Describes a line.
  public init(step: Step, schedules: Timeline<Schedule>, products: Timeline<Product?>) {
    self.step = step
    self.schedules = schedules
    self.products = products
  }
}

extension Tracker {
  /// Everything that a report about `user` from `from` through `to` shows. Unless told it is about the last twelve
  /// weeks.
  ///
  /// - Throws: `ActionError.nothingToShow` while the journal has no user, `.spanAhead`, `.spanTooLong`; as `today(_:)`.
  public func period(
    _ user: UserChoice, from: RelativeDay?, to: RelativeDay?
  ) throws -> PeriodView {
    try journal.read {
      guard let account = try account(user) else { throw ActionError.nothingToShow }
      let today = try moment.today(for: account.user)
      let input = try journal.reportInput(of: account.id)
      let diary = input.diary
      let last = min(to?.day(today: today) ?? today, today)
      let usual = max(Week(of: last).monday - 7 * (PeriodView.usualWeeks - 1), Day.first)
      let first =
        from?.day(today: today) ?? max(usual, min(diary.firstDay ?? last, last))
      guard first <= last else { throw ActionError.spanAhead(today: today) }
      guard last - first < PeriodView.mostDays else {
        throw ActionError.spanTooLong(
          most: PeriodView.mostDays, earliest: last - (PeriodView.mostDays - 1))
      }
      let span = first...last
      let products = Dictionary(uniqueKeysWithValues: input.products.map { ($0.name, $0) })
      let regimen = zip(diary.steps, input.stepProducts).map { history, used in
        RegimenLine(
          step: history.step, schedules: history.schedules,
          products: Timeline(
            used.versions.map { version in
              Version(from: version.from, value: version.value.flatMap { products[$0] })
            }, reachesBack: false))
      }
      return PeriodView(
        user: account.user.name, span: span, today: today,
        weeks: (0...(Week(of: last) - Week(of: first))).map {
          WeekReport(of: diary, week: Week(of: first) + $0, today: today)
        },
        runs: Streaks(of: diary, asOf: last),
        days: diary.dayShares(from: first, through: last, today: today),
        milestones: MilestoneReport.all(of: input, today: today), regimen: regimen,
        ratings: input.ratings.filter { span.contains($0.day) },
        pauses: input.pauses.filter { $0.span.overlaps(DaySpan(first, through: last)) },
        procedures: input.procedures.filter { span.contains($0.day) },
        usage: UsageReport(of: input, from: first, to: last, today: today),
        cautions: input.cautions(from: first, through: last, today: today),
        notes: try journal.notes(of: account.id).filter { span.contains($0.day) })
    }
  }
}
