import Calendar
import Documents
import Journal
import Routine
import Text
import Tracker

/// `porelog user add`: adds a user.
enum UserAdd: Command {
  static var name: String { "user add" }
  static let description = CommandDescription(
    name: name, operands: "NAME", operandCount: 1...1,
    options: [
      .init(
        name: "day-start", value: "HH:MM",
        help: "when the day begins, 00:00 to \(Policy.latestDayStart); else \(Policy.dayStart)"),
      .init(name: "time-zone", value: "TZ", help: "such as Asia/Tokyo; else the machine's"),
      .init(name: "empty", help: "without the starter routine"),
    ],
    summary: "add a person",
    details: [
      "The first person is the default user. Commands for another person need --user NAME, PORELOG_USER, or user default NAME."
    ])

  static func run(_ session: Session) throws {
    let arguments = session.arguments
    let outcome = try session.perform(
      AddUser(
        arguments.operands[0],
        dayStart: try arguments.value("day-start").map(TimeOfDay.init(parsingDayStart:))
          ?? Policy.dayStart,
        timeZone: arguments.value("time-zone"), withStarterRoutine: !arguments.has("empty")))
    try session.confirm(outcome.sentence)
  }
}

/// `porelog user list`: lists the users.
enum UserList: Command {
  static var name: String { "user list" }
  static let description = CommandDescription(
    name: name,
    summary: "show the people in the journal, with time zone and day start"
  )

  static func run(_ session: Session) throws {
    let view = try session.tracker().users()
    let width = view.users.map { displayWidth($0.name) }.max() ?? 0
    let lines = view.users.flatMap { user in
      let name = session.style.fitName(user.name, to: min(width, 24))
      let mark = user.name == view.defaultUser ? ", default" : ""
      let text = "\(user.timeZone), day from \(user.dayStart), since \(user.createdOn)\(mark)"
      return session.style.wrap(text.split(separator: " ").map(String.init), head: name + "  ")
    }
    try session.print(view.document, lines.isEmpty ? ["There is no user yet."] : lines)
  }
}

/// `porelog user default`: sets the user that commands are for when they name none.
enum UserDefault: Command {
  static var name: String { "user default" }
  static let description = CommandDescription(
    name: name, operands: "NAME", operandCount: 1...1,
    summary: "choose the user of commands without --user")

  static func run(_ session: Session) throws {
    try session.confirm(session.perform(ChooseDefaultUser(session.arguments.operands[0])).sentence)
  }
}

/// `porelog user set`: changes the user's name, day start or time zone.
enum UserSet: Command {
  static var name: String { "user set" }
  static let description = CommandDescription(
    name: name,
    options: [
      .init(name: "name", value: "NAME", help: "another name"),
      .init(
        name: "day-start", value: "HH:MM",
        help: "when the day begins, 00:00 to \(Policy.latestDayStart)"),
      .init(name: "time-zone", value: "TZ", help: "such as Asia/Tokyo"),
    ],
    summary: "change your name, day start or time zone",
    details: ["Logged days do not change."])

  static func run(_ session: Session) throws {
    let arguments = session.arguments
    guard ["name", "day-start", "time-zone"].contains(where: arguments.has) else {
      throw Failure(.usage, "name what to change: --name, --day-start or --time-zone")
    }
    try session.change(
      ChangeUser(
        name: arguments.value("name"),
        dayStart: try arguments.value("day-start").map(TimeOfDay.init(parsingDayStart:)),
        timeZone: arguments.value("time-zone")))
  }
}

/// `porelog user erase`: deletes a user and all their data, for good.
enum UserErase: Command {
  static var name: String { "user erase" }
  static let description = CommandDescription(
    name: name, operands: "NAME", operandCount: 1...1,
    options: [.init(name: "yes", help: "confirm: this cannot be undone")],
    summary: "delete a person and all of their data, for good",
    details: [
      "Nothing of the person stays in the file, its write-ahead log or the undo history, and the copies that porelog made beside the file are deleted. Copies that you made, exports and photos are not deleted. undo cannot bring the person back."
    ])

  static func run(_ session: Session) throws {
    let name = session.arguments.operands[0]
    guard let account = try session.tracker().account(named: name) else {
      throw Failure(.dataError, "there is no user yet, so there is nobody to erase")
    }
    guard session.arguments.has("yes") else {
      throw Failure(
        .usage, "erasing \(quoted(account.user.name)) cannot be taken back: add --yes to do it")
    }
    session.say(
      "Erasing \(account.user.name), for good, and the copies that porelog made of the file.")
    try session.confirm(session.perform(EraseUser(name)).sentence)
  }
}
