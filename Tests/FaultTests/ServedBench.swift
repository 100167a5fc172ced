import Calendar
import Foundation
import HTTP
import Journal
import TestSupport
import Tracker
import Web

extension Bench {
  private static let site = Site(isSecure: false, names: ["localhost"], port: 7673)
  private var tokenFile: String { folder.file("token") }

  /// Pairs a device, whose token is kept in a file.
  func pair() throws {
    let tracker = Tracker(
      try Journal(at: path), at: Moment(now: Bench.now, machineTimeZone: { "UTC" }))
    let invitation = try tracker.perform(InviteDevice(.page), as: .default).effect
    let device = try tracker.pair(withCode: invitation.code, named: "phone")
    try folder.write(device?.token ?? "", to: "token")
  }

  /// Sends a request to a server of the journal at `path`, as the paired device does: `GET` and a report, `POST` and
  /// actions, or `TOGETHER` and actions, each of which is a request of its own that arrives at the same time as the others.
  ///
  /// - Returns: the body of the answer, a message as the command line writes it, and the exit code for the same failure:
  ///   an action that is refused is none.
  func send(
    _ words: [String], to path: String
  ) -> (output: String, errors: String, code: Int32) {
    let token = (try? String(contentsOfFile: tokenFile, encoding: .utf8)) ?? ""
    let service = Service(
      journal: path, pictures: PictureFolder(folder.file("pictures")), site: Bench.site,
      now: { Bench.now }, machineTimeZone: { "UTC" }, report: { _ in })
    let elements = words.dropFirst().enumerated().map { number, action in
      #"{"id":"00000000-0000-0000-0000-00000000000\#(number)","action":\#(action)}"#
    }
    let bodies =
      switch words[0] {
      case "GET": [""]
      case "TOGETHER": elements.map { #"{"actions":[\#($0)]}"# }
      default: [#"{"actions":[\#(elements.joined(separator: ","))]}"#]
      }
    let head = RequestHead(
      method: words[0] == "GET" ? "GET" : "POST",
      target: "/api/v1/" + (words[0] == "GET" ? words[1] : "actions"),
      headers: [
        "host": ["localhost:7673"], "origin": ["http://localhost:7673"],
        "content-type": ["application/json"], "cookie": ["porelog=\(token)"],
      ])
    var requests: [Request] = []
    var responses: [Response] = []
    for body in bodies {
      let request = Request(head: head, body: Array(body.utf8), writer: nil)
      switch service.receive(head) {
      case .answer(let answer): responses.append(answer)
      case .collect, .write: responses.append(service.respond(to: request))
      case .gather: requests.append(request)
      }
    }
    responses += service.respond(to: requests)
    guard let failure = responses.first(where: { $0.status != 200 }) else {
      return (responses.map(text).joined(separator: "\n"), "", 0)
    }
    let code: Int32 = failure.status == 503 ? 75 : failure.status >= 500 ? 74 : 65
    return ("", "porelog: \(text(of: failure))", code)
  }

  private func text(of response: Response) -> String {
    if case .text(let text) = response.body { text } else { "" }
  }
}
