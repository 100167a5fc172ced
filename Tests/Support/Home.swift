import Foundation

/// A temporary home folder in which the built program runs.
public struct Home: Sendable {
  /// The home folder, which is also the working folder.
  public let folder: TemporaryFolder
  /// The environment of the program. PATH includes the folder of the program.
  public let environment: [String: String]

  /// Creates a home with the clock at `now` (RFC 3339), and with further environment variables.
  public init(now: String, _ more: [String: String] = [:]) throws {
    folder = try TemporaryFolder()
    let path = URL(fileURLWithPath: program).deletingLastPathComponent().path + ":/usr/bin:/bin"
    environment = [
      "HOME": folder.path, "PORELOG_NOW": now, "TZ": "UTC", "PATH": path,
      "PORELOG_DB": folder.file("j.db"),
    ].merging(more) { $1 }
  }

  /// Starts the program.
  public func begin(_ words: [String]) throws -> Running {
    try start(program, words, environment: environment, in: folder.path)
  }

  /// Runs the program and waits until it exits.
  @discardableResult public func call(_ words: [String]) throws -> Finished {
    try begin(words).finish()
  }

  /// Runs a shell script in the folder.
  public func script(_ text: String) throws -> Finished {
    try start("/bin/sh", ["-c", text], environment: environment, in: folder.path).finish()
  }
}
