import Calendar
import Journal
import Reporting
import Routine

/// What is due today, with the cautions, ratings and note of the day.
public struct TodayView: Sendable {
  /// The name of the user.
  public let user: String
  /// The steps of the day.
  public let report: DayReport
  /// The slot that the time of day suggests.
  public let slot: Slot
  /// The cautions about the day.
  public let cautions: [Caution]
  /// The cautions that the steps still to be done would cause (see
  /// `ReportInput.forewarnings(for:)`).
  public let forewarnings: [Caution]
  /// For each step of the report, the name of the product that it uses on the day; nil for none.
  public let products: [String?]
  /// The packs that the user should hear about.
  public let packs: [PackNotice]
  /// What the user is invited to do.
  public let invitations: [Invitation]
  /// The steps that were due yesterday and have no entry; the invitation `yesterday` is about them.
  public let unlogged: [StepKey]
  /// The ratings of the day.
  public let ratings: [Rating]
  /// The note of the day.
  public let note: String?
}

extension Tracker {
  /// What is due today for `user`, with the cautions, ratings and note of the day; nil while the journal has no user.
  ///
  /// - Throws: `ActionError.noUser`, `InvalidInput` (see `Moment.today(for:)`), `SQLiteError`, `Damaged`.
  public func today(_ user: UserChoice) throws -> TodayView? {
    try journal.read {
      guard let account = try account(user) else { return nil }
      let today = try moment.today(for: account.user)
      // The cautions look back at most `Policy.poreStripDays` days.
      let input = try journal.reportInput(
        of: account.id, usesFrom: today - Policy.poreStripDays, withPacks: true)
      let report = DayReport(
        of: input.diary, day: today, pauses: input.pauses, procedures: input.procedures)
      return TodayView(
        user: account.user.name, report: report,
        slot: try moment.suggestedSlot(for: account.user),
        cautions: input.cautions(from: today, through: today, today: today),
        forewarnings: input.forewarnings(for: report),
        products: report.steps.map { input.product(of: $0.step.key, on: today) },
        packs: input.packNotices(on: today),
        invitations: input.invitations(of: input.diary.attempts(asOf: today), on: today),
        unlogged: input.unloggedYesterday(on: today),
        ratings: input.ratings.filter { $0.day == today },
        note: try journal.note(of: today, for: account.id)?.text)
    }
  }

  /// The steps of `day` for a checklist. While the journal has no user, they are those of the starter routine that the
  /// first log creates.
  ///
  /// - Parameters:
  ///   - day: the day to log; nil is today.
  ///   - slot: the slot to list; nil is the one that the time of day suggests.
  /// - Returns: the report on the day, the name of the user, the slot to list, and today. The report has the
  ///   steps of all slots.
  /// - Throws: `ActionError.dayAhead`; as `today(_:)`.
  public func checklist(
    _ user: UserChoice, on day: RelativeDay?, slot: Slot?
  ) throws -> (report: DayReport, user: String, slot: Slot, today: Day) {
    try journal.read {
      let account = try account(user)
      let person = try account?.user ?? newcomer()
      let today = try moment.today(for: person)
      let day = day?.day(today: today) ?? today
      if day > today { throw ActionError.dayAhead(day, today: today) }
      let slot = try slot ?? moment.suggestedSlot(for: person)
      let report: DayReport
      if let account {
        let input = try journal.weekInput(of: account.id, Week(of: day))
        report = DayReport(
          of: input.diary, day: day, pauses: input.pauses, procedures: input.procedures)
      } else {
        let steps = StarterRoutine.steps(from: day).map { step, schedule in
          StepHistory(
            step: step, schedules: Timeline(schedules: [Version(from: day, value: schedule)]),
            pauses: [], procedures: [])
        }
        report = DayReport(
          of: Diary(steps: steps, loggedDays: []), day: day, pauses: [], procedures: [])
      }
      return (report, person.name, slot, today)
    }
  }
}
