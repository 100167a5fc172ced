import Foundation

/// Whether there is a program at `path`. A test that needs one of another project is disabled without it:
/// `.enabled(if: isInstalled("/usr/bin/zsh"), "zsh is not installed")`.
public func isInstalled(_ path: String) -> Bool {
  FileManager.default.isExecutableFile(atPath: path)
}

/// The result of a finished process.
public struct Finished: Sendable {
  /// The standard output.
  public let output: String
  /// The standard error.
  public let errors: String
  /// The exit code, or the number of the signal that ended the process.
  public let code: Int32
}

/// A running process.
public struct Running {
  let process: Process
  let output: Pipe
  let errors: Pipe

  /// Kills the process with SIGKILL.
  public func end() { kill(process.processIdentifier, SIGKILL) }

  /// Waits until the process exits.
  public func finish() -> Finished {
    // Reading comes before waiting, because a full pipe would block the process.
    let written = output.fileHandleForReading.readDataToEndOfFile()
    let complaints = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Finished(
      output: String(decoding: written, as: UTF8.self),
      errors: String(decoding: complaints, as: UTF8.self), code: process.terminationStatus)
  }
}

/// Starts `program`. It does not inherit the environment of the tests.
///
/// - Throws: an error of Foundation when it cannot be started.
public func start(
  _ program: String, _ arguments: [String], environment: [String: String] = [:],
  in folder: String? = nil
) throws -> Running {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: program)
  process.arguments = arguments
  process.environment = environment
  if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
  let (output, errors) = (Pipe(), Pipe())
  process.standardOutput = output
  process.standardError = errors
  process.standardInput = FileHandle.nullDevice
  try process.run()
  return Running(process: process, output: output, errors: errors)
}

/// The path of `porelog`: PORELOG_PROGRAM if that is set, otherwise the program built with the tests.
public let program =
  ProcessInfo.processInfo.environment["PORELOG_PROGRAM"]
  ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/porelog"
