import Calendar
import Journal
import Reporting

/// How products were used.
public struct UsageView: Sendable {
  /// Whose they are.
  public let user: String
  /// The products.
  public let report: UsageReport
}

extension Tracker {
  /// How `user`'s products were used from `from` (nil is the first use) through `to` (nil is today); nil while the
  /// journal has no user.
  ///
  /// - Throws: `ActionError.endsBeforeStart`, and as `today(_:)`.
  public func usage(
    _ user: UserChoice, from: RelativeDay?, to: RelativeDay?
  ) throws -> UsageView? {
    try journal.read {
      guard let account = try account(user) else { return nil }
      let today = try moment.today(for: account.user)
      let (from, to) = (from?.day(today: today), to?.day(today: today))
      if let from, let to, to < from { throw ActionError.endsBeforeStart(end: to, start: from) }
      let input = try journal.reportInput(of: account.id)
      return UsageView(
        user: account.user.name,
        report: UsageReport(of: input, from: from, to: to, today: today))
    }
  }
}
