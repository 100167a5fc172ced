import Calendar
import Journal
import Reporting
import Routine

/// The data for a calendar of reminders.
public struct RemindersView: Sendable {
  /// The user.
  public let user: User
  /// The day that counts as today, the first day to remind on.
  public let today: Day
  /// The steps of the routine, with their schedules.
  public let routine: [RoutineStep]
  /// The attempts at the milestones, as of today.
  public let milestones: [Attempt]
}

extension Tracker {
  /// The data for a calendar of reminders for `user`; nil while the journal has no user.
  ///
  /// - Throws: as `today(_:)`.
  public func reminders(_ user: UserChoice) throws -> RemindersView? {
    try journal.read {
      guard let account = try account(user) else { return nil }
      let today = try moment.today(for: account.user)
      return RemindersView(
        user: account.user, today: today, routine: try journal.routine(of: account.id),
        milestones: try journal.diary(of: account.id).attempts(asOf: today))
    }
  }
}
