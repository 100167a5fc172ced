import Journal
import Routine

/// porelog without a face: what can be done to a journal, and what can be asked of one.
///
/// - Changes: `perform(_:as:)` with an `Action`
/// - Questions: `today(_:)`, `week(_:_:last:)`, `milestones(_:)` and the other functions in `Views`
///
/// A face makes one with the journal and the moment of the request, and puts actions and questions to it. Each runs in
/// one transaction.
public final class Tracker {
  /// The journal.
  public let journal: Journal
  /// When the request is made.
  public let moment: Moment

  /// Makes a tracker of `journal` for a request made at `moment`.
  public init(_ journal: Journal, at moment: Moment) {
    self.journal = journal
    self.moment = moment
  }

  /// The name of the user that the first change to an empty journal creates.
  public static let firstUser = "me"

  /// The user that `choice` means; nil only while the journal has no user.
  ///
  /// - Throws: `ActionError.noUser` when the journal has no user of that name; `SQLiteError`, `Damaged`.
  public func account(_ choice: UserChoice) throws -> Account? {
    switch choice {
    case .standard: try journal.defaultAccount()
    case .named(let text): try account(named: text)
    }
  }

  /// The user of that name; nil when it is the first user's and the journal has none yet.
  ///
  /// - Throws: as `account(_:)`.
  public func account(named text: String) throws -> Account? {
    let name = try TextRules.name(text, "a user's name", longest: TextRules.longestName)
    if let account = try journal.account(named: name) { return account }
    let names = try journal.accounts().map(\.user.name)
    if names.isEmpty, name == Tracker.firstUser { return nil }
    throw ActionError.noUser(name: name, among: names)
  }

  /// The user that the first change to an empty journal creates: the machine's time zone, created today.
  ///
  /// - Throws: as `Moment.today(for:)`.
  public func newcomer() throws -> User {
    var user = User(
      name: Tracker.firstUser, timeZone: moment.machineTimeZone(), createdOn: .first)
    user.createdOn = try moment.today(for: user)
    return user
  }
}

/// Which user a request is for.
public enum UserChoice: Hashable, Sendable {
  /// The journal's default user.
  case standard
  /// The user of that name.
  case named(String)

  /// The name, if one is given.
  public var name: String? {
    if case .named(let name) = self { return name }
    return nil
  }
}
