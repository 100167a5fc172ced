import Calendar
import Journal
import Routine

/// The devices of a journal.
public struct DevicesView: Sendable {
  /// One device.
  public struct Line: Sendable {
    /// The device.
    public let device: Device
    /// The name of the user whose journal it opens; nil when it reads the reports of all.
    public let user: String?
    /// The day on which it was last seen, by the user's time zone, or else the default user's.
    public let seenOn: Day
  }

  /// The devices, in the order in which they were paired.
  public let lines: [Line]
  /// Today.
  public let today: Day
}

extension Tracker {
  /// The devices of the journal.
  ///
  /// - Throws: `SQLiteError`, `Damaged`, `InvalidInput` (see `Moment.today(for:)`).
  public func devices() throws -> DevicesView {
    try journal.read {
      let somebody = try journal.defaultAccount()?.user ?? newcomer()
      return DevicesView(
        lines: try journal.devices().map { device in
          let user = try device.user.flatMap { try journal.account(of: $0)?.user }
          let seen = moment.at(device.seenAt)
          return DevicesView.Line(
            device: device, user: user?.name, seenOn: try seen.clockDay(for: user ?? somebody))
        }, today: try moment.today(for: somebody))
    }
  }
}
