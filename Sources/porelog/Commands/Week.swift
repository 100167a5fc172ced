import Calendar
import Documents
import Journal
import Text
import Tracker
import Wording

/// `porelog week`: a week on one screen, with all its figures, or several weeks with one line each.
enum WeekCommand: Command {
  static var name: String { "week" }
  static let description = CommandDescription(
    name: name, operands: "[WEEK|DAY]", operandCount: 0...1,
    options: [
      .init(name: "all", help: "every step, caution and figure; -a for short"),
      .init(name: "last", value: "N", help: "only a line for each of the N weeks up to it"),
    ],
    summary: "how well a week was kept, on one screen",
    details: [
      "WEEK is 2025-W23, from Monday to Sunday, or last for the week before this one. DAY is 2025-06-02, yesterday, -3 (three days ago) or the name of a weekday, and stands for its week. Without either, it is the running week.",
      "3 of 7 means that a step is due 7 times in the week and was done 3 times. A week is kept when \(keptShare) of all that was due in it was done, rounded up to a whole number: 2 of 2, 3 of 3, 4 of 4, 4 of 5, 6 of 7. A running week shows how many more you can miss. A closed week that was not kept shows how many were needed. The share of a closed week is the number done, in percent of the number due.",
      "A step that is due on weekdays or every N days also counts when it is done on another day of the week. A step is not due on days that are paused or excused. If it is done on a paused day anyway, it counts.",
      "The screen has 24 rows. When the steps do not all fit, it shows those with the most missed; of the cautions it shows the last three. --all shows all of them, and below them the tallies by group, active and slot, the runs of complete days, the causes that the steps address, and how much was logged the same day.",
      "Complete days in a row are days on which every daily step of the slot was done. Days on which all of these are paused or excused are left out. They are counted up to today, so only the running week shows them.",
      "Logged the same day is the number of done steps that were logged on their own day, out of those for which the day of logging is known.",
    ])

  static func run(_ session: Session) throws {
    let arguments = session.arguments
    let choice = try arguments.operands.first.map(parseWeek) ?? .running
    let count = try arguments.value("last").map(parseCount)
    if count != nil, arguments.has("all") {
      throw Failure(.usage, "--last is one line a week and --all is one week: leave one out")
    }
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
