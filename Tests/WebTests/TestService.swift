import Calendar
import HTTP
import Journal
import Routine
import TestSupport
import Testing
import Tracker

@testable import Web

/// A service with a journal, in a folder of its own, and devices.
final class TestService {
  let folder: TemporaryFolder
  let service: Service
  let journal: Journal
  /// What `now` returns to the service.
  let clock: Clock
  /// What the service has told.
  let events: Events

  final class Clock {
    var now: Instant
    init(_ now: Instant) { self.now = now }
  }

  final class Events {
    var lines: [String] = []
    var failures = 0
  }

  static let host = "localhost:7673"

  /// Creates a service with the users hana and ines, whose steps begin on 2025-06-02.
  init(site: Site = Site(isSecure: false, names: ["localhost"], port: 7673)) throws {
    folder = try TemporaryFolder()
    journal = try Journal(at: folder.file("j.db"))
    let monday = try Day(parsing: "2025-06-02")
    for name in ["hana", "ines"] {
      try journal.add(
        User(name: name, timeZone: "UTC", createdOn: monday),
        with: StarterRoutine.steps(from: monday))
    }
    let clock = Clock(try Instant(parsing: "2025-06-04T21:10:00Z"))
    let events = Events()
    (self.clock, self.events) = (clock, events)
    service = Service(
      journal: folder.file("j.db"), pictures: PictureFolder(folder.file("pictures")), site: site,
      now: { clock.now }, machineTimeZone: { "UTC" },
      report: { event in
        switch event {
        case .answered(let method, let route, let status):
          events.lines.append("\(method) \(route) \(status)")
        case .failed: events.failures += 1
        }
      })
  }

  var tracker: Tracker {
    Tracker(journal, at: Moment(now: clock.now, machineTimeZone: { "UTC" }))
  }

  /// The token of a newly paired device.
  func token(_ kind: DeviceKind = .page, for user: String = "hana") throws -> String {
    let invitation = try tracker.perform(InviteDevice(kind), as: .named(user)).effect
    return try #require(try tracker.pair(withCode: invitation.code, named: "phone")).token
  }

  /// The headers of a request from a page of the site with the device that has `token`.
  func headers(_ token: String?, type: String? = nil) -> [String: String] {
    var headers = ["host": TestService.host, "origin": "http://\(TestService.host)"]
    headers["cookie"] = token.map { "porelog=\($0)" }
    headers["content-type"] = type
    return headers
  }

  /// The answer to a request. As from the server, the body is not sent when the head alone is answered.
  func send(
    _ method: String, _ target: String, _ headers: [String: String], body: [UInt8] = []
  ) -> Response {
    let head = RequestHead(
      method: method, target: target, headers: headers.mapValues { [$0] })
    switch service.receive(head) {
    case .answer(let response): return response
    case .collect(let most):
      if body.count > most { return service.respondTooLarge(to: head) }
      return service.respond(to: Request(head: head, body: body, writer: nil))
    case .gather(let most):
      if body.count > most { return service.respondTooLarge(to: head) }
      return service.respond(to: [Request(head: head, body: body, writer: nil)])[0]
    case .write(let most, let writer):
      if body.count > most { return service.respondTooLarge(to: head) }
      body.withUnsafeBytes { writer.write($0) }
      return service.respond(to: Request(head: head, body: [], writer: writer))
    }
  }

  func get(_ target: String, _ token: String?) -> Response { send("GET", target, headers(token)) }

  func post(_ target: String, _ token: String?, _ body: String) -> Response {
    send("POST", target, headers(token, type: "application/json"), body: Array(body.utf8))
  }
}

extension Response {
  /// The text of the body.
  var text: String {
    switch body {
    case .text(let text): text
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
    case .file(let descriptor, let size): "file \(size) \(descriptor >= 0)"
    }
  }

  /// The value of the header `name`; nil when there is none.
  func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// A request with one action.
func actions(_ number: Int, _ action: String, at: String = "null") -> String {
  let digits = String(number)
  let id = String(repeating: "0", count: 12 - digits.count) + digits
  return #"{"actions":[{"id":"00000000-0000-0000-0000-\#(id)","at":\#(at),"action":\#(action)}]}"#
}

let logToner =
  #"{"log":{"day":"2025-06-04","entries":[{"step":"am/toner","status":"done"}]}}"#
