import Calendar
import Routine
import Text
import Tracker

/// Reads the actions that devices send.
///
/// An action is an object with one member. Its name is that of a command in one word, and its value is an object with
/// the parameters:
///
/// | name | members |
/// |---|---|
/// | `log` | `day`, `entries`, `all` |
/// | `note` | `day`, `text` (null takes the note out) |
/// | `rate` | `day`, `ratings`: an object of measures and scores (null takes a rating out) |
/// | `pause` | `scope`, `from`, `to`, `reason` |
/// | `resume` | `scope`, `day` |
/// | `pauseRemove` | `scope`, `from` |
/// | `procedureAdd` | `kind`, `day`, `recoverUntil`, `note` |
/// | `procedureRemove` | `kind`, `day` |
/// | `photoAdd` | `sha256` of a stored picture, `view`, `day`, `tag`, `light`, `distance`, `note` |
/// | `photoForget` | `photo`: its ID |
/// | `routineAdd` | `step`, `kind`, `active`, `every`, `product`, `from` |
/// | `routineEvery` | `step`, `every`, `from` |
/// | `routineUse` | `step`, `product` (null is none), `from` |
/// | `routineEnd` | `step`, `day` |
/// | `routineResume` | `step`, `from` |
/// | `routineRename` | `step`, `name` |
/// | `routineMove` | `step`, `position` |
/// | `routineRamp` | `step` |
/// | `productAdd` | `name`, `brand`, `kind`, `active`, `strength`, `opened`, `pao`, `expires`, `uses` |
/// | `productSet` | `product`, and what changes: `name` and the members of `productAdd` (null takes it away) |
/// | `productRemove` | `product` |
/// | `productOpen`, `productFinish` | `product`, `day` |
/// | `deviceRemove` | `device`: the number of a device of the user |
/// | `userSet` | `name`, `dayStart`, `timeZone` |
/// | `undo` | `skip`: true leaves the last change and takes back the one before it |
/// | `redo` | none |
///
/// Days, steps, schedules and scopes are strings as in the documents. A member that is null or left out is not given,
/// unless the table says what null means.
public struct ActionReader: Sendable {
  /// The folder in which pictures are stored under their SHA-256.
  public var pictures: String

  /// Creates a reader for a journal with that folder of pictures.
  public init(pictures: String) { self.pictures = pictures }

  /// The actions of a request, and the user for whom they are meant. `json` has
  ///
  /// - `account`: the user, as `Journal.key(of:)`; null when the device does not tell.
  /// - `actions`: an array of the actions.
  ///
  /// Each element of `actions` has
  ///
  /// - `id`: the UUID that the device gave the action.
  /// - `at`: the instant of the action, such as `2026-02-28T20:15:00Z`; null when it is not known.
  /// - `action`: the action.
  ///
  /// An action that cannot be read does not prevent the others: its error is in `SentAction.action`.
  /// - Throws: `InvalidInput` when the request is not of this form, or has an ID that is not a UUID.
  public func actions(_ json: JSON) throws -> (account: String?, sent: [SentAction]) {
    var request = try Members(json, "the request")
    guard request.has("actions") else { throw InvalidInput("the request has no actions") }
    let sent = try request.array("actions").map { element in
      var members = try Members(element, "an element of actions")
      let id = try members.required("id", ActionReader.uuid)
      let at = try members.parsed("at", Instant.init(parsing:))
      guard members.has("action") else { throw InvalidInput("an element has no action") }
      let form = members.value("action") ?? .null
      try members.finish()
      return SentAction(
        id: id, at: at, action: Result { () throws(InvalidInput) in try action(form) })
    }
    let account = try request.text("account")
    try request.finish()
    return (account, sent)
  }

