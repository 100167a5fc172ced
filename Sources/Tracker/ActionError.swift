import Calendar
import Reporting
import Routine
import Text
import Wording

/// The reason why an action or a query was refused. Nothing was changed.
///
/// The cases hold the details as values, and `sentence` puts them into words for every front end. A
/// front end adds the remedy in its own terms, such as a command-line option.
public enum ActionError: Error {
  /// The journal has no user of that name.
  case noUser(name: String, among: [String])
  /// The journal has no user at all.
  case noUserYet
  /// The day is after today.
  case dayAhead(Day, today: Day)
  /// The last day of a span is before its first.
  case endsBeforeStart(end: Day, start: Day)

  /// The last day of a pause is before its first.
  case pauseEndsBeforeStart(end: Day, start: Day)

  /// No device has that number or name.
  case noDevice(String, among: [String])
  /// More than one device has that name; the list has their numbers.
  case ambiguousDevice(String, among: [String])
  /// No step of the routine has that name.
  case noStep(StepReference, among: [StepKey])
  /// More than one step has that name.
  case ambiguousStep(StepReference, among: [StepKey])
  /// A step is named twice in one action.
  case stepNamedTwice(StepKey)
  /// A step was removed after it was shown to the user.
  case stepRemoved(StepKey)
  /// The step begins after the day of the action.
  case stepBeginsLater(StepKey, firstDay: Day)
  /// The kind of a new step is not given and cannot be inferred.
  case kindMissing(StepKey)
  /// The schedule of a new step is not given and cannot be inferred.
  case scheduleMissing(StepKey)
  /// The step has no active, so it has no levels.
  case noActive(StepKey)
  /// The step has not ended.
  case notEnded(StepKey)
  /// The step would go on before its last day.
  case resumedTooEarly(StepKey, lastDay: Day)
  /// No schedule of the step is in force.
  case noSchedule(StepKey)
  /// The next level of the step is not due.
  case rampNotDue(StepKey, RampReport)

  /// The step has no entry on the day.
  case nothingLogged(StepKey, Day)
  /// The day has no note.
  case noNote(Day)
  /// A measure is rated twice in one action.
  case ratedTwice(Measure)
  /// The measure has no rating on the day.
  case notRated(Measure, Day)

  /// The user has no product of that name.
  case noProduct(name: String, among: [String])
  /// The names of several products contain the text.
  case ambiguousProduct(name: String, among: [String])
  /// The user already has a product of that name.
  case productExists(String)
  /// The product would be finished before it was opened.
  case finishedBeforeOpened(String, openedOn: Day)
  /// An entry or a step uses or used the product, so it cannot be removed.
  case productInUse(String)

  /// The user already has a pause of the same scope and the same days.
  case pauseExists(Pause)
  /// No pause of the scope covers the day.
  case notPaused(Scope, Day, paused: [Scope])
  /// No pause of the scope begins on the day.
  case noPauseBegins(Scope, Day)
  /// The duration of recovery is not given, and not known for that kind of procedure.
  case recoveryUnknown(kind: String)
  /// Recovery would end after `Day.last`.
  case recoveryTooLate
  /// The last day of recovery is before the procedure.
  case recoveryBeforeProcedure(end: Day, day: Day)
  /// The day already has a procedure of that kind, with other details.
  case procedureExists(kind: String, Day)
  /// The day has no procedure of that kind.
  case noProcedure(kind: String, Day, among: [String])

  /// No photo has that ID.
  case noPhoto(id: String, among: [String])
  /// The IDs of several photos begin with the text.
  case ambiguousPhoto(id: String, among: [String])

  /// The user has no change that can be undone; nil while the journal has no user.
  case nothingToUndo(user: String?)
  /// The user has undone nothing, or has changed something since; nil while the journal has no user.
  case nothingToRedo(user: String?)
  /// There is nothing to report on, because the journal has no user yet.
  case nothingToShow
  /// No step of the routine is due on any day.
  case nothingDue
  /// The span has no day up to today.
  case spanInFuture(today: Day)
  /// The span has more days than a page shows. `earliest` is the earliest day on which it may
  /// begin.
  case spanTooLong(most: Int, earliest: Day)
}

