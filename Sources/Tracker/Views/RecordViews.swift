import Calendar
import Journal
import Reporting
import Routine

/// The note of a day.
public struct NoteView: Sendable {
  /// The day.
  public let day: Day
  /// The note; nil when there is none.
  public let text: String?
}

/// The pauses and procedures of a user.
public struct PausesView: Sendable {
  /// The pauses, ordered by scope.
  public let pauses: [Pause]
  /// The procedures, ordered by day and kind.
  public let procedures: [Procedure]
}

/// The routine of a user.
public struct RoutineView: Sendable {
  /// The day that counts as today.
  public let today: Day
  /// The steps, in slot, position, slug order.
  public let steps: [RoutineStep]
}

/// Whether the next level of a step with an active is due.
public struct RampView: Sendable {
  /// The key of the step.
  public let step: StepKey
  /// The level of the step, and whether the next one is due.
  public let report: RampReport

  /// - Throws: `ActionError.noStep`, `.ambiguousStep`, `.noActive`, `.noSchedule`; `SQLiteError`, `Damaged`.
  init(_ reference: StepReference, of account: Account, in journal: Journal, today: Day) throws {
    let input = try journal.reportInput(of: account.id, usesFrom: today)
    let step = try reference.find(in: input.diary.steps.map(\.step), on: today)
    guard step.active != nil else { throw ActionError.noActive(step.key) }
    guard let index = input.diary.steps.firstIndex(where: { $0.step.key == step.key }),
      let report = RampReport(of: index, in: input.diary, ratings: input.ratings, today: today)
    else { throw ActionError.noSchedule(step.key) }
    self.step = step.key
    self.report = report
  }
}

/// The users of a journal.
public struct UsersView: Sendable {
  /// The users, ordered by name.
  public let users: [User]
  /// The name of the default user; nil while the journal has no user.
  public let defaultUser: String?
}

extension Tracker {
  /// The note of `user` on `day`; nil is today. While the journal has no user there is none.
  ///
  /// - Throws: as `today(_:)`.
  public func note(_ user: UserChoice, on day: RelativeDay?) throws -> NoteView {
    try journal.read {
      let account = try account(user)
      let today = try moment.today(for: try account?.user ?? newcomer())
      let day = day?.day(today: today) ?? today
      return NoteView(
        day: day, text: try account.flatMap { try journal.note(of: day, for: $0.id)?.text })
    }
  }

  /// The pauses and procedures of `user`; none while the journal has no user.
  ///
  /// - Throws: `ActionError.noUser`, `SQLiteError`, `Damaged`.
  public func pauses(_ user: UserChoice) throws -> PausesView {
    try journal.read {
      guard let account = try account(user) else { return PausesView(pauses: [], procedures: []) }
      return PausesView(
        pauses: try journal.pauses(of: account.id),
        procedures: try journal.procedures(of: account.id))
    }
  }

  /// The routine of `user`; nil while the journal has no user.
  ///
  /// - Parameter withEnded: whether to include steps that have ended.
  /// - Throws: as `today(_:)`.
  public func routine(_ user: UserChoice, withEnded: Bool) throws -> RoutineView? {
    try journal.read {
      guard let account = try account(user) else { return nil }
      let today = try moment.today(for: account.user)
      let steps = try journal.routine(of: account.id).filter { step in
        withEnded || !step.step.hasEnded(by: today)
      }
      return RoutineView(today: today, steps: steps)
    }
  }

  /// Whether the next level of `step` is due for `user`; nil while the journal has no user.
  ///
  /// - Throws: `ActionError.noStep`, `.ambiguousStep`, `.noActive`, `.noSchedule`; as `today(_:)`.
  public func ramp(_ user: UserChoice, _ step: StepReference) throws -> RampView? {
    try journal.read {
      guard let account = try account(user) else { return nil }
      return try RampView(
        step, of: account, in: journal, today: try moment.today(for: account.user))
    }
  }

  /// The products of `user`, ordered by name; none while the journal has no user.
  ///
  /// - Throws: `ActionError.noUser`, `SQLiteError`, `Damaged`.
  public func products(_ user: UserChoice) throws -> [Product] {
    try journal.read { try account(user).map { try journal.products(of: $0.id) } ?? [] }
  }

  /// The users of the journal.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func users() throws -> UsersView {
    try journal.read {
      UsersView(
        users: try journal.accounts().map(\.user),
        defaultUser: try journal.defaultAccount()?.user.name)
    }
  }

  /// The changes of `user` that can be undone, newest first; nil while the journal has no user.
  ///
  /// - Throws: `ActionError.noUser`, `SQLiteError`, `Damaged`.
  public func changes(_ user: UserChoice) throws -> (user: String, changes: [Change])? {
    try journal.read {
      guard let account = try account(user) else { return nil }
      return (account.user.name, try journal.changes(of: account.id))
    }
  }
}
