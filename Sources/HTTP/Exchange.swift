import CLibrary
import CMicroHTTPD

/// One request and its answer.
///
/// The library calls `handleExchange` once when the head has arrived, once for each piece of the body, and once at its
/// end; and once more for a request that has waited.
final class Exchange {
  let target: String?
  private var head: RequestHead?
  private var reception = Reception.collect(atMost: 0)
  private var body: [UInt8] = []
  private var received = 0
  /// The answer to a request that has waited for it.
  var answer: Response?

  /// - Parameter target: the target of the request; nil when it is no UTF-8.
  init(target: String?) { self.target = target }

  /// What a call of the library leads to.
  enum Step {
    /// More of the request has to arrive.
    case receive
    /// The request is complete, and waits to be answered together with others.
    case wait(Request)
    /// This is the answer.
    case answer(Response)
  }

  /// Handles a call of the library.
  func handle(
    _ connection: OpaquePointer, method: String, data: UnsafePointer<CChar>?, size: inout Int,
    by application: any Application
  ) -> Step {
    if let answer { return .answer(answer) }
    guard let head else {
      let head = RequestHead(
        method: method, target: target ?? "", headers: Exchange.headers(of: connection))
      self.head = head
      reception = target == nil ? .collect(atMost: 0) : application.receive(head)
      guard head.headers["content-length"] != nil || head.headers["transfer-encoding"] != nil else {
        // An answer at this call would make the library close the connection.
        return .receive
      }
      if case .answer(let response) = reception { return .answer(response) }
      let length = head.header("content-length").flatMap { Int($0) } ?? 0
      return length > limit ? .answer(application.respondTooLarge(to: head)) : .receive
    }
    if size > 0 {
      receive(UnsafeRawBufferPointer(start: data, count: size))
      size = 0
      return .receive
    }
    if received > limit { return .answer(application.respondTooLarge(to: head)) }
    if case .answer(let response) = reception { return .answer(response) }
    let request = Request(head: head, body: body, writer: writer)
    if case .gather = reception { return .wait(request) }
    return .answer(application.respond(to: request))
  }

  private var writer: (any BodyWriter)? {
    if case .write(_, let writer) = reception { writer } else { nil }
  }

  private var limit: Int {
    switch reception {
    case .answer: .max
    case .collect(let most), .gather(let most), .write(let most, _): most
    }
  }

  private func receive(_ bytes: UnsafeRawBufferPointer) {
    received = min(.max - bytes.count, received) + bytes.count
    guard received <= limit else { return }
    switch reception {
    case .answer: break
    case .collect, .gather: body += bytes
    case .write(_, let writer): writer.write(bytes)
    }
  }

  /// The headers of a request, by name in lower case.
  private static func headers(of connection: OpaquePointer) -> [String: [String]] {
    var headers: [String: [String]] = [:]
    withUnsafeMutablePointer(to: &headers) { pointer in
      _ = MHD_get_connection_values(
        connection, .HEADER_KIND,
        { context, _, name, value in
          guard let context, let name else { return .YES }
          let headers = context.assumingMemoryBound(to: [String: [String]].self)
          let text = value.flatMap { String(validatingCString: $0) } ?? ""
          headers.pointee[String(cString: name).lowercased(), default: []].append(text)
          return .YES
        }, pointer)
    }
    return headers
  }
}

/// Sends `response`.
private func queue(_ response: Response, to connection: OpaquePointer) -> MHD_Result {
  let message: OpaquePointer?
  switch response.body {
  case .bytes(var bytes):
    message = MHD_create_response_from_buffer(bytes.count, &bytes, .RESPMEM_MUST_COPY)
  case .text(var text):
    message = text.withUTF8 { bytes in
      // The library copies the bytes and does not write to them.
      MHD_create_response_from_buffer(
        bytes.count, UnsafeMutableRawPointer(mutating: bytes.baseAddress), .RESPMEM_MUST_COPY)
    }
  case .file(let descriptor, let size):
    message = MHD_create_response_from_fd(size, descriptor)
    if message == nil { close(descriptor) }
  }
  guard let message else { return .NO }
  defer { MHD_destroy_response(message) }
  for (name, value) in response.headers { MHD_add_response_header(message, name, value) }
  return MHD_queue_response(connection, UInt32(response.status), message)
}

private func server(_ context: UnsafeMutableRawPointer?) -> Server? {
  context.map { Unmanaged<Server>.fromOpaque($0).takeUnretainedValue() }
}

/// Called with the target of a request before anything else of it. The result becomes the `exchange` of the calls that
/// follow. The target is taken here because elsewhere the library has decoded it already, and a NUL would cut it off.
func exchangeBegan(
  _ context: UnsafeMutableRawPointer?, _ target: UnsafePointer<CChar>?, _ connection: OpaquePointer?
) -> UnsafeMutableRawPointer? {
  server(context)?.openRequests += 1
  let exchange = Exchange(target: target.flatMap { String(validatingCString: $0) })
  return Unmanaged.passRetained(exchange).toOpaque()
}

/// Called for each part of a request.
func handleExchange(
  _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?, _ url: UnsafePointer<CChar>?,
  _ method: UnsafePointer<CChar>?, _ version: UnsafePointer<CChar>?, _ data: UnsafePointer<CChar>?,
  _ size: UnsafeMutablePointer<Int>?, _ exchange: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
  guard let server = server(context), let connection, let method, let size,
    let pointer = exchange?.pointee
  else { return .NO }
  let exchange = Unmanaged<Exchange>.fromOpaque(pointer).takeUnretainedValue()
  let step = exchange.handle(
    connection, method: String(cString: method), data: data, size: &size.pointee,
    by: server.application)
  switch step {
  case .receive: return .YES
  case .wait(let request):
    MHD_suspend_connection(connection)
    server.waiting.append((connection, exchange, request))
    return .YES
  case .answer(let response):
    server.connections[connection]?.deadline = server.clock() + server.limits.answerSeconds * 1000
    return queue(response, to: connection)
  }
}

/// Called when a request has been answered or its connection has ended.
func exchangeCompleted(
  _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?,
  _ exchange: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ code: MHD_RequestTerminationCode
) {
  guard let server = server(context), let pointer = exchange?.pointee else { return }
  Unmanaged<Exchange>.fromOpaque(pointer).release()
  exchange?.pointee = nil
  server.openRequests -= 1
  guard let connection else { return }
  server.connections[connection]?.deadline = server.clock() + server.limits.requestSeconds * 1000
}

/// Called when a connection has begun or ended.
func connectionChanged(
  _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?,
  _ state: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ code: MHD_ConnectionNotificationCode
) {
  guard let server = server(context), let connection else { return }
  if code == .CONNECTION_NOTIFY_STARTED {
    server.connections[connection] = ConnectionState(
      descriptor: cmicrohttpd_socket(connection),
      deadline: server.clock() + server.limits.requestSeconds * 1000)
  } else {
    server.connections[connection] = nil
  }
}
