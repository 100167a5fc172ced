import Calendar
import Journal
import Reporting
import Routine

/// How well weeks were kept.
public struct WeekView: Sendable {
  /// Whose they are; nil while the journal has no user.
  public let user: String?
  /// The weeks, oldest first.
  public let weeks: [WeekReport]
  /// The runs of complete days, as of today.
  public let runs: Streaks
  /// Whether nothing was logged yet, though the routine has steps.
  public let isNothingLogged: Bool
  private let input: ReportInput
  private let today: Day

  /// The week that was asked for: the last one.
  public var week: WeekReport { weeks[weeks.count - 1] }

  /// The cautions that came true in `week`.
  public func cautions(of week: WeekReport) -> [Caution] {
    input.cautions(from: week.week.monday, through: week.week.sunday, today: today)
  }

  fileprivate init(_ user: String?, _ weeks: [Week], _ input: ReportInput, today: Day) {
    self.user = user
    self.weeks = weeks.map { WeekReport(of: input.diary, week: $0, today: today) }
    runs = Streaks(of: input.diary, asOf: today)
    isNothingLogged = input.diary.isEmpty(on: today) && !input.diary.steps.isEmpty
    self.input = input
    self.today = today
  }
}

/// A week as a person names it.
public enum WeekChoice: Hashable, Sendable {
  /// A week.
  case week(Week)
  /// The week of a day.
  case day(RelativeDay)

  /// The running week.
  public static let running = WeekChoice.day(.today)

  /// The week, seen on `today`.
  public func week(today: Day) -> Week {
    switch self {
    case .week(let week): week
    case .day(let day): Week(of: day.day(today: today))
    }
  }
}

extension Tracker {
  /// How well `user` kept a week and the weeks before it, `count` in all.
  ///
  /// - Throws: as `today(_:)`.
  public func week(_ user: UserChoice, _ choice: WeekChoice, last count: Int) throws -> WeekView {
    try journal.read {
      let account = try account(user)
      let person = try account?.user ?? newcomer()
      let today = try moment.today(for: person)
      let week = choice.week(today: today)
      let weeks = ((1 - count)...0).map { week + $0 }.filter { $0 >= Week(of: .first) }
      guard let account else {
        let input = ReportInput(diary: Diary(steps: [], loggedDays: []))
        return WeekView(nil, weeks, input, today: today)
      }
      // A caution about a pore strip looks back furthest.
      let input = try journal.reportInput(
        of: account.id, usesFrom: weeks[0].monday - Policy.poreStripDays)
      return WeekView(account.user.name, weeks, input, today: today)
    }
  }
}
