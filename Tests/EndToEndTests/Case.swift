/// A scenario that is read from a file: commands one after the other in a folder of their own, each
/// with what it must print and how it must end.
///
///     # Prose, for the reader.
///     @ 2025-06-04T21:10:00Z         the clock, from here on
///     $ porelog log pm --all         a command, for /bin/sh
///     2025-06-04: pm …               what it must write to standard output
///     ! A new journal: …             what it must write to standard error
///     = 65                           how it must end, if not with 0
///
/// A line `\` at the start of the expected output keeps the rest from being read as one of these. The
/// home folder, which is also the working folder, stands as `~` in what is expected; `FIXTURES` is
/// a variable that names the folder of the fixtures.
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
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
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
    // The empty line before the next command is for the reader.
    self.steps = steps.map { step in
      var step = step
      if step.output.last == "" { step.output.removeLast() }
      return step
    }
  }
}
