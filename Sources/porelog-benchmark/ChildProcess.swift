import CLibrary

/// The measurements of one run of a program.
struct ChildRun {
  /// The time from start to end.
  let seconds: Double
  /// The peak resident memory in bytes.
  let peak: Int
}

/// A program to run with a given environment, whose time and memory are measured from outside.
struct ChildProcess {
  let path: String
  var arguments: [String] = []
  var environment: [String: String] = [:]
  /// The file for standard output; nil to discard it.
  var output: String?

  /// Runs the program and waits for its end.
  ///
  /// - Throws: `BenchmarkError` if the program cannot be started, or if its exit code is not 0.
  func run() throws -> ChildRun {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(
      &actions, STDOUT_FILENO, output ?? "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    let words = ([path] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + variables { free(text) } }

    let start = ContinuousClock.now
    var process = pid_t()
    let code = posix_spawn(&process, path, &actions, nil, words, variables)
    guard code == 0 else {
      throw BenchmarkError("cannot start \(path): \(String(cString: strerror(code)))")
    }
    var (status, usage) = (Int32(0), rusage())
    while wait4(process, &status, 0, &usage) < 0 {
      guard errno == EINTR else { throw BenchmarkError("\(path) is lost") }
    }
    let time = start.duration(to: .now)
    guard status & 0x7F == 0 else {
      throw BenchmarkError("\(path) is ended by signal \(status & 0x7F)")
    }
    guard status == 0 else {
      throw BenchmarkError(
        "\(([path] + arguments).joined(separator: " ")) ends with \(status >> 8 & 0xFF)")
    }
    return ChildRun(
      seconds: Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18,
      peak: usage.ru_maxrss * 1024)
  }
}

/// The path of this program.
func ownPath() throws -> String {
  guard let path = realpath("/proc/self/exe", nil) else {
    throw BenchmarkError("cannot find out where this program lies")
  }
  defer { free(path) }
  return String(cString: path)
}

/// The text of a small file.
func readText(_ path: String) throws -> String {
  guard let file = fopen(path, "r") else {
    throw BenchmarkError("cannot read \(path): \(String(cString: strerror(errno)))")
  }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { return String(decoding: bytes, as: UTF8.self) }
    bytes += buffer[..<count]
  }
}

/// Writes `pieces` one after the other into a new file.
func write(_ path: String, _ pieces: some Sequence<String>) throws {
  guard let file = fopen(path, "w") else {
    throw BenchmarkError("cannot write \(path): \(String(cString: strerror(errno)))")
  }
  for piece in pieces { fputs(piece, file) }
  guard fclose(file) == 0 else { throw BenchmarkError("cannot write \(path)") }
}

/// The size of the file in bytes; 0 if there is none.
func size(of path: String) -> Int {
  var status = stat()
  return stat(path, &status) == 0 ? Int(status.st_size) : 0
}

/// Calls `body` with the path of a new folder and deletes the folder afterwards.
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
  let blank = String(repeating: "X", count: 6)  // replaced by mkdtemp
  var name = Array("\(parent)/porelog-benchmark.\(blank)".utf8CString)
  guard mkdtemp(&name) != nil else { throw BenchmarkError("cannot make a folder in \(parent)") }
  let folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  defer {
    _ = try? ChildProcess(path: "/bin/rm", arguments: ["-rf", folder]).run()
  }
  return try body(folder)
}
