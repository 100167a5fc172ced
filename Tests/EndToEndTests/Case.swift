/// A scenario in a file: commands that run in order in one folder, each with its expected output and exit code.
///
///     # A comment.
///     @ 2025-06-04T21:10:00Z         the clock for the commands below
///     $ porelog log pm --all         a command for /bin/sh
///     Evening logged …              its standard output
///     ! A new journal: …             its standard error
///     = 65                           its exit code, if not 0
///
/// A `\` escapes a line of output that starts like one of these. `~` stands for the home folder, which is also the
/// working folder. The variable `FIXTURES` has the path of the fixtures.
struct Case {
  struct Step: Equatable {
    var clock = "2025-06-04T21:10:00Z"
    var command: String
    var output: [String] = []
    var errors: [String] = []
    var code: Int32 = 0
    var line: Int
  }

  let steps: [Step]

  init(parsing text: String) {
    var steps: [Step] = []
    var clock = "2025-06-04T21:10:00Z"
    for (index, line) in linesOf(text).enumerated() {
      func rest(_ count: Int) -> String { String(line.dropFirst(count)) }
      if line.hasPrefix("# ") || line == "#" { continue }
      if line.hasPrefix("@ ") {
        clock = rest(2)
      } else if line.hasPrefix("$ ") {
        steps.append(Step(clock: clock, command: rest(2), line: index + 1))
      } else if steps.isEmpty {
        continue
      } else if line == "!" || line.hasPrefix("! ") {
        steps[steps.count - 1].errors.append(rest(2))
      } else if line.hasPrefix("= "), let code = Int32(rest(2)) {
        steps[steps.count - 1].code = code
      } else {
        steps[steps.count - 1].output.append(line.hasPrefix("\\") ? rest(1) : String(line))
      }
    }
    // An empty line before the next command is not output.
    self.steps = steps.map { step in
      var step = step
      if step.output.last == "" { step.output.removeLast() }
      return step
    }
  }
}

/// The lines of `text`, split at LF, with any CR kept. Bytes are split because CRLF is a single `Character`.
func linesOf(_ text: String) -> [String] {
  text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
    String(decoding: $0, as: UTF8.self)
  }
}
