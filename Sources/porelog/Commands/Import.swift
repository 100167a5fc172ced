import Interchange
import Journal
import Routine

/// `porelog import`: takes in CSV of our own.
enum Import: Command {
  static var name: String { "import" }
  static let description = CommandDescription(
    name: name, operands: "PATH", operandCount: 1...1,
    options: [
      .init(name: "format", value: "F", help: "porelog; else the format is recognised"),
      .init(name: "dry-run", help: "say what would happen, and change nothing"),
      .init(name: "replace", help: "let a row take the place of one with other content"),
    ],
    summary: "take in what porelog export wrote",
    details: [
      "PATH is a folder of CSV files as export writes them, or one of them. What is there already is passed over, so that importing twice changes nothing. A row with the key of one that is there but other content is an error, unless --replace is given.",
      "One bad row and nothing is imported; every bad row is named by file and line, the header being line 1.",
      "More than \(largestUndoable >> 20) MiB are too much to be kept for undo: a copy of the journal is made first, and undo forgets the changes before.",
    ])

  /// How many bytes of CSV are kept for undo: their changes take about as much again, within
  /// `Journal.keptBytes`.
  static let largestUndoable = 4 << 20

  static func run(_ session: Session) throws {
    let path = session.arguments.operands[0]
    if let format = session.arguments.value("format"), format != "porelog" {
      throw Failure(.dataError, "there is no format \(quoted(format)): it is porelog")
    }
    let source = try Importer.Source(at: path)
    let journal = try session.journal()
    let account = try session.account()
    let isDryRun = session.arguments.has("dry-run")
    let replacing = session.arguments.has("replace")
    let isUndoable = source.bytes <= largestUndoable
    let copy = isUndoable || isDryRun ? nil : try keepCopy(of: journal, session)

    let bar = ProgressBar("Importing", total: source.bytes, session)
    let summary: ImportSummary
    do {
      summary = try journal.change(
        by: account?.id, at: session.now, isKept: isUndoable,
        summary: { "import \(path.cleaned): \(counts($0.total))" }
      ) {
        let summary = try Importer.run(
          source, into: journal, replacing: replacing, progress: bar.advance,
          isTimeZone: Clock.isKnown)
        bar.erase()
        if isDryRun { throw DryRun(summary: summary) }
        return summary
      }.result
    } catch let dryRun as DryRun {
      return try tell(dryRun.summary, path, session, isDryRun: true)
    } catch {
      // What was not imported needs no way back.
      if let copy { try? removeFile(copy) }
      throw error
    }
    try tell(summary, path, session, isDryRun: false)
  }

  /// Ends the transaction of a dry run, so that nothing of it stays.
  private struct DryRun: Error {
    let summary: ImportSummary
  }

  /// Copies the journal to a new file beside it.
  private static func keepCopy(of journal: Journal, _ session: Session) throws -> String? {
    guard let path = session.path else { return nil }
    let copy = try makeNewFile("\(path).before-import-\(session.now.seconds)")
    session.say("The import is too large for undo. The journal as it is now is copied to \(copy).")
    do {
      try journal.backUp(to: copy)
    } catch {
      try? removeFile(copy)
      throw Failure(error, journal: copy)
    }
    return copy
  }

  /// `12 rows added, 3 replaced, 4 there already`, without what is none.
  private static func counts(_ counts: ImportSummary.Counts) -> String {
    var parts = ["\(counts.added) \(counts.added == 1 ? "row" : "rows") added"]
    if counts.replaced > 0 { parts.append("\(counts.replaced) replaced") }
    if counts.unchanged > 0 { parts.append("\(counts.unchanged) there already") }
    return parts.joined(separator: ", ")
  }

  private static func tell(
    _ summary: ImportSummary, _ path: String, _ session: Session, isDryRun: Bool
  ) throws {
    let tables = summary.tables.map { table, counts in
      (
        table.rawValue,
        JSON.object([
          "added": .integer(counts.added), "unchanged": .integer(counts.unchanged),
          "replaced": .integer(counts.replaced),
        ])
      )
    }
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
      "\(isDryRun ? "Would import" : "Imported") \(path): \(counts(summary.total))"
        + (added.isEmpty ? "." : " (\(added))."),
      json: .object([
        "dryRun": .bool(isDryRun), "tables": .object(Dictionary(uniqueKeysWithValues: tables)),
      ]))
  }
}
