import Calendar
import Journal
import Reporting
import Routine

/// The week of the day that is logged: read once, and changed in memory as entries are written, so that where the week
/// stands follows without reading it again.
struct NightContext {
  /// The day that is logged, as it was before.
  let reportBefore: DayReport
  /// The steps of the routine.
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

  /// Writes what became of the step `key` on the day.
  ///
  /// - Throws: `ActionError.nothingLogged` when an entry is to be cleared that does not exist.
  mutating func log(
    _ key: StepKey, _ fate: LogNight.Fate, _ details: LogNight.Details, at now: Instant
  ) throws {
    let place = entries.firstIndex { $0.day == day && $0.step == key }
    let known = place.map { entries[$0] }
    var entry = Entry(
      day: day, step: key, status: .done, minutes: details.minutes ?? known?.minutes,
      product: details.product ?? known?.product, note: details.note ?? known?.note, loggedAt: now)
    switch fate {
    case .cleared:
      guard let place else { throw ActionError.nothingLogged(key, day) }
      try writer.remove(key, on: day)
      entries.remove(at: place)
      return
    case .noted:
      guard let known else { return }
      entry = known
      entry.note = try TextRules.note((known.note.map { $0 + "\n" } ?? "") + (details.note ?? ""))
    case .done: entry.count = details.count ?? 1
    case .skipped(let reason): (entry.status, entry.reason) = (.skipped, reason)
    case .excused(let reason): (entry.status, entry.reason) = (.excused, reason)
    }
    try writer.put(entry)
    if let place { entries[place] = entry } else { entries.append(entry) }
  }

  /// The week as it stands with what was written.
  func weekReport(today: Day) -> WeekReport {
    WeekReport(of: NightContext.diary(histories, entries), week: Week(of: day), today: today)
  }

  /// The first day after the day on which a step of the slot exists.
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
