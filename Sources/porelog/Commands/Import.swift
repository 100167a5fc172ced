import Interchange
import Journal
import Routine

/// `porelog import`: takes in CSV of our own, or what another tracker wrote.
enum Import: Command {
  static var name: String { "import" }
  static let description = CommandDescription(
    name: name, operands: "PATH", operandCount: 1...1,
    options: [
      .init(
        name: "format", value: "F",
        help: "\(ImportSource.formats.joined(separator: ", ")); else it is recognised",
        values: ImportSource.formats),
      .init(name: "map", value: "FILE", help: "CSV that says which step a habit is"),
      .init(name: "dry-run", help: "say what would happen, and change nothing"),
      .init(name: "replace", help: "let a row take the place of one with other content"),
    ],
    summary: "take in what porelog export or another tracker wrote",
    details: [
      "PATH is a folder of CSV files as export writes them, or one of them. What is there already is passed over, so that importing twice changes nothing. A row with the key of one that is there but other content is an error, unless --replace is given.",
      "One bad row and nothing is imported; every bad row is named by file and line, the header being line 1.",
      "From another tracker PATH is the unpacked folder of Loop's CSV export, Loop's backup (.db), the folder with harsh's habits and log, or Table Habit's JSON. Each habit becomes a step of its name: in the slot that a word such as morning, night or weekly tells, else pm, with the kind and active that the name tells, else other. A habit whose step is there already goes to it. Days skipped there are excused here, a no is skipped, and a day that Loop ticked by itself is not done.",
      "See what becomes of it with --dry-run first. A --map FILE overrules it: CSV with the header \(HabitMapping.columns.joined(separator: ",")), a row for each habit that is to go elsewhere; an empty field is found by the name, and a slot - leaves the habit out.",
      "More than \(largestUndoable >> 20) MiB are too much to be kept for undo: a copy of the journal is made first, and undo forgets the changes before.",
    ])

  /// How many bytes are kept for undo: their changes take about as much again, within
  /// `Journal.keptBytes`.
  static let largestUndoable = 4 << 20

  static func run(_ session: Session) throws {
    let path = session.arguments.operands[0]
    let map = session.arguments.value("map")
    switch try ImportSource(at: path, format: session.arguments.value("format")) {
    case .own(let source):
      guard map == nil else {
        throw Failure(.usage, "--map is for other trackers: \(path) is porelog's own CSV")
      }
      try take(source, from: path, session)
    case .tracker(let source): try take(source, from: path, map, session)
    }
  }

  private static func take(
    _ source: Importer.Source, from path: String, _ session: Session
  ) throws {
    let journal = try session.journal()
    let account = try session.account()
    let bar = ProgressBar("Importing", total: source.bytes, session)
    let summary: ImportSummary = try change(
      journal, by: account, bytes: source.bytes, session,
      summary: { "import \(path.cleaned): \(counts($0.total, "row"))" }
    ) {
      defer { bar.erase() }
      return try Importer.run(
        source, into: journal, replacing: session.arguments.has("replace"),
        progress: bar.advance, isTimeZone: Clock.isKnown)
    }
    try tell(summary, path, session)
  }

  private static func take(
    _ source: TrackerSource, from path: String, _ map: String?, _ session: Session
  ) throws {
    let journal = try session.journal()
    let account = try session.account()
    let newcomer = try session.newcomer()
    let today = try session.today(for: account?.user ?? newcomer)
    let bar = ProgressBar("Importing", total: source.records, session)
    let summary: TrackerSummary = try change(
      journal, by: account, bytes: source.bytes, session,
      summary: { "import \(path.cleaned): \(counts($0.entries, "entry"))" }
    ) {
      defer { bar.erase() }
      let user = try account?.id ?? journal.addUser(newcomer).id
      return try TrackerImporter.run(
        source, from: path, mapping: map, into: journal, for: user,
        replacing: session.arguments.has("replace"), today: today, progress: bar.advance)
    }
    if account == nil {
      session.sayAfterwards(
        "No user yet: \(newcomer.name) begins with the steps imported, and no others.")
    }
    try TrackerText.tell(summary, of: source.tracker, path, session)
  }

  /// Makes the change that an import is; a dry run of it leaves nothing behind.
  private static func change<Summary>(
    _ journal: Journal, by account: Account?, bytes: Int, _ session: Session,
    summary: (Summary) -> String, _ body: () throws -> Summary
  ) throws -> Summary {
    let isDryRun = session.arguments.has("dry-run")
    let isUndoable = bytes <= largestUndoable
    let copy = isUndoable || isDryRun ? nil : try keepCopy(of: journal, session)
    var imported: Summary?
    do {
      return try journal.change(
        by: account?.id, at: session.now, isKept: isUndoable, summary: summary
      ) {
        let summary = try body()
        imported = summary
        if isDryRun { throw DryRun() }
        return summary
      }.result
    } catch is DryRun {
      guard let imported else { throw DryRun() }
      return imported
    } catch {
      // What was not imported needs no way back.
      if let copy { removeDatabase(copy) }
      throw error
    }
  }

  /// Ends the transaction of a dry run, so that nothing of it stays.
  private struct DryRun: Error {}

  /// Copies the journal to a new file beside it.
  private static func keepCopy(of journal: Journal, _ session: Session) throws -> String? {
    guard let path = session.path else { return nil }
    let copy = try makeNewFile("\(path).before-import-\(session.now.seconds)")
    session.say(
      "The import is too large for undo. The journal as it is now is copied to \(copy). Whoever logs meanwhile waits until it is done."
    )
    do {
      try journal.backUp(to: copy)
    } catch {
      removeDatabase(copy)
      throw Failure(error, journal: copy)
    }
    return copy
  }

  /// `12 rows added, 3 replaced, 4 there already`, without what is none.
  static func counts(_ counts: ImportSummary.Counts, _ noun: String) -> String {
    let plural = noun == "entry" ? "entries" : "\(noun)s"
    var parts = ["\(counts.added) \(counts.added == 1 ? noun : plural) added"]
    if counts.replaced > 0 { parts.append("\(counts.replaced) replaced") }
    if counts.unchanged > 0 { parts.append("\(counts.unchanged) there already") }
    return parts.joined(separator: ", ")
  }

  static func json(_ counts: ImportSummary.Counts) -> JSON {
    .object([
      "added": .integer(counts.added), "unchanged": .integer(counts.unchanged),
      "replaced": .integer(counts.replaced),
    ])
  }

  private static func tell(_ summary: ImportSummary, _ path: String, _ session: Session) throws {
    let isDryRun = session.arguments.has("dry-run")
    let tables = summary.tables.map { ($0.table.rawValue, json($0.counts)) }
    let added = summary.tables.filter { $0.counts.added > 0 }
      .map { "\($0.table.rawValue) \($0.counts.added)" }.joined(separator: ", ")
    if !summary.passedOver.isEmpty {
      session.sayAfterwards(
        "Passed over, being no file of porelog's: \(summary.passedOver.joined(separator: ", ")).")
    }
    if let chosen = summary.defaultUser {
      session.sayAfterwards(
        "Commands that name nobody are for \(chosen); porelog user default NAME changes that.")
    }
    try session.confirm(
      "\(isDryRun ? "Would import" : "Imported") \(path): \(counts(summary.total, "row"))"
        + (added.isEmpty ? "." : " (\(added))."),
      json: .object([
        "dryRun": .bool(isDryRun), "tables": .object(Dictionary(uniqueKeysWithValues: tables)),
      ]))
  }
}
