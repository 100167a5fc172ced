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

var variables: [String: String] = [:]
var next = environ
while let variable = next.pointee {
  let shown = String(cString: variable)
  let name = String(shown.prefix { $0 != "=" })
  if let whole = text(variable) {
    variables[name] = String(whole.dropFirst(name.count + 1))
  } else if name.hasPrefix("PORELOG_") || ["HOME", "XDG_DATA_HOME"].contains(name) {
    console.writeError("porelog: the variable \(name.cleaned) is not UTF-8: set it in UTF-8\n")
    exit(ExitCode.usage.rawValue)
  }
  next += 1
}

// A limit on the size of files is then an error of the write that meets it.
signal(SIGXFSZ, SIG_IGN)

let invocation = Invocation(
  arguments: words, environment: variables, now: Clock.now(), terminal: .current())
exit(run(invocation, on: console).rawValue)
