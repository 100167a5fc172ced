import Calendar
import Digest
import HTTP
import Journal
import Tracker
import Web

/// A server that is sent the inputs of the fuzzer as requests.
///
/// An input is a line with a method and a target, lines with headers, an empty line and a body. The device has the token
/// `T`. No request may be answered with an error of the server.
final class RequestTarget {
  private let service: Service

  init(_ journal: Journal, folder: String, at moment: Moment) throws {
    let user = try journal.defaultAccount()?.id
    try journal.addDevice(
      .page, of: user, named: "phone", token: SHA256.digest(of: Array("T".utf8)), at: moment.now)
    service = Service(
      journal: journal.path, pictures: PictureFolder("\(folder)/pictures"),
      site: Site(isSecure: false, names: ["localhost"], port: 7673), now: { moment.now },
      machineTimeZone: { "UTC" }, report: { _ in })
  }

  func run(_ bytes: [UInt8]) {
    guard let (head, body) = RequestTarget.parsed(bytes) else { return }
    let response: Response
    switch service.receive(head) {
    case .answer(let answer): response = answer
    case .collect(let most), .gather(let most):
      response =
        body.count > most
        ? service.respondTooLarge(to: head)
        : service.respond(to: Request(head: head, body: body, writer: nil))
    case .write(_, let writer):
      body.withUnsafeBytes { writer.write($0) }
      response = service.respond(to: Request(head: head, body: [], writer: writer))
    }
    precondition(response.status < 500, "\(response.status)")
  }

  private static func parsed(_ bytes: [UInt8]) -> (head: RequestHead, body: [UInt8])? {
    var rest = bytes[...]
    func line() -> String? {
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
      defer { rest = rest[(end + 1)...] }
      return String(validating: rest[..<end], as: UTF8.self)
    }
    let words = line()?.split(separator: " ", maxSplits: 1).map(String.init) ?? []
    guard words.count == 2 else { return nil }
    var headers: [String: [String]] = [:]
    while let header = line(), !header.isEmpty {
      let parts = header.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { return nil }
      headers[parts[0].lowercased(), default: []].append(String(parts[1].drop { $0 == " " }))
    }
    return (RequestHead(method: words[0], target: words[1], headers: headers), Array(rest))
  }
}
