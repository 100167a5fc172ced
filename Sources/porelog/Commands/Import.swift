import Documents
import Interchange
import Journal
import Routine
import Tracker
import Wording

/// `porelog import`: imports porelog's own CSV, or the files of another tracker.
enum Import: Command {
  static var name: String { "import" }
  static let description = CommandDescription(
    name: name, operands: "PATH", operandCount: 1...1,
    options: [
      .init(
        name: "format", value: "F",
        help: "\(ImportSource.formats.joined(separator: ", ")); else it is recognised",
        values: ImportSource.formats),
      .init(name: "map", value: "FILE", help: "a CSV file that maps habits to steps"),
      .init(name: "dry-run", help: "show the result without changing anything"),
      .init(name: "replace", help: "replace rows that have other content"),
    ],
    summary: "import the files of porelog export or of another tracker",
    details: [
      "PATH is a folder of CSV files that export wrote, or one of these files. Rows that the journal already has are skipped, so importing twice changes nothing. A row with the same key and other content is an error, unless --replace is given.",
      "If one row is bad, nothing is imported. Bad rows are listed with file and line; the header is line 1.",
      "For another tracker, PATH is the unpacked folder of Loop's CSV export, Loop's backup (.db), the folder with harsh's habits and log, or Table Habit's JSON. Each habit becomes a step with its name. A word such as morning, night or weekly determines the slot; without one it is pm. Words in the name determine the kind and the active; without one the kind is other. If the journal already has a step of that slot and name, the records are added to it. A day that was skipped there is excused here, a no is skipped, and a day that Loop ticked automatically has no entry.",
      "--dry-run shows the result first. --map FILE changes the mapping: CSV with the header \(HabitMapping.columns.joined(separator: ",")) and a row for each habit to map in another way. An empty field is determined by the name, and the slot - leaves the habit out.",
      "An import of more than \(largestUndoableImport >> 20) MiB cannot be undone. The journal is copied first, and the user's earlier changes cannot be undone either.",
    ])

  static func run(_ session: Session) throws {
    let path = session.arguments.operands[0]
    let map = session.arguments.value("map")
    switch try ImportSource(at: path, format: session.arguments.value("format")) {
    case .own(let source):
      guard map == nil else {
        throw Failure(.usage, "--map is for other trackers: \(path) is porelog's own CSV")
      }
      let bar = session.progressBar("Importing", total: source.bytes)
      let summary = try perform(CSVImport(source, progress: bar.advance), bar, session)
      try confirm(summary, path, session)
    case .tracker(let source):
      let newcomer = try firstUser(session)
      let bar = session.progressBar("Importing", total: source.records)
      let summary = try perform(
        HabitImport(source, mapping: map, progress: bar.advance), bar, session)
      if let newcomer {
        session.sayAfterwards(
          "No user yet: \(newcomer) begins with the steps imported, and no others.")
      }
      let isDryRun = session.arguments.has("dry-run")
      let text = HabitImportText(summary: summary, tracker: source.tracker)
      text.remarks.forEach(session.sayAfterwards)
      tellAhead(summary.entries.ahead, session)
      try session.confirm(
        "\(isDryRun ? "Would import" : "Imported") \(text.sentence(from: path))",
        json: summary.document(of: source.tracker, isDryRun: isDryRun))
    }
  }

  /// The name of the user that the import will create; nil when the journal has a user.
  private static func firstUser(_ session: Session) throws -> String? {
    let tracker = try session.tracker()
    return try tracker.account(session.user) == nil ? tracker.newcomer().name : nil
  }

  /// Imports `source`, then erases the progress bar. With --dry-run the journal stays unchanged.
  private static func perform<Source: RecordSource>(
    _ source: Source, _ bar: ProgressBar, _ session: Session
  ) throws -> Source.Summary {
    defer { bar.erase() }
    let records = ImportRecords(
      source, replacing: session.arguments.has("replace"),
      dryRun: session.arguments.has("dry-run"))
    return try records.perform(in: try session.tracker(), as: session.user) { copy in
      session.say(
        "The import is too large for undo. The journal as it is now is copied to \(copy). Whoever logs meanwhile waits until it is done."
      )
    }
  }

  /// Tells how many records of days to come were imported.
  private static func tellAhead(_ count: Int, _ session: Session) {
    if count == 0 { return }
    session.sayAfterwards(
      "\(counted(count, "record is", "records are")) of days to come; no report counts \(count == 1 ? "it" : "them") before."
    )
  }

  /// Prints the outcome of an import of porelog's own CSV.
  private static func confirm(_ summary: ImportSummary, _ path: String, _ session: Session) throws {
    let isDryRun = session.arguments.has("dry-run")
    let added = summary.tables.filter { $0.counts.added > 0 }
      .map { "\($0.table.rawValue) \($0.counts.added)" }.joined(separator: ", ")
    if !summary.ignoredFiles.isEmpty {
      session.sayAfterwards(
        "Passed over, being no file of porelog's: \(summary.ignoredFiles.joined(separator: ", ")).")
    }
    tellAhead(summary.total.ahead, session)
    if let chosen = summary.defaultUser {
      session.sayAfterwards(
        "Commands that name nobody are for \(chosen); porelog user default NAME changes that.")
    }
    try session.confirm(
      "\(isDryRun ? "Would import" : "Imported") \(path): \(summary.total.words("row", "rows"))"
        + (added.isEmpty ? "." : " (\(added))."),
      json: summary.document(isDryRun: isDryRun))
  }
}
