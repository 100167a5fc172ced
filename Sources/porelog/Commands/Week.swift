import Calendar
import Documents
import Journal
import Text
import Tracker
import Wording

/// `porelog week`: the weekly adherence report.
enum WeekCommand: Command {
  static var name: String { "week" }
  static let description = CommandDescription(
    name: name, operands: "[WEEK|DAY]", operandCount: 0...1,
    options: [
      .init(name: "all", help: "every step and caution, and shares by slot, group and active"),
      .init(name: "last", value: "N", help: "one line for each of the N weeks up to it"),
    ],
    summary: "how well a week was kept: steps by days, shares, runs",
    details: [
      "WEEK is 2025-W23, from Monday to Sunday; DAY is 2025-06-02, today, yesterday or -3 (days ago). Without either it is the running week.",
      "A share is what was done of what is settled: of what was due, all that is done or can no longer be done. What is still open counts for nothing yet, today included. A week is consistent when \(keptShare) of what was due was done, rounded up to whole times: of few that is all of them, 2 of 2, 3 of 3, 4 of 4.",
      "A step that is due by its weekday, or every N days, and done on another day of the week counts all the same. What a pause or an excuse covers is not asked for, and what was done in spite of it still counts.",
      "A run counts days on which every daily step of the slot was done; paused days neither lengthen nor break it. Runs are those of today, so they are shown under the running week only.",
      "Logged the same day is the number of done steps that were logged on their own day, of those for which that is known.",
    ])

  static func run(_ session: Session) throws {
    let arguments = session.arguments
    let choice = try arguments.operands.first.map(parseWeek) ?? .running
    let count = try arguments.value("last").map(parseCount)
    let view = try session.tracker().week(session.user, choice, last: count ?? 1)
    if view.user == nil, !session.wantsJSON { return try session.console.print(nothingLoggedYet) }
    try session.print(
      count == nil ? view.document(of: view.week) : view.trendDocument,
      lines(of: view, arguments, session.style))
  }

  private static func lines(of view: WeekView, _ arguments: Arguments, _ style: Style) -> [String] {
    if arguments.has("last") { return TrendText(reports: view.weeks, style: style).lines }
    let isWhole = arguments.has("all")
    var lines = WeekText(view: view, style: style, isWhole: isWhole).lines
    if isWhole { lines += WeekFigures(view: view, style: style).lines }
    if view.isNothingLogged { lines.append(nothingLoggedYet) }
    return lines
  }

  private static func parseWeek(_ text: String) throws -> WeekChoice {
    // A text with `-W` is parsed as a week, so that an error in it is reported as a wrong week, not as a wrong day.
    if text.uppercased().contains("-W") { return .week(try Week(parsing: text.uppercased())) }
    if text.lowercased() == "last" { return .day(.fromToday(-7)) }
    return .day(try parseDay(text))
  }

  private static func parseCount(_ text: String) throws -> Int {
    guard let count = wholeNumber(text), (1...Tracker.mostWeeks).contains(count) else {
      throw Failure(
        .dataError,
        "--last takes a number of weeks from 1 to \(Tracker.mostWeeks), not \(quoted(text))")
    }
    return count
  }
}
