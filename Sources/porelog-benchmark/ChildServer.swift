import CLibrary

/// A server that runs beside this program, whose CPU time and memory are read from `/proc`.
final class ChildServer {
  let path: String
  private let arguments: [String]
  private var process: pid_t = 0

  init(_ path: String, _ arguments: [String]) {
    self.path = path
    self.arguments = arguments
  }

  deinit { stop() }

  /// Starts the server and waits until it listens at `port`.
  ///
  /// - Throws: `BenchmarkError`.
  func start(port: Int) throws {
    let words = ([path] + arguments).map { strdup($0) } + [nil]
    let variables: [UnsafeMutablePointer<CChar>?] = [strdup("TZ=UTC"), strdup("HOME=/"), nil]
    defer { for text in words + variables { free(text) } }
    let code = posix_spawn(&process, path, nil, nil, words, variables)
    guard code == 0 else {
      throw BenchmarkError("cannot start \(path): \(String(cString: strerror(code)))")
    }
    for _ in 1...500 {
      if ChildServer.isListening(port) { return }
      usleep(20_000)
    }
    throw BenchmarkError("\(path) does not listen")
  }

  /// Ends the server.
  func stop() {
    guard process > 0 else { return }
    kill(process, SIGTERM)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    process = 0
  }

  private static func isListening(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  /// The CPU time that it has used, in seconds: proc_pid_stat(5), fields 14 and 15.
  ///
  /// - Throws: `BenchmarkError`.
  func cpuSeconds() throws -> Double {
    let text = try readText("/proc/\(process)/stat")
    // The name of the program, in parentheses, may have blanks.
    let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else {
      throw BenchmarkError("cannot read the CPU time of \(path)")
    }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// Its resident memory, in bytes: proc_pid_status(5).
  ///
  /// - Throws: `BenchmarkError`.
  func memory() throws -> Int {
    for line in try readText("/proc/\(process)/status").split(separator: "\n")
    where line.hasPrefix("VmRSS:") {
      if let kibibytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) {
        return kibibytes * 1024
      }
    }
    throw BenchmarkError("cannot read the memory of \(path)")
  }
}
