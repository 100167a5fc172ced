import Glibc

var variables: [String: String] = [:]
var next = environ
while let variable = next.pointee {
  let text = String(cString: variable)
  if let equals = text.firstIndex(of: "=") {
    variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
  }
  next += 1
}

let invocation = Invocation(
  arguments: Array(CommandLine.arguments.dropFirst()), environment: variables, now: Clock.now(),
  terminal: .current())
exit(run(invocation, on: StandardConsole()).rawValue)
