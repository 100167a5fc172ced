import Calendar

/// All that a run of the program depends on besides the files it names.
struct Invocation: Sendable {
  /// The words behind the program's name.
  var arguments: [String]
  /// The variables of the environment that are set, of those in `variables`.
  var environment: [String: String]
  /// The moment of the call; PORELOG_NOW overrides it.
  var now: Instant
  var terminal = Terminal()

  /// The variables that porelog reads. The rest of the environment is never looked at.
  static let variables = [
    "PORELOG_DB", "PORELOG_USER", "PORELOG_NOW", "HOME", "XDG_DATA_HOME", "TZ", "LC_ALL",
    "LC_CTYPE",
    "LANG", "TERM", "NO_COLOR",
  ]
}

/// Where a run's output goes, and its answers come from.
protocol Console: AnyObject {
  func write(_ bytes: [UInt8]) throws
  /// The next line of standard input; nil at its end.
  func readLine() -> String?
  func writeError(_ text: String)
}

extension Console {
  /// Prints a line.
  func print(_ line: String) throws { try print([line]) }

  /// Prints lines, in one write.
  func print(_ lines: [String]) throws {
    var bytes: [UInt8] = []
    for line in lines {
      bytes += line.utf8
      bytes.append(UInt8(ascii: "\n"))
    }
    try write(bytes)
  }
}

/// The commands there are, in the order in which help lists them.
let commands: [any Command.Type] = [
  Log.self, Today.self, WeekCommand.self, Milestones.self, Usage.self, Cohort.self,
  NoteCommand.self, Rate.self,
  PhotoAdd.self, PhotoList.self, PhotoCheck.self,
  PhotoForget.self, PauseCommand.self, PauseList.self, PauseRemove.self, Resume.self,
  ProcedureAdd.self, ProcedureRemove.self,
  RoutineShow.self, RoutineAdd.self, RoutineEvery.self, RoutineUse.self, RoutineEnd.self,
  RoutineMove.self, RoutineRamp.self, ProductAdd.self, ProductOpen.self, ProductFinish.self,
  ProductList.self,
  UserAdd.self, UserList.self, UserDefault.self, UserSet.self, UserErase.self, Export.self,
  Import.self, Undo.self, Backup.self, Restore.self, Doctor.self, Completions.self, Help.self,
]

/// One command: its description, and what it does.
protocol Command: SendableMetatype {
  /// Its words, by which a call is told apart from the others without their descriptions.
  static var name: String { get }
  static var description: CommandDescription { get }
  static func run(_ session: Session) throws
}

/// Runs the program.
///
/// - Returns: the code with which it ends.
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
    } else {
      try Help.show(name, session)
    }
    return .done
  } catch {
    let failure = Failure(error, journal: path)
    let lines = failure.message.split(separator: "\n", omittingEmptySubsequences: false)
    console.writeError("porelog: \(lines.map { String($0).cleaned }.joined(separator: "\n"))\n")
    return failure.code
  }
}

/// The version of the program.
let version = "0.1.0"

/// A console that keeps what is written, and answers with the lines of `input`.
final class Transcript: Console {
  private var input: [Substring]
  init(input: String = "") {
    self.input = input.split(separator: "\n", omittingEmptySubsequences: false).reversed()
  }
  func readLine() -> String? { input.popLast().map(String.init) }
  private(set) var output: [UInt8] = []
  private(set) var errors = ""
  func write(_ bytes: [UInt8]) { output += bytes }
  func writeError(_ text: String) { errors += text }
}

/// Runs the program without a process.
func run(
  _ invocation: Invocation, input: String = ""
) -> (output: String, errors: String, code: Int32) {
  let transcript = Transcript(input: input)
  let code = run(invocation, on: transcript)
  return (String(decoding: transcript.output, as: UTF8.self), transcript.errors, code.rawValue)
}
