/// The days from a first day through a last day, both included, or all days from the first on.
///
/// All spans of days use it: the days on which a step exists, pauses, recoveries and selections of days.
public struct DaySpan: Hashable, Sendable {
  /// The first day.
  public let first: Day
  /// The last day; nil when the span has no end.
  public let last: Day?

  /// Creates the span from `first` through `last`. It is empty when `last` is before `first`.
  @inlinable public init(_ first: Day, through last: Day?) {
    self.first = first
    self.last = last
  }

  /// Creates the span of one day.
  @inlinable public init(_ day: Day) { self.init(day, through: day) }

  /// Whether `day` lies in the span.
  @inlinable public func contains(_ day: Day) -> Bool {
    guard day >= first else { return false }
    guard let last else { return true }
    return day <= last
  }

  /// Whether the span and `other` have a day in common. Neither may be empty.
  @inlinable public func overlaps(_ other: DaySpan) -> Bool {
    (other.last.map { first <= $0 } ?? true) && (last.map { other.first <= $0 } ?? true)
  }
}
