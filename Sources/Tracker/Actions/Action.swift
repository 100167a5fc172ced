import Calendar
import Journal
import Routine

/// A change to a journal, as a value: its parameters, and how it is performed.
public protocol Action: Sendable {
  /// What a face needs to know beyond the outcome's sentences.
  associatedtype Effect

  /// Makes the change in one transaction.
  ///
  /// - Throws: `ActionError` or `InvalidInput` when it is refused, with nothing changed; `SQLiteError`, `Damaged`.
  func perform(in tracker: Tracker, as user: UserChoice) throws -> Outcome<Effect>
}

extension Tracker {
  /// Makes the change `action` as `user`.
  ///
  /// - Throws: as `Action.perform(in:as:)`.
  @discardableResult
  public func perform<A: Action>(_ action: A, as user: UserChoice) throws -> Outcome<A.Effect> {
    try action.perform(in: self, as: user)
  }
}

/// What an action did.
public struct Outcome<Effect> {
  /// What was done, as the list of changes that can be undone has it.
  public let summary: String
  /// The sentence that tells the user.
  public let says: String
  /// Sentences about it that are worth knowing.
  public var remarks: [String]
  /// What else a face needs to know.
  public let effect: Effect
  /// Whether any row differs from before. Without a change nothing was added to the undo history.
  public var isChanged = true
  /// The user that was created because the journal had none.
  public var newcomer: Newcomer?

  init(_ summary: String, says: String, remarks: [String] = [], effect: Effect) {
    self.summary = summary
    self.says = says
    self.remarks = remarks
    self.effect = effect
  }
}

extension Outcome where Effect == Void {
  init(_ summary: String, says: String? = nil, remarks: [String] = []) {
    self.init(summary, says: says ?? summary + ".", remarks: remarks, effect: ())
  }
}

/// The first user of a journal, created together with a first change.
public struct Newcomer: Hashable, Sendable {
  /// The user.
  public let user: User
  /// The first day of the starter routine.
  public let firstDay: Day
}

/// An action on what belongs to one person. It is one change of that person's undo history.
public protocol PersonalAction: Action {
  /// What a face needs to know beyond the outcome's sentences. Declared again so that it is inferred from `change(_:)`.
  associatedtype Effect
  /// The day it is about; nil is today.
  var day: RelativeDay? { get }
  /// Whether that day may lie after today.
  var mayLieAhead: Bool { get }
  /// The time zone in which today is reckoned instead of the user's.
  var timeZone: String? { get }
  /// Makes the change. It runs within a write transaction.
  func change(_ context: ActionContext) throws -> Outcome<Effect>
}

extension PersonalAction {
  /// Today.
  public var day: RelativeDay? { nil }
  /// It may.
  public var mayLieAhead: Bool { true }
  /// The user's.
  public var timeZone: String? { nil }

  /// Makes the change. With no user at all the first one is created before, as a change of its own.
  public func perform(in tracker: Tracker, as user: UserChoice) throws -> Outcome<Effect> {
    let (journal, moment) = (tracker.journal, tracker.moment)
    return try journal.write {
      let (account, today, newcomer) = try tracker.accountOrNewcomer(user, for: self)
      let day = day?.day(today: today) ?? today
      if !mayLieAhead, day > today { throw ActionError.dayAhead(day, today: today) }
      let context = ActionContext(
        journal: journal, moment: moment, account: account, today: today, day: day)
      var (outcome, isChanged) = try journal.recordChange(
        by: account.id, at: moment.now, summary: \.summary
      ) { try change(context) }
      outcome.isChanged = isChanged
      outcome.newcomer = newcomer
      return outcome
    }
  }
}

/// What a personal action is performed with.
public struct ActionContext {
  /// The journal, in a write transaction.
  let journal: Journal
  let moment: Moment
  /// The person.
  let account: Account
  let today: Day
  /// The day that the action is about.
  let day: Day

  var user: UserID { account.id }
}

extension Tracker {
  /// The user that `choice` means with the user's today; in an empty journal the first user, who is created with the
  /// starter routine. Call it within a write transaction.
  fileprivate func accountOrNewcomer(
    _ choice: UserChoice, for action: some PersonalAction
  ) throws -> (account: Account, today: Day, newcomer: Newcomer?) {
    if let account = try account(choice) {
      var user = account.user
      user.timeZone = action.timeZone ?? user.timeZone
      return (account, try moment.today(for: user), nil)
    }
    let user = try newcomer()
    let today = user.createdOn
    // A first log of an earlier day is within the routine.
    let firstDay = min(today, action.day?.day(today: today) ?? today)
    let account = try journal.recordChange(
      by: nil, at: moment.now, summary: { _ in "user add \(user.name)" }
    ) {
      try journal.add(user, with: StarterRoutine.steps(from: firstDay))
    }.result
    return (account, today, Newcomer(user: user, firstDay: firstDay))
  }
}
