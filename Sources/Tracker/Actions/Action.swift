import Calendar
import Journal
import Routine

/// A change to a journal, as a value that stores its parameters.
public protocol Action: Sendable {
  /// The result of the action that a front end needs besides the outcome's sentences.
  associatedtype Effect

  /// Makes the change in one transaction.
  ///
  /// - Throws: `ActionError` or `InvalidInput` when the action is refused; `SQLiteError`, `Damaged`. Nothing is changed
  ///   then.
  func perform(in tracker: Tracker, as user: UserChoice) throws -> Outcome<Effect>
}

extension Tracker {
  /// Performs `action` as `user`.
  ///
  /// - Throws: as `Action.perform(in:as:)`.
  @discardableResult
  public func perform<A: Action>(_ action: A, as user: UserChoice) throws -> Outcome<A.Effect> {
    try action.perform(in: self, as: user)
  }
}

/// The result of an action.
public struct Outcome<Effect> {
  /// The change in one line, for the list of changes that can be undone.
  public let summary: String
  /// The sentence that confirms the change to the user, or says that nothing changed.
  public var sentence: String
  /// Further sentences for the user, such as advice; none when nothing changed.
  public var remarks: [String]
  /// The result that a front end needs besides the sentences.
  public let effect: Effect
  /// Whether any row differs from before. If not, nothing was added to the undo history.
  public var isChanged = true
  /// The user that was created because the journal had none; nil when it had one.
  public var newcomer: Newcomer?

  /// The sentence to use instead when nothing changed.
  let unchangedSentence: String

  init(
    _ summary: String, sentence: String,
    whenUnchanged unchangedSentence: String = "No change: this is how it already is.",
    remarks: [String] = [], effect: Effect
  ) {
    self.summary = summary
    self.sentence = sentence
    self.unchangedSentence = unchangedSentence
    self.remarks = remarks
    self.effect = effect
  }
}

extension Outcome where Effect == Void {
  init(_ summary: String, sentence: String? = nil, remarks: [String] = []) {
    self.init(summary, sentence: sentence ?? summary + ".", remarks: remarks, effect: ())
  }
}

/// The first user of a journal, created together with the first change.
public struct Newcomer: Hashable, Sendable {
  /// The user.
  public let user: User
  /// The first day of the starter routine.
  public let firstDay: Day
}

/// An action on the data of one user. It is one change in that user's undo history.
public protocol PersonalAction: Action {
  /// The result that a front end needs besides the sentences. Redeclared so that it is inferred from `change(_:)`.
  associatedtype Effect
  /// The day that the action is about; nil is today.
  var day: RelativeDay? { get }
  /// Whether `day` may be after today.
  var allowsFutureDay: Bool { get }
  /// The IANA name of the time zone that decides which day is today; nil is the user's time zone.
  var timeZone: String? { get }
  /// Whether the action is about a step of the morning, for a newcomer with the steps of the starter routine. Then the
  /// morning's steps begin on the day of the action, also in the afternoon.
  func isAboutMorning(of steps: [Step]) -> Bool
  /// Makes the change. It is called within a write transaction.
  ///
  /// - Throws: as `Action.perform(in:as:)`.
  func change(_ context: ActionContext) throws -> Outcome<Effect>
}

extension PersonalAction {
  /// Nil: today.
  public var day: RelativeDay? { nil }
  /// False.
  public func isAboutMorning(of steps: [Step]) -> Bool { false }
  /// True.
  public var allowsFutureDay: Bool { true }
  /// Nil: the user's time zone.
  public var timeZone: String? { nil }

  /// Makes the change in one transaction. When the journal has no user, it first creates one, as a
  /// separate change.
  ///
  /// - Throws: `ActionError.dayAhead` when `day` is after today and may not be; the errors of `change(_:)`;
  ///   `ActionError.noUser`, `InvalidInput` (see `Moment.today(for:)`), `SQLiteError`, `Damaged`.
  public func perform(in tracker: Tracker, as user: UserChoice) throws -> Outcome<Effect> {
    let (journal, moment) = (tracker.journal, tracker.moment)
    return try journal.write {
      let (account, today, newcomer) = try tracker.accountOrNewcomer(
        user, in: timeZone, on: day, isAboutMorning: isAboutMorning(of:))
      let day = day?.day(today: today) ?? today
      if !allowsFutureDay, day > today { throw ActionError.dayAhead(day, today: today) }
      let context = ActionContext(
        journal: journal, moment: moment, account: account, today: today, day: day)
      var (outcome, isChanged) = try journal.recordChange(
        by: account.id, at: moment.now, summary: \.summary
      ) { try change(context) }
      outcome.isChanged = isChanged
      if !isChanged {
        outcome.sentence = outcome.unchangedSentence
        outcome.remarks = []
      }
      outcome.newcomer = newcomer
      return outcome
    }
  }
}

/// The context in which a personal action is performed.
public struct ActionContext {
  /// The journal, in a write transaction.
  let journal: Journal
  let moment: Moment
  let account: Account
  let today: Day
  /// The day that the action is about.
  let day: Day

  var user: UserID { account.id }

  /// Whether the morning is over: `Moment.isPastNoon(for:)`.
  var isPastNoon: Bool { get throws { try moment.isPastNoon(for: account.user) } }
}

extension Tracker {
  /// The user that `choice` selects, and the day that counts as today for the user. In a journal
  /// without users it creates the first user with the starter routine. Call it within a write
  /// transaction.
  ///
  /// - Parameters:
  ///   - timeZone: the time zone that decides which day is today; nil is the user's.
  ///   - day: the day that the request is about; nil is today.
  ///   - isAboutMorning: as `PersonalAction.isAboutMorning(of:)`.
  func accountOrNewcomer(
    _ choice: UserChoice, in timeZone: String? = nil, on day: RelativeDay? = nil,
    isAboutMorning: ([Step]) -> Bool = { _ in false }
  ) throws -> (account: Account, today: Day, newcomer: Newcomer?) {
    if let account = try account(choice) {
      var user = account.user
      user.timeZone = timeZone ?? user.timeZone
      return (account, try moment.today(for: user), nil)
    }
    let user = try newcomer()
    let today = user.createdOn
    // The starter routine begins early enough for a first log of a past day. In the afternoon, the
    // morning that has passed is left alone.
    let firstDay = min(today, day?.day(today: today) ?? today)
    let all = StarterRoutine.steps(from: firstDay)
    let skipsMorning =
      try firstDay == today && moment.isPastNoon(for: user)
      && !isAboutMorning(all.map(\.step))
    let steps =
      skipsMorning ? StarterRoutine.steps(from: firstDay, morningFrom: firstDay.next) : all
    let account = try journal.recordChange(
      by: nil, at: moment.now, summary: { _ in "user add \(user.name)" }
    ) {
      try journal.add(user, with: steps)
    }.result
    return (account, today, Newcomer(user: user, firstDay: firstDay))
  }
}
