import HTTP
import Journal
import TestSupport
import Testing
import Tracker

@testable import Web

/// What every request must pass. Each check is the only reason for which its request is refused.
@Suite struct AdmissionTests {
  let test: TestService
  let token: String

  init() throws {
    test = try TestService()
    token = try test.token()
  }

  func status(_ headers: [String: String], _ method: String = "POST") -> Int {
    test.send(
      method, method == "GET" ? "/api/v1/today" : "/api/v1/actions", headers,
      body: method == "GET" ? [] : Array(#"{"actions":[]}"#.utf8)
    ).status
  }

  @Test func aRequestThatPassesIsAnswered() {
    #expect(status(test.headers(token, type: "application/json")) == 200)
    #expect(status(["host": TestService.host, "cookie": "porelog=\(token)"], "GET") == 200)
  }

  @Test(arguments: [
    nil, "evil.example", "localhost", "localhost:80", "localhost:7674", "127.0.0.1:7673",
    "localhost:7673.evil.example", "",
  ])
  func anotherHostIsRefused(host: String?) {
    var headers = test.headers(token, type: "application/json")
    headers["host"] = host
    headers["origin"] = host.map { "http://\($0)" }
    #expect(status(headers) == 421)
    #expect(status(headers, "GET") == 421)
    // The page's own files, too: they are what a rebound name would show.
    #expect(test.send("GET", "/", headers).status == 421)
  }

  @Test func twoHostsAreRefused() {
    let head = RequestHead(
      method: "GET", target: "/", headers: ["host": [TestService.host, TestService.host]])
    #expect(test.service.respond(to: Request(head: head, body: [], writer: nil)).status == 421)
  }

  @Test(arguments: [
    nil, "null", "http://evil.example", "http://localhost", "http://localhost:3000",
    "https://localhost:7673", "http://localhost:7673/", "http://localhost:76731",
  ])
  func anotherOriginIsRefused(origin: String?) throws {
    var headers = test.headers(token, type: "application/json")
    headers["origin"] = origin
    #expect(status(headers) == 403)
    #expect(test.send("POST", "/api/v1/pair", headers).status == 403)
    #expect(test.send("POST", "/api/v1/feed", headers).status == 403)
    headers["content-type"] = "image/jpeg"
    let hash = String(repeating: "a", count: 64)
    #expect(test.send("PUT", "/api/v1/photos/\(hash)", headers).status == 403)
  }

  @Test(arguments: [
    nil, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "json",
    "application/jsonp",
  ])
  func anotherTypeIsRefused(type: String?) {
    #expect(status(test.headers(token, type: type)) == 403)
    let hash = String(repeating: "a", count: 64)
    #expect(
      test.send("PUT", "/api/v1/photos/\(hash)", test.headers(token, type: type)).status == 403)
  }

  @Test func aTypeMayHaveParameters() {
    #expect(status(test.headers(token, type: "Application/JSON; charset=utf-8")) == 200)
  }

  @Test(arguments: [
    "/api/v1/user", "/api/v1/today", "/api/v1/day/2025-06-04", "/api/v1/week",
    "/api/v1/week/2025-W23",
    "/api/v1/weeks", "/api/v1/milestones", "/api/v1/usage", "/api/v1/routine", "/api/v1/products",
    "/api/v1/photos", "/api/v1/photos/2025-06-04/nose/aaaaaaaa/image", "/api/v1/cohort",
    "/api/v1/changes",
  ])
  func withoutADeviceNothingIsRead(path: String) throws {
    let other = String(repeating: "0", count: 64)
    for token in [nil, "", other, String(token.dropLast())] {
      let answer = test.get(path, token)
      #expect(answer.status == 401, "\(path)")
      #expect(!answer.text.contains("hana"))
    }
    let feed = try #require(try test.tracker.makeFeed(byToken: token))
    #expect(test.get(path, feed).status == 401, "a calendar's token opens \(path)")
  }

  @Test func withoutADeviceNothingIsChanged() throws {
    let before = try test.journal.changeStamp().own
    #expect(test.post("/api/v1/actions", nil, actions(1, logToner)).status == 401)
    #expect(test.post("/api/v1/feed", nil, "{}").status == 401)
    let hash = String(repeating: "a", count: 64)
    let answer = test.send(
      "PUT", "/api/v1/photos/\(hash)", test.headers(nil, type: "image/jpeg"), body: [0xFF, 0xD8])
    #expect(answer.status == 401)
    #expect(try test.journal.changeStamp().own == before)
  }

