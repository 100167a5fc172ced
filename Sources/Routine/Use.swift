import Calendar

/// Something that was done, with what is kept of it beside its status.
public struct Use: Hashable, Sendable {
  /// The day.
  public let day: Day
  /// The step, as its index in the diary's steps.
  public let step: Int
  /// Layers or applications.
  public let count: Int
  /// How long it took.
  public let minutes: Int?
  /// The product it was done with: the entry's, else the step's on that day.
  public let product: String?

  /// Describes a use.
  public init(day: Day, step: Int, count: Int = 1, minutes: Int? = nil, product: String? = nil) {
    self.day = day
    self.step = step
    self.count = count
    self.minutes = minutes
    self.product = product
  }
}
