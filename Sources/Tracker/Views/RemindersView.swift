import Calendar
import Journal
import Reporting
import Routine

/// What a calendar of reminders is made from.
public struct RemindersView: Sendable {
  /// Whose it is.
  public let user: User
  /// The day from which it reminds.
  public let today: Day
  /// The routine.
  public let routine: [RoutineStep]
  /// The attempts at the milestones.
  public let milestones: [Attempt]
}

extension Tracker {
  /// What a calendar for `user` is made from; nil while the journal has no user.
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
