import Routine
import SQLite

/// A user's place in one journal. It means nothing outside that file.
public struct UserID: Hashable, Sendable {
  let number: Int64
}

/// A user together with the place in the journal.
public struct Account: Hashable, Sendable {
  /// The place.
  public let id: UserID
  /// The user.
  public let user: User
}

extension Journal {
  private static let selection = "SELECT user, name, day_start, time_zone, created_on FROM users"

  /// All users, by name.
  public func accounts() throws -> [Account] {
    var accounts: [Account] = []
    try forEachAccount { accounts.append($0) }
    return accounts
  }

  /// Lends each user to `body`, by name, one at a time.
  public func forEachAccount(_ body: (Account) throws -> Void) throws {
    try database.statement("\(Journal.selection) ORDER BY name").forEach { try body(account($0)) }
  }

  /// The user of that name, if there is one.
  public func account(named name: String) throws -> Account? {
    try database.statement("\(Journal.selection) WHERE name = ?").first(name, row: account)
  }

  /// The user of that place.
  public func account(_ id: UserID) throws -> Account? {
    try database.statement("\(Journal.selection) WHERE user = ?").first(id.number, row: account)
  }

  /// The user a command is for when it names none: the first there was, unless another was set. Nil
  /// only while there is no user.
  public func defaultUser() throws -> UserID? {
    // Whoever undoes their own beginning takes the choice along; then it is the first of the others.
    if let chosen = try chosenDefault() { return chosen }
    return try database.statement("SELECT user FROM users ORDER BY user LIMIT 1").first {
      UserID(number: try $0.integer(0))
    }
  }

  private func chosenDefault() throws -> UserID? {
    try database.statement("SELECT user FROM default_user").first {
      UserID(number: try $0.integer(0))
    }
  }

  /// Makes `user` the one a command is for when it names none.
  public func setDefault(_ user: UserID) throws {
    try database.execute(
      """
      INSERT INTO default_user (one, user) VALUES (1, ?)
      ON CONFLICT (one) DO UPDATE SET user = excluded.user
      """, user.number)
  }

  /// The most people that one journal has.
  public static let mostUsers = 100_000

  /// Adds a user, whose name nobody else has; the first one is the default.
  ///
  /// - Throws: `Malformed` when somebody has the name, or when there are `mostUsers` already.
  @discardableResult public func addUser(_ user: User) throws -> Account {
    let id = try addRow(of: user)
    guard database.changedRows == 1 else {
      throw Malformed("there is a user \(quoted(user.name)) already: choose another name")
    }
    if try chosenDefault() == nil { try setDefault(id) }
    return Account(id: id, user: user)
  }

  /// Gives the user of that place the name, day start and time zone of `user`.
  ///
  /// - Throws: `Malformed` when another has the name.
  public func update(_ id: UserID, to user: User) throws {
    if let other = try account(named: user.name), other.id != id {
      throw Malformed("there is a user \(quoted(user.name)) already: choose another name")
    }
    try database.execute(
      "UPDATE users SET name = ?, day_start = ?, time_zone = ? WHERE user = ?", user.name,
      user.dayStart.minutes, user.timeZone, id.number)
  }

  /// Adds `user`, or finds out how it stands to the one of that name.
  public func merge(_ user: User, replacing: Bool) throws -> Merged {
    guard let known = try account(named: user.name) else {
      try addUser(user)
      return .added
    }
    if known.user == user { return .unchanged }
    guard replacing else { return .conflict }
    try database.execute(
      "UPDATE users SET day_start = ?, time_zone = ?, created_on = ? WHERE user = ?",
      user.dayStart.minutes, user.timeZone, user.createdOn.number, known.id.number)
    return .replaced
  }

  private func countUsers() throws -> Int64 {
    try database.statement("SELECT count(*) FROM users").first { try $0.integer(0) } ?? 0
  }

  private func addRow(of user: User) throws -> UserID {
    let number =
      try database.statement("SELECT ifnull(max(user), 0) + 1 FROM users").first {
        try $0.integer(0)
      } ?? 1
    // Numbers of people who were taken out may be free, so it is counted only where it can be too many.
    if number > Journal.mostUsers, try countUsers() >= Journal.mostUsers {
      throw Malformed("a journal has at most \(Journal.mostUsers) users: begin another with --db")
    }
    try database.execute(
      """
      INSERT INTO users (user, name, day_start, time_zone, created_on) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (name) DO NOTHING
      """, number, user.name, user.dayStart.minutes, user.timeZone, user.createdOn.number)
    return UserID(number: number)
  }

  private func account(_ row: borrowing Row) throws -> Account {
    Account(
      id: UserID(number: try row.integer(0)),
      user: User(
        name: try row.name(1), dayStart: TimeOfDay(minutes: try row.int(2, in: 0...360)),
        timeZone: try row.name(3), createdOn: try row.day(4)))
  }
}
