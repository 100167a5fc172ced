import Calendar
import Journal
import Reporting
import Routine

/// The week of the day to log. It is read once and updated in memory as entries are written, so the report on the week
/// needs no second read.
struct NightContext {
  /// The report on the day before anything was logged.
  let reportBefore: DayReport
  /// The steps of the routine, including those that have ended or begin later.
  let steps: [Step]
  private let day: Day
  private let histories: [StepHistory]
  private var entries: [Entry]
  private let writer: EntryWriter

  init(_ context: ActionContext) throws {
    let (journal, user) = (context.journal, context.user)
    day = context.day
    let routine = try journal.routine(of: user, withProducts: false)
    let reader = try journal.diaryReader(of: user, routine)
    steps = routine.map(\.step)
    histories = reader.steps
    entries = try journal.entries(of: user, in: Week(of: day), routine)
    writer = EntryWriter(of: user, in: journal, routine)
    reportBefore = DayReport(
      of: NightContext.diary(histories, entries), day: day, pauses: reader.pauses,
      procedures: reader.procedures)
  }

  /// The step of `mark`.
  ///
  /// - Throws: `ActionError.noStep`, `.ambiguousStep`; `.stepRemoved` when the step was removed
  ///   while a checklist showed it.
  func step(of mark: LogNight.Mark) throws -> Step {
    do {
      return try mark.step.find(in: steps, on: day)
    } catch ActionError.noStep(let reference, let keys) {
      if let key = mark.listed { throw ActionError.stepRemoved(key) }
      throw ActionError.noStep(reference, among: keys)
    }
  }

  /// Logs the step `key` on the day.
  ///
  /// - Throws: `ActionError.nothingLogged` when there is no entry to clear; `InvalidInput` when a
  ///   note, a reason or a number is not allowed; `SQLiteError`.
  mutating func log(
    _ key: StepKey, _ status: LogNight.StepStatus, _ details: LogNight.Details, at now: Instant
  ) throws {
    try details.check(for: status)
    let place = entries.firstIndex { $0.day == day && $0.step == key }
    let known = place.map { entries[$0] }
    var entry = Entry(
      day: day, step: key, status: .done, minutes: details.minutes ?? known?.minutes,
      product: details.product ?? known?.product,
      note: try details.note.map(TextRules.note) ?? known?.note,
      loggedAt: now)
    switch status {
    case .cleared:
      guard let place else { throw ActionError.nothingLogged(key, day) }
      try writer.remove(key, on: day)
      entries.remove(at: place)
      return
    case .noted:
      guard let known else { return }
      entry = known
      entry.note =
        try details.note.map { try TextRules.note($0, addedTo: known.note) } ?? known.note
    case .done: entry.count = details.count ?? 1
    case .skipped(let reason): (entry.status, entry.reason) = (.skipped, try checked(reason))
    case .excused(let reason): (entry.status, entry.reason) = (.excused, try checked(reason))
    }
    try writer.put(entry)
    if let place { entries[place] = entry } else { entries.append(entry) }
  }

  private func checked(_ reason: String?) throws -> String? {
    try reason.map { try TextRules.name($0, "a reason", longest: TextRules.longestLine) }
  }

  /// The report on the week, with what was logged.
  func weekReport(today: Day) -> WeekReport {
    WeekReport(of: NightContext.diary(histories, entries), week: Week(of: day), today: today)
  }

  /// The earliest first day among the steps of `slot` that begin after the logged day; nil when
  /// there are none.
  func firstDay(of slot: Slot) -> Day? {
    steps.filter { $0.key.slot == slot && $0.firstDay > day }.map(\.firstDay).min()
  }

  private static func diary(_ histories: [StepHistory], _ entries: [Entry]) -> Diary {
    let loggedDays = entries.compactMap { entry in
      histories.firstIndex { $0.step.key == entry.step }.map {
        LoggedDay(day: entry.day, step: $0, status: entry.status)
      }
    }
    return Diary(steps: histories, loggedDays: loggedDays.sorted { $0.day < $1.day })
  }
}
