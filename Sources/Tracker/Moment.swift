import Calendar
import Routine
import Text

/// The time of a request, and the day that counts as today. A front end reads the clock once and passes the moment on.
public struct Moment: Sendable {
  /// The instant of the request.
  public let now: Instant
  /// The day that counts as today instead of the clock's day; it may be relative to the clock's day. Nil is the clock's
  /// day.
  public let override: RelativeDay?
  /// Returns the name of the machine's time zone, the default of a new user. It is called only when needed.
  public let machineTimeZone: @Sendable () -> String
  /// Returns the time zone with a name.
  private let timeZone: @Sendable (String) throws -> TimeZone

  /// Creates the moment of a request.
  ///
  /// - Parameter timeZone: a program that answers many requests passes a function that reads each zone once.
  public init(
    now: Instant, override: RelativeDay? = nil, machineTimeZone: @escaping @Sendable () -> String,
    timeZone: @escaping @Sendable (String) throws -> TimeZone = { try TimeZone(named: $0) }
  ) {
    self.now = now
    self.override = override
    self.machineTimeZone = machineTimeZone
    self.timeZone = timeZone
  }

  /// The moment of `instant`, with the same time zones and without another day for today.
  func at(_ instant: Instant) -> Moment {
    Moment(now: instant, machineTimeZone: machineTimeZone, timeZone: timeZone)
  }

  /// The day that counts as today for `user`, by the user's time zone and day start.
  ///
  /// - Throws: `InvalidInput` when the machine does not know the time zone, or the clock shows a year before 1.
  public func today(for user: User) throws -> Day {
    try today(for: user, in: timeZone(user.timeZone))
  }

  /// Like `today(for:)`, for a caller that has already read the user's time zone.
  func today(for user: User, in zone: TimeZone) throws -> Day {
    let day = user.day(of: now, in: zone)
    guard day >= .first else {
      throw InvalidInput("the clock shows a time before the year 1: set it")
    }
    return override?.day(today: day) ?? day
  }

  /// The slot that the time of day suggests: `am` from the user's day start to noon, else `pm`.
  ///
  /// - Throws: as `today(for:)`.
  public func suggestedSlot(for user: User) throws -> Slot {
    let time = try localTime(for: user).time
    return time >= user.dayStart && time < Policy.noon ? .am : .pm
  }

  /// Whether the morning is over: it is noon or later, or after midnight and before the day start. With another day for
  /// today it is not over, because the clock says nothing about that day.
  ///
  /// - Throws: as `today(for:)`.
  func isPastNoon(for user: User) throws -> Bool {
    if override != nil { return false }
    let time = try localTime(for: user).time
    return time >= Policy.noon || time < user.dayStart
  }

  /// The time of day when it is after midnight and before the day start, so that the date of today is over by the clock;
  /// nil otherwise, and with another day for today.
  ///
  /// - Throws: as `today(for:)`.
  func timeAfterMidnight(for user: User) throws -> TimeOfDay? {
    if override != nil { return nil }
    let time = try localTime(for: user).time
    return time < user.dayStart ? time : nil
  }

  /// The day it is by the clock, which is not replaced by another day for today.
  ///
  /// - Throws: as `today(for:)`.
  func clockDay(for user: User) throws -> Day {
    user.day(of: now, in: try timeZone(user.timeZone))
  }

  private func localTime(for user: User) throws -> LocalTime {
    try timeZone(user.timeZone).localTime(of: now)
  }
}

extension Day {
  /// The day after, or the last possible day.
  var next: Day { min(self + 1, .last) }
}
