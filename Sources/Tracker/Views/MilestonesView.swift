import Calendar
import Journal
import Reporting

/// How long the routine was kept, and what was seen beside it.
public struct MilestonesView: Sendable {
  /// Whose it is.
  public let user: String
  /// The day it is seen from.
  public let today: Day
  /// Every attempt: texture, niacinamide, retinoid, the oldest of each first.
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