  /// A stranger's body is refused before it is sent.
  @Test func theHeadOfAStrangerIsAnswered() {
    for (method, path, type) in [
      ("POST", "/api/v1/actions", "application/json"),
      ("PUT", "/api/v1/photos/\(String(repeating: "a", count: 64))", "image/png"),
    ] {
      let head = RequestHead(
        method: method, target: path, headers: test.headers(nil, type: type).mapValues { [$0] })
      guard case .answer(let response) = test.service.receive(head) else {
        Issue.record("\(path) takes the body of a stranger")
        continue
      }
      #expect(response.status == 401)
    }
  }

  @Test func theCookieIsThatOfTheSite() throws {
    let site = try #require(Site(proxied: "https://pores.example"))
    let secure = try TestService(site: site)
    let token = try secure.token()
    var headers = ["host": "pores.example", "cookie": "porelog=\(token)"]
    #expect(secure.send("GET", "/api/v1/today", headers).status == 401)
    headers["cookie"] = "other=1; __Host-porelog=\(token)"
    #expect(secure.send("GET", "/api/v1/today", headers).status == 200)
  }

  @Test func bodiesAreLimited() {
    let much = String(repeating: " ", count: 64 << 10)
    #expect(test.post("/api/v1/actions", token, #"{"actions":[]}"# + much).status == 413)
    #expect(
      test.post("/api/v1/actions", token, #"{"actions":[]}"# + much.dropLast(14)).status == 200)
    #expect(Route("/api/v1/photos/\(String(repeating: "a", count: 64))")?.mostBytes == 12 << 20)
  }

  @Test(arguments: [
    ("POST", "/api/v1/today", "GET, HEAD"), ("GET", "/api/v1/actions", "POST"),
    ("DELETE", "/api/v1/actions", "POST"), ("OPTIONS", "/api/v1/actions", "POST"),
    ("PUT", "/", "GET, HEAD"), ("GET", "/api/v1/pair", "POST"),
  ])
  func anotherMethodIsRefused(method: String, path: String, allowed: String) {
    let answer = test.send(method, path, test.headers(token, type: "application/json"))
    #expect(answer.status == 405)
    #expect(answer.header("Allow") == allowed)
  }

  @Test(arguments: [
    "/nothing", "/api", "/api/v1", "/api/v1/", "/api/v1/today/", "/api/v2/today", "//",
    "/page.css/",
    "/../page.css", "/%2e%2e/etc/passwd", "/page.css%00", "/%", "/%zz", "/%ff", "*", "",
    "/api/v1/day", "/api/v1/feed/", "/api/v1/photos/a/b",
  ])
  func thereIsNothingElsewhere(target: String) {
    let answer = test.get(target, token)
    #expect(answer.status == 404)
    #expect(answer.header("Content-Type") == "application/problem+json")
  }

  /// Errors have nobody's words in them, and every answer forbids what browsers could do with it.
  @Test func everyAnswerIsProtected() throws {
    let secret = "<script>hana-secret"
    let answers = [
      test.get("/", nil), test.get("/app.js", nil), test.get("/api/openapi.json", nil),
      test.get("/api/v1/today", token), test.get("/api/v1/day/\(secret)", token),
      test.get("/\(secret)", token), test.get("/api/v1/weeks?\(secret)=1", token),
      test.post("/api/v1/actions", token, secret),
      test.post("/api/v1/actions", token, #"{"\#(secret)":1}"#),
      test.post("/api/v1/pair", nil, #"{"code":"\#(secret)"}"#),
      test.post("/api/v1/feed", token, "{}"), test.get("/api/v1/feed/\(secret).ics", nil),
    ]
    for answer in answers {
      let policy = try #require(answer.header("Content-Security-Policy"))
      #expect(policy.contains("default-src 'none'") && policy.contains("connect-src 'self'"))
      #expect(!policy.contains("unsafe") && policy.contains("require-trusted-types-for 'script'"))
      #expect(answer.header("X-Content-Type-Options") == "nosniff")
      #expect(answer.header("Referrer-Policy") == "no-referrer")
      #expect(answer.header("Cross-Origin-Opener-Policy") == "same-origin")
      #expect(answer.header("Cross-Origin-Resource-Policy") == "same-origin")
      #expect(["no-store", "no-cache"].contains(answer.header("Cache-Control")))
      #expect(answer.header("Access-Control-Allow-Origin") == nil)
      #expect(!answer.text.contains("secret"))
      if answer.status >= 400 {
        #expect(answer.header("Content-Type") == "application/problem+json")
        #expect(answer.header("Cache-Control") == "no-store")
      }
    }
    #expect(test.get("/api/v1/today", token).header("Cache-Control") == "no-store")
    // Neither has the log.
    #expect(!test.events.lines.joined().contains("secret"))
    #expect(test.events.lines.contains("GET /api/v1/day/DAY 400"))
  }
}
