import Digest
import Documents
import HTTP

extension Response {
  /// What every answer forbids browsers to do with it.
  ///
  /// Scripts, styles and requests are those of this server alone, no page of another site can show or read an answer, and
  /// no address is passed on.
  private static let protection: [(name: String, value: String)] = [
    (
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
        + "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
        + "trusted-types porelog"
    ),
    ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
  ]

  /// An answer of the media type `type`.
  static func content(
    _ type: String, _ body: Body, status: Int = 200, cache: String = "no-store",
    _ headers: [(name: String, value: String)] = []
  ) -> Response {
    Response(
      status: status,
      headers: protection + [("Content-Type", type), ("Cache-Control", cache)] + headers, body: body
    )
  }

  /// An answer without content.
  static func empty(_ status: Int, _ headers: [(name: String, value: String)] = []) -> Response {
    Response(
      status: status, headers: protection + [("Cache-Control", "no-store")] + headers)
  }

  /// A document.
  static func json(_ text: String, status: Int = 200) -> Response {
    content("application/json", .text(text), status: status)
  }

  /// The answer with a tag of its content, or 304 without content when the request named this tag (RFC 9110, 13.1.2).
  ///
  /// - Parameter isWeak: whether the content may be sent in several encodings.
  func tagged(for head: RequestHead, isWeak: Bool = false) -> Response {
    let tag: String
    switch body {
    case .text(let text): tag = "\"\(String(fnv1a(text), radix: 16))\""
    case .bytes, .file: return self
    }
    var answer = self
    answer.headers.append(("ETag", (isWeak ? "W/" : "") + tag))
    let known = head.headers["if-none-match"]?.joined(separator: ",").split(separator: ",") ?? []
    guard known.contains(where: { $0.drop { " W/".contains($0) } == tag }) else { return answer }
    answer.status = 304
    answer.body = .bytes([])
    answer.headers.removeAll { $0.name == "Content-Type" }
    return answer
  }

  /// An error, as a problem of RFC 9457 that has nobody's words in it.
  static func problem(
    _ status: Int, _ title: String, _ headers: [(name: String, value: String)] = []
  ) -> Response {
    content(
      "application/problem+json",
      .text(JSON.object(["status": .integer(status), "title": .string(title)]).text),
      status: status, headers)
  }
}
