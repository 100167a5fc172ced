import Calendar

/// What became of a step on a day.
public enum Status: String, Named {
  /// It was left out.
  case skipped
  /// It was done.
  case done
  /// It was left out and is not asked for.
  case excused

  /// What one is called.
  public static var noun: String { "a status" }
}

/// What one person logged of one step on one day.
public struct Entry: Hashable, Sendable {
  /// The day it counts for.
  public var day: Day
  /// The step.
  public var step: StepKey
  /// What became of it.
  public var status: Status
  /// Toner layers or sunscreen applications, 1 to 1000.
  public var count: Int
  /// How long it took, 1 to 1440 minutes.
  public var minutes: Int?
  /// The product it was done with, if not the step's own.
  public var product: String?
  /// Why it was skipped or excused; nil for what was done.
  public var reason: String?
  /// What the user wrote beside it.
  public var note: String?
  /// When it was logged.
  public var loggedAt: Instant?

  /// The bounds of `count`.
  @inlinable public static var counts: ClosedRange<Int> { 1...1000 }
  /// The bounds of `minutes`.
  @inlinable public static var minutes: ClosedRange<Int> { 1...1440 }

  /// Describes an entry.
  @inlinable public init(
    day: Day, step: StepKey, status: Status, count: Int = 1, minutes: Int? = nil,
    product: String? = nil, reason: String? = nil, note: String? = nil, loggedAt: Instant? = nil
  ) {
    self.day = day
    self.step = step
    self.status = status
    self.count = count
    self.minutes = minutes
    self.product = product
    self.reason = reason
    self.note = note
    self.loggedAt = loggedAt
  }
}
