import Calendar
import Reporting
import Routine
import Text

/// Why an action or a question is refused. Nothing was changed.
///
/// The cases hold what was wrong as values. `sentence` says it for every face; a face adds what to do in its own terms,
/// such as the option of a command.
public enum ActionError: Error {
  /// The journal has no user of that name.
  case noUser(name: String, among: [String])
  /// The journal has no user at all.
  case nobodyYet
  /// The day lies after today.
  case dayAhead(Day, today: Day)
  /// The last day of a span lies before its first.
  case endsBeforeStart(end: Day, start: Day)

  /// No step of the routine has that name.
  case noStep(StepReference, among: [StepKey])
  /// More than one step has that name.
  case ambiguousStep(StepReference, among: [StepKey])
  /// A step is named twice in one action.
  case stepNamedTwice(StepKey)
  /// A step was removed since it was shown.
  case stepRemoved(StepKey)
  /// The step begins later.
  case stepBeginsLater(StepKey, firstDay: Day)
  /// The kind of a new step is not given and cannot be inferred.
  case kindMissing(StepKey)
  /// The schedule of a new step is not given and cannot be inferred.
  case scheduleMissing(StepKey)
  /// The step has no active, so it has no levels.
  case noActive(StepKey)
  /// The step has no schedule.
  case noSchedule(StepKey)
  /// The step stays at its level.
  case rampNotDue(StepKey, RampReport)

  /// Nothing is logged of the step on the day.
  case nothingLogged(StepKey, Day)
  /// The day has no note.
  case noNote(Day)
  /// The measure is not rated on the day.
  case notRated(Measure, Day)

  /// There is no product of that name.
  case noProduct(name: String, among: [String])
  /// More than one product has that part of a name.
  case ambiguousProduct(name: String, among: [String])
  /// There is a product of that name.
  case productExists(String)

  /// Exactly that is paused already.
  case pauseExists(Pause)
  /// No pause of the scope covers the day.
  case notPaused(Scope, Day, paused: [Scope])
  /// No pause of the scope begins on the day.
  case noPauseBegins(Scope, Day)
  /// How long a procedure of that kind takes to recover from is not known.
  case recoveryUnknown(kind: String)
  /// Recovery would end after the last day that can be written.
  case recoveryTooLate
  /// The last day of recovery lies before the procedure.
  case recoveryBeforeProcedure(end: Day, day: Day)
  /// That procedure is noted on the day, with other details.
  case procedureExists(kind: String, Day)
  /// That procedure is not noted on the day.
  case noProcedure(kind: String, Day, among: [String])

  /// There is no photo of that ID.
  case noPhoto(id: String, among: [String])
  /// More than one photo's ID begins like that.
  case ambiguousPhoto(id: String, among: [String])

  /// No change of the user can be undone.
  case nothingToUndo(user: String?)
  /// A report was asked for, and nothing was ever logged.
  case nothingToShow
  /// The routine has nothing that is due.
  case nothingDue
  /// The span has no day up to today.
  case spanAhead(today: Day)
  /// The span has more days than a page shows.
  case spanTooLong(most: Int, earliest: Day)
}

extension ActionError {
  /// What is wrong, as a sentence without a full stop.
  public var sentence: String {
    switch self {
    case .noUser(let name, let names):
      "there is no user \(quoted(name))\(nearest(to: name, among: names))"
    case .nobodyYet: "there is no user yet"
    case .dayAhead(let day, let today): "\(day) has not come yet (today is \(today)): log it then"
    case .endsBeforeStart(let end, let start): "\(end) lies before \(start)"
    case .noStep(let reference, let keys): reference.unknown(among: keys)
    case .ambiguousStep(let reference, let keys):
      "\(quoted(reference.text)) is the name of more than one step: write \(list(keys))"
    case .stepNamedTwice(let key): "\(key) is named twice: name it once"
    case .stepRemoved(let key): "\(key) has been taken out meanwhile: log again"
    case .stepBeginsLater(let key, let firstDay):
      "\(key) begins on \(firstDay): name that day or a later one"
    case .kindMissing(let key): "\(key) needs a kind: it is one of \(Kind.names)"
    case .scheduleMissing(let key): "\(key) needs a schedule"
    case .noActive(let key): "\(key) has no active: only actives are raised by levels"
    case .noSchedule(let key): "\(key) has no schedule"
    case .rampNotDue(let key, let ramp):
      "\(key) stays at \(ramp.current): \(ramp.reasons.map(\.words).joined(separator: "; "))"
    case .nothingLogged(let key, let day):
      "nothing is logged of \(key) on \(day), so there is nothing to clear"
    case .noNote(let day): "there is no note on \(day), so there is nothing to clear"
    case .notRated(let measure, let day):
      "\(measure.rawValue) is not rated on \(day), so there is nothing to clear"
    case .noProduct(let name, let names):
      "there is no product \(quoted(name))\(nearest(to: name, among: names))"
    case .ambiguousProduct(let name, let names):
      "there is no product \(quoted(name)): it may be \(names.joined(separator: " or "))"
    case .productExists(let name):
      "there is a product \(quoted(name)) already: choose another name"
    case .pauseExists(let pause): "\(pause.words) is paused already"
    case .notPaused(let scope, let day, let paused):
      "no pause of \(quoted(scope.description)) covers \(day): "
        + (paused.isEmpty ? "nothing is paused" : "paused is \(list(paused, ", "))")
    case .noPauseBegins(let scope, let day): "no pause of \(scope) begins on \(day)"
    case .recoveryUnknown(let kind):
      "how long \(quoted(kind)) takes to recover is not known"
    case .recoveryTooLate: "recovery would end after \(Day.last)"
    case .recoveryBeforeProcedure(let end, let day):
      "\(end) lies before \(day): recovery ends later"
    case .procedureExists(let kind, let day): "\(quoted(kind)) on \(day) is there already"
    case .noProcedure(let kind, let day, let kinds):
      "there is no procedure \(quoted(kind)) on \(day)\(nearest(to: kind, among: kinds))"
    case .noPhoto(let id, let ids): "there is no photo \(quoted(id))\(nearest(to: id, among: ids))"
    case .ambiguousPhoto(let id, let ids):
      "\(quoted(id)) may be \(ids.joined(separator: " or ")): give more of it"
    case .nothingToUndo(let user):
      "there is nothing to take back: "
        + (user.map { "no change of \(quoted($0)) is kept" } ?? "the journal has no user yet")
    case .nothingToShow: "there is nothing to show yet"
    case .nothingDue: "nothing of the routine is due on any day"
    case .spanAhead(let today): "the span has no day up to today (\(today))"
    case .spanTooLong(let most, _): "a page shows at most \(most) days"
    }
  }

  private func list<Item: CustomStringConvertible>(
    _ items: [Item], _ separator: String = " or "
  ) -> String {
    items.map(\.description).joined(separator: separator)
  }
}
