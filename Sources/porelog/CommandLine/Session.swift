import Calendar
import Documents
import Files
import Journal
import Routine
import Text
import Tracker
import Wording

/// One run of a command: its arguments and environment, its console, and the journal it works on.
final class Session {
  let arguments: Arguments
  let invocation: Invocation
  let console: any Console
  /// The current time, or PORELOG_NOW.
  let now: Instant
  /// The path of the journal; nil when neither --db nor the environment gives one.
  let path: String?
  let style: Style
  private var opened: Tracker?
  /// Lines that `confirm` writes to standard error.
  private var afterwards: [String] = []

  /// - Throws: `Failure` when --color or PORELOG_NOW is wrong.
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
    path = arguments.value("db") ?? Tracker.defaultPath(environment)
    style = try Style(color: arguments.value("color"), invocation.terminal, environment)
  }

  /// How long a command waits while another process writes to the journal, in milliseconds. Choice: longer than a large
  /// import takes.
  private static let busyTimeout: Int32 = 30_000

  /// Whether to print one JSON document: --json.
  var wantsJSON: Bool { arguments.has("json") }
  /// Whether to print results only: --quiet.
  var isQuiet: Bool { arguments.has("quiet") }

  /// The path of the journal.
  ///
  /// - Throws: `Failure` when neither --db nor the environment gives one.
  func requiredPath() throws -> String {
    guard let path, !path.isEmpty else {
      throw Failure(.usage, "no place for the journal: set HOME, or name a file with --db")
    }
    return path
  }

  /// The tracker of the journal. The first call opens the journal, or creates it if it does not exist.
  ///
  /// - Throws: `Failure`, `InvalidInput`, `FileProblem`, `Migrator.Refusal`, `SQLiteError`.
  func tracker() throws -> Tracker {
    if let opened { return opened }
    let path = try requiredPath()
    if let slash = path.lastIndex(of: "/") { try makeFolder(String(path[..<slash])) }
    let environment = invocation.environment
    let moment = Moment(
      now: now, override: try day("today"), machineTimeZone: { TimeZone.machineName(environment) })
    let (console, isTerminal) = (console, invocation.terminal.errorColumns > 0)
    let seconds = Session.busyTimeout / 1000
    let journal = try Journal(at: path, timeout: Session.busyTimeout) {
      if isTerminal {
        console.writeError(
          "Another porelog is writing; waiting for it, up to \(seconds) seconds.\n")
      }
    }
    let tracker = Tracker(journal, at: moment)
    opened = tracker
    return tracker
  }

  /// The user that the command is for: --user, else PORELOG_USER, else the default user.
  var user: UserChoice {
    if let name = arguments.value("user") { return .named(name) }
    let name = invocation.environment["PORELOG_USER"].flatMap { $0.isEmpty ? nil : $0 }
    return name.map(UserChoice.named) ?? .default
  }

  /// The day that `option` names; nil when the option is not given.
  ///
  /// - Throws: as `parseDay(_:)`.
  func day(_ option: String) throws -> RelativeDay? {
    try arguments.value(option).map(parseDay)
  }

  /// Performs `action` as `user`. Its remarks are kept for `confirm`.
  ///
  /// - Throws: as `tracker()` and `Tracker.perform(_:as:)`.
  func perform<A: Action>(_ action: A) throws -> Outcome<A.Effect> {
    let outcome = try tracker().perform(action, as: user)
    if let newcomer = outcome.newcomer {
      sayAfterwards(
        "A new journal: the user \(newcomer.user.name) begins with the starter routine on \(newcomer.firstDay.spoken(on: newcomer.firstDay))."
      )
    }
    outcome.remarks.forEach(sayAfterwards)
    return outcome
  }

  /// Performs `action` and prints what it did.
  ///
  /// - Throws: as `perform(_:)`; `Failure` when the action is performed but its outcome cannot be printed.
  func change<A: Action>(_ action: A) throws {
    let outcome = try perform(action)
    try confirm(outcome.sentence, json: outcome.document)
  }

  /// Writes a line to standard error, unless --quiet is given.
  func say(_ line: String) {
    if isQuiet { return }
    let columns = invocation.terminal.errorColumns
    // On a terminal the line is wrapped; all its lines are indented alike.
    let indent = String(line.prefix { $0 == " " })
    let words = line.terminalSafe.split(separator: " ").map(String.init)
    let lines =
      columns > 0 ? style.resized(to: columns).wrap(words, head: indent) : [line.terminalSafe]
    console.writeError(lines.joined(separator: "\n") + "\n")
  }

  /// Keeps a line about a change for `confirm`, which writes it once the change is committed.
  func sayAfterwards(_ line: String) { afterwards.append(line) }

  /// Writes the lines kept by `sayAfterwards`.
  func sayWhatWasKept() {
    afterwards.forEach(say)
    afterwards = []
  }

  /// Prints the outcome of a committed change: `json` with --json, else `line` and `more` unless --quiet is given. Lines
  /// kept by `sayAfterwards` are written first.
  ///
  /// - Throws: `Failure` when the output cannot be written; the change stays committed.
  func confirm(_ line: String, _ more: [String] = [], json: JSON? = nil) throws {
    sayWhatWasKept()
    do {
      if wantsJSON {
        try console.print((json ?? .done(line)).text)
      } else if !isQuiet {
        // Wrapped on a terminal; one line in a pipe.
        let lines =
          invocation.terminal.isTerminal ? style.wrap(line.terminalSafe) : [line.terminalSafe]
        try console.print(lines + more)
      }
    } catch let failure as Failure {
      throw Failure(
        failure.code, "it is done, but what was done could not be told: \(failure.message)")
    }
  }

  /// Prints a report: `document` with --json, else `lines`.
  func print(_ document: @autoclosure () -> JSON, _ lines: @autoclosure () -> [String]) throws {
    try console.print(wantsJSON ? [document().text] : lines())
  }

  /// A progress bar for work of `total` units. It stays hidden with --quiet and where standard error is no terminal.
  ///
  /// - Parameter clock: a monotonic clock, in milliseconds.
  func progressBar(
    _ label: String, total: Int, clock: @escaping () -> Int = Clock.milliseconds
  ) -> ProgressBar {
    ProgressBar(
      label, total: total, on: console, columns: isQuiet ? 0 : invocation.terminal.errorColumns,
      clock: clock)
  }
}

/// The line that reports print while nothing is logged.
let nothingLoggedYet = "Nothing is logged yet: porelog log pm --all"
