/// The first part of a request: everything but its body.
public struct RequestHead: Sendable {
  /// The method, such as `GET`.
  public let method: String
  /// The target as it was sent: a path and perhaps a query, percent-encoded.
  public let target: String
  /// The values of the headers, by name in lower case. Of a header that was sent several times, all.
  public let headers: [String: [String]]

  /// The path of the target, percent-decoded, without the query; nil when it is no UTF-8 or has control characters.
  public let path: String?
  /// The parameters of the query; nil when it is no UTF-8, has control characters, or names a parameter twice.
  public let query: [String: String]?

  /// Creates the head of a request.
  public init(method: String, target: String, headers: [String: [String]]) {
    self.method = method
    self.target = target
    self.headers = headers
    // An array is read several times as fast as a part of a string.
    let bytes = Array(target.utf8)
    let mark = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.endIndex
    path = percentDecoded(bytes[..<mark], plusIsBlank: false)
    query = parameters(bytes[mark...].dropFirst())
  }

  /// The value of the header `name`, in lower case; nil when it was not sent exactly once.
  public func header(_ name: String) -> String? {
    guard let values = headers[name], values.count == 1 else { return nil }
    return values[0]
  }
}

/// The parameters of a query; nil when it is no UTF-8, has control characters, or names a parameter twice.
private func parameters(_ query: ArraySlice<UInt8>) -> [String: String]? {
  var parameters: [String: String] = [:]
  for pair in query.split(separator: UInt8(ascii: "&")) {
    let parts = pair.split(
      separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = percentDecoded(parts[0], plusIsBlank: true),
      let value = percentDecoded(
        parts.count > 1 ? parts[1] : parts[0].prefix(0), plusIsBlank: true),
      parameters.updateValue(value, forKey: name) == nil
    else { return nil }
  }
  return parameters
}

/// The text of percent-encoded bytes (RFC 3986, 2.1); nil when it is no UTF-8, an escape is incomplete, or a control
/// character is in it.
private func percentDecoded(_ encoded: ArraySlice<UInt8>, plusIsBlank: Bool) -> String? {
  var decoded: [UInt8] = []
  decoded.reserveCapacity(encoded.count)
  var rest = encoded.makeIterator()
  while let byte = rest.next() {
    switch byte {
    case UInt8(ascii: "%"):
      guard let high = rest.next().flatMap(hexadecimalDigit),
        let low = rest.next().flatMap(hexadecimalDigit)
      else { return nil }
      decoded.append(high << 4 | low)
    case UInt8(ascii: "+") where plusIsBlank: decoded.append(UInt8(ascii: " "))
    default: decoded.append(byte)
    }
  }
  guard decoded.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
  return String(validating: decoded, as: UTF8.self)
}

private func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}

/// A request.
public struct Request {
  /// Everything but the body.
  public let head: RequestHead
  /// The body; empty when it was passed to a writer.
  public let body: [UInt8]
  /// The writer that took the body, if one did.
  public let writer: (any BodyWriter)?

  /// Creates a request whose body was received.
  public init(head: RequestHead, body: [UInt8], writer: (any BodyWriter)?) {
    self.head = head
    self.body = body
    self.writer = writer
  }
}

/// The answer to a request.
public struct Response {
  /// The status code.
  public var status: Int
  /// Names and values of headers, in the order in which they are sent.
  public var headers: [(name: String, value: String)]
  /// The body.
  public var body: Body

  /// The body of a response.
  public enum Body {
    /// These bytes.
    case bytes([UInt8])
    /// The bytes of a text in UTF-8.
    case text(String)
    /// The first `size` bytes of an open file, whose descriptor is closed when they are sent.
    case file(descriptor: Int32, size: Int)
  }

  /// Creates an answer.
  public init(
    status: Int, headers: [(name: String, value: String)] = [], body: Body = .bytes([])
  ) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

/// How the body of a request is received.
public enum Reception {
  /// Not at all: this is the answer. The connection is closed if a body is on its way.
  case answer(Response)
  /// In memory, if it has at most this many bytes.
  case collect(atMost: Int)
  /// As `collect`. The request is then answered together with those that arrive at the same time.
  case gather(atMost: Int)
  /// By a writer, piece by piece, if it has at most this many bytes.
  case write(atMost: Int, to: any BodyWriter)
}

/// Receives the body of a request piece by piece.
public protocol BodyWriter: AnyObject {
  /// Takes the next bytes.
  func write(_ bytes: UnsafeRawBufferPointer)
}

/// What answers the requests of a server.
public protocol Application: AnyObject {
  /// Decides how the body of a request is received. It is called before the body arrives.
  func receive(_ head: RequestHead) -> Reception
  /// The answer to a request whose body was received.
  func respond(to request: Request) -> Response
  /// The answers to requests whose bodies were gathered, in their order.
  func respond(to requests: [Request]) -> [Response]
  /// The answer to a request whose body is larger than `receive(_:)` allowed.
  func respondTooLarge(to head: RequestHead) -> Response
}
