import CLibrary

/// The program `porelog-serve`, which `porelog serve` starts in its place.
enum ServerProgram {
  /// Replaces this process by the server with `arguments`. The server is the file `porelog-serve` beside this program, or
  /// else the one in PATH.
  ///
  /// - Returns: the failure, when the server could not be started.
  static func start(_ arguments: [String]) -> Failure {
    let name = "porelog-serve"
    var words: [UnsafeMutablePointer<CChar>?] = ([name] + arguments).map { strdup($0) }
    words.append(nil)
    defer { words.forEach { free($0) } }
    if let program = realpath("/proc/self/exe", nil) {
      defer { free(program) }
      let path = String(cString: program)
      if let slash = path.lastIndex(of: "/") { execv("\(path[...slash])\(name)", &words) }
    }
    execvp(name, &words)
    return Failure(
      .cannotCreate,
      "\(name) cannot be started (\(String(cString: strerror(errno)).lowercased())): build it with swift build --product \(name)"
    )
  }
}
