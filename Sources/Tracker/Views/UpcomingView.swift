import Calendar
import Journal
import Reporting
import Routine

/// What will be due on the coming days, for a calendar.
public struct UpcomingView: Sendable {
  /// The user.
  public let user: User
  /// What is due on today and on the days after it.
  public let days: [DayReport]
}

extension Tracker {
  /// How many days a calendar of reminders reaches ahead. Choice: a phone that subscribes reads it at least once a week.
  public static let upcomingDays = 14

  /// What is due for `user` on today and the days after it; nil while the journal has no user.
  ///
  /// - Throws: as `today(_:)`.
  public func upcoming(_ user: UserChoice) throws -> UpcomingView? {
    try journal.read {
      guard let account = try account(user) else { return nil }
      let today = try moment.today(for: account.user)
      let input = try journal.reportInput(of: account.id, usesFrom: today)
      let days = (0..<Tracker.upcomingDays).map { today + $0 }.filter { $0 <= .last }
      return UpcomingView(
        user: account.user,
        days: days.map { day in
          DayReport(
            of: input.diary, day: day, pauses: input.pauses, procedures: input.procedures)
        })
    }
  }
}
