import Files
import Journal
import Routine
import Text
import Tracker
import Wording

/// Describes what a check of the journal found, with advice.
struct CheckupText {
  /// A flaw, and what to do about it.
  typealias Finding = (what: String, advice: String)

  /// The path of the journal.
  let path: String

  /// The findings of `view` in words.
  ///
  /// - Throws: `FileProblem` when the journal's folder cannot be read.
  func findings(_ view: CheckupView) throws -> [Finding] { try view.findings.map(finding) }

  private func finding(_ finding: CheckupView.Finding) throws -> Finding {
    switch finding {
    case .empty: ("the file is empty", try restoreAdvice())
    case .notADatabase: ("the file is no SQLite database any more", try restoreAdvice())
    case .damaged(let message, let canExport):
      (
        "the file is damaged (\(message.prefix { !$0.isNewline }.prefix(120)))",
        try canExport ? restoreOrExportAdvice() : restoreAdvice()
      )
    case .unexpectedObject(let name):
      (
        "it holds \(quoted(name)), which porelog did not make and which could change what is logged",
        try restoreAdvice() + "; if you made it yourself, drop it with sqlite3"
      )
    case .flaw(let flaw): try self.finding(flaw)
    case .otherOwner(let file): ("\(file) belongs to another user", "make it yours with chown")
    case .openToOthers(let file, let mode):
      (
        "others can open \(file) (mode \(String(mode, radix: 8)))",
        "chmod 600 \(file) keeps them out"
      )
    case .folderOpenToOthers(let folder, let mode):
      (
        "others can write in the folder \(folder) (mode \(String(mode, radix: 8)))",
        "chmod go-w \(folder) keeps them out"
      )
    case .photo(let photo, let state): self.finding(photo, state)
    }
  }

  private func finding(_ photo: Photo, _ state: PhotoState) -> Finding {
    let what = "the photo \(photo.id) (\(photo.file.terminalSafe))"
    return switch state {
    case .missing:
      ("\(what) is missing", "put it back, or find it with porelog photo check --under")
    case .altered:
      ("\(what) is another file than it was", "put the original back from a copy")
    default: ("\(what) cannot be read", "check its permissions")
    }
  }

  private func finding(_ flaw: Flaw) throws -> Finding {
    switch flaw {
    case .damaged(let lines):
      (
        "the file is damaged (\(lines[0])\(lines.count > 1 ? ", and more" : ""))",
        try restoreOrExportAdvice()
      )
    case .orphans(let table, let count):
      (
        "\(counted(count, "row of \(table) refers", "rows of \(table) refer")) to what is not there",
        try restoreOrExportAdvice()
      )
    case .unreadable(let what):
      ("a row holds what porelog never writes (\(what))", try restoreOrExportAdvice())
    case .name(let name):
      (
        "the name \(quoted(name)) is not as porelog writes names",
        "export the journal, mend the name in the CSV and import it into a new journal"
      )
    case .noSchedule(let step, let user):
      (
        "\(step) of \(user) has no schedule, so it is never due",
        "porelog routine every \(step) daily --user \(user) gives it one"
      )
    case .finishedUnopened(let product, let user):
      (
        "\(quoted(product)) of \(user) is finished before it was opened",
        "porelog product open or product finish \(quoted(product)) --on DAY --user \(user) mends the day"
      )
    case .daysAhead(let count, let last, let user):
      (
        "\(counted(count, "entry, note or rating", "entries, notes or ratings")) of \(user) \(count == 1 ? "is" : "are") of days to come, the last of \(last)",
        "porelog day \(last) --user \(user) shows them, and log --clear, note --clear and rate MEASURE= with --on take them out"
      )
    case .timeZone(let zone, let user):
      (
        "this machine does not know the time zone \(zone) of \(user)",
        "install tzdata, or name another with porelog user set --time-zone"
      )
    case .orphanedHistory(let count):
      (
        "\(count) changes are kept of a user who is not there",
        "export the journal and import it into a new one to be rid of them"
      )
    case .orphanedDevices(let count):
      (
        "\(counted(count, "device")) \(count == 1 ? "is" : "are") paired with a user who is not there",
        "porelog device list shows them, and porelog device remove takes them out"
      )
    }
  }

  /// The advice for a damaged file that can still be exported.
  private func restoreOrExportAdvice() throws -> String {
    try restoreAdvice() + ", porelog export DIR saves what can be read"
  }

  /// The advice for a file that cannot be exported.
  private func restoreAdvice() throws -> String {
    let copies = try JournalCopy.all(of: path)
    let own = copies.isEmpty ? "" : " (porelog itself made \(copies.joined(separator: ", ")))"
    return "porelog restore FILE goes back to a backup\(own)"
  }
}
