import Calendar

/// A done entry, with the details that reports of usage and cautions need.
public struct Use: Hashable, Sendable {
  /// The day.
  public let day: Day
  /// The step, as its index in the diary's steps.
  public let step: Int
  /// The number of layers or applications.
  public let count: Int
  /// The duration in minutes; nil when it was not logged.
  public let minutes: Int?
  /// The name of the product: the entry's, or else the one that the step used on that day; nil when there is neither.
  public let product: String?

  /// Creates a use.
  public init(day: Day, step: Int, count: Int = 1, minutes: Int? = nil, product: String? = nil) {
    self.day = day
    self.step = step
    self.count = count
    self.minutes = minutes
    self.product = product
  }
}
