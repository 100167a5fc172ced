import Calendar
import Text

/// How often a step is due.
public enum Schedule: Hashable, Sendable {
  /// Every day.
  case daily
  /// On these days of the week; at least one.
  case weekdays(Weekdays)
  /// On `minimum` to `maximum` days of the user's choice in a week; nil means no limit. 1 ≤ minimum ≤ maximum ≤ 7.
  case quota(minimum: Int, maximum: Int?)
  /// Never expected; done on at most `maximum` days a week, where nil means no limit. 1 ≤ maximum ≤ 7.
  case asNeeded(maximum: Int?)

  /// Reads `daily`, `mon,wed,fri` (in any order), `2-3/week`, `2/week`, `as-needed` or `as-needed<=1/week`.
  ///
  /// - Throws: `InvalidInput` for any other text.
  public init(parsing text: String) throws {
    guard let schedule = Schedule.parse(text) else {
      throw InvalidInput(
        text, isNot: "a schedule",
        "write daily, mon,wed,fri, 2-3/week, 2/week, as-needed or as-needed<=1/week")
    }
    self = schedule
  }

  private static func parse(_ text: String) -> Schedule? {
    if text == "daily" { return .daily }
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
    case .quota(let minimum, let maximum?): "\(minimum)-\(maximum)/week"
    case .quota(let minimum, nil): "\(minimum)/week"
    case .asNeeded(let maximum?): "as-needed<=\(maximum)/week"
    case .asNeeded(nil): "as-needed"
    }
  }
}

extension Timeline where Value == Schedule {
  /// Creates the timeline of a step's schedules. The first version is in force from the step's
  /// first day, even if its own first day is later.
  public init(schedules: [Version<Schedule>]) { self.init(schedules, reachesBack: true) }
}

extension Timeline where Value == String? {
  /// Creates the timeline of the products that a step uses, each from its own day on. The value nil means no product.
  public init(products: [Version<String?>]) { self.init(products, reachesBack: false) }
}
