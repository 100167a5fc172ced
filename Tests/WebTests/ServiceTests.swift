import Calendar
import Digest
import Documents
import Foundation
import HTTP
import Journal
import Routine
import TestSupport
import Testing
import Text
import Tracker

@testable import Web

@Suite struct ServiceTests {
  let test: TestService
  let token: String

  init() throws {
    test = try TestService()
    token = try test.token()
  }

  /// Each address answers with the document of the command.
  @Test func aReportIsTheDocumentOfTheCommand() throws {
    #expect(test.post("/api/v1/actions", token, actions(1, logToner)).status == 200)
    let tracker = test.tracker
    let hana = UserChoice.named("hana")
    let week = try tracker.week(hana, .running, last: 1)
    let expected: [(String, JSON?)] = [
      ("user", try tracker.account(hana).map { $0.document(key: try test.journal.key(of: $0.id)) }),
      ("today", try tracker.today(hana)?.document),
      ("day/2025-06-04", try tracker.day(hana, .today)?.document),
      ("week", week.document(of: week.week)), ("week/2025-W23", week.document(of: week.week)),
      ("weeks?last=3", try tracker.week(hana, .running, last: 3).trendDocument),
      ("weeks", try tracker.week(hana, .running, last: 12).trendDocument),
      ("milestones", try tracker.milestones(hana)?.document),
      ("usage", try tracker.usage(hana, from: nil, to: nil)?.document),
      ("routine", try tracker.routine(hana, withEnded: false)?.document),
      ("products", .array(try tracker.products(hana).map(\.document))),
      ("photos", .photoList(try tracker.photos(hana))),
      ("pauses", try tracker.pauses(hana).document),
    ]
    for (path, document) in expected {
      let answer = test.get("/api/v1/\(path)", token)
      #expect(answer.status == 200, "\(path)")
      #expect(answer.text == document?.text, "\(path)")
      #expect(answer.header("Content-Type") == "application/json")
    }
    #expect(test.get("/api/v1/today", token).text.contains(#""state":"done","step":"toner""#))
  }

  @Test(arguments: [
    "day/tomorrow", "day/2025-02-30", "week/2025-W99", "weeks?last=0", "weeks?last=x",
    "weeks?last=1001", "weeks?last=1&last=2", "today?last=1", "today?%ff=1",
  ])
  func aWrongParameterIsRefused(path: String) {
    #expect(test.get("/api/v1/\(path)", token).status == 400)
  }

