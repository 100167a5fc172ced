import Foundation

/// A home of its own, in which the built program is called.
public struct Home: Sendable {
  /// Its folder.
  public let folder: TemporaryFolder
  /// What the program is told by the environment, with the folder of the program in its PATH.
  public let environment: [String: String]

  /// Makes one in which it is `now`, with further variables.
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

  /// Runs the program to its end.
  @discardableResult public func call(_ words: [String]) throws -> Finished {
    try begin(words).finish()
  }

  /// Runs a script in the folder.
  public func script(_ text: String) throws -> Finished {
    try start("/bin/sh", ["-c", text], environment: environment, in: folder.path).finish()
  }
}
