import CLibrary
import Text

/// The text of a C string; nil when its bytes are not UTF-8. Repairing the bytes would yield another name than the one
/// that was typed.
func text(_ pointer: UnsafePointer<CChar>) -> String? { String(validatingCString: pointer) }

let console = StandardConsole()
var arguments: [String] = []
for index in 1..<max(1, Int(CommandLine.argc)) {
  guard let bytes = CommandLine.unsafeArgv[index] else { break }
  guard let argument = text(bytes) else {
    console.writeError("porelog: word \(index) of the call is not UTF-8: write it in UTF-8\n")
    exit(ExitCode.usage.rawValue)
  }
  arguments.append(argument)
  // Arguments contain private notes and names. Every user of the machine can read them with ps until they are
  // overwritten.
  memset(bytes, 0, strlen(bytes))
}

// The server reads its own options.
if arguments.first == Serve.name {
  let failure = ServerProgram.start(Array(arguments.dropFirst()))
  console.writeError("porelog: \(failure.message)\n")
  exit(failure.code.rawValue)
}

var environment: [String: String] = [:]
for name in Invocation.variables {
  guard let value = getenv(name) else { continue }
  guard let value = text(value) else {
    // Paths, the user's name and the time must be exact. A locale, terminal or time zone that is not UTF-8 is ignored.
    guard name.hasPrefix("PORELOG_") || name == "HOME" || name == "XDG_DATA_HOME" else { continue }
    console.writeError("porelog: the variable \(name) is not UTF-8: set it in UTF-8\n")
    exit(ExitCode.usage.rawValue)
  }
  environment[name] = value
}

// By default SIGXFSZ ends the program. When it is ignored, a write beyond the limit fails with EFBIG: setrlimit(2).
signal(SIGXFSZ, SIG_IGN)

let invocation = Invocation(
  arguments: arguments, environment: environment, now: Clock.now(), terminal: .current())
exit(run(invocation, on: console).rawValue)
