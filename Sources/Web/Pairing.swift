import Documents
import HTTP
import Journal
import Text
import Tracker

extension Service {
  /// The cookie with the token of a device. The prefix makes browsers refuse it from another host, from a part of the
  /// site, and without TLS (RFC 6265bis, 4.1.3.2).
  private var cookieName: String { site.isSecure ? "__Host-porelog" : "porelog" }

  /// The token of the device that makes a request; nil when it has none.
  func token(of head: RequestHead) -> String? {
    let start = cookieName + "="
    for cookies in head.headers["cookie", default: []] {
      // By bytes: names and tokens are ASCII.
      for pair in cookies.utf8.split(separator: UInt8(ascii: ";")) {
        let cookie = pair.drop { $0 == UInt8(ascii: " ") }
        if cookie.starts(with: start.utf8) {
          return String(Substring(cookie.dropFirst(start.utf8.count))).trimmed
        }
      }
    }
    return nil
  }

  private func cookie(_ token: String) -> (name: String, value: String) {
    let secure = site.isSecure ? "; Secure" : ""
    return (
      "Set-Cookie",
      "\(cookieName)=\(token); Path=/; Max-Age=\(Tracker.deviceLifetime); HttpOnly; SameSite=Strict\(secure)"
    )
  }

  /// `response`, with the cookie anew when the device has not been seen for a while.
  func renewed(_ response: Response, for admitted: Admitted) -> Response {
    let tracker = admitted.tracker
    guard response.status < 400, let visitor = admitted.visitor,
      tracker.isDueForRenewal(visitor.device), let token = token(of: admitted.head)
    else { return response }
    do {
      try tracker.renew(visitor.device)
      var renewed = response
      renewed.headers.append(cookie(token))
      return renewed
    } catch {
      // The answer is complete; the next request tries again.
      return response
    }
  }

  /// Pairs a device: `{"code": "…", "name": "…"}`.
  func pair(for admitted: Admitted) throws -> Response {
    guard let json = JSONReader.value(of: admitted.request.body) else {
      return .problem(400, "The body is not JSON.")
    }
    let (code, name) = try PairingForm.read(json)
    guard let device = try admitted.tracker.pair(withCode: code, named: name) else {
      return .problem(403, "No invitation has this code, or its time is over.")
    }
    return .empty(204, [cookie(device.token)])
  }
}
