import Interchange
import Journal
import Routine

/// `porelog import`: takes in CSV of our own.
enum Import: Command {
  static let description = CommandDescription(
    name: "import", operands: "PATH", operandCount: 1...1,
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
    if !isUndoable, !isDryRun { try keepCopy(of: journal, session) }

    let summary: ImportSummary
    do {
      summary = try journal.change(
        by: account?.id, at: session.now, isKept: isUndoable,
        summary: { summary in
          "import \(path): \(rows(summary.total.added)) added, \(summary.total.replaced) replaced"
        }
      ) {
        let summary = try Importer.run(source, into: journal, replacing: replacing)
        if isDryRun { throw DryRun(summary: summary) }
        return summary
      }
    } catch let dryRun as DryRun {
      return try tell(dryRun.summary, path, session, isDryRun: true)
    }
    try tell(summary, path, session, isDryRun: false)
  }

  /// Ends the transaction of a dry run, so that nothing of it stays.
  private struct DryRun: Error {
    let summary: ImportSummary
  }

  private static func keepCopy(of journal: Journal, _ session: Session) throws {
    guard let path = session.path else { return }
    let copy = "\(path).before-import-\(session.now.seconds)"
    session.say("The import is too large for undo. The journal as it is now is copied to \(copy).")
    try journal.backUp(to: copy)
  }

  private static func tell(
    _ summary: ImportSummary, _ path: String, _ session: Session, isDryRun: Bool
  ) throws {
    if session.wantsJSON {
      let tables = summary.tables.map { table, counts in
        (
          table.rawValue,
          JSON.object([
            "added": .integer(counts.added), "unchanged": .integer(counts.unchanged),
            "replaced": .integer(counts.replaced),
          ])
        )
      }
      return try session.console.print(
        JSON.object([
          "dryRun": .bool(isDryRun), "tables": .object(Dictionary(uniqueKeysWithValues: tables)),
        ]).text)
    }
    let total = summary.total
    var parts = ["\(rows(total.added)) added"]
    if total.replaced > 0 { parts.append("\(total.replaced) replaced") }
    if total.unchanged > 0 { parts.append("\(total.unchanged) there already") }
    let added = summary.tables.filter { $0.counts.added > 0 }
      .map { "\($0.table.rawValue) \($0.counts.added)" }.joined(separator: ", ")
    let detail = added.isEmpty ? "" : " (\(added))"
    let verb = isDryRun ? "Would import" : "Imported"
    try session.confirm("\(verb) \(path): \(parts.joined(separator: ", "))\(detail).")
    if !summary.passedOver.isEmpty {
      session.say(
        "Passed over, since they are made from the others: \(summary.passedOver.joined(separator: ", "))."
      )
    }
  }

  private static func rows(_ count: Int) -> String { "\(count) \(count == 1 ? "row" : "rows")" }
}
