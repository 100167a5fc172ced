import CLibrary
import Text

func say(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  // An error here cannot be reported anywhere.
  _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
}

var environment: [String: String] = [:]
for name in ["PORELOG_DB", "HOME", "XDG_DATA_HOME", "TZ"] {
  environment[name] = getenv(name).flatMap { String(validatingCString: $0) }
}

do {
  let options = try Options(Array(CommandLine.arguments.dropFirst()))
  if options.wantsHelp {
    print(Options.help)
    exit(ExitCode.done.rawValue)
  }
  Signals.begin()
  try ServerRun(
    options: options, environment: environment, isWatched: isatty(STDERR_FILENO) != 0, say: say
  ).run()
} catch let invalid as Options.Invalid {
  say("porelog-serve: \(invalid.message)")
  exit(ExitCode.usage.rawValue)
} catch let failure as Failure {
  say("porelog-serve: \(failure.message)")
  exit(failure.code.rawValue)
} catch {
  say("porelog-serve: a defect of porelog, please report it: \(error)")
  exit(70)
}
