import Calendar
import Routine
import Testing
import Text
import Tracker

@testable import Documents

@Suite struct ActionReaderTests {
  static let hash = String(repeating: "a", count: 64)

  /// The value of a JSON text, read by Foundation.
  func json(_ text: String) throws -> JSON { try JSON(parsing: text) }

  func read(_ action: String) throws -> any Action {
    let request = """
      {"actions":[{"id":"00112233-4455-6677-8899-aabbccddeeff","at":"2025-06-04T21:00:00Z","action":\(action)}]}
      """
    let sent = try ActionReader(pictures: "/pictures").actions(json(request)).sent
    #expect(sent.map(\.id) == [(0...15).map { UInt8($0) * 0x11 }])
    #expect(try sent.map(\.at) == [Instant(parsing: "2025-06-04T21:00:00Z")])
    return try #require(sent.first).action.get()
  }

  /// Every action, with all of its members.
  static let forms = [
    """
    {"log":{"day":"2025-06-04","entries":[{"step":"pm/oil-cleanse","status":"done","count":2,"minutes":null,"product":"Oil","reason":null,"note":"n"},{"step":"am/toner","status":null},{"step":"toner","status":"skipped","reason":"late"},{"step":"toner","status":"excused"},{"step":"toner","note":"more"}],"all":"pm"}}
    """,
    #"{"note":{"day":"2025-06-04","text":"calm"}}"#, #"{"note":{"text":null}}"#,
    #"{"rate":{"day":"2025-06-04","ratings":{"texture":4,"redness":null}}}"#,
    #"{"pause":{"scope":"actives","from":"2025-06-04","to":"2025-06-06","reason":"irritation"}}"#,
    #"{"resume":{"scope":"am/toner","day":"2025-06-04"}}"#,
    #"{"pauseRemove":{"scope":"all","from":"2025-06-04"}}"#,
    #"{"procedureAdd":{"kind":"peel","day":"2025-06-04","recoverUntil":"2025-06-09","note":"n"}}"#,
    #"{"procedureRemove":{"kind":"peel","day":"2025-06-04"}}"#,
    """
    {"photoAdd":{"sha256":"\(hash)","view":"nose","day":"2025-06-04","tag":"before","light":"window","distance":40,"note":"n"}}
    """,
    #"{"photoForget":{"photo":"2025-06-04/nose/aaaaaaaa"}}"#,
    #"{"routineAdd":{"step":"pm/serum","kind":"serum","active":"retinoid","every":"2/week","product":"S","from":"2025-06-04"}}"#,
    #"{"routineEvery":{"step":"pm/serum","every":"daily","from":"2025-06-04"}}"#,
    #"{"routineUse":{"step":"pm/serum","product":null,"from":"2025-06-04"}}"#,
    #"{"routineEnd":{"step":"pm/serum","day":"2025-06-04"}}"#,
    #"{"routineResume":{"step":"pm/serum","from":"2025-06-04"}}"#,
    #"{"routineRename":{"step":"pm/serum","name":"retinol"}}"#,
    #"{"routineMove":{"step":"pm/serum","position":1}}"#,
    #"{"routineRamp":{"step":"pm/serum"}}"#,
    #"{"productAdd":{"name":"S","brand":"B","kind":"serum","active":"bha","strength":"2 %","opened":"2025-06-04","pao":6,"expires":"2026-06-04","uses":60}}"#,
    #"{"productSet":{"product":"S","name":"T","brand":null,"kind":"serum","active":null,"strength":null,"opened":null,"pao":null,"expires":null,"uses":30}}"#,
    #"{"productRemove":{"product":"S"}}"#, #"{"productOpen":{"product":"S","day":"2025-06-04"}}"#,
    #"{"productFinish":{"product":"S","day":null}}"#,
    #"{"userSet":{"name":"h","dayStart":"05:00","timeZone":"Asia/Tokyo"}}"#,
    #"{"deviceRemove":{"device":2}}"#, #"{"undo":{"skip":true}}"#, #"{"redo":{}}"#,
  ]

  @Test func everyActionHasAForm() throws {
    var seen: Set<String> = []
    for form in ActionReaderTests.forms {
      _ = try read(form)
      seen.insert(String(form.dropFirst(2).prefix { $0 != "\"" }))
    }
    #expect(seen.sorted() == ActionReader.names)
  }

