import Calendar
import Files
import Journal
import Routine
import Text

/// Adds a user.
public struct AddUser: Action {
  /// The name of the user.
  public var name: String
  /// The day start of the user.
  public var dayStart: TimeOfDay
  /// The IANA name of the user's time zone; nil is the machine's.
  public var timeZone: String?
  /// Whether the user begins with the starter routine.
  public var withStarterRoutine: Bool

  /// Adds a user called `name`.
  public init(
    _ name: String, dayStart: TimeOfDay = Policy.dayStart, timeZone: String? = nil,
    withStarterRoutine: Bool = true
  ) {
    self.name = name
    self.dayStart = dayStart
    self.timeZone = timeZone
    self.withStarterRoutine = withStarterRoutine
  }

  /// Makes the change. The effect is the user that was added.
  ///
  /// - Throws: `InvalidInput` when the name is not allowed or taken, or the time zone is not known;
  ///   `ActionError.noUser`, `SQLiteError`, `Damaged`.
  public func perform(in tracker: Tracker, as choice: UserChoice) throws -> Outcome<User> {
    let (journal, moment) = (tracker.journal, tracker.moment)
    try checkDayStart(dayStart)
    var user = User(
      name: try TextRules.name(name, "a user's name", longest: TextRules.longestName),
      dayStart: dayStart, timeZone: timeZone ?? moment.machineTimeZone(), createdOn: .first)
    // This also throws when the machine does not know the time zone.
    user.createdOn = try moment.today(for: user)
    // In the afternoon, the morning that has passed is left alone.
    let morning = try moment.isPastNoon(for: user) ? user.createdOn.next : user.createdOn
    let steps =
      withStarterRoutine
      ? StarterRoutine.steps(from: user.createdOn, morningFrom: morning) : []
    let added = user
    return try journal.write {
      // A request can be made as the user that it adds. That user does not exist yet, so the change
      // belongs to the default user.
      let owner =
        try choice.name == added.name ? journal.defaultAccount() : tracker.account(choice)
      try journal.recordChange(
        by: owner?.id, at: moment.now, summary: { _ in "user add \(added.name)" }
      ) { try journal.add(added, with: steps) }
      let routine =
        steps.isEmpty
        ? "with an empty routine" : "with the starter routine of \(steps.count) steps"
      let isFirst =
        owner == nil ? "; commands are for \(added.name) unless they name another" : ""
      return Outcome(
        "user add \(added.name)",
        sentence:
          "Added \(added.name) (\(added.timeZone), day from \(added.dayStart)) \(routine)\(isFirst).",
        effect: added)
    }
  }
}

/// Makes a user the default user.
public struct ChooseDefaultUser: Action {
  /// The name of the user.
  public var name: String

  /// Makes the user called `name` the default user.
  public init(_ name: String) { self.name = name }

  /// Makes the change.
  ///
  /// - Throws: `ActionError.noUser`, `ActionError.noUserYet`; `InvalidInput`, `SQLiteError`, `Damaged`.
  public func perform(in tracker: Tracker, as choice: UserChoice) throws -> Outcome<Void> {
    let journal = tracker.journal
    return try journal.write {
      let owner = try tracker.account(choice)
      guard let account = try tracker.account(named: name) else { throw ActionError.noUserYet }
      let name = account.user.name
      try journal.recordChange(
        by: owner?.id, at: tracker.moment.now, summary: { _ in "user default \(name)" }
      ) { try journal.setDefault(account.id) }
      let undo = owner.map {
        $0.id == account.id ? "" : "; porelog undo --user \($0.user.name) takes it back"
      }
      return Outcome(
        "user default \(name)",
        sentence: "Commands that name nobody are now for \(name)\(undo ?? "").")
    }
  }
}

/// Changes the name, the day start or the time zone of a user. The days of existing entries do not change.
public struct ChangeUser: PersonalAction {
  /// The new name; nil keeps the name.
  public var name: String?
  /// The new day start; nil keeps the day start.
  public var dayStart: TimeOfDay?
  /// The IANA name of the new time zone; nil keeps the time zone.
  ///
  /// Today is computed in the new time zone, because the machine may not know the old one. This also throws when the
  /// machine does not know the new one.
  public var timeZone: String?

  /// Changes the properties that are not nil.
  public init(name: String? = nil, dayStart: TimeOfDay? = nil, timeZone: String? = nil) {
    self.name = name
    self.dayStart = dayStart
    self.timeZone = timeZone
  }

  /// Makes the change.
  ///
  /// - Throws: `InvalidInput` when the name is not allowed or taken; `SQLiteError`, `Damaged`.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    var user = context.account.user
    if let name {
      user.name = try TextRules.name(name, "a user's name", longest: TextRules.longestName)
    }
    if let dayStart { try checkDayStart(dayStart) }
    user.dayStart = dayStart ?? user.dayStart
    user.timeZone = timeZone ?? user.timeZone
    try context.journal.update(context.user, to: user)
    return Outcome(
      "user set", sentence: "\(user.name): \(user.timeZone), day from \(user.dayStart).")
  }
}

/// Throws `InvalidInput` when a day cannot start at `time`.
private func checkDayStart(_ time: TimeOfDay) throws {
  guard time <= Policy.latestDayStart else {
    throw InvalidInput("a day starts at \(Policy.latestDayStart) at the latest, not at \(time)")
  }
}

/// Erases a user. This cannot be undone.
///
/// No byte of the user's data stays in the file, its write-ahead log or its undo history. The copies of the journal
/// that porelog itself made are deleted.
public struct EraseUser: Action {
  /// The name of the user.
  public var name: String

  /// Erases the user called `name`.
  public init(_ name: String) { self.name = name }

  /// Makes the change.
  ///
  /// - Throws: `ActionError.noUser`, `ActionError.noUserYet`; `FileProblem`, `InvalidInput`, `SQLiteError`, `Damaged`.
  public func perform(in tracker: Tracker, as choice: UserChoice) throws -> Outcome<Void> {
    func account() throws -> Account {
      guard let account = try tracker.account(named: name) else { throw ActionError.noUserYet }
      return account
    }
    // Fail before requesting exclusive access to the file. The user is read again in the
    // transaction, because another program could have erased them and given their number to another
    // user.
    let user = try account().user
    let copies = try JournalCopy.all(of: tracker.journal.path)
    try tracker.journal.erase({ try account().id }) { for copy in copies { try removeFile(copy) } }
    let also =
      copies.isEmpty ? "" : ", and \(copies.count) \(copies.count == 1 ? "copy" : "copies") of it"
    return Outcome(
      "user erase \(user.name)",
      sentence: "Erased \(user.name) from the journal\(also)."
    )
  }
}
