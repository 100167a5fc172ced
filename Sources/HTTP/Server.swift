import CLibrary
import CMicroHTTPD

/// An HTTP server that runs in one loop on the thread of its caller (libmicrohttpd). Everything that it calls runs on
/// that thread.
public final class Server {
  /// The limits that keep a client from occupying the server.
  public struct Limits: Sendable {
    /// The most connections at a time.
    public var connections = 64
    /// The most connections from one address at a time.
    public var connectionsPerAddress = 16
    /// The seconds after which a connection on which nothing arrives or leaves is closed.
    public var idleSeconds = 15
    /// The seconds within which a request has to arrive, from the connection or the answer before it.
    public var requestSeconds = 30
    /// The seconds within which an answer has to be taken.
    public var answerSeconds = 300
    /// The bytes for the head of a request and its answer; a longer head is refused with 431.
    public var headBytes = 16 << 10

    /// The limits of porelog. Choices.
    public init() {}
  }

  /// A certificate with its private key, in PEM.
  public struct Certificate: Sendable {
    /// The certificate, followed by those of its issuers.
    public let chain: String
    /// The private key.
    public let key: String

    /// Creates a certificate from the content of its files.
    public init(chain: String, key: String) {
      self.chain = chain
      self.key = key
    }
  }

  /// Thrown when the library does not start, as with a certificate that does not fit its key.
  public struct DidNotStart: Error {}

  let application: any Application
  let limits: Limits
  private let socket: ListeningSocket
  /// A monotonic clock in milliseconds.
  let clock: () -> Int
  /// Nil only while `init` runs: the daemon is given the address of this object.
  private var daemon: OpaquePointer?
  /// Former daemons, which finish the connections that they have.
  private var retired: [OpaquePointer] = []
  var connections: [OpaquePointer: ConnectionState] = [:]
  /// The requests that have arrived in this turn of the loop and are answered together at its end.
  var waiting: [(connection: OpaquePointer, exchange: Exchange, request: Request)] = []
  /// The number of requests that have begun and are not completed.
  var openRequests = 0

  /// Starts to listen at `socket`.
  ///
  /// - Parameters:
  ///   - certificate: for TLS; nil is plain HTTP.
  ///   - clock: a monotonic clock in milliseconds.
  /// - Throws: `DidNotStart`.
  public init(
    _ application: any Application, on socket: ListeningSocket, certificate: Certificate?,
    limits: Limits = Limits(), clock: @escaping () -> Int
  ) throws {
    self.application = application
    self.limits = limits
    self.socket = socket
    self.clock = clock
    daemon = try start(certificate)
  }

  deinit { for daemon in retired + [daemon].compactMap(\.self) { MHD_stop_daemon(daemon) } }

  /// Uses `certificate` for connections from now on. Those that exist keep the one before.
  ///
  /// - Throws: `DidNotStart`; the certificate before stays in use then.
  public func reload(_ certificate: Certificate) throws {
    let next = try start(certificate)
    // From here on only the new daemon accepts connections at the socket.
    _ = MHD_quiesce_daemon(daemon)
    retired += [daemon].compactMap(\.self)
    daemon = next
  }

  /// Serves requests until `milliseconds` have passed or a signal arrives.
  public func run(atMost milliseconds: Int) {
    for daemon in retired { MHD_run(daemon) }
    // While connections of a former daemon wait, the loop turns more often.
    MHD_run_wait(daemon, Int32(retired.isEmpty ? milliseconds : min(milliseconds, 20)))
    answerWaiting()
    retired.removeAll { daemon in
      guard cmicrohttpd_connections(daemon) == 0 else { return false }
      MHD_stop_daemon(daemon)
      return true
    }
    closeOverdue()
  }

  /// Accepts no further connection, and serves the requests that have begun, for at most `milliseconds`.
  public func finish(within milliseconds: Int) {
    _ = MHD_quiesce_daemon(daemon)
    let end = clock() + milliseconds
    while openRequests > 0, clock() < end { run(atMost: 20) }
  }

  /// Answers the requests that wait. The library sends the answers in the next turn.
  private func answerWaiting() {
    guard !waiting.isEmpty else { return }
    let responses = application.respond(to: waiting.map(\.request))
    for (item, response) in zip(waiting, responses) {
      item.exchange.answer = response
      MHD_resume_connection(item.connection)
    }
    waiting = []
  }

  private func start(_ certificate: Certificate?) throws -> OpaquePointer {
    let context = Unmanaged.passUnretained(self).toOpaque()
    // TLS 1.2 and 1.3 alone (RFC 8996 forbids the others).
    let started = withTLS(certificate) { chain, key, priorities in
      var options = cmicrohttpd_options(
        listen_socket: socket.descriptor, connection_limit: UInt32(limits.connections),
        address_limit: UInt32(limits.connectionsPerAddress),
        idle_seconds: UInt32(limits.idleSeconds), connection_memory: limits.headBytes,
        certificate: chain, key: key, priorities: priorities, began: exchangeBegan,
        connected: connectionChanged, completed: exchangeCompleted)
      return cmicrohttpd_start(&options, handleExchange, context)
    }
    guard let started else { throw DidNotStart() }
    return started
  }

  private func withTLS<Result>(
    _ certificate: Certificate?,
    _ body: (UnsafePointer<CChar>?, UnsafePointer<CChar>?, UnsafePointer<CChar>?) -> Result
  ) -> Result {
    guard let certificate else { return body(nil, nil, nil) }
    return certificate.chain.withCString { chain in
      certificate.key.withCString { key in
        "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2".withCString { body(chain, key, $0) }
      }
    }
  }

  /// Closes the connections whose request or answer takes too long. The library only notices when nothing happens at all,
  /// so a client that sends a byte now and then would hold a connection for good.
  private func closeOverdue() {
    let now = clock()
    for state in connections.values where now > state.deadline && !state.isClosed {
      state.isClosed = true
      // The library sees the end of the connection and closes it.
      shutdown(state.descriptor, Int32(SHUT_RDWR))
    }
  }
}

/// What the server knows of a connection.
final class ConnectionState {
  let descriptor: Int32
  /// The time by which something has to be finished, by the server's clock.
  var deadline: Int
  var isClosed = false

  init(descriptor: Int32, deadline: Int) {
    self.descriptor = descriptor
    self.deadline = deadline
  }
}
