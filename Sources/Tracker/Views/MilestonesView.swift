import Calendar
import Journal
import Reporting
import Routine

/// The milestones of a user.
public struct MilestonesView: Sendable {
  /// The name of the user.
  public let user: String
  /// The day that counts as today.
  public let today: Day
  /// Every attempt, in the order of `Milestone.all`, the oldest of each first.
  public let reports: [MilestoneReport]
}

extension Tracker {
  /// The milestones of `user`; nil while the journal has no user.
  ///
  /// - Throws: as `today(_:)`.
  public func milestones(_ user: UserChoice) throws -> MilestonesView? {
    try journal.read {
      guard let account = try account(user) else { return nil }
      let today = try moment.today(for: account.user)
      let input = try journal.reportInput(of: account.id, usesFrom: today)
      return MilestonesView(
        user: account.user.name, today: today,
        reports: MilestoneReport.all(of: input, today: today))
    }
  }
}