  /// The 16 bytes of a UUID (RFC 9562) such as `0190a3b2-7c4d-7e5f-8a9b-0c1d2e3f4a5b`.
  private static func uuid(_ text: String) throws -> [UInt8] {
    let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    let digits = groups.joined().compactMap { hexadecimalDigit($0) }
    guard groups.map(\.count) == [8, 4, 4, 4, 12], digits.count == 32 else {
      throw InvalidInput(text, isNot: "a UUID", "it is 32 hexadecimal digits in five groups")
    }
    return stride(from: 0, to: 32, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  private static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
    UInt8(String(UnicodeScalar(byte)), radix: 16)
  }

  private func action(_ json: JSON) throws(InvalidInput) -> any Action {
    do {
      guard case .object(let object) = json, object.members.count == 1,
        let (name, form) = object.members.first
      else {
        throw InvalidInput("an action is an object with one member, the name of the action")
      }
      guard let read = ActionReader.forms[name] else {
        throw InvalidInput(
          "there is no action \(quoted(name))\(nearest(to: name, among: ActionReader.names))")
      }
      var members = try Members(form, name)
      let action = try read(&members, self)
      try members.finish()
      return action
    } catch let invalid as InvalidInput {
      throw invalid
    } catch let other as StepReference.OtherSlot {
      throw InvalidInput("\(other.key) is no step of the slot \(other.slot.rawValue)")
    } catch {
      throw InvalidInput("the action cannot be read")
    }
  }

  /// The names of the actions, in ascending order.
  public static var names: [String] { forms.keys.sorted() }

  typealias Form = @Sendable (inout Members, ActionReader) throws -> any Action

  static let forms: [String: Form] = recordForms.merging(routineForms) { $1 }

  /// What a person logs and notes.
  private static let recordForms: [String: Form] = [
    "log": { members, _ in try log(&members) },
    "note": { members, _ in
      guard members.has("text") else { throw InvalidInput("a note needs a text, or null") }
      return WriteNote(try members.text("text"), on: try members.day("day"))
    },
    "rate": { members, _ in
      let day = try members.day("day")
      guard case .object(let ratings)? = members.value("ratings") else {
        throw InvalidInput("\"ratings\" is not an object of measures and scores")
      }
      return RateSkin(
        try ratings.sorted.map { name, score in
          let measure = try Measure(parsing: name)
          switch score {
          case .null: return (measure, nil)
          case .integer(let score): return (measure, score)
          default: throw InvalidInput("the score of \(name) is not a whole number")
          }
        }, on: day)
    },
    "pause": { members, _ in
      PauseSteps(
        try members.required("scope", ScopeReference.init(parsing:)), from: try members.day("from"),
        until: try members.day("to").map { .day($0) },
        reason: try members.required("reason", PauseReason.init(parsing:)))
    },
    "resume": { members, _ in
      ResumeSteps(
        try members.required("scope", ScopeReference.init(parsing:)), on: try members.day("day"))
    },
    "pauseRemove": { members, _ in
      RemovePause(
        try members.required("scope", ScopeReference.init(parsing:)),
        from: try members.required("from") { .day(try Day(parsing: $0)) })
    },
    "procedureAdd": { members, _ in
      AddProcedure(
        try members.required("kind"), on: try members.day("day"),
        recoverUntil: try members.day("recoverUntil"), note: try members.text("note"))
    },
    "procedureRemove": { members, _ in
      RemoveProcedure(
        try members.required("kind"), on: try members.required("day") { .day(try Day(parsing: $0)) }
      )
    },
    "photoAdd": { members, reader in
      let file = try members.required("sha256") { try PictureFolder(reader.pictures).path(of: $0) }
      var action = AddPhoto(
        file, try members.required("view", PhotoView.init(parsing:)), on: try members.day("day"))
      action.tag = try members.parsed("tag", PhotoTag.init(parsing:))
      action.light = try members.text("light")
      action.distance = try members.integer("distance")
      action.note = try members.text("note")
      return action
    },
    "photoForget": { members, _ in ForgetPhoto(try members.required("photo")) },
    "deviceRemove": { members, _ in
      guard let number = try members.integer("device") else {
        throw InvalidInput("the number of a device is needed")
      }
      var action = RemoveDevice(String(number))
      action.isOwn = true
      return action
    },
    "undo": { members, _ in UndoChange(skipping: try members.flag("skip")) },
    "redo": { _, _ in RedoChange() },
    "userSet": { members, _ in
      ChangeUser(
        name: try members.text("name"),
        dayStart: try members.parsed("dayStart", TimeOfDay.init(parsingDayStart:)),
        timeZone: try members.text("timeZone"))
    },
  ]

  /// The action `log`. Each element of `entries` has
  ///
  /// - `step`: the step.
  /// - `status`: `done`, `skipped` or `excused`; null takes the entry out. When it is left out, only a note can be given,
  ///   which is added to the entry's.
  /// - `count`, `minutes`, `product`, `reason`, `note`: what is left out stays as it is; null takes it away.
  ///
  /// `all` is the name of a slot of which everything that is due and not logged yet is done.
  private static func log(_ members: inout Members) throws -> LogNight {
    let day = try members.day("day")
    let marks = try members.array("entries").map { element in
      var entry = try Members(element, "an element of entries")
      let step = try entry.required("step") { try StepReference(parsing: $0) }
      let isNoted = !entry.has("status")
      let status = try entry.parsed("status", Status.init(parsing:))
      let details = LogNight.Details(
        count: try entry.setting("count") { try $0.integer($1) },
        minutes: try entry.setting("minutes") { try $0.integer($1) },
        product: try entry.setting("product") { try $0.text($1) },
        note: try entry.setting("note") { try $0.text($1) }, keepsReason: !entry.has("reason"))
      let reason = try entry.text("reason")
      try entry.finish()
      if isNoted {
        guard case .set(.some) = details.note else {
          throw InvalidInput("an entry needs a status, or a note to add")
        }
        return LogNight.Mark(step, .noted, details)
      }
      switch status {
      case .done?: return LogNight.Mark(step, .done, details)
      case .skipped?: return LogNight.Mark(step, .skipped(reason: reason), details)
      case .excused?: return LogNight.Mark(step, .excused(reason: reason), details)
      case nil: return LogNight.Mark(step, .cleared, details)
      }
    }
    let all = try members.parsed("all", Slot.init(parsing:))
    return LogNight(on: day, marks, allDue: all.map { [LogNight.AllDue(slot: $0)] } ?? [])
  }
}
