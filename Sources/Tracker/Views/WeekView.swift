import Calendar
import Journal
import Reporting
import Routine
import Text

/// A week of a user, and the weeks before it.
public struct WeekView: Sendable {
  /// The name of the user; nil while the journal has no user.
  public let user: String?
  /// The weeks, oldest first. The last is the requested one.
  public let weeks: [WeekReport]
  /// The streaks of complete days, as of today.
  public let streaks: Streaks
  /// Whether the routine has steps but nothing was logged up to today.
  public let isNothingLogged: Bool
  private let input: ReportInput
  /// Today.
  public let today: Day

  /// The requested week: the last of `weeks`.
  public var week: WeekReport { weeks[weeks.count - 1] }

  /// The cautions about the days of `week`, which must be one of `weeks`.
  public func cautions(of week: WeekReport) -> [Caution] {
    input.cautions(from: week.week.monday, through: week.week.sunday, today: today)
  }

  fileprivate init(_ user: String?, _ weeks: [Week], _ input: ReportInput, today: Day) {
    self.user = user
    self.weeks = weeks.map { WeekReport(of: input.diary, week: $0, today: today) }
    streaks = Streaks(of: input.diary, asOf: today)
    isNothingLogged = input.diary.isEmpty(on: today) && !input.diary.steps.isEmpty
    self.input = input
    self.today = today
  }
}

/// The week that a request is for.
public enum WeekChoice: Hashable, Sendable {
  /// That week.
  case week(Week)
  /// The week that contains that day.
  case day(RelativeDay)

  /// The running week.
  public static let running = WeekChoice.day(.today)

  /// The week, with `today` as the day that relative days count from.
  public func week(today: Day) -> Week {
    switch self {
    case .week(let week): week
    case .day(let day): Week(of: day.day(today: today))
    }
  }
}

extension Tracker {
  /// The most weeks of one request. Choice.
  public static let mostWeeks = 1000

  /// The week of `choice` for `user`, with the weeks before it: `count` weeks in all, without those
  /// before the first week of the calendar (year 1). While the journal has no user, the weeks have
  /// no steps.
  ///
  /// - Parameter count: the number of weeks, from 1 to `mostWeeks`.
  /// - Throws: `InvalidInput` when `count` is out of range; as `today(_:)`.
  public func week(_ user: UserChoice, _ choice: WeekChoice, last count: Int) throws -> WeekView {
    guard (1...Tracker.mostWeeks).contains(count) else {
      throw InvalidInput("a number of weeks goes from 1 to \(Tracker.mostWeeks), not \(count)")
    }
    return try journal.read {
      let account = try account(user)
      let person = try account?.user ?? newcomer()
      let today = try moment.today(for: person)
      let week = choice.week(today: today)
      let weeks = ((1 - count)...0).map { week + $0 }.filter { $0 >= Week(of: .first) }
      guard let account else {
        let input = ReportInput(diary: Diary(steps: [], loggedDays: []))
        return WeekView(nil, weeks, input, today: today)
      }
      // The cautions look back at most `Policy.poreStripDays` days.
      let input = try journal.reportInput(
        of: account.id, usesFrom: weeks[0].monday - Policy.poreStripDays)
      return WeekView(account.user.name, weeks, input, today: today)
    }
  }
}
