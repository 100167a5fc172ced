import Calendar
import Journal
import Routine
import Wording

/// Pauses the routine or a part of it.
public struct PauseSteps: PersonalAction {
  /// The first day of the pause; nil is today.
  public var day: RelativeDay?
  /// The scope to pause.
  public var scope: ScopeReference
  /// The end of the pause; nil is open-ended.
  public var end: End?
  /// The reason for the pause.
  public var reason: PauseReason

  /// How a pause ends.
  public enum End: Hashable, Sendable {
    /// With this day.
    case day(RelativeDay)
    /// After this many days.
    case days(Int)
  }

  /// Pauses `scope` from `day` (nil is today) until `end` (nil is open-ended).
  public init(
    _ scope: ScopeReference, from day: RelativeDay? = nil, until end: End? = nil,
    reason: PauseReason
  ) {
    self.scope = scope
    self.day = day
    self.end = end
    self.reason = reason
  }

  /// Makes the change.
  ///
  /// - Throws: `ActionError.noStep`, `.ambiguousStep`, `.pauseEndsBeforeStart`, `.pauseExists`; `SQLiteError`, `Damaged`.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    let scope = try context.scope(scope)
    let to: Day? =
      switch end {
      case .day(let day): day.day(today: context.today)
      case .days(let days):
        RelativeDay.fromToday(days - 1).day(today: context.day)
      case nil: nil
      }
    if let to, to < context.day {
      throw ActionError.pauseEndsBeforeStart(end: to, start: context.day)
    }
    let pause = Pause(scope: scope, from: context.day, to: to, reason: reason)
    guard try context.journal.merge(pause, for: context.user, replacing: false) == .added else {
      throw ActionError.pauseExists(pause)
    }
    return Outcome(
      "pause \(pause.words)",
      sentence: "Paused \(pause.spoken(on: context.today)) (\(reason.rawValue)).")
  }
}

/// Ends the pauses of a scope that cover a day: the day before becomes their last day.
///
/// Without a day, and when it is past noon, the steps of the morning that would become due today are excused: the
/// morning is over.
public struct ResumeSteps: PersonalAction {
  /// The first day that is no longer paused; nil is today.
  public var day: RelativeDay?
  /// The scope, exactly as it was paused.
  public var scope: ScopeReference

  /// Resumes `scope` from `day` on; nil is today.
  public init(_ scope: ScopeReference, on day: RelativeDay? = nil) {
    self.scope = scope
    self.day = day
  }

  /// Makes the change.
  ///
  /// - Throws: `ActionError.noStep`, `.ambiguousStep`, `.notPaused`; `SQLiteError`, `Damaged`.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    let scope = try context.scope(scope)
    let covering = try context.journal.pauses(of: context.user).filter {
      $0.span.contains(context.day)
    }
    let ended = covering.filter { $0.scope == scope }
    guard !ended.isEmpty else {
      throw ActionError.notPaused(scope, context.day, paused: covering.map(\.scope))
    }
    for pause in ended {
      try context.journal.remove(pause, for: context.user)
      // A pause that begins on the day would have no days left, so it stays removed.
      guard pause.from < context.day else { continue }
      var shorter = pause
      shorter.to = context.day - 1
      _ = try context.journal.merge(shorter, for: context.user, replacing: false)
    }
    let excused = try day == nil && context.isPastNoon ? try excuseMorning(of: scope, context) : 0
    return Outcome(
      "resume \(scope) on \(context.day)",
      sentence: "Resumed \(scope.spoken) from \(context.day.titled(on: context.today)) on.",
      remarks: excused == 0 ? [] : ["The morning is over, so its steps are excused today."])
  }

  /// Excuses the steps of this morning that the pause covered.
  ///
  /// - Returns: how many there are.
  private func excuseMorning(of scope: Scope, _ context: ActionContext) throws -> Int {
    var count = 0
    let input = try context.journal.weekInput(of: context.user, Week(of: context.day))
    for (index, history) in input.diary.steps.enumerated()
    where history.step.key.slot == .am && scope.includes(history.step)
      && history.isDue(on: context.day)
      && !history.absences.contains(where: { $0.contains(context.day) })
      && input.diary.status(of: index, on: context.day) == nil
    {
      let entry = Entry(
        day: context.day, step: history.step.key, status: .excused,
        loggedAt: context.moment.now,
        loggedOn: try context.moment.clockDay(for: context.account.user))
      try context.journal.put(entry, for: context.user)
      count += 1
    }
    return count
  }
}

/// Removes the pauses of a scope that begin on a day, including the days that have passed.
public struct RemovePause: PersonalAction {
  /// The first day of the pauses; nil is today.
  public var day: RelativeDay?
  /// The scope, exactly as it was paused.
  public var scope: ScopeReference

  /// Removes the pauses of `scope` that begin on `day`.
  public init(_ scope: ScopeReference, from day: RelativeDay) {
    self.scope = scope
    self.day = day
  }

  /// Makes the change.
  ///
  /// - Throws: `ActionError.noStep`, `.ambiguousStep`, `.noPauseBegins`; `SQLiteError`, `Damaged`.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    let scope = try context.scope(scope)
    let found = try context.journal.pauses(of: context.user)
      .filter { $0.scope == scope && $0.from == context.day }
    guard !found.isEmpty else { throw ActionError.noPauseBegins(scope, context.day) }
    for pause in found { try context.journal.remove(pause, for: context.user) }
    return Outcome(
      "pause remove \(found.map(\.words).joined(separator: " and "))",
      sentence:
        "Took out the pause of \(found.map { $0.spoken(on: context.today) }.joined(separator: " and "))."
    )
  }
}
