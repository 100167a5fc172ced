import Calendar
import Routine

extension Schedule {
  /// The schedule in everyday words: `2 to 3 times a week`.
  public var words: String {
    switch self {
    case .daily: "daily"
    case .weekdays(let days):
      Weekdays.names.indices.filter(days.has).map(Weekdays.title).joined(separator: ", ")
    case .everyDays(2): "every other day"
    case .everyDays(let days): "every \(days) days"
    case .quota(let minimum, let maximum?) where maximum != minimum:
      "\(minimum) to \(maximum) times a week"
    case .quota(1, _): "once a week"
    case .quota(let minimum, _): "\(minimum) times a week"
    case .asNeeded(1): "as needed, at most once a week"
    case .asNeeded(let maximum?): "as needed, at most \(maximum) times a week"
    case .asNeeded(nil): "as needed"
    }
  }
}
