import Calendar
import Files
import Journal
import Routine

/// Adds a person.
public struct AddUser: Action {
  /// The name.
  public var name: String
  /// When the person's day begins.
  public var dayStart: TimeOfDay
  /// The person's time zone; nil is the machine's.
  public var timeZone: String?
  /// Whether the person begins with the starter routine.
  public var withStarterRoutine: Bool

  /// Adds a person called `name`.
  public init(
    _ name: String, dayStart: TimeOfDay = Policy.dayStart, timeZone: String? = nil,
    withStarterRoutine: Bool = true
  ) {
    self.name = name
    self.dayStart = dayStart
    self.timeZone = timeZone
    self.withStarterRoutine = withStarterRoutine
  }

  /// Makes the change.
  public func perform(in tracker: Tracker, as choice: UserChoice) throws -> Outcome<User> {
    let (journal, moment) = (tracker.journal, tracker.moment)
    var user = User(
      name: try TextRules.name(name, "a user's name", longest: TextRules.longestName),
      dayStart: dayStart, timeZone: timeZone ?? moment.machineTimeZone(), createdOn: .first)
    // Also refuses a time zone that the machine does not know.
    user.createdOn = try moment.today(for: user)
    let steps = withStarterRoutine ? StarterRoutine.steps(from: user.createdOn) : []
    let added = user
    return try journal.write {
      // A person who adds herself does not exist yet: the change is the default user's.
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
        says:
          "Added \(added.name) (\(added.timeZone), day from \(added.dayStart)) \(routine)\(isFirst).",
        effect: added)
    }
  }
}

/// Makes a person the default user.
public struct ChooseDefaultUser: Action {
  /// The name.
  public var name: String

  /// Makes the person called `name` the default user.
  public init(_ name: String) { self.name = name }

  /// Makes the change.
  public func perform(in tracker: Tracker, as choice: UserChoice) throws -> Outcome<Void> {
    let journal = tracker.journal
    return try journal.write {
      let owner = try tracker.account(choice)
      guard let account = try tracker.account(named: name) else { throw ActionError.nobodyYet }
      let name = account.user.name
      try journal.recordChange(
        by: owner?.id, at: tracker.moment.now, summary: { _ in "user default \(name)" }
      ) { try journal.setDefault(account.id) }
      let undo = owner.map {
        $0.id == account.id ? "" : "; porelog undo --user \($0.user.name) takes it back"
      }
      return Outcome(
        "user default \(name)",
        says: "Commands that name nobody are now for \(name)\(undo ?? "").")
    }
  }
}

/// Changes a person's name, day start or time zone. What was logged stays on its days.
public struct ChangeUser: PersonalAction {
  /// Another name.
  public var name: String?
  /// When the day begins.
  public var dayStart: TimeOfDay?
  /// Another time zone. Today is reckoned in it, which also refuses one that the machine does not know: the old one may
  /// be what needs to be changed.
  public var timeZone: String?

  /// Changes what is given.
  public init(name: String? = nil, dayStart: TimeOfDay? = nil, timeZone: String? = nil) {
    self.name = name
    self.dayStart = dayStart
    self.timeZone = timeZone
  }

  /// Makes the change.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    var user = context.account.user
    if let name {
      user.name = try TextRules.name(name, "a user's name", longest: TextRules.longestName)
    }
    user.dayStart = dayStart ?? user.dayStart
    user.timeZone = timeZone ?? user.timeZone
    try context.journal.update(context.user, to: user)
    return Outcome("user set", says: "\(user.name): \(user.timeZone), day from \(user.dayStart).")
  }
}

/// Erases a person: no byte of theirs stays in the file, its log, its undo history or porelog's own copies of it. It
/// cannot be undone.
public struct EraseUser: Action {
  /// The name.
  public var name: String

  /// Erases the person called `name`.
  public init(_ name: String) { self.name = name }

  /// Makes the change.
  public func perform(in tracker: Tracker, as choice: UserChoice) throws -> Outcome<Void> {
    guard let account = try tracker.account(named: name) else { throw ActionError.nobodyYet }
    let copies = try JournalCopy.all(of: tracker.journal.path)
    try tracker.journal.erase(account.id) { for copy in copies { try removeFile(copy) } }
    let also =
      copies.isEmpty ? "" : ", and \(copies.count) \(copies.count == 1 ? "copy" : "copies") of it"
    return Outcome(
      "user erase \(account.user.name)",
      says: "Erased \(account.user.name) from the journal\(also)."
    )
  }
}
