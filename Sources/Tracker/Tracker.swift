import Calendar
import Journal
import Routine

/// The actions and queries of porelog, independent of any front end.
///
/// - Actions: `perform(_:as:)` with an `Action`
/// - Queries: `today(_:)`, `week(_:_:last:)`, `milestones(_:)` and the other functions in `Views`
///
/// A front end creates a tracker with the journal and the moment of the request. Each action and each query runs in one
/// transaction.
public final class Tracker {
  /// The journal.
  public let journal: Journal
  /// The moment of the request.
  public let moment: Moment

  /// Creates a tracker of `journal` for a request made at `moment`.
  public init(_ journal: Journal, at moment: Moment) {
    self.journal = journal
    self.moment = moment
  }

  /// The name of the user that the first change to an empty journal creates.
  public static let firstUser = "me"

  /// The path of the journal when a program is given none: `PORELOG_DB`, else a path in the folder for data; nil when
  /// `environment` has no such folder.
  public static func defaultPath(_ environment: [String: String]) -> String? {
    func path(_ variable: String) -> String? {
      environment[variable].flatMap { $0.isEmpty ? nil : $0 }
    }
    if let path = path("PORELOG_DB") { return path }
    // "If an implementation encounters a relative path in any of these variables it should consider the path invalid
    // and ignore it." https://specifications.freedesktop.org/basedir-spec/latest/
    let data = path("XDG_DATA_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (data ?? path("HOME").map { $0 + "/.local/share" }).map { $0 + "/porelog/porelog.db" }
  }

  /// The user that `choice` selects; nil only while the journal has no user.
  ///
  /// - Throws: `ActionError.noUser` when the journal has no user of that name; `SQLiteError`, `Damaged`.
  public func account(_ choice: UserChoice) throws -> Account? {
    switch choice {
    case .default: try journal.defaultAccount()
    case .named(let text): try account(named: text)
    }
  }

  /// The user with that name; nil when the journal has no user yet and the name is that of the first user.
  ///
  /// - Throws: as `account(_:)`.
  public func account(named text: String) throws -> Account? {
    let name = try TextRules.name(text, "a user's name", longest: TextRules.longestName)
    if let account = try journal.account(named: name) { return account }
    let names = try journal.accounts().map(\.user.name)
    if names.isEmpty, name == Tracker.firstUser { return nil }
    throw ActionError.noUser(name: name, among: names)
  }

  /// The first and the last day of a request for `user`, as dates; nil means no bound.
  ///
  /// - Throws: `ActionError.endsBeforeStart` when the last day is before the first; as `account(_:)` and
  ///   `Moment.today(for:)`.
  public func days(
    _ user: UserChoice, from: RelativeDay?, to: RelativeDay?
  ) throws -> (from: Day?, to: Day?) {
    try bounds(from, to, today: moment.today(for: account(user)?.user ?? newcomer()))
  }

  /// The user that the first change to an empty journal creates, with the machine's time zone and created today.
  ///
  /// - Throws: as `Moment.today(for:)`.
  public func newcomer() throws -> User {
    var user = User(
      name: Tracker.firstUser, timeZone: moment.machineTimeZone(), createdOn: .first)
    user.createdOn = try moment.today(for: user)
    return user
  }
}

/// The first and the last day of a request, as dates; nil means no bound. Relative days count from
/// `today`.
///
/// - Throws: `ActionError.endsBeforeStart` when the last day is before the first.
func bounds(
  _ from: RelativeDay?, _ to: RelativeDay?, today: @autoclosure () throws -> Day
) throws -> (from: Day?, to: Day?) {
  func day(_ day: RelativeDay?) throws -> Day? {
    switch day {
    case nil: nil
    // Only a relative day needs the user's time zone, which the machine may not know.
    case .day(let day)?: day
    case let relative?: relative.day(today: try today())
    }
  }
  let (from, to) = (try day(from), try day(to))
  if let from, let to, to < from { throw ActionError.endsBeforeStart(end: to, start: from) }
  return (from, to)
}

/// The user that a request is for.
public enum UserChoice: Hashable, Sendable {
  /// The default user of the journal.
  case `default`
  /// The user with that name.
  case named(String)

  /// The name; nil for the default user.
  public var name: String? {
    if case .named(let name) = self { return name }
    return nil
  }
}
