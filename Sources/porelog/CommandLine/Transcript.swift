// Only tests use this file. It is part of the program because two test targets share it,
// porelogTests and FaultTests. A support target would need `@testable import porelog`, and a
// release build, which also compiles support targets, does not enable testability.

/// A console in memory: collects the output, and reads from a string.
final class Transcript: Console {
  /// The lines not yet read, the last one first.
  private var input: [Substring]
  /// The bytes written to standard output.
  private(set) var output: [UInt8] = []
  /// The text written to standard error.
  private(set) var errors = ""

  init(input: String = "") {
    self.input = input.split(separator: "\n", omittingEmptySubsequences: false).reversed()
  }

  func readLine() -> String? { input.popLast().map(String.init) }
  func write(_ bytes: [UInt8]) { output += bytes }
  func writeError(_ text: String) { errors += text }
}

/// Runs the program within this process, with `input` as its standard input.
///
/// - Returns: what it wrote to standard output and standard error, and the exit code.
func run(
  _ invocation: Invocation, input: String = ""
) -> (output: String, errors: String, code: Int32) {
  let transcript = Transcript(input: input)
  let code = run(invocation, on: transcript)
  return (String(decoding: transcript.output, as: UTF8.self), transcript.errors, code.rawValue)
}
