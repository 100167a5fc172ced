import Interchange
import Journal
import Routine

/// `porelog user add`: adds a person.
enum UserAdd: Command {
  static var name: String { "user add" }
  static let description = CommandDescription(
    name: name, operands: "NAME", operandCount: 1...1,
    options: [
      .init(
        name: "day-start", value: "HH:MM", help: "when the day begins, 00:00 to 06:00; else 04:00"),
      .init(name: "time-zone", value: "TZ", help: "such as Asia/Tokyo; else the machine's"),
      .init(name: "empty", help: "without the starter routine"),
    ],
    summary: "add a person",
    details: [
      "The first person is the default user. Whoever comes later changes nothing for the others: their commands need --user NAME, PORELOG_USER, or user default NAME."
    ])

  static func run(_ session: Session) throws {
    let arguments = session.arguments
    var user = User(
      name: try Texts.name(arguments.operands[0], "a user's name", longest: Texts.longestName),
      timeZone: Clock.machineTimeZone(session.invocation.environment), createdOn: .first)
    if let text = arguments.value("day-start") {
      user.dayStart = try TimeOfDay(parsingDayStart: text)
    }
    if let text = arguments.value("time-zone") { user.timeZone = text }
    // Says so if the machine does not know the zone.
    user.createdOn = try session.today(for: user)
    let added = user

    let journal = try session.journal()
    // Who adds the very user that the environment names is not there yet.
    let isOneself = session.userName == user.name
    let owner =
      try isOneself
      ? journal.defaultUser().flatMap { try journal.account($0) } : session.account()
    let steps = arguments.has("empty") ? [] : StarterRoutine.steps(from: added.createdOn)
    try journal.change(by: owner?.id, at: session.now, summary: { _ in "user add \(added.name)" }) {
      try journal.add(added, with: steps)
    }
    let routine =
      steps.isEmpty ? "with an empty routine" : "with the starter routine of \(steps.count) steps"
    let isFirst = owner == nil ? "; commands are for \(added.name) unless they name another" : ""
    try session.confirm(
      "Added \(added.name) (\(added.timeZone), day from \(added.dayStart)) \(routine)\(isFirst).")
  }
}

/// `porelog user list`: shows the people.
enum UserList: Command {
  static var name: String { "user list" }
  static let description = CommandDescription(
    name: name,
    summary: "show who keeps a journal in the file, by name, with time zone and day start"
  )

  static func run(_ session: Session) throws {
    let journal = try session.journal()
    let accounts = try journal.accounts()
    let usual = try journal.defaultUser()
    if session.wantsJSON {
      let users = accounts.map { account in
        JSON.object([
          "user": .string(account.user.name), "timeZone": .string(account.user.timeZone),
          "dayStart": .string(account.user.dayStart.description),
          "createdOn": .string(account.user.createdOn.description),
          "default": .bool(account.id == usual),
        ])
      }
      return try session.console.print(JSON.array(users).text)
    }
    if accounts.isEmpty { return try session.console.print("There is no user yet.") }
    let width = accounts.map { displayWidth($0.user.name) }.max() ?? 0
    for account in accounts {
      let user = account.user
      let name = session.style.fit(user.name, to: width)
      let mark = account.id == usual ? "  default" : ""
      try session.console.print(
        "\(name)  \(user.timeZone), day from \(user.dayStart), since \(user.createdOn)\(mark)")
    }
  }
}

/// `porelog user default`: chooses whom a command is for when it names nobody.
enum UserDefault: Command {
  static var name: String { "user default" }
  static let description = CommandDescription(
    name: name, operands: "NAME", operandCount: 1...1,
    summary: "choose whom commands are for when they name nobody")

  static func run(_ session: Session) throws {
    let journal = try session.journal()
    let owner = try session.account()
    guard let account = try session.account(named: session.arguments.operands[0]) else {
      throw Failure(.dataError, "there is no user yet: add one with porelog user add NAME")
    }
    let name = account.user.name
    try journal.change(by: owner?.id, at: session.now, summary: { _ in "user default \(name)" }) {
      try journal.setDefault(account.id)
    }
    let undo = owner.map {
      $0.id == account.id ? "" : "; porelog undo --user \($0.user.name) takes it back"
    }
    try session.confirm("Commands that name nobody are now for \(name)\(undo ?? "").")
  }
}

/// `porelog user set`: changes what is kept of the user.
enum UserSet: Command {
  static var name: String { "user set" }
  static let description = CommandDescription(
    name: name,
    options: [
      .init(name: "name", value: "NAME", help: "another name"),
      .init(name: "day-start", value: "HH:MM", help: "when the day begins, 00:00 to 06:00"),
      .init(name: "time-zone", value: "TZ", help: "such as Asia/Tokyo"),
    ],
    summary: "change your name, day start or time zone",
    details: ["What is logged stays on the day it was logged for."])

  static func run(_ session: Session) throws {
    let options = ["name", "day-start", "time-zone"]
    guard options.contains(where: session.arguments.has) else {
      throw Failure(.usage, "name what to change: --name, --day-start or --time-zone")
    }
    // Today is reckoned in the new zone, which says so if the machine does not know it; the old one may
    // be what is to be mended.
    try session.change(timeZone: session.arguments.value("time-zone")) { context in
      var user = context.account.user
      if let text = context.arguments.value("name") {
        user.name = try Texts.name(text, "a user's name", longest: Texts.longestName)
      }
      if let text = context.arguments.value("day-start") {
        user.dayStart = try TimeOfDay(parsingDayStart: text)
      }
      user.timeZone = context.arguments.value("time-zone") ?? user.timeZone
      try context.journal.update(context.user, to: user)
      return Outcome(
        "user set", line: "\(user.name): \(user.timeZone), day from \(user.dayStart).")
    }
  }
}

/// `porelog user erase`: takes a person out, for good.
enum UserErase: Command {
  static var name: String { "user erase" }
  static let description = CommandDescription(
    name: name, operands: "NAME", operandCount: 1...1,
    options: [.init(name: "yes", help: "do it: there is no way back")],
    summary: "take a person and all that is theirs out of the file, for good",
    details: [
      "Nothing of theirs stays in the file, its log or its undo history, and the copies that porelog itself has made beside the file are deleted. Copies that you have made, exports and photos are yours to delete. undo cannot bring it back."
    ])

  static func run(_ session: Session) throws {
    let journal = try session.journal()
    let name = session.arguments.operands[0]
    guard let account = try session.account(named: name) else {
      throw Failure(.dataError, "there is no user yet, so there is nobody to erase")
    }
    guard session.arguments.has("yes") else {
      throw Failure(
        .usage, "erasing \(quoted(account.user.name)) cannot be taken back: add --yes to do it")
    }
    session.say(
      "Erasing \(account.user.name), for good, and the copies that porelog made of the file.")
    let copies = try session.path.map { try ownCopies(of: $0) } ?? []
    try journal.erase(account.id) { for copy in copies { try removeFile(copy) } }
    let also =
      copies.isEmpty ? "" : ", and \(copies.count) \(copies.count == 1 ? "copy" : "copies") of it"
    try session.confirm("Erased \(account.user.name) from the journal\(also).")
  }
}
