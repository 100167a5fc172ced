import Calendar
import Text

/// How often a step is due.
public enum Schedule: Hashable, Sendable {
  /// Every day.
  case daily
  /// On these days of the week; at least one.
  case weekdays(Weekdays)
  /// On every `days`th day, 2 to 6: on the first day of its version and every `days`th day after it.
  case everyDays(Int)
  /// On `minimum` to `maximum` days of the user's choice in a week; nil means no limit. 1 ≤ minimum ≤ maximum ≤ 7.
  case quota(minimum: Int, maximum: Int?)
  /// Never expected; done on at most `maximum` days a week, where nil means no limit. 1 ≤ maximum ≤ 7.
  case asNeeded(maximum: Int?)

  /// Reads `daily`, `mon,wed,fri` (in any order), `2-days`, `2-3/week`, `2/week`, `as-needed` or
  /// `as-needed<=1/week`. `every-other-day` and `2d` are other forms of `2-days`.
  ///
  /// - Throws: `InvalidInput` for any other text.
  public init(parsing text: String) throws {
    guard let schedule = Schedule.parse(text) else {
      throw InvalidInput(
        text, isNot: "a schedule",
        "write daily, mon,wed,fri, 2-days, 2-3/week, 2/week, as-needed or as-needed<=1/week")
    }
    self = schedule
  }

  private static func parse(_ text: String) -> Schedule? {
    if text == "daily" { return .daily }
    if text == "every-other-day" { return .everyDays(2) }
    for suffix in ["-days", "d"] where text.hasSuffix(suffix) {
      let days = count(text.dropLast(suffix.count)) ?? 0
      if intervals.contains(days) { return .everyDays(days) }
    }
    if text == "as-needed" { return .asNeeded(maximum: nil) }
    if text.hasPrefix("as-needed<="), text.hasSuffix("/week") {
      return count(text.dropFirst(11).dropLast(5)).map { .asNeeded(maximum: $0) }
    }
    if text.hasSuffix("/week") {
      let bounds = text.dropLast(5).split(separator: "-", omittingEmptySubsequences: false)
      guard bounds.count <= 2, let minimum = count(bounds[0]) else { return nil }
      guard bounds.count == 2 else { return .quota(minimum: minimum, maximum: nil) }
      guard let maximum = count(bounds[1]), maximum >= minimum else { return nil }
      return .quota(minimum: minimum, maximum: maximum)
    }
    return weekdays(text).map { .weekdays($0) }
  }

  /// The range of the days of `everyDays`: `daily` is every day, and `1/week` every seventh.
  public static let intervals = 2...6

  /// A number of days a week: one digit from 1 to 7.
  private static func count(_ text: Substring) -> Int? {
    guard text.utf8.count == 1, let digit = text.utf8.first, (0x31...0x37).contains(digit) else {
      return nil
    }
    return Int(digit - 0x30)
  }

  private static func weekdays(_ text: String) -> Weekdays? {
    var days: Weekdays = []
    for name in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let weekday = Weekdays.names.firstIndex(where: { $0 == name }), !days.has(weekday)
      else { return nil }
      days.insert(.day(weekday))
    }
    return days
  }
}

extension Schedule: CustomStringConvertible {
  /// The schedule as `init(parsing:)` reads it.
  public var description: String {
    switch self {
    case .daily: "daily"
    case .weekdays(let days):
      Weekdays.names.indices.filter(days.has).map { Weekdays.names[$0] }.joined(separator: ",")
    case .everyDays(let days): "\(days)-days"
    case .quota(let minimum, let maximum?): "\(minimum)-\(maximum)/week"
    case .quota(let minimum, nil): "\(minimum)/week"
    case .asNeeded(let maximum?): "as-needed<=\(maximum)/week"
    case .asNeeded(nil): "as-needed"
    }
  }
}

extension Schedule {
  /// The days of `week` on which the schedule asks for the step on that very day. Empty for a quota and for as needed.
  ///
  /// - Parameter start: the first day of the version with this schedule.
  public func dueDays(in week: Week, from start: Day) -> Weekdays {
    switch self {
    case .daily: return .all
    case .weekdays(let days): return days
    case .everyDays(let days):
      var due: Weekdays = []
      for weekday in 0..<7 where (week.monday + weekday - start).isMultiple(of: days) {
        due.insert(.day(weekday))
      }
      return due
    case .quota, .asNeeded: return []
    }
  }

  /// Whether the schedule asks for certain days but not for every day, so that a missed day can be made up on another.
  public var canBeMadeUp: Bool {
    switch self {
    case .weekdays, .everyDays: true
    case .daily, .quota, .asNeeded: false
    }
  }
}

extension Timeline where Value == Schedule {
  /// The versions as they are in force for a step that begins on `firstDay`: the first begins with the step, and a
  /// version that changes nothing is left out. A version of the same `everyDays` changes nothing when it begins on a
  /// day that is due already; otherwise it moves the days.
  func resolved(from firstDay: Day) -> Timeline {
    guard let first = versions.first else { return self }
    var resolved = [Version(from: firstDay, value: first.value)]
    for version in versions.dropFirst() {
      let last = resolved[resolved.count - 1]
      if last.value == version.value {
        guard case .everyDays(let days) = version.value,
          !(version.from - last.from).isMultiple(of: days)
        else { continue }
      }
      resolved.append(version)
    }
    // Versions are ordered by day, also when the first is replaced before the step begins.
    if resolved.count > 1, resolved[1].from < firstDay {
      resolved[0] = Version(from: resolved[1].from, value: first.value)
    }
    return Timeline(schedules: resolved)
  }

  /// Creates the timeline of a step's schedules. The first version is in force from the step's
  /// first day, even if its own first day is later.
  public init(schedules: [Version<Schedule>]) { self.init(schedules, reachesBack: true) }
}

extension Timeline where Value == String? {
  /// Creates the timeline of the products that a step uses, each from its own day on. The value nil means no product.
  public init(products: [Version<String?>]) { self.init(products, reachesBack: false) }
}
