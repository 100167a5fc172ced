import Calendar

/// The status of a logged step.
public enum Status: String, Named {
  /// The step was not done. Where it was expected, it counts as missed.
  case skipped
  /// The step was done.
  case done
  /// The step was not done, and is not expected on that day.
  case excused

  /// The noun for messages.
  public static var noun: String { "a status" }
}

/// What a user logged for one step on one day.
public struct Entry: Hashable, Sendable {
  /// The day it counts for.
  public var day: Day
  /// The step.
  public var step: StepKey
  /// Whether the step was done, skipped or excused.
  public var status: Status
  /// The number of toner layers or sunscreen applications, 1 to 1000.
  public var count: Int
  /// The duration in minutes, 1 to 1440; nil when it was not logged.
  public var minutes: Int?
  /// The name of the product, when it is not the one that the step uses.
  public var product: String?
  /// Why it was skipped or excused; nil when it was done.
  public var reason: String?
  /// The user's note.
  public var note: String?
  /// When it was logged; nil when that is unknown, as for some imports.
  public var loggedAt: Instant?
  /// The day it was when it was logged, by the user's time zone and day start at that moment; nil when that is unknown.
  /// Then it follows from `loggedAt`.
  public var loggedOn: Day?

  /// The range of `count`. Choice.
  @inlinable public static var countRange: ClosedRange<Int> { 1...1000 }
  /// The range of `minutes`: up to a whole day. Choice.
  @inlinable public static var minutesRange: ClosedRange<Int> { 1...1440 }

  /// Creates an entry. The arguments are not checked.
  @inlinable public init(
    day: Day, step: StepKey, status: Status, count: Int = 1, minutes: Int? = nil,
    product: String? = nil, reason: String? = nil, note: String? = nil, loggedAt: Instant? = nil,
    loggedOn: Day? = nil
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
    self.loggedOn = loggedOn
  }
}
