import Calendar
import Journal
import Routine

/// Notes a procedure, whose recovery pauses what must wait.
public struct AddProcedure: PersonalAction {
  /// The day; nil is today.
  public var day: RelativeDay?
  /// What was done.
  public var kind: String
  /// The last day of recovery; nil is as `Policy.recoveryDays(after:)` says.
  public var recoverUntil: RelativeDay?
  /// A note on it.
  public var note: String?

  /// Notes a procedure of `kind` on `day`; nil is today.
  public init(
    _ kind: String, on day: RelativeDay? = nil, recoverUntil: RelativeDay? = nil,
    note: String? = nil
  ) {
    self.kind = kind
    self.day = day
    self.recoverUntil = recoverUntil
    self.note = note
  }

  /// Makes the change.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    let kind = try TextRules.name(kind, "a procedure", longest: TextRules.longestName)
    let note = try note.map(TextRules.note)
    let given = recoverUntil?.day(today: context.today)
    guard let until = given ?? Policy.recoveryDays(after: kind).map({ context.day + $0 }) else {
      throw ActionError.recoveryUnknown(kind: kind)
    }
    guard until <= .last else { throw ActionError.recoveryTooLate }
    guard until >= context.day else {
      throw ActionError.recoveryBeforeProcedure(end: until, day: context.day)
    }
    let procedure = Procedure(day: context.day, kind: kind, recoverUntil: until, note: note)
    guard try context.journal.merge(procedure, for: context.user, replacing: false) != .conflict
    else { throw ActionError.procedureExists(kind: kind, context.day) }
    return Outcome(
      "procedure add \(procedure.words)",
      says:
        "Noted \(procedure.words): till then actives, exfoliants, scrubs and pore strips are paused."
    )
  }
}

/// Removes a procedure.
public struct RemoveProcedure: PersonalAction {
  /// The day; nil is today.
  public var day: RelativeDay?
  /// What was done.
  public var kind: String

  /// Removes the procedure of `kind` on `day`.
  public init(_ kind: String, on day: RelativeDay) {
    self.kind = kind
    self.day = day
  }

  /// Makes the change.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    let kind = try TextRules.name(kind, "a procedure", longest: TextRules.longestName)
    guard try context.journal.removeProcedure(kind, on: context.day, for: context.user) else {
      let kinds = try context.journal.procedures(of: context.user).map(\.kind)
      throw ActionError.noProcedure(kind: kind, context.day, among: kinds)
    }
    return Outcome(
      "procedure remove \(kind) on \(context.day)", says: "Took out \(kind) on \(context.day).")
  }
}
