import Calendar
import Routine
import Text

/// When a request is made, and what counts as today. It is read once, at the edge, and passed on.
public struct Moment: Sendable {
  /// The instant of the request.
  public let now: Instant
  /// The day to take for today instead, relative to the day that the clock shows.
  public let override: RelativeDay?
  /// The name of the machine's time zone, which a new user gets. It is looked up only when it is needed.
  public let machineTimeZone: @Sendable () -> String

  /// Describes the moment of a request.
  public init(
    now: Instant, override: RelativeDay? = nil, machineTimeZone: @escaping @Sendable () -> String
  ) {
    self.now = now
    self.override = override
    self.machineTimeZone = machineTimeZone
  }

  /// What counts as today for `user`, by the user's time zone and day start.
  ///
  /// - Throws: `InvalidInput` when the machine does not know the time zone, or the clock shows a year before 1.
  public func today(for user: User) throws -> Day {
    let day = try localTime(for: user).day(startingAt: user.dayStart)
    guard day >= .first else {
      throw InvalidInput("the clock shows a time before the year 1: set it")
    }
    return override?.day(today: day) ?? day
  }

  /// The slot that the hour suggests: `am` from the day start to noon, else `pm`.
  ///
  /// - Throws: as `today(for:)`.
  public func slotByTheHour(for user: User) throws -> Slot {
    let time = try localTime(for: user).time
    return time >= user.dayStart && time < Policy.noon ? .am : .pm
  }

  private func localTime(for user: User) throws -> LocalTime {
    try TimeZone(named: user.timeZone).localTime(of: now)
  }
}
