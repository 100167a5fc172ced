import Calendar
import Documents
import Files
import Journal
import Text
import Tracker

/// One call of a command: what was typed, and the journal it is about.
final class Session {
  let arguments: Arguments
  let invocation: Invocation
  let console: any Console
  /// The moment of the call.
  let now: Instant
  /// The path of the journal; nil when neither an option nor the environment names one.
  let path: String?
  let style: Style
  private var opened: Tracker?
  private var afterwards: [String] = []

  /// - Throws: `Failure` when an option that every command takes is wrong.
  init(_ arguments: Arguments, _ invocation: Invocation, _ console: any Console) throws {
    self.arguments = arguments
    self.invocation = invocation
    self.console = console
    let environment = invocation.environment
    if let text = environment["PORELOG_NOW"], !text.isEmpty {
      do { now = try Instant(parsing: text) } catch {
        throw Failure(.dataError, "PORELOG_NOW: \(error)")
      }
    } else {
      now = invocation.now
    }
    path = arguments.value("db") ?? Session.usualPath(environment)
    style = try Style(color: arguments.value("color"), invocation.terminal, environment)
  }

  /// How many milliseconds a command waits for another that writes: longer than a large import takes. Choice.
  private static let busyTimeout: Int32 = 30_000

  /// Whether one JSON document is to be printed.
  var wantsJSON: Bool { arguments.has("json") }
  /// Whether only results are to be printed.
  var isQuiet: Bool { arguments.has("quiet") }

  /// The path of the journal.
  ///
  /// - Throws: `Failure` when there is none.
  func requiredPath() throws -> String {
    guard let path, !path.isEmpty else {
      throw Failure(.usage, "no place for the journal: set HOME, or name a file with --db")
    }
    return path
  }

  /// The tracker of the journal, which is created if there is none yet.
  ///
  /// - Throws: `Failure`, `FileProblem`, `Migrator.Refusal`, `SQLiteError`.
  func tracker() throws -> Tracker {
    if let opened { return opened }
    let path = try requiredPath()
    if let slash = path.lastIndex(of: "/") { try makeFolder(String(path[..<slash])) }
    let environment = invocation.environment
    let moment = Moment(
      now: now, override: try day("today"), machineTimeZone: { TimeZone.machineName(environment) })
    let (console, isTerminal) = (console, invocation.terminal.errorColumns > 0)
    let journal = try Journal(at: path, timeout: Session.busyTimeout) {
      if isTerminal {
        console.writeError("Another porelog is writing; waiting for it, up to 30 seconds.\n")
      }
    }
    let tracker = Tracker(journal, at: moment)
    opened = tracker
    return tracker
  }

  /// The user that the call is for.
  var user: UserChoice {
    if let name = arguments.value("user") { return .named(name) }
    let name = invocation.environment["PORELOG_USER"].flatMap { $0.isEmpty ? nil : $0 }
    return name.map(UserChoice.named) ?? .standard
  }

  /// The day that an option names; nil when it is not given.
  ///
  /// - Throws: `Failure`.
  func day(_ option: String) throws -> RelativeDay? {
    try arguments.value(option).map(parseDay)
  }

  /// Performs `action` as the user of the call, and keeps what there is to say about it for `confirm`.
  ///
  /// - Throws: as `Tracker.perform(_:as:)`.
  func perform<A: Action>(_ action: A) throws -> Outcome<A.Effect> {
    let outcome = try tracker().perform(action, as: user)
    if let newcomer = outcome.newcomer {
      sayAfterwards(
        "A new journal: the user \(newcomer.user.name) begins with the starter routine on \(newcomer.firstDay)."
      )
    }
    if outcome.isChanged { outcome.remarks.forEach(sayAfterwards) }
    return outcome
  }

  /// Performs `action` and prints what it did.
  ///
  /// - Throws: as `perform(_:)`; `Failure` when it is done and cannot be told.
  func change<A: Action>(_ action: A) throws {
    let outcome = try perform(action)
    try confirm(
      outcome.isChanged ? outcome.says : "Nothing changes: it is so already.",
      json: outcome.document)
  }

  /// Says something that is no result, unless the call is quiet.
  func say(_ line: String) {
    if isQuiet { return }
    let columns = invocation.terminal.errorColumns
    // A terminal gets it broken between words, with the indentation of its first line.
    let indent = String(line.prefix { $0 == " " })
    let words = line.cleaned.split(separator: " ").map(String.init)
    let lines = columns > 0 ? style.resized(to: columns).wrap(words, head: indent) : [line.cleaned]
    console.writeError(lines.joined(separator: "\n") + "\n")
  }

  /// Says it after the change that it is about is committed.
  func sayAfterwards(_ line: String) { afterwards.append(line) }

  /// Prints what a change did, now that it is committed: one line, unless the call is quiet, or a JSON document.
  ///
  /// - Throws: `Failure` when it cannot be printed, which undoes nothing.
  func confirm(_ line: String, json: JSON? = nil) throws {
    afterwards.forEach(say)
    afterwards = []
    do {
      if wantsJSON {
        try console.print((json ?? .done(line)).text)
      } else if !isQuiet {
        // A pipe gets one line; a terminal gets it broken between words.
        let lines = invocation.terminal.isTerminal ? style.wrap(line.cleaned) : [line.cleaned]
        try console.print(lines)
      }
    } catch let failure as Failure {
      throw Failure(
        failure.code, "it is done, but what was done could not be told: \(failure.message)")
    }
  }

  /// Prints a report: the document when JSON is wanted, else the lines.
  func print(_ document: @autoclosure () -> JSON, _ lines: @autoclosure () -> [String]) throws {
    try console.print(wantsJSON ? [document().text] : lines())
  }

  /// A progress bar for work of `total` units.
  ///
  /// - Parameter clock: milliseconds that only go forward.
  func progressBar(
    _ label: String, total: Int, clock: @escaping () -> Int = Clock.milliseconds
  ) -> ProgressBar {
    ProgressBar(
      label, total: total, on: console, columns: isQuiet ? 0 : invocation.terminal.errorColumns,
      clock: clock)
  }

  private static func usualPath(_ environment: [String: String]) -> String? {
    func folder(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    if let path = folder("PORELOG_DB") { return path }
    // Relative paths are ignored: https://specifications.freedesktop.org/basedir-spec/latest/
    let data = folder("XDG_DATA_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (data ?? folder("HOME").map { $0 + "/.local/share" }).map { $0 + "/porelog/porelog.db" }
  }
}

/// What is said where a report needs a routine and nothing was ever logged.
let nothingLoggedYet = "Nothing is logged yet: porelog log pm --all begins."

/// Reads a DAY: `2025-06-02`, `today`, `yesterday`, `tomorrow` or `-3`, three days ago.
///
/// - Throws: `Failure`, `InvalidInput` when the calendar lacks the date.
func parseDay(_ text: String) throws -> RelativeDay {
  switch text {
  case "today": return .today
  case "yesterday": return .fromToday(-1)
  case "tomorrow": return .fromToday(1)
  default:
    if text.hasPrefix("-"), let days = wholeNumber(text.dropFirst()), days <= 4_000_000 {
      return .fromToday(-days)
    }
    if let day = try? Day(parsing: text) { return .day(day) }
    // A date that the calendar lacks gets a message of its own.
    if text.utf8.count == 10 { return .day(try Day(parsing: text)) }
    throw Failure(
      .dataError,
      "\(quoted(text)) is not a day: write 2025-06-02, today, yesterday, tomorrow or -3 (days ago)")
  }
}
