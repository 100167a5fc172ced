import Interchange
import Journal
import Routine

/// One call of a command: what it was given, and the journal it is about.
final class Session {
  let arguments: Arguments
  let invocation: Invocation
  let console: any Console
  /// The moment of the call.
  let now: Instant
  /// Where the journal lies; nil when neither an option nor the environment tells.
  let path: String?
  let style: Style
  private var opened: Journal?
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
    style = try Style(arguments, invocation)
  }

  /// How long a command waits for another that writes, in milliseconds: longer than a long import takes.
  private static let patience: Int32 = 30_000

  var wantsJSON: Bool { arguments.has("json") }

  /// The journal, made if there is none yet.
  func journal() throws -> Journal {
    if let opened { return opened }
    guard let path, !path.isEmpty else {
      throw Failure(.usage, "no place for the journal: set HOME, or name a file with --db")
    }
    try makeFolderOfJournal()
    let (console, isTerminal) = (console, invocation.terminal.errorColumns > 0)
    let journal = try Journal(at: path, patience: Session.patience) {
      if isTerminal {
        console.writeError("Another porelog is writing; waiting for it, up to 30 seconds.\n")
      }
    }
    opened = journal
    return journal
  }

  /// Makes the folder in which the journal lies, or is to lie.
  func makeFolderOfJournal() throws {
    guard let path, let slash = path.lastIndex(of: "/") else { return }
    try makeFolder(String(path[..<slash]))
  }

  /// The user the call is for; nil only while the journal has none.
  ///
  /// - Throws: `Failure` when the user named is not there.
  func account() throws -> Account? {
    let journal = try journal()
    guard let name = userName else {
      return try journal.defaultUser().flatMap { try journal.account($0) }
    }
    return try account(named: name)
  }

  /// The user of that name.
  ///
  /// - Throws: `Failure` when there is none.
  func account(named text: String) throws -> Account? {
    let name = try Texts.name(text, "a user's name", longest: Texts.longestName)
    let journal = try journal()
    if let account = try journal.account(named: name) { return account }
    let names = try journal.accounts().map(\.user.name)
    // The first command of a newcomer makes `me`.
    if names.isEmpty, name == Session.firstUser { return nil }
    throw Failure(
      .dataError,
      "there is no user \(quoted(name))\(nearest(to: name, among: names)): add one with porelog user add"
    )
  }

  /// The user named by the option or the environment.
  var userName: String? {
    if let name = arguments.value("user") { return name }
    return invocation.environment["PORELOG_USER"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The user the call is for, with the user's today.
  ///
  /// - Parameters:
  ///   - day: an option's DAY, from which a new user's routine begins if it lies before today.
  ///   - timeZone: the zone to reckon today in, instead of the user's.
  func accountOrFirst(
    from day: (Day) throws -> Day?, in timeZone: String? = nil
  ) throws -> (account: Account, today: Day) {
    if let account = try account() {
      var user = account.user
      user.timeZone = timeZone ?? user.timeZone
      return (account, try today(for: user))
    }
    let journal = try journal()
    let user = try newcomer()
    let today = user.createdOn
    let firstDay = min(today, try day(today) ?? today)
    let summary = "user add \(user.name)"
    let account = try journal.change(by: nil, at: now, summary: { _ in summary }) {
      try journal.add(user, with: StarterRoutine.steps(from: firstDay))
    }.result
    sayAfterwards(
      "A new journal: the user \(user.name) begins with the starter routine on \(firstDay).")
    return (account, today)
  }

  private static let firstUser = "me"

  /// The user that a newcomer's first command makes.
  func newcomer() throws -> User {
    let zone = Clock.machineTimeZone(invocation.environment)
    var user = User(name: Session.firstUser, timeZone: zone, createdOn: .first)
    user.createdOn = try today(for: user)
    return user
  }

  /// The slot that the hour suggests: the morning's from the day start to noon, else the evening's.
  func slotByTheHour(for user: User) throws -> Slot {
    let time = try Clock.localTime(of: now, in: user.timeZone).time
    return time >= user.dayStart && time < TimeOfDay(minutes: 720) ? .am : .pm
  }

  /// What counts as today for `user`: by the user's time zone and day start, or as --today says.
  func today(for user: User) throws -> Day {
    let day = try Clock.localTime(of: now, in: user.timeZone).day(startingAt: user.dayStart)
    guard day >= .first else {
      throw Failure(.dataError, "the clock shows a time before the year 1: set it")
    }
    guard let text = arguments.value("today") else { return day }
    return try parseDay(text, today: day)
  }

  /// Tells something that is no result, unless it is to be quiet.
  func say(_ line: String) {
    if arguments.has("quiet") { return }
    let columns = invocation.terminal.errorColumns
    // A terminal gets it broken between words, under where it begins.
    let indent = String(line.prefix { $0 == " " })
    let words = line.cleaned.split(separator: " ").map(String.init)
    let lines = columns > 0 ? style.resized(to: columns).wrap(words, head: indent) : [line.cleaned]
    console.writeError(lines.joined(separator: "\n") + "\n")
  }

  /// Tells it once the change is kept of which it is a part.
  func sayAfterwards(_ line: String) { afterwards.append(line) }

  /// Prints what a change came to, now that it is kept: the one line that says it, unless it is to be
  /// quiet, or the JSON document.
  ///
  /// - Throws: `Failure` when it cannot be printed, which takes nothing back.
  func confirm(_ line: String, json: JSON? = nil) throws {
    afterwards.forEach(say)
    afterwards = []
    do {
      if wantsJSON {
        try console.print((json ?? .object(["done": .string(line)])).text)
      } else if !arguments.has("quiet") {
        // A pipe gets one line; a terminal gets it broken between words.
        let isTerminal = invocation.terminal.isTerminal
        let lines = isTerminal ? style.wrap(line.cleaned) : [line.cleaned]
        try console.print(lines.joined(separator: "\n"))
      }
    } catch let failure as Failure {
      throw Failure(
        failure.code, "it is done, but what was done could not be told: \(failure.message)")
    }
  }

  private static func usualPath(_ environment: [String: String]) -> String? {
    func folder(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    if let path = folder("PORELOG_DB") { return path }
    // The specification has relative paths ignored.
    // https://specifications.freedesktop.org/basedir-spec/latest/
    let data = folder("XDG_DATA_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (data ?? folder("HOME").map { $0 + "/.local/share" }).map { $0 + "/porelog/porelog.db" }
  }
}

/// Reads a DAY: `2025-06-02`, `today`, `yesterday` or `-3`, three days ago.
func parseDay(_ text: String, today: Day) throws -> Day {
  switch text {
  case "today": return today
  case "yesterday": return max(today - 1, .first)
  case "tomorrow": return min(today + 1, .last)
  default:
    if text.hasPrefix("-"), let days = wholeNumber(text.dropFirst()), days <= 4_000_000 {
      return max(today - days, .first)
    }
    if let day = try? Day(parsing: text) { return day }
    // A date that the calendar lacks has a word of its own.
    if text.utf8.count == 10 { return try Day(parsing: text) }
    throw Failure(
      .dataError,
      "\(quoted(text)) is not a day: write 2025-06-02, today, yesterday, tomorrow or -3 (days ago)")
  }
}
