import Calendar
import Journal
import Routine
import Wording

/// Adds a procedure. Its recovery pauses the steps for which `Procedure.pauses(_:)` is true.
public struct AddProcedure: PersonalAction {
  /// The day of the procedure; nil is today.
  public var day: RelativeDay?
  /// The kind of procedure, in the user's words.
  public var kind: String
  /// The last day of recovery; nil is the day that follows from `Policy.recoveryDays(after:)`.
  public var recoverUntil: RelativeDay?
  /// A note on the procedure.
  public var note: String?

  /// Adds a procedure of `kind` on `day`; nil is today.
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
  ///
  /// - Throws: `ActionError.recoveryUnknown`, `.recoveryTooLate`, `.recoveryBeforeProcedure`, `.procedureExists`;
  ///   `InvalidInput` when a text is not allowed; `SQLiteError`, `Damaged`.
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
      sentence:
        "Noted \(procedure.spoken(on: context.today)); until then the actives, exfoliants, scrubs and pore strips are paused."
    )
  }
}

/// Removes a procedure.
public struct RemoveProcedure: PersonalAction {
  /// The day of the procedure; nil is today.
  public var day: RelativeDay?
  /// The kind of procedure, as it was added.
  public var kind: String

  /// Removes the procedure of `kind` on `day`.
  public init(_ kind: String, on day: RelativeDay) {
    self.kind = kind
    self.day = day
  }

  /// Makes the change.
  ///
  /// - Throws: `ActionError.noProcedure`; `InvalidInput` when `kind` is not allowed; `SQLiteError`, `Damaged`.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    let kind = try TextRules.name(kind, "a procedure", longest: TextRules.longestName)
    guard try context.journal.removeProcedure(kind, on: context.day, for: context.user) else {
      let kinds = try context.journal.procedures(of: context.user).map(\.kind)
      throw ActionError.noProcedure(kind: kind, context.day, among: kinds)
    }
    return Outcome(
      "procedure remove \(kind) on \(context.day)",
      sentence: "Took out \(kind) on \(context.day.spoken(on: context.today)).")
  }
}