  /// A member that is misspelt is refused in every form, and so is one of another type.
  @Test(arguments: forms) func everyMemberIsChecked(form: String) throws {
    #expect(throws: InvalidInput.self) {
      try read(form.replacing(#":{"#, with: #":{"unknown":1,"#, maxReplacements: 1))
    }
    for match in form.matches(of: #/"([a-zA-Z0-9]+)":("[^"]*"|[0-9]+|true|null)/#) {
      var wrong = form
      wrong.replaceSubrange(match.range, with: "\"\(match.1)\":[]")
      #expect(throws: InvalidInput.self, "\(wrong)") { try read(wrong) }
    }
  }

  @Test func theMembersArriveInTheAction() throws {
    let log = try #require(try read(ActionReaderTests.forms[0]) as? LogNight)
    #expect(log.day == .day(try Day(parsing: "2025-06-04")))
    #expect(
      log.marks.map(\.status)
        == [.done, .cleared, .skipped(reason: "late"), .excused(reason: nil), .noted])
    #expect(
      log.marks.map(\.step.text) == ["pm/oil-cleanse", "am/toner", "toner", "toner", "toner"])
    let details = log.marks[0].details
    #expect(
      details.count == .set(2) && details.minutes == .set(nil) && details.product == .set("Oil"))
    #expect(details.note == .set("n") && details.isUpdate && !details.keepsReason)
    #expect(log.marks[1].details.keepsReason)
    #expect(log.marks[1].details.count == .keep && log.marks[1].details.note == .keep)
    #expect(log.allDue.map(\.slot) == [.pm])

    let pause = try #require(try read(ActionReaderTests.forms[4]) as? PauseSteps)
    #expect(pause.scope == .scope(.actives) && pause.reason == .irritation)
    #expect(pause.day == .day(try Day(parsing: "2025-06-04")))
    #expect(pause.end == .day(.day(try Day(parsing: "2025-06-06"))))
    let rate = try #require(try read(ActionReaderTests.forms[3]) as? RateSkin)
    #expect(rate.ratings.map(\.measure) == [.redness, .texture])
    #expect(rate.ratings.map(\.score) == [nil, 4])
    let photo = try #require(try read(ActionReaderTests.forms[9]) as? AddPhoto)
    #expect(photo.file == "/pictures/\(ActionReaderTests.hash)" && photo.view == .nose)
    #expect(photo.tag == .before && photo.light == "window" && photo.distance == 40)
    let product = try #require(try read(ActionReaderTests.forms[20]) as? EditProduct)
    #expect(product.name == "T" && product.brand == .set(nil) && product.kind == .set(.serum))
    #expect(product.usesPerPack == .set(30) && product.paoMonths == .set(nil))
    let few = try #require(try read(#"{"productSet":{"product":"S"}}"#) as? EditProduct)
    #expect(few.brand == .keep && few.openedOn == .keep && few.name == nil)
    let undo = try #require(try read(#"{"undo":{}}"#) as? UndoChange)
    #expect(!undo.isSkipping)
  }

  @Test(arguments: [
    ("{}", "an action is an object with one member, the name of the action"),
    (#"{"log":{},"note":{}}"#, "an action is an object with one member, the name of the action"),
    (#"{"logg":{}}"#, "there is no action 'logg' (did you mean log?)"),
    (#"{"log":[]}"#, "log is not an object"),
    (#"{"log":{"entries":[{"step":"toner"}]}}"#, "an entry needs a status, or a note to add"),
    (#"{"log":{"entries":[{"status":"done"}]}}"#, "'step' of an element of entries is not given"),
    (#"{"log":{"daY":"2025-06-04"}}"#, "log has no member 'daY'"),
    (
      #"{"photoAdd":{"sha256":"../../etc/passwd","view":"nose"}}"#,
      "'../../etc/passwd' is not a SHA-256: it is 64 hexadecimal digits in lower case"
    ),
    (#"{"note":{}}"#, "a note needs a text, or null"),
    (#"{"rate":{"ratings":{"pores":"5"}}}"#, "the score of pores is not a whole number"),
  ])
  func aWrongActionSaysWhatIsWrong(form: String, message: String) throws {
    let error = #expect(throws: InvalidInput.self) { try read(form) }
    #expect(error?.description == message)
  }

  @Test(arguments: [
    "[]", "{}", "{}x", #"{"actions":null,"more":1}"#, #"{"actions":{}}"#, #"{"actions":[1]}"#,
    #"{"actions":[],"more":1}"#,
    #"{"actions":[{"id":"0011","action":{"redo":{}}}]}"#,
    #"{"actions":[{"id":"00112233445566778899aabbccddeeff","action":{"redo":{}}}]}"#,
    #"{"actions":[{"id":"00112233-4455-6677-8899-aabbccddeefg","action":{"redo":{}}}]}"#,
    #"{"actions":[{"action":{"redo":{}}}]}"#,
    #"{"actions":[{"id":"00112233-4455-6677-8899-aabbccddeeff"}]}"#,
    #"{"actions":[{"id":"00112233-4455-6677-8899-aabbccddeeff","at":"today","action":{"redo":{}}}]}"#,
  ])
  func aRequestOfAnotherFormIsRefused(request: String) throws {
    guard let json = try? json(request) else { return }
    #expect(throws: InvalidInput.self) { try ActionReader(pictures: "").actions(json) }
  }
}
