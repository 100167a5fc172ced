import Calendar
import Journal
import Reporting
import Routine

/// What a day asks for, and what is worth knowing before the rest of it.
public struct TodayView: Sendable {
  /// Whose it is.
  public let user: String
  /// The day, step by step.
  public let report: DayReport
  /// The cautions that came true on it.
  public let cautions: [Caution]
  /// The cautions that would come true with what is due and with what is a matter of choice.
  public let forewarnings: [Caution]
  /// What was rated on it.
  public let ratings: [Rating]
  /// The note of the day.
  public let note: String?
}

extension Tracker {
  /// What today asks of `user`; nil while the journal has no user.
  ///
  /// - Throws: `ActionError.noUser`, `InvalidInput` (see `Moment.today(for:)`), `SQLiteError`, `Damaged`.
  public func today(_ user: UserChoice) throws -> TodayView? {
    try journal.read {
      guard let account = try account(user) else { return nil }
      let today = try moment.today(for: account.user)
      let input = try journal.reportInput(of: account.id, usesFrom: today - Policy.poreStripDays)
      let report = DayReport(
        of: input.diary, day: today, pauses: input.pauses, procedures: input.procedures)
      return TodayView(
        user: account.user.name, report: report,
        cautions: input.cautions(from: today, through: today, today: today),
        forewarnings: input.forewarnings(for: report),
        ratings: input.ratings.filter { $0.day == today },
        note: try journal.note(of: today, for: account.id)?.text)
    }
  }

  /// What `day` (nil is today) asks of `user`, for a list to tick off. For a journal without a user it is the day of the
  /// routine that the first log creates.
  ///
  /// - Parameter slot: the slot to list; nil is the one that the hour suggests.
  /// - Throws: `ActionError.dayAhead`, and as `today(_:)`.
  public func checklist(
    _ user: UserChoice, on day: RelativeDay?, slot: Slot?
  ) throws -> (report: DayReport, user: String, slot: Slot) {
    try journal.read {
      let account = try account(user)
      let person = try account?.user ?? newcomer()
      let today = try moment.today(for: person)
      let day = day?.day(today: today) ?? today
      if day > today { throw ActionError.dayAhead(day, today: today) }
      let slot = try slot ?? moment.slotByTheHour(for: person)
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
      return (report, person.name, slot)
    }
  }
}
