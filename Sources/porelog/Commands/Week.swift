import Journal
import Reporting
import Routine

/// `porelog week`: the weekly adherence report.
enum WeekCommand: Command {
  static var name: String { "week" }
  static let description = CommandDescription(
    name: name, operands: "[WEEK|DAY]", operandCount: 0...1,
    options: [.init(name: "last", value: "N", help: "a line for each of the N weeks up to it")],
    summary: "how well a week was kept: steps by days, shares, runs",
    details: [
      "WEEK is 2025-W23, from Monday to Sunday; DAY is 2025-06-02, today, yesterday or -3 (days ago). Without either it is the running week.",
      "A share is what was done of what is settled: of what was due, all that is done or can no longer be done. What is still open counts for nothing yet, today included. A week is consistent when 80 % of what was due was done, rounded up to whole times: of few that is all of them, 2 of 2, 3 of 3, 4 of 4.",
      "A step that is due by its weekday and done on another day of the week counts all the same. What a pause or an excuse covers is not asked for, and what was done in spite of it still counts.",
      "A run counts days on which every daily step of the slot was done; paused days neither lengthen nor break it.",
    ])

  /// The most weeks that --last shows.
  static let mostWeeks = 1000

  static func run(_ session: Session) throws {
    let journal = try session.journal()
    guard let account = try session.account() else { return try nothingYet(session) }
    let today = try session.today(for: account.user)
    let week = try session.arguments.operands.first.map { try parse($0, today) } ?? Week(of: today)
    let count = try session.arguments.value("last").map(parseCount)
    let weeks = ((1 - (count ?? 1))...0).map { week + $0 }.filter { $0 >= Week(of: .first) }
    // As far back as a caution looks.
    let deedsFrom = weeks[0].monday - Choices.poreStripDays
    let chronicle = try journal.read {
      try journal.chronicle(of: account.id, deedsFrom: deedsFrom)
    }
    let diary = chronicle.diary
    let reports = weeks.map { WeekReport(of: diary, week: $0, today: today) }
    let runs = Runs(of: diary, asOf: today)
    func cautions(_ week: Week) -> [Caution] {
      chronicle.cautions(from: week.monday, through: week.sunday, today: today)
    }

    if session.wantsJSON {
      let documents = reports.map { report in
        report.json(user: account.user.name, runs: runs, cautions: cautions(report.week))
      }
      let document = count == nil ? documents[0] : JSON.object(["weeks": .array(documents)])
      return try session.console.print(document.text)
    }
    let last = reports[reports.count - 1]
    let text = WeekText(
      report: last, runs: runs, cautions: cautions(last.week), user: account.user.name,
      style: session.style)
    var lines = text.lines
    if count != nil { lines += [""] + TrendText(reports: reports, style: session.style).lines }
    if diary.isEmpty(on: today), !diary.steps.isEmpty {
      lines.append("Nothing is logged yet: porelog log pm --all begins.")
    }
    try session.console.print(lines.joined(separator: "\n"))
  }

  private static func nothingYet(_ session: Session) throws {
    let user = User(
      name: "", timeZone: Clock.machineTimeZone(session.invocation.environment), createdOn: .first)
    let today = try session.today(for: user)
    let diary = Diary(steps: [], marks: [])
    guard session.wantsJSON else {
      return try session.console.print("Nothing is logged yet: porelog log pm --all begins.")
    }
    let week = try session.arguments.operands.first.map { try parse($0, today) } ?? Week(of: today)
    let report = WeekReport(of: diary, week: week, today: today)
    let document = report.json(user: nil, runs: Runs(of: diary, asOf: today), cautions: [])
    try session.console.print(document.text)
  }

  private static func parse(_ text: String, _ today: Day) throws -> Week {
    // What has a W behind its year is meant as a week.
    if text.uppercased().contains("-W") { return try Week(parsing: text.uppercased()) }
    return Week(of: try parseDay(text, today: today))
  }

  private static func parseCount(_ text: String) throws -> Int {
    guard let count = wholeNumber(text), (1...mostWeeks).contains(count) else {
      throw Failure(
        .dataError, "--last takes a number of weeks from 1 to \(mostWeeks), not \(quoted(text))")
    }
    return count
  }
}
