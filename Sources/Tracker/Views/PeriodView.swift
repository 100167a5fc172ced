import Calendar
import Journal
import Reporting
import Routine

/// The content of the report page about a span of days.
public struct PeriodView: Sendable {
  /// The name of the user.
  public let user: String
  /// The span of days, which ends today or earlier.
  public let span: ClosedRange<Day>
  /// The day that counts as today.
  public let today: Day
  /// The weeks from the first day of the span through its last, oldest first. The first and the
  /// last may reach beyond the span.
  public let weeks: [WeekReport]
  /// The streaks of complete days, as of the last day of the span.
  public let streaks: Streaks
  /// The share of each day of the span.
  public let days: [DayShare]
  /// Every attempt at a milestone, as of today.
  public let milestones: [MilestoneReport]
  /// Every step of the routine with its schedules and products.
  public let regimen: [RegimenLine]
  /// The ratings in the span.
  public let ratings: [Rating]
  /// The pauses that cover a day of the span.
  public let pauses: [Pause]
  /// The procedures in the span.
  public let procedures: [Procedure]
  /// The usage of products in the span.
  public let usage: UsageReport
  /// The cautions about the days of the span.
  public let cautions: [Caution]
  /// The notes of the days of the span.
  public let notes: [DayNote]

  /// The number of weeks that a report covers when no span is given. Choice: the weeks of the longest milestone.
  fileprivate static let usualWeeks = 12
  /// The most days that a report covers. Choice: three years.
  public static let mostDays = 1100

  /// The last week of `weeks`.
  public var week: WeekReport { weeks[weeks.count - 1] }
}

/// One step with the history of its schedules and products, as a doctor needs it.
public struct RegimenLine: Sendable {
  /// The step.
  public let step: Step
  /// The schedules of the step.
  public let schedules: Timeline<Schedule>
  /// The products of the step; nil where it uses none.
  public let products: Timeline<Product?>

  /// Creates a line.
  public init(step: Step, schedules: Timeline<Schedule>, products: Timeline<Product?>) {
    self.step = step
    self.schedules = schedules
    self.products = products
  }
}

extension Tracker {
  /// The content of the report page of `user` from `from` through `to`.
  ///
  /// - Parameters:
  ///   - from: the first day; nil is the first day of the twelve weeks that end with the week of
  ///     the last day, or the first day of the routine if that is later.
  ///   - to: the last day; nil, and any later day, is today.
  /// - Throws: `ActionError.nothingToShow` while the journal has no user, `.endsBeforeStart`, `.spanInFuture`,
  ///   `.spanTooLong`; as `today(_:)`.
  public func period(
    _ user: UserChoice, from: RelativeDay?, to: RelativeDay?
  ) throws -> PeriodView {
    try journal.read {
      guard let account = try account(user) else { throw ActionError.nothingToShow }
      let today = try moment.today(for: account.user)
      let input = try journal.reportInput(of: account.id)
      let diary = input.diary
      let (from, to) = try bounds(from, to, today: today)
      let last = min(to ?? today, today)
      let usual = max(Week(of: last).monday - 7 * (PeriodView.usualWeeks - 1), Day.first)
      let first =
        from ?? max(usual, min(diary.firstDay ?? last, last))
      guard first <= last else { throw ActionError.spanInFuture(today: today) }
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
        streaks: Streaks(of: diary, asOf: last),
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
