/// A date, or a number of days from today.
///
/// It becomes a date only when today is known, which depends on the user's time zone and day start.
public enum RelativeDay: Hashable, Sendable {
  /// A date.
  case day(Day)
  /// A number of days after today; negative for days before it.
  case fromToday(Int)
  /// The last day, today included, that is this day of the week, from 0 for Monday to 6 for Sunday.
  case lastWeekday(Int)

  /// Today.
  public static let today = RelativeDay.fromToday(0)

  /// The date when today is `today`. It is limited to the days that can be written, `Day.first` to `Day.last`.
  public func day(today: Day) -> Day {
    switch self {
    case .day(let day): day
    case .fromToday(let days): min(max(today + days, .first), .last)
    case .lastWeekday(let weekday): max(today - (today.weekday - weekday + 7) % 7, .first)
    }
  }
}
