import Calendar
import Documents
import Files
import Interchange
import Journal
import Page
import Routine
import Text
import Tracker
import Wording

/// `porelog export`: writes the journal as CSV, the report as a page, or reminders as a calendar.
enum Export: Command {
  static var name: String { "export" }
  static let description = CommandDescription(
    name: name, operands: "[DIR]", operandCount: 0...1,
    options: [
      .init(
        name: "table", value: "T", help: "one table, on standard output unless DIR is given",
        values: Table.allCases.map(\.rawValue)),
      .init(name: "from", value: "DAY", help: "leave out earlier days"),
      .init(name: "to", value: "DAY", help: "leave out later days"),
      .init(name: "all-users", help: "the data of all users"),
      .init(name: "photo-paths", help: "write the paths of photos, not only their names"),
      .init(name: "html", value: "FILE", help: "the report as one page"),
      .init(name: "ics", value: "FILE", help: "reminders as a calendar"),
      .init(
        name: "am", value: "HH:MM",
        help: "the time of reminders in the morning; else \(Reminders.defaultTimes.morning)"),
      .init(
        name: "pm", value: "HH:MM",
        help: "the time of reminders in the evening; else \(Reminders.defaultTimes.evening)"),
    ],
    summary: "write the journal as CSV, a report as a page, or reminders",
    details: [
      "DIR is a new folder, an empty one or one with an earlier export, which is overwritten. When an export is imported into an empty journal and exported again, every file is the same, byte for byte.",
      "The tables are \(Table.allCases.map(\.rawValue).joined(separator: ", ")).",
      "A text that a spreadsheet would run as a formula is written with a leading ' which import removes.",
      "--html writes one page that needs only a browser: the current figures, the routine with its changes, how it was kept by day and by week, ratings, photos before and after without their metadata, products, cautions and notes. It covers the last twelve weeks, or the days from --from to --to, at most \(PeriodView.mostDays). Photos of more than \(PeriodView.largestPhoto >> 20) MiB are left out.",
      "--ics writes a calendar to import: an event for each slot in which something is due, with its steps, one for each step that is due every N days, and one for a photo and a rating when the window of a milestone opens. Times are local wherever you are. Importing a later file updates the events. If your calendar is synchronised, its provider can see your steps.",
    ])

  /// What to write for a format that is typed in place of a folder.
  private static let formats = [
    "csv": "DIR for a folder of CSV files", "html": "--html FILE for the page",
    "ics": "--ics FILE for reminders", "json": "DIR for CSV, and --json behind a report",
  ]

  static func run(_ session: Session) throws {
    let arguments = session.arguments
    let folder = arguments.operands.first
    let table = try arguments.value("table").map(parseTable)
    if let option = ["html", "ics"].first(where: arguments.has) {
      let others = ["html", "ics", "all-users"].filter { $0 != option && arguments.has($0) }
      guard folder == nil, table == nil, others.isEmpty else {
        throw Failure(
          .usage,
          "--\(option) writes one file of one user: leave out the folder, tables and the rest")
      }
      let file = arguments.value(option) ?? ""
      return option == "ics"
        ? try writeReminders(to: file, session) : try writePage(to: file, session)
    }
    if let option = ["am", "pm"].first(where: arguments.has) {
      throw Failure(.usage, "--\(option) goes with --ics FILE: name the calendar")
    }
    guard folder != nil || table != nil else {
      throw Failure(
        .usage,
        "name a folder to export into, a table (--table entries), a page (--html FILE) or a calendar (--ics FILE)"
      )
    }
    if let word = folder?.lowercased(), let meant = formats[word] {
      throw Failure(
        .usage, "\(quoted(word)) is a format, not a folder: write porelog export \(meant)")
    }
    try writeTables(table, to: folder, session)
  }

  private static func writeTables(
    _ table: Table?, to folder: String?, _ session: Session
  ) throws {
    let arguments = session.arguments
    let tracker = try session.tracker()
    let (from, to) = (try session.day("from"), try session.day("to"))
    // One transaction, so that the users are selected from the state of the journal that is
    // written.
    let (names, count) = try tracker.journal.read {
      let selection = try ExportSelection(
        of: session.user, everyone: arguments.has("all-users"), from: from, to: to,
        withPhotoPaths: arguments.has("photo-paths"), in: tracker)
      let exporter = Exporter(tracker.journal, selection)
      let names = selection.accounts.map(\.user.name)
      if let folder {
        let tables = table.map { [$0] } ?? Table.allCases
        return (names, try exporter.export(toFolder: folder, tables: tables))
      }
      let console = session.console
      if let table { try exporter.export(table) { try console.write($0) } }
      return (names, 0)
    }
    guard let folder else { return }
    let people = names.isEmpty ? "nobody" : names.joined(separator: ", ")
    try session.confirm(
      "Exported \(counted(count, "table")) of \(people) to \(folder).",
      json: .exported(to: folder, tables: count))
  }

  private static func writePage(to file: String, _ session: Session) throws {
    let tracker = try session.tracker()
    let view = try tracker.period(
      session.user, from: try session.day("from"), to: try session.day("to"))
    let pictures = EmbeddedPicture.all(of: view)
    let problems = pictures.sorted { $0.key < $1.key }.compactMap { id, picture in
      picture.problem.map { "The photo \(id) is not shown. \($0)" }
    }
    try writeOwnFile(
      file, signature: ReportPage.signature, noun: "report", ReportPage(view, pictures).text)
    problems.forEach(session.sayAfterwards)
    let span = "\(view.span.lowerBound) to \(view.span.upperBound)"
    try session.confirm(
      "Wrote the report of \(view.user), \(span), to \(file).",
      json: .page(file, view.span, problems: problems))
  }

  private static func writeReminders(to file: String, _ session: Session) throws {
    guard let view = try session.tracker().reminders(session.user) else {
      throw Failure(.dataError, "there is no routine to remind of: porelog log pm --all")
    }
    func time(_ option: String) throws -> TimeOfDay? {
      try session.arguments.value(option).map { try TimeOfDay(parsing: $0) }
    }
    let reminders = Reminders(view, morning: try time("am"), evening: try time("pm"))
    // A calendar without an event is invalid (RFC 5545, 3.6).
    guard reminders.count > 0 else { throw ActionError.nothingDue }
    let count = try reminders.write(to: file, at: session.now)
    try session.confirm(
      "Wrote \(counted(count, "reminder")) for \(view.user.name) to \(file).",
      json: .calendar(file, events: count))
  }

  private static func parseTable(_ text: String) throws -> Table {
    guard let table = Table(rawValue: text) else {
      let names = Table.allCases.map(\.rawValue)
      throw Failure(
        .dataError,
        "there is no table \(quoted(text))\(nearest(to: text, among: names)): it is one of \(names.joined(separator: ", "))"
      )
    }
    return table
  }
}
