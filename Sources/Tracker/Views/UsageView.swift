import Calendar
import Journal
import Reporting
import Routine

/// The usage of a user's products.
public struct UsageView: Sendable {
  /// The name of the user.
  public let user: String
  /// The usage of the products over a span of days.
  public let report: UsageReport
}

extension Tracker {
  /// The usage of the products of `user`; nil while the journal has no user.
  ///
  /// - Parameters:
  ///   - from: the first day; nil is the day of the first use of any product, or today without any.
  ///   - to: the last day; nil is today.
  /// - Throws: `ActionError.endsBeforeStart`; as `today(_:)`.
  public func usage(
    _ user: UserChoice, from: RelativeDay?, to: RelativeDay?
  ) throws -> UsageView? {
    try journal.read {
      guard let account = try account(user) else { return nil }
      let today = try moment.today(for: account.user)
      let (from, to) = try bounds(from, to, today: today)
      let input = try journal.reportInput(of: account.id)
      return UsageView(
        user: account.user.name,
        report: UsageReport(of: input, from: from, to: to, today: today))
    }
  }
}
