import Calendar
import Routine
import SQLite
import Text

/// Identifies a user within one journal. In another journal, the same value can identify another user.
public struct UserID: Hashable, Sendable {
  let number: Int64
}

/// A user of a journal.
public struct Account: Hashable, Sendable {
  /// Identifies the user within the journal.
  public let id: UserID
  /// The user.
  public let user: User
}

extension User {
  /// The columns of a user.
  public static let columns: [Column<User>] = [
    .line(
      "user", key: true, stored: ["name"], noun: "a user's name", longest: TextRules.longestName,
      { $0.name }, { $0.name = $1 }),
    Column(
      name: "day_start", format: .code, isRequired: false, isKey: false, stored: ["day_start"],
      get: { .code($0.dayStart.description) },
      set: { user, value in
        guard case .code(let text) = value else { return user.dayStart = Policy.dayStart }
        user.dayStart = try TimeOfDay(parsingDayStart: text)
      }),
    .code(
      "time_zone", { $0.timeZone },
      { user, name in
        guard name.utf8.count <= TextRules.longestName, TimeZone.isKnown(name) else {
          throw InvalidInput(
            "there is no time zone \(quoted(name)): write a name such as Asia/Tokyo; Debian has them in the package tzdata"
          )
        }
        user.timeZone = name
      }),
    .day("created_on", { $0.createdOn }, { $0.createdOn = $1 }),
  ]

  /// A placeholder to fill column by column.
  public static let blank = User(name: "", timeZone: "", createdOn: .first)
}

extension Journal {
  private static let selection =
    "SELECT u.user, u.name, u.day_start, u.time_zone, u.created_on FROM users AS u"

  /// The most users that a journal can have. Choice.
  public static let mostUsers = 100_000

  /// All users, ordered by name.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func accounts() throws -> [Account] {
    var accounts: [Account] = []
    try forEachAccount { accounts.append($0) }
    return accounts
  }

  /// Passes each user to `body`, ordered by name.
  ///
  /// - Throws: `SQLiteError`, `Damaged`, or what `body` throws.
  public func forEachAccount(_ body: (Account) throws -> Void) throws {
    try database.statement("\(Journal.selection) ORDER BY u.name").forEach {
      try body($0.account())
    }
  }

  /// The user with that number; nil when there is none.
  static func account(of user: UserID, in database: Connection) throws -> Account? {
    try database.statement("\(Journal.selection) WHERE u.user = ?").first(user.number) {
      try $0.account()
    }
  }

  /// The user with that number; nil when there is none.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func account(of user: UserID) throws -> Account? {
    try Journal.account(of: user, in: database)
  }

  /// The number of users.
  ///
  /// - Throws: `SQLiteError`.
  public func countAccounts() throws -> Int {
    try database.statement("SELECT count(*) FROM users").first { Int(try $0.integer(0)) } ?? 0
  }

  /// The user called `name`; nil when there is none.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func account(named name: String) throws -> Account? {
    try database.statement("\(Journal.selection) WHERE u.name = ?").first(name) {
      try $0.account()
    }
  }

  /// The default user: the first user, or the one chosen with `setDefault(_:)`. Undoing the
  /// creation of that user removes the choice; the oldest user is the default then. Nil when there
  /// are no users.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func defaultAccount() throws -> Account? {
    if let chosen = try chosenDefault() { return chosen }
    return try database.statement("\(Journal.selection) ORDER BY u.user LIMIT 1").first {
      try $0.account()
    }
  }

  private func chosenDefault() throws -> Account? {
    try database.statement(
      "\(Journal.selection) JOIN default_user ON default_user.user = u.user"
    ).first { try $0.account() }
  }

  /// Makes `user` the default user.
  ///
  /// - Throws: `SQLiteError`.
  public func setDefault(_ user: UserID) throws {
    try database.execute(
      """
      INSERT INTO default_user (one, user) VALUES (1, ?)
      ON CONFLICT (one) DO UPDATE SET user = excluded.user
      """, user.number)
  }

  /// Adds a user. The first user becomes the default user.
  ///
  /// - Throws: `InvalidInput` when another user has the name, or the journal has `mostUsers` users; `SQLiteError`,
  ///   `Damaged`.
  @discardableResult public func addUser(_ user: User) throws -> Account {
    let id = try addRow(of: user)
    guard database.changedRows == 1 else { throw Journal.nameTaken(user.name) }
    if try chosenDefault() == nil { try setDefault(id) }
    return Account(id: id, user: user)
  }

  /// Changes the name, the day start and the time zone of the user `id` to those of `user`.
  ///
  /// - Throws: `InvalidInput` when another user has the name; `SQLiteError`, `Damaged`.
  public func update(_ id: UserID, to user: User) throws {
    if let other = try account(named: user.name), other.id != id {
      throw Journal.nameTaken(user.name)
    }
    try database.execute(
      "UPDATE users SET name = ?, day_start = ?, time_zone = ? WHERE user = ?", user.name,
      user.dayStart.minutes, user.timeZone, id.number)
  }

  private static func nameTaken(_ name: String) -> InvalidInput {
    InvalidInput("there is a user \(quoted(name)) already: choose another name")
  }

  /// Adds `user`, or compares it with the one of the same name.
  ///
  /// - Parameter replacing: whether to overwrite an existing record that differs.
  /// - Throws: as `addUser(_:)`.
  public func merge(_ user: User, replacing: Bool) throws -> MergeOutcome {
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

  private func addRow(of user: User) throws -> UserID {
    let number =
      try database.statement("SELECT ifnull(max(user), 0) + 1 FROM users").first {
        try $0.integer(0)
      } ?? 1
    // Erased users leave gaps in the numbers, so a number above the limit does not mean that there are too many users.
    if number > Journal.mostUsers, try countAccounts() >= Journal.mostUsers {
      throw InvalidInput(
        "a journal has at most \(Journal.mostUsers) users: begin another with --db")
    }
    try database.execute(
      """
      INSERT INTO users (user, name, day_start, time_zone, created_on) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (name) DO NOTHING
      """, number, user.name, user.dayStart.minutes, user.timeZone, user.createdOn.number)
    return UserID(number: number)
  }
}

extension Row {
  /// The user in a row of `Journal.selection`.
  fileprivate borrowing func account() throws -> Account {
    Account(
      id: UserID(number: try integer(0)),
      user: User(
        name: try name(1),
        dayStart: TimeOfDay(minutes: try int(2, in: 0...Policy.latestDayStart.minutes)),
        timeZone: try name(3), createdOn: try day(4)))
  }
}
