import Documents
import Files
import Journal
import Text
import Tracker
import Wording

/// `porelog doctor`: checks the journal, and prints each problem with advice.
enum Doctor: Command {
  static var name: String { "doctor" }
  static let description = CommandDescription(
    name: name,
    summary: "check the file, its rules, its permissions and its photos",
    details: [
      "It checks the whole file and every row, the rules that a database cannot enforce, the permissions, and whether the photos are in place and unchanged, byte by byte. It changes nothing. A journal of an earlier version is migrated first, as by every command. The exit code is 65 when something is wrong."
    ])

  static func run(_ session: Session) throws {
    guard let path = session.path, fileExists(path) || fileExists(path + "-wal") else {
      return try report([], "There is no journal yet, so there is nothing to check.", session)
    }
    var bar: ProgressBar?
    let view = try CheckupView(
      of: path, at: session.now, open: { try session.tracker().journal },
      progress: { total in
        let shown = session.progressBar("Checking photos", total: total)
        bar = shown
        return shown.advance
      })
    bar?.erase()
    let findings = try CheckupText(path: path).findings(view)
    let counts = view.counts.map { counts in
      ": \(counted(counts.users, "user")), \(counted(counts.entries, "entry", "entries")), \(counted(counts.photos, "photo"))"
    }
    try report(findings, "Looked at \(path)\(counts ?? "").", session)
  }

  private static func report(
    _ findings: [CheckupText.Finding], _ summary: String, _ session: Session
  ) throws {
    var lines = session.style.wrap(summary)
    for finding in findings {
      let words = "\(finding.what): \(finding.advice).".terminalSafe.split(separator: " ")
      lines += session.style.wrap(words.map(String.init), head: "! ")
    }
    if findings.isEmpty { lines += ["Nothing is wrong."] }
    try session.print(.findings(findings), lines)
    if !findings.isEmpty {
      throw Failure(
        .dataError,
        "\(counted(findings.count, "thing is", "things are")) wrong, with what to do beside it")
    }
  }
}