  @Test func aDeviceSeesItsUserAlone() throws {
    let ines = try test.token(for: "ines")
    _ = test.post("/api/v1/actions", token, actions(1, #"{"note":{"text":"mine"}}"#))
    #expect(!test.get("/api/v1/day/2025-06-04", ines).text.contains("mine"))
    #expect(test.get("/api/v1/today?user=hana", ines).status == 403)
    #expect(test.get("/api/v1/cohort", ines).status == 403)
    // The same identifier of another user is another action.
    let answer = test.post("/api/v1/actions", ines, actions(1, #"{"note":{"text":"hers"}}"#))
    #expect(answer.text.contains(#""status":"done""#))
  }

  /// The server keeps time zones in memory, each user's own.
  @Test func eachUserHasADayOfTheirOwn() throws {
    let ines = try test.token(for: "ines")
    func day(_ token: String) -> String {
      test.get("/api/v1/today", token).text.components(separatedBy: #""day":""#).last?.prefix(10)
        .description ?? ""
    }
    #expect(day(token) == "2025-06-04" && day(ines) == "2025-06-04")
    let far = #"{"userSet":{"timeZone":"Pacific/Kiritimati"}}"#
    #expect(test.post("/api/v1/actions", ines, actions(1, far)).text.contains("done"))
    #expect(day(token) == "2025-06-04" && day(ines) == "2025-06-05")
    test.service.rest()
    test.service.rest()
    #expect(day(token) == "2025-06-04" && day(ines) == "2025-06-05")
  }

  /// The requests that arrive at the same time share a transaction.
  @Test func requestsAreAnsweredTogether() throws {
    let ines = try test.token(for: "ines")
    func request(_ token: String?, _ body: String) -> Request {
      let headers = test.headers(token, type: "application/json").mapValues { [$0] }
      return Request(
        head: RequestHead(method: "POST", target: "/api/v1/actions", headers: headers),
        body: Array(body.utf8), writer: nil)
    }
    let note = #"{"note":{"text":"mine"}}"#
    let good = [
      request(token, actions(1, note)), request(nil, actions(2, note)),
      request(ines, actions(3, note)), request(token, actions(1, note)),
    ]
    let answers = test.service.respond(to: good)
    #expect(answers.map(\.status) == [200, 401, 200, 200])
    #expect(answers[0].text.contains("done") && answers[3].text.contains("before"))
    // A request that cannot be read does not prevent the others.
    let others = test.service.respond(to: [
      request(token, "{}"), request(token, actions(4, #"{"note":{"text":"again"}}"#)),
    ])
    #expect(others.map(\.status) == [400, 200])
    #expect(test.get("/api/v1/day/2025-06-04", token).text.contains(#""note":"mine\nagain""#))
    #expect(test.get("/api/v1/day/2025-06-04", ines).text.contains(#""note":"mine""#))
    #expect(test.service.respond(to: []).isEmpty)
  }

  /// When another program holds the lock, the requests wait for it once, not one after the other.
  @Test func requestsWaitTogetherForALock() throws {
    let other = try Journal(at: test.journal.path)
    let head = RequestHead(
      method: "POST", target: "/api/v1/actions",
      headers: test.headers(token, type: "application/json").mapValues { [$0] })
    let body = Array(actions(1, #"{"note":{"text":"mine"}}"#).utf8)
    try other.write {
      let answers = test.service.respond(
        to: (1...4).map { _ in Request(head: head, body: body, writer: nil) })
      #expect(answers.map(\.status) == [503, 503, 503, 503])
    }
    // Each wait that ends without the lock is told.
    #expect(test.events.failures == 1)
    #expect(test.events.lines.count == 4)
  }

  @Test func aCohortDeviceReadsAllAndChangesNothing() throws {
    let office = try test.token(.cohort)
    #expect(test.get("/api/v1/cohort", office).text.contains(#""user":"ines""#))
    for name in ["hana", "ines"] {
      #expect(test.get("/api/v1/today?user=\(name)", office).text.contains(#""user":"\#(name)""#))
    }
    #expect(test.get("/api/v1/today", office).status == 400)
    #expect(test.get("/api/v1/today?user=nobody", office).status == 404)
    let before = try test.journal.changeStamp().own
    #expect(test.post("/api/v1/actions", office, actions(1, logToner)).status == 403)
    #expect(test.post("/api/v1/feed", office, "{}").status == 403)
    let picture = ServiceTests.png
    let answer = test.send(
      "PUT", "/api/v1/photos/\(hexadecimal(SHA256.digest(of: picture)))",
      test.headers(office, type: "image/png"), body: picture)
    #expect(answer.status == 403)
    #expect(try test.journal.changeStamp().own == before)
  }

  @Test func aReportHasATagOfItsContent() throws {
    let first = test.get("/api/v1/today", token)
    let tag = try #require(first.header("ETag"))
    var headers = test.headers(token)
    for known in [tag, "\"x\", \(tag)", "W/\(tag)"] {
      headers["if-none-match"] = known
      let again = test.send("GET", "/api/v1/today", headers)
      #expect(again.status == 304 && again.text.isEmpty && again.header("ETag") == tag)
    }
    _ = test.post("/api/v1/actions", token, actions(1, logToner))
    headers["if-none-match"] = tag
    #expect(test.send("GET", "/api/v1/today", headers).status == 200)
  }

  @Test func theResultsOfActionsAreTold() throws {
    let body = """
      {"actions":[{"id":"00000000-0000-0000-0000-0000000000aB","action":\(logToner)},
      {"id":"00000000-0000-0000-0000-000000000002","action":{"note":{"day":"2025-06-05","text":"x"}}},
      {"id":"00000000-0000-0000-0000-0000000000AB","action":\(logToner)}]}
      """
    let answer = test.post("/api/v1/actions", token, body)
    #expect(answer.status == 200)
    let says =
      "Morning logged for Wed 4 June: toner. This week: 1 of 52 done; it will end below 80 %, and a new week starts Monday."
    #expect(
      answer.text
        == #"{"results":[{"id":"00000000-0000-0000-0000-0000000000ab","remarks":[],"says":"\#(says)","status":"done"},{"id":"00000000-0000-0000-0000-000000000002","remarks":[],"says":"2025-06-05 has not come yet (today is 2025-06-04): log it then","status":"refused"},{"id":"00000000-0000-0000-0000-0000000000ab","remarks":[],"says":null,"status":"before"}]}"#
    )
    for wrong in ["", "[]", "{", #"{"actions":[{}]}"#, #"{"actions":[],"actions":[]}"#] {
      #expect(test.post("/api/v1/actions", token, wrong).status == 400, "\(wrong)")
    }
  }

  @Test func actionsForAnotherUserAreRefused() throws {
    func key(_ name: String) throws -> String {
      let account = try #require(try test.tracker.account(.named(name)))
      return try test.journal.key(of: account.id) ?? "none"
    }
    func body(_ key: String) -> String {
      actions(1, logToner).replacing(
        "{\"actions\"", with: "{\"account\":\"\(key)\",\"actions\"")
    }
    #expect(test.post("/api/v1/actions", token, body(try key("ines"))).status == 409)
    #expect(test.post("/api/v1/actions", token, body("hana")).status == 409)
    #expect(test.get("/api/v1/today", token).text.contains(#""state":"done""#) == false)
    // What was tapped under one name is sent under the next.
    let before = try key("hana")
    try test.tracker.perform(ChangeUser(name: "hannah"), as: .named("hana"))
    #expect(test.get("/api/v1/user", token).text.contains("\"account\":\"\(before)\""))
    #expect(test.post("/api/v1/actions", token, body(before)).status == 200)
    #expect(test.get("/api/v1/today", token).text.contains(#""state":"done""#))
  }

  @Test func changesOfAnyProgramAreSeen() throws {
    func version() -> String { test.get("/api/v1/changes", token).text }
    let first = version()
    #expect(version() == first)
    // Another connection, as that of the command line.
    try test.tracker.perform(WriteNote("elsewhere"), as: .named("ines"))
    let second = version()
    #expect(second != first && version() == second)
    _ = test.post("/api/v1/actions", token, actions(1, logToner))
    #expect(version() != second)
  }

  @Test func aDeviceIsPaired() throws {
    let invitation = try test.tracker.perform(InviteDevice(.page), as: .named("ines")).effect
    #expect(test.post("/api/v1/pair", nil, #"{"code":"0000-0000"}"#).status == 403)
    let answer = test.post("/api/v1/pair", nil, #"{"code":"\#(invitation.code)","name":"tablet"}"#)
    #expect(answer.status == 204 && answer.text.isEmpty)
    let cookie = try #require(answer.header("Set-Cookie"))
    let match = try #require(
      cookie.wholeMatch(
        of: #/porelog=([0-9a-f]{64}); Path=\/; Max-Age=34560000; HttpOnly; SameSite=Strict/#))
    #expect(test.get("/api/v1/today", String(match.1)).text.contains(#""user":"ines""#))
    #expect(try test.tracker.devices().lines.map(\.device.name).contains("tablet"))
    #expect(test.post("/api/v1/pair", nil, #"{"code":"\#(invitation.code)"}"#).status == 403)
    for wrong in ["{}", "x", #"{"code":1}"#, #"{"code":"x","more":1}"#] {
      #expect(test.post("/api/v1/pair", nil, wrong).status == 400, "\(wrong)")
    }
  }

  @Test func underTLSTheCookieIsBoundToIt() throws {
    let site = try #require(Site(proxied: "https://pores.example"))
    let secure = try TestService(site: site)
    let invitation = try secure.tracker.perform(InviteDevice(.page), as: .default).effect
    let headers = [
      "host": "pores.example", "origin": "https://pores.example",
      "content-type": "application/json",
    ]
    let answer = secure.send(
      "POST", "/api/v1/pair", headers, body: Array(#"{"code":"\#(invitation.code)"}"#.utf8))
    let cookie = try #require(answer.header("Set-Cookie"))
    #expect(cookie.hasPrefix("__Host-porelog=") && cookie.hasSuffix("SameSite=Strict; Secure"))
  }

  @Test func theCookieIsRenewedByUse() throws {
    #expect(test.get("/api/v1/today", token).header("Set-Cookie") == nil)
    test.clock.now = Instant(seconds: test.clock.now.seconds + 86_400)
    let renewed = test.get("/api/v1/today", token)
    #expect(renewed.header("Set-Cookie")?.contains(token) == true)
    #expect(test.get("/api/v1/today", token).header("Set-Cookie") == nil)
    // Each use lets it live on: 400 days after the last one.
    test.clock.now = Instant(seconds: test.clock.now.seconds + 400 * 86_400)
    #expect(test.get("/api/v1/today", token).status == 200)
    test.clock.now = Instant(seconds: test.clock.now.seconds + 400 * 86_400 + 1)
    #expect(test.get("/api/v1/today", token).status == 401)
  }

  /// The smallest PNG: one pixel.
  static let png: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1,
    0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 10, 0x49, 0x44, 0x41, 0x54, 0x78,
    0x9C, 0x63, 0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xAF, 0xA4, 0x71, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44,
    0xAE, 0x42, 0x60, 0x82,
  ]

  @Test func aPictureIsStoredAndShown() throws {
    let (picture, hash) = (ServiceTests.png, hexadecimal(SHA256.digest(of: ServiceTests.png)))
    func put(_ hash: String, _ bytes: [UInt8]) -> Int {
      test.send(
        "PUT", "/api/v1/photos/\(hash)", test.headers(token, type: "image/png"), body: bytes
      ).status
    }
    let add =
      #"{"photoAdd":{"sha256":"\#(hash)","view":"nose","day":"2025-06-04","light":"window"}}"#
    // The action alone is refused, and so are other bytes.
    #expect(test.post("/api/v1/actions", token, actions(1, add)).text.contains("refused"))
    #expect(put(hash, picture + [0]) == 400)
    #expect(put(String(repeating: "a", count: 64), picture) == 400)
    #expect(put("../x", picture) == 404)
    #expect(put("x", picture) == 400)
    let text = Array("<script>alert(1)</script>".utf8)
    #expect(put(hexadecimal(SHA256.digest(of: text)), text) == 400)
    #expect(try test.folder.names(in: "pictures").isEmpty)

    #expect(put(hash, picture) == 204)
    #expect(put(hash, picture) == 204)
    #expect(try test.folder.bytes(of: "pictures/\(hash)") == picture)
    func mode(_ name: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: test.folder.file(name))[.posixPermissions]
        as? Int
    }
    #expect(try mode("pictures") == 0o700 && mode("pictures/\(hash)") == 0o600)
    #expect(test.post("/api/v1/actions", token, actions(1, add)).text.contains(#""done""#))
    let id = "2025-06-04/nose/\(hash.prefix(8))"
    #expect(test.get("/api/v1/photos", token).text.contains(id))
    let shown = test.get("/api/v1/photos/\(id)/image", token)
    #expect(
      shown.header("Content-Type") == "image/png" && shown.header("Cache-Control") == "no-store")
    #expect(shown.text.hasPrefix("file \(picture.count) true"))
    // Not to another user.
    let ines = try test.token(for: "ines")
    #expect(test.get("/api/v1/photos/\(id)/image", ines).status == 404)
    #expect(test.get("/api/v1/photos/2025-06-04/nose/00000000/image", token).status == 404)
  }

  @Test func theCalendarHasWhatIsDue() throws {
    let answer = test.post("/api/v1/feed", token, "{}")
    let path = try #require(answer.text.firstMatch(of: #/"path":"([^"]+)"/#)?.1)
    func has(_ event: String) -> Bool {
      test.get(String(path), nil).text.contains("-\(event)@porelog.invalid")
    }
    let first = test.get(String(path), nil)
    #expect(first.header("Content-Type") == "text/calendar; charset=utf-8")
    #expect(first.text.contains("DTSTART:20250604T220000") && has("pm-2025-06-04"))
    // The mask is due on Wednesdays.
    #expect(has("weekly-2025-06-04") && !has("weekly-2025-06-05"))
    // What is done is silent, and so is what is paused.
    let evening = #"{"log":{"day":"2025-06-04","all":"pm"}}"#
    _ = test.post("/api/v1/actions", token, actions(1, evening))
    #expect(!has("pm-2025-06-04") && has("pm-2025-06-05"))
    let pause =
      #"{"pause":{"scope":"all","from":"2025-06-05","to":"2025-06-06","reason":"travel"}}"#
    _ = test.post("/api/v1/actions", token, actions(2, pause))
    #expect(!has("pm-2025-06-05") && !has("am-2025-06-06") && has("am-2025-06-07"))
    for wrong in ["", "[]", #"{"more":1}"#] {
      #expect(test.post("/api/v1/feed", token, wrong).status == 400)
    }
    // Another address replaces it.
    _ = test.post("/api/v1/feed", token, "{}")
    #expect(test.get(String(path), nil).status == 404)
    #expect(test.get("/api/v1/feed/\(token).ics", nil).status == 404)
  }

  @Test func aJournalThatIsInUseOrGoneIsToldAsSuch() throws {
    let other = try Journal(at: test.folder.file("j.db"))
    try other.write {
      let answer = test.post("/api/v1/actions", token, actions(1, logToner))
      #expect(answer.status == 503 && answer.header("Retry-After") == "1")
      // Reading goes on.
      #expect(test.get("/api/v1/today", token).status == 200)
    }
    #expect(test.post("/api/v1/actions", token, actions(1, logToner)).text.contains(#""done""#))
    // A file that was moved away is not replaced by an empty one, and one that comes in its place is used.
    try test.folder.moveDatabase("j.db", to: "away.db")
    #expect(test.get("/api/v1/today", token).status == 503)
    #expect(test.events.failures == 2)
    let fresh = try Journal(at: test.folder.file("j.db"))
    #expect(test.get("/api/v1/today", token).status == 401)
    _ = fresh
  }

  /// A file that takes the place of the journal between two requests is noticed: what is logged would go into a file that
  /// nobody sees.
  @Test func anotherFileInItsPlaceIsNoticed() throws {
    #expect(test.get("/api/v1/today", token).status == 200)
    do { _ = try Journal(at: test.folder.file("k.db")) }
    try test.folder.moveDatabase("j.db", to: "away.db")
    try test.folder.moveDatabase("k.db", to: "j.db")
    #expect(test.get("/api/v1/today", token).status == 401)
  }

  @Test(arguments: [
    "", "a", "../../etc/passwd", String(repeating: "a", count: 63),
    String(repeating: "a", count: 65), String(repeating: "A", count: 64),
    String(repeating: "/", count: 64), String(repeating: "a", count: 63) + "\u{301}",
  ])
  func aPictureHasNoOtherNameThanAHash(name: String) {
    #expect(throws: InvalidInput.self) { try PictureFolder("/pictures").path(of: name) }
  }

  /// A person can be erased by the command line once the server has had nothing to do for a moment.
  @Test func theJournalIsClosedWhileNobodyAsks() throws {
    #expect(test.get("/api/v1/today", token).status == 200)
    test.service.rest()
    test.service.rest()
    #expect(throws: Never.self) {
      try test.tracker.perform(EraseUser("ines"), as: .default)
    }
    #expect(test.get("/api/v1/today", token).status == 200)
  }
}
