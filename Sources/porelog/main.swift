import CLibrary
import Text

/// The text of a C string, or nil when its bytes are not UTF-8: to mend them would be to work on another
/// name than the one that was given.
func text(_ pointer: UnsafePointer<CChar>) -> String? { String(validatingCString: pointer) }

let console = StandardConsole()
var words: [String] = []
for index in 1..<max(1, Int(CommandLine.argc)) {
  guard let argument = CommandLine.unsafeArgv[index] else { break }
  guard let word = text(argument) else {
    console.writeError("porelog: word \(index) of the call is not UTF-8: write it in UTF-8\n")
    exit(ExitCode.usage.rawValue)
  }
  words.append(word)
  // Notes and names are nobody else's: the words of a call can be read by everyone on the machine, as ps does,
  // until they are gone from here.
  memset(argument, 0, strlen(argument))
}

var environment: [String: String] = [:]
for name in Invocation.variables {
  guard let value = getenv(name) else { continue }
  guard let value = text(value) else {
    // Of a locale or a terminal's name nothing depends on the bytes that are not UTF-8.
    guard name.hasPrefix("PORELOG_") || name == "HOME" || name == "XDG_DATA_HOME" else { continue }
    console.writeError("porelog: the variable \(name) is not UTF-8: set it in UTF-8\n")
    exit(ExitCode.usage.rawValue)
  }
  environment[name] = value
}

// A limit on the size of files is then an error of the write that meets it.
signal(SIGXFSZ, SIG_IGN)

let invocation = Invocation(
  arguments: words, environment: environment, now: Clock.now(), terminal: .current())
exit(run(invocation, on: console).rawValue)
