import Foundation

/// Whether there is a program at `path`. A test that needs one of another project is disabled without it:
/// `.enabled(if: isInstalled("/usr/bin/zsh"), "zsh is not installed")`.
public func isInstalled(_ path: String) -> Bool {
  FileManager.default.isExecutableFile(atPath: path)
}

/// The result of a finished process.
public struct Finished: Sendable {
  /// What it wrote.
  public let output: String
  /// What it wrote to standard error.
  public let errors: String
  /// How it ended.
  public let code: Int32
}

/// A program that runs.
public struct Running {
  let process: Process
  let output: Pipe
  let errors: Pipe

  /// Ends it at once, without a word to it: SIGKILL.
  public func end() { kill(process.processIdentifier, SIGKILL) }

  /// Waits for its end.
  public func finish() -> Finished {
    // Read first: a full pipe would keep the process from ending.
    let written = output.fileHandleForReading.readDataToEndOfFile()
    let complaints = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Finished(
      output: String(decoding: written, as: UTF8.self),
      errors: String(decoding: complaints, as: UTF8.self), code: process.terminationStatus)
  }
}

/// Starts `program` with nothing in its environment but `environment`.
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

/// The built `porelog`: the one that PORELOG_PROGRAM names, else the one built together with the tests.
public let program =
  ProcessInfo.processInfo.environment["PORELOG_PROGRAM"]
  ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/porelog"
