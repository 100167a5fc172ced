import CLibrary

/// A socket that listens for connections.
public struct ListeningSocket: Sendable {
  /// Its descriptor.
  public let descriptor: Int32
  /// The port, also when the system has chosen it.
  public let port: Int
  /// Whether only this machine can connect to it.
  public let isLoopback: Bool

  /// Thrown when a socket cannot be opened.
  public struct Problem: Error {
    /// What went wrong, in the words of the system.
    public let reason: String
  }

  /// Listens at `port` of the numeric IPv4 or IPv6 address `address`. Port 0 is any free one.
  ///
  /// - Throws: `Problem`.
  public init(address: String, port: Int) throws {
    var hints = addrinfo()
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(address, String(port), &hints, &found)
    guard code == 0, let info = found?.pointee, let name = info.ai_addr else {
      throw Problem(
        reason: code == 0 ? "there is no such address" : String(cString: gai_strerror(code)))
    }
    defer { freeaddrinfo(found) }
    // The library accepts connections until none is left, so the socket must not block.
    let type = info.ai_socktype | Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    descriptor = socket(info.ai_family, type, info.ai_protocol)
    var one: Int32 = 1
    setsockopt(
      descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout.size(ofValue: one)))
    guard descriptor >= 0, bind(descriptor, name, info.ai_addrlen) == 0,
      listen(descriptor, SOMAXCONN) == 0
    else {
      let reason = String(cString: strerror(errno)).lowercased()
      if descriptor >= 0 { close(descriptor) }
      throw Problem(reason: reason)
    }
    self.port = port == 0 ? ListeningSocket.port(of: descriptor) : port
    isLoopback =
      info.ai_family == AF_INET6
      ? address == "::1"
      : name.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        // 127.0.0.0/8 in network byte order: RFC 1122, 3.2.1.3.
        $0.pointee.sin_addr.s_addr & 0xFF == 127
      }
  }

  private static func port(of descriptor: Int32) -> Int {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout.size(ofValue: storage))
    return withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
        _ = getsockname(descriptor, name, &length)
      }
      // The port is at the same place in the addresses of both families.
      return pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        Int(UInt16(bigEndian: $0.pointee.sin_port))
      }
    }
  }
}
