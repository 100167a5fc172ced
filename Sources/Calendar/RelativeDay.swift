/// A day as a person names it: a date, or so many days from today.
///
/// It becomes a date only when today is known, which depends on the user's time zone and day start.
public enum RelativeDay: Hashable, Sendable {
  /// A date.
  case day(Day)
  /// So many days after today; negative before it.
  case fromToday(Int)

  /// Today.
  public static let today = RelativeDay.fromToday(0)

  /// The date, seen on `today`; the first or the last day that can be written when it would lie beyond.
  public func day(today: Day) -> Day {
    switch self {
    case .day(let day): day
    case .fromToday(let days): min(max(today + days, .first), .last)
    }
  }
}
