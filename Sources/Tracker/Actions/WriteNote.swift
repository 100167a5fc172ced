import Calendar
import Journal
import Routine
import Wording

/// Adds a line to the note of a day, or removes the note.
public struct WriteNote: PersonalAction {
  /// The day of the note; nil is today.
  public var day: RelativeDay?
  /// Whether the note is removed: a day after today cannot get one, but what a wrong clock made there can be taken out.
  public var allowsFutureDay: Bool { text == nil }
  /// The text to add on a new line; nil removes the note.
  public var text: String?

  /// Adds `text` to the note of `day`; nil removes it.
  public init(_ text: String?, on day: RelativeDay? = nil) {
    self.text = text
    self.day = day
  }

  /// Makes the change.
  ///
  /// - Throws: `ActionError.noNote` when there is no note to remove; `InvalidInput` when the text is not allowed;
  ///   `SQLiteError`, `Damaged`.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    let (journal, day) = (context.journal, context.day)
    let known = try journal.note(of: day, for: context.user)
    guard let text else {
      guard known != nil else { throw ActionError.noNote(day) }
      try journal.removeNote(of: day, for: context.user)
      return Outcome(
        "note --clear on \(day)", sentence: "Took out the note of \(day.titled(on: context.today))."
      )
    }
    let whole = try TextRules.note(text, addedTo: known?.text)
    _ = try journal.merge(DayNote(day: day, text: whole), for: context.user, replacing: true)
    return Outcome(
      "note on \(day)",
      sentence: known == nil
        ? "Noted for \(day.titled(on: context.today))."
        : "Added to the note of \(day.titled(on: context.today))."
    )
  }
}