extension ActionError {
  /// The error as a sentence without a full stop.
  public var sentence: String {
    switch self {
    case .noUser(let name, let names):
      "there is no user \(quoted(name))\(nearest(to: name, among: names))"
    case .noUserYet: "there is no user yet"
    case .dayAhead(let day, let today): "\(day) has not come yet (today is \(today)): log it then"
    case .endsBeforeStart(let end, let start): "\(end) lies before \(start)"
    case .pauseEndsBeforeStart(let end, let start):
      "\(end) lies before the first day \(start): a pause ends after it begins"
    case .noStep(let reference, let keys): reference.unknown(among: keys)
    case .ambiguousStep(let reference, let keys):
      "\(quoted(reference.text)) may be more than one step: write \(list(keys))"
    case .stepNamedTwice(let key): "\(key) is named twice: name it once"
    case .stepRemoved(let key): "\(key) has been taken out meanwhile: log again"
    case .stepBeginsLater(let key, let firstDay):
      "\(key) begins on \(firstDay): name that day or a later one"
    case .kindMissing(let key): "\(key) needs a kind: it is one of \(Kind.names)"
    case .scheduleMissing(let key): "\(key) needs a schedule"
    case .noActive(let key): "\(key) has no active: only actives are raised by levels"
    case .notEnded(let key): "\(key) has not ended: there is nothing to take up again"
    case .resumedTooEarly(let key, let lastDay):
      "the last day of \(key) is \(lastDay): it goes on after that day"
    case .noSchedule(let key): "\(key) has no schedule"
    case .rampNotDue(let key, let ramp):
      "\(key) stays at \(ramp.current): \(ramp.reasons.map(\.words).joined(separator: "; "))"
    case .nothingLogged(let key, let day):
      "nothing is logged of \(key) on \(day), so there is nothing to clear"
    case .noNote(let day): "there is no note on \(day), so there is nothing to clear"
    case .ratedTwice(let measure): "\(measure.rawValue) is rated twice: rate it once"
    case .notRated(let measure, let day):
      "\(measure.rawValue) is not rated on \(day), so there is nothing to clear"
    case .noProduct(let name, let names):
      "there is no product \(quoted(name))\(nearest(to: name, among: names))"
    case .ambiguousProduct(let name, let names):
      "there is no product \(quoted(name)): it may be \(names.joined(separator: " or "))"
    case .productExists(let name):
      "there is a product \(quoted(name)) already: choose another name"
    case .finishedBeforeOpened(let name, let openedOn):
      "\(quoted(name)) was opened on \(openedOn): it is finished on that day or later"
    case .productInUse(let name):
      "\(quoted(name)) has been used, so it stays: porelog product finish marks it as used up"
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
    case .noDevice(let name, let names):
      "there is no device \(quoted(name))\(nearest(to: name, among: names))"
    case .ambiguousDevice(let name, let numbers):
      "\(quoted(name)) is the name of more than one device: write its number, \(list(numbers))"
    case .noPhoto(let id, let ids): "there is no photo \(quoted(id))\(nearest(to: id, among: ids))"
    case .ambiguousPhoto(let id, let ids):
      "\(quoted(id)) may be \(ids.joined(separator: " or ")): give more of it"
    case .nothingToUndo(let user):
      "there is nothing to take back: "
        + (user.map { "no change of \(quoted($0)) is kept" } ?? "the journal has no user yet")
    case .nothingToRedo(let user):
      "there is nothing to redo: "
        + (user.map { "\(quoted($0)) has undone nothing since the last change" }
          ?? "the journal has no user yet")
    case .nothingToShow: "there is nothing to show yet"
    case .nothingDue: "nothing of the routine is due on any day"
    case .spanInFuture(let today): "the span has no day up to today (\(today))"
    case .spanTooLong(let most, _): "a page shows at most \(most) days"
    }
  }

  private func list<Item: CustomStringConvertible>(
    _ items: [Item], _ separator: String = " or "
  ) -> String {
    items.map(\.description).joined(separator: separator)
  }
}
