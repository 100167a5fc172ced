import Calendar
import Reporting
import Routine

/// The short names of the months, from January on.
public let monthNames = [
  "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
]

private let longMonthNames = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December",
]

extension Day {
  /// The day as people say it: `16 June`, with the year when it is not that of `today`.
  public func spoken(on today: Day) -> String {
    let (year, month, day) = civil
    let date = "\(day) \(longMonthNames[month - 1])"
    return year == today.civil.year ? date : "\(date) \(year)"
  }

  /// The day with a short month, for tables: `16 Jun`, with the year in two digits when it is not that of `today`.
  public func shortened(on today: Day) -> String {
    let (year, month, day) = civil
    let date = "\(day) \(longMonthNames[month - 1].prefix(3))"
    return year == today.civil.year ? date : "\(date) \(year % 100 < 10 ? "0" : "")\(year % 100)"
  }

  /// The short name of the weekday: `Mon`.
  public var weekdayTitle: String { Weekdays.title(of: weekday) }

  /// The day with its weekday: `Mon 26 May`, with the year when it is not that of `today`.
  public func titled(on today: Day) -> String {
    "\(weekdayTitle) \(spoken(on: today))"
  }
}

extension Week {
  /// The days of the week as people say them: `19 to 25 May`.
  public func spoken(on today: Day) -> String {
    let isOneMonth = monday.civil.month == sunday.civil.month
    let start = isOneMonth ? "\(monday.civil.day)" : monday.spoken(on: sunday)
    return "\(start) to \(sunday.spoken(on: today))"
  }
}

extension Slot {
  /// The name of the slot, for headings and the start of a sentence: `Morning`, `Evening` or `Weekly`.
  public var title: String {
    switch self {
    case .am: "Morning"
    case .pm: "Evening"
    case .weekly: "Weekly"
    }
  }
}

extension Weekdays {
  /// The short name of `weekday`, with a capital letter: `Mon` for 0.
  static func title(of weekday: Int) -> String {
    names[weekday].prefix(1).uppercased() + names[weekday].dropFirst()
  }
}

extension DayReport.StepLine {
  /// The reason why the step is due or not due on `day`, as a phrase.
  public func words(on day: Day) -> String {
    switch due {
    case .logged: return state.rawValue
    case .due: return "to do"
    case .catchUp(1): return "missed, can be made up"
    case .catchUp(let times): return "missed \(times) times, can be made up"
    case .needed(let left, _): return "your choice: \(left) more by Sunday"
    case .optional(0): return "your choice"
    case .optional(let done): return "your choice, \(done) done"
    case .enough(let done): return "\(done) done, enough this week"
    case .paused(let until?): return "paused, resumes on \((until + 1).spoken(on: day))"
    case .paused(nil): return "paused until you resume it"
    case .notDue: return "not due today"
    }
  }

  /// When the step is to be done later this week: `clay-mask Wed`, `sheet-mask once`; nil when it is not.
  public var later: String? {
    let name = step.key.slug.description
    let days = Weekdays.names.indices.filter(laterDays.has).map(Weekdays.title)
    let isFixed: Bool =
      switch schedule {
      case .weekdays, .everyDays: true
      default: false
      }
    var parts: [String] = []
    if case .catchUp(let times) = due {
      parts.append(times == 1 ? "to make up" : "to make up \(times) times")
    }
    if isFixed { parts += days }
    if step.key.slot == .weekly {
      switch due {
      case .needed(let left, _): parts.append(left == 1 ? "once" : "\(left) times")
      case .optional: parts.append("as you like")
      default: break
      }
    }
    return parts.isEmpty ? nil : "\(name) \(parts.joined(separator: " and "))"
  }
}
