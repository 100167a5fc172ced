import Foundation
import TestSupport
import Testing

/// Runs the commands in the `console` blocks of the README, at the time in the comment before each block, and compares
/// their output.
@Suite struct ReadmeTests {
  static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  struct Command {
    var clock: String
    var line: String
    var output: [String] = []
  }

  static func commands(in text: String) -> [Command] {
    var commands: [Command] = []
    var clock = ""
    var isConsole = false
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("<!-- 2"), line.hasSuffix(" -->") {
        clock = String(line.dropFirst(5).dropLast(4))
      } else if line.hasPrefix("```") {
        isConsole = line == "```console"
      } else if isConsole, line.hasPrefix("$ ") {
        commands.append(Command(clock: clock, line: String(line.dropFirst(2))))
      } else if isConsole, !commands.isEmpty {
        commands[commands.count - 1].output.append(line)
      }
    }
    return commands
  }

  @Test func theCommandsOfTheReadmePrintWhatItShows() throws {
    let text = try String(contentsOfFile: ReadmeTests.package + "/README.md", encoding: .utf8)
    let commands = ReadmeTests.commands(in: text)
    #expect(commands.count >= 8)
    let home = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: home.file("Tests"), withDestinationPath: ReadmeTests.package + "/Tests")
    for command in commands {
      let finished = try start(
        "/bin/sh", ["-c", "(\(command.line)) 2>&1"],
        environment: [
          "HOME": home.path, "PORELOG_NOW": command.clock, "TZ": "UTC",
          "PATH": URL(fileURLWithPath: program).deletingLastPathComponent().path + ":/usr/bin:/bin",
        ], in: home.path
      ).finish()
      // CRLF is a single `Character`, which would not be split at LF.
      var output = finished.output.replacingOccurrences(of: "\r\n", with: "\n")
        .components(separatedBy: "\n")
      if output.last == "" { output.removeLast() }
      #expect(output == command.output, "\(command.line)")
    }
  }
}
