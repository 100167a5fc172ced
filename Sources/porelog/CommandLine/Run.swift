import Calendar
import Text

/// Everything that a run of the program depends on except files and the console.
struct Invocation: Sendable {
  /// The arguments after the program's name.
  var arguments: [String]
  /// The environment variables listed in `variables` that are set, with their values.
  var environment: [String: String]
  /// The current time; PORELOG_NOW overrides it.
  var now: Instant
  var terminal = Terminal()

  /// The names of the environment variables that porelog reads; it reads no others.
  static let variables = [
    "PORELOG_DB", "PORELOG_USER", "PORELOG_NOW", "HOME", "XDG_DATA_HOME", "TZ", "LC_ALL",
    "LC_CTYPE",
    "LANG", "TERM", "NO_COLOR",
  ]
}

/// Standard input, output and error of a run.
protocol Console: AnyObject {
  /// Writes to standard output.
  ///
  /// - Throws: `Failure` when the output cannot be written.
  func write(_ bytes: [UInt8]) throws
  /// Reads the next line of standard input; nil at its end.
  func readLine() -> String?
  /// Writes to standard error. Errors are ignored.
  func writeError(_ text: String)
}

extension Console {
  /// Writes a line to standard output.
  func print(_ line: String) throws { try print([line]) }

  /// Writes lines to standard output, in one call of `write`.
  func print(_ lines: [String]) throws {
    var bytes: [UInt8] = []
    for line in lines {
      bytes += line.utf8
      bytes.append(UInt8(ascii: "\n"))
    }
    try write(bytes)
  }
}

/// All commands, in the order in which help lists them.
let commands: [any Command.Type] = [
  Log.self, Today.self, DayCommand.self, WeekCommand.self, Milestones.self, Usage.self, Cohort.self,
  NoteCommand.self, NotesCommand.self, Rate.self, RatingsCommand.self,
  PhotoAdd.self, PhotoList.self, PhotoCheck.self,
  PhotoForget.self, PauseCommand.self, PauseList.self, PauseRemove.self, Resume.self,
  ProcedureAdd.self, ProcedureRemove.self,
  RoutineShow.self, RoutineAdd.self, RoutineEvery.self, RoutineUse.self, RoutineEnd.self,
  RoutineResume.self,
  RoutineRename.self,
  RoutineMove.self, RoutineRamp.self, ProductAdd.self, ProductSet.self, ProductRemove.self,
  ProductOpen.self, ProductFinish.self,
  ProductList.self,
  UserAdd.self, UserList.self, UserDefault.self, UserSet.self, UserErase.self, DeviceAdd.self,
  DeviceList.self, DeviceRemove.self, Serve.self, Export.self,
  Import.self, Undo.self, Redo.self, Backup.self, Restore.self, Doctor.self, Completions.self,
  Help.self,
]

/// A command: its description and its implementation.
protocol Command: SendableMetatype {
  /// The name, one or two words. A separate property, so that finding a command by name does not
  /// build the descriptions of the others.
  static var name: String { get }
  /// What the command takes, and its help.
  static var description: CommandDescription { get }
  /// Runs the command.
  static func run(_ session: Session) throws
}

/// Runs the program.
///
/// - Returns: the exit code.
func run(_ invocation: Invocation, on console: any Console) -> ExitCode {
  var path = "the journal"
  do {
    let arguments = try Arguments(invocation.arguments, commands: commands)
    let session = try Session(arguments, invocation, console)
    path = session.path ?? path
    let name = arguments.command?.name
    if arguments.has("version") {
      try console.print("porelog \(version)")
    } else if let command = commands.first(where: { $0.name == name }),
      !arguments.has("help")
    {
      try command.run(session)
    } else if name == nil, !arguments.has("help") {
      try Start.run(session)
    } else {
      try Help.show(name, session)
    }
    return .done
  } catch {
    let failure = Failure(error, journal: path.terminalSafe)
    let lines = failure.message.split(separator: "\n", omittingEmptySubsequences: false)
    let text = "porelog: \(lines.map { String($0).terminalSafe }.joined(separator: "\n"))"
    console.writeError(wrapped(text, invocation.terminal.errorColumns) + "\n")
    return failure.code
  }
}

/// `text` wrapped for standard error; on anything but a terminal, which has no columns, its lines stay as they are.
private func wrapped(_ text: String, _ columns: Int) -> String {
  guard columns > 0 else { return text }
  let style = Style.plain.resized(to: columns)
  return text.split(separator: "\n", omittingEmptySubsequences: false)
    .flatMap { displayWidth(String($0)) <= columns ? [String($0)] : style.wrap(String($0)) }
    .joined(separator: "\n")
}

/// The version of the program.
let version = "0.1.0"
