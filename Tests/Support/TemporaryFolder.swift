import Foundation

/// A folder that is gone with the value that holds it.
public final class TemporaryFolder: Sendable {
  /// Where it lies.
  public let path: String

  /// Makes one.
  public init() throws {
    path = NSTemporaryDirectory() + "porelog-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of `name` in it.
  public func file(_ name: String) -> String { path + "/" + name }

  /// Writes a file into it, and gives its path.
  @discardableResult public func write(_ text: String, to name: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
    return file(name)
  }

  /// The bytes of a file in it.
  public func bytes(of name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: file(name))))
  }

  /// The names in it, sorted.
  public func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }
}

/// The folder of the fixtures.
public let fixtures =
  URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .appendingPathComponent("Fixtures").path

/// A random number generator that gives the same numbers for the same seed (Steele, Lea and Flood,
/// "Fast Splittable Pseudorandom Number Generators", 2014).
public struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  /// Begins at `seed`.
  public init(seed: UInt64) { state = seed }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// The smallest list, by leaving out elements, for which `fails` still holds.
public func shrink<Element>(_ list: [Element], while fails: ([Element]) -> Bool) -> [Element] {
  var list = list
  var size = max(1, list.count / 2)
  while size >= 1 {
    var start = 0
    while start < list.count {
      var candidate = list
      candidate.removeSubrange(start..<min(start + size, list.count))
      if fails(candidate) { list = candidate } else { start += size }
    }
    size /= 2
  }
  return list
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

/// The built `porelog`: the one PORELOG_PROGRAM names, else the one built together with the tests.
public let program: String = {
  if let named = ProcessInfo.processInfo.environment["PORELOG_PROGRAM"] { return named }
  return Bundle.main.bundleURL.deletingLastPathComponent().path.hasSuffix("/debug")
    ? Bundle.main.bundlePath + "/porelog" : builtBesideTests()
}()

private func builtBesideTests() -> String {
  // The test runner lies in the build folder, or is called from the toolchain with the package as its
  // working folder.
  let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  return package.appendingPathComponent(".build/debug/porelog").path
}
