import Calendar
import Journal
import Reporting
import Routine

/// The entries around the day to log. They are read once and updated in memory as entries are written, so that the
/// report on the week and the cautions need no second read.
struct NightContext {
  /// The report on the day before anything was logged.
  let reportBefore: DayReport
  /// The steps of the routine, including those that have ended or begin later.
  let steps: [Step]
  private let context: ActionContext
  private let day: Day
  private let loggedOn: Day
  private let histories: [StepHistory]
  private let stepProducts: [Timeline<String?>]
  private let products: [Product]
  private let pauses: [Pause]
  private let procedures: [Procedure]
  private let entriesBefore: [Entry]
  private var entries: [Entry]
  private let writer: EntryWriter

  /// Reads the routine, and the entries of the days that decide on a caution about a day of the week or the days after.
  ///
  /// - Parameter named: the products that the log names. The others that matter are those of the steps.
  init(_ context: ActionContext, _ named: [Product] = []) throws {
    self.context = context
    let (journal, user) = (context.journal, context.user)
    day = context.day
    loggedOn = try context.moment.clockDay(for: context.account.user)
    let (routine, products) = try journal.routineInUse(of: user)
    let reader = try journal.diaryReader(of: user, routine)
    steps = routine.map(\.step)
    histories = reader.steps
    stepProducts = routine.map(\.products)
    self.products =
      products
      + named.filter { product in
        !products.contains { $0.name == product.name }
      }
    (pauses, procedures) = (reader.pauses, reader.procedures)
    let week = Week(of: day)
    entries = try journal.entries(
      of: user, from: week.monday - Policy.poreStripDays,
      through: max(week.sunday, day + Policy.poreStripDays), routine)
    entriesBefore = entries
    writer = EntryWriter(of: user, in: journal, routine)
    reportBefore = DayReport(
      of: NightContext.diary(histories, entries), day: day, pauses: pauses, procedures: procedures)
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
      day: day, step: key, status: .done, minutes: details.minutes.applied(to: known?.minutes),
      product: details.product.applied(to: known?.product),
      note: try details.note.value.map(TextRules.note) ?? details.note.applied(to: known?.note),
      loggedAt: now, loggedOn: loggedOn)
    switch status {
    case .cleared:
      guard let place else {
        if details.isUpdate { return }
        throw ActionError.nothingLogged(key, day)
      }
      try writer.remove(key, on: day)
      entries.remove(at: place)
      return
    case .noted:
      guard let known else { return try noteOnDay(key, details.note.value) }
      entry = known
      if let line = details.note.value {
        entry.note = try TextRules.note(line, addedTo: known.note)
      }
    case .done:
      entry.count = details.count.applied(to: known?.count) ?? 1
      // What was done stays logged when it was logged; only its details change.
      if let known, known.status == .done {
        (entry.loggedAt, entry.loggedOn) = (known.loggedAt, known.loggedOn)
      }
    case .skipped(let reason): (entry.status, entry.reason) = (.skipped, try checked(reason))
    case .excused(let reason): (entry.status, entry.reason) = (.excused, try checked(reason))
    }
    if details.keepsReason, entry.reason == nil, let known, known.status == entry.status {
      entry.reason = known.reason
    }
    try writer.put(entry)
    if let place { entries[place] = entry } else { entries.append(entry) }
  }

  /// Adds `text` to the day's note as a line with the name of the step, which has no entry that could hold it.
  private func noteOnDay(_ key: StepKey, _ text: String?) throws {
    guard let text else { return }
    let known = try context.journal.note(of: day, for: context.user)
    let line = try TextRules.note("\(key.slug): \(text)", addedTo: known?.text)
    _ = try context.journal.merge(
      DayNote(day: day, text: line), for: context.user, replacing: true)
  }

  private func checked(_ reason: String?) throws -> String? {
    try reason.map { try TextRules.name($0, "a reason", longest: TextRules.longestLine) }
  }

  /// Whether the step `key` has an entry on the day.
  func hasEntry(_ key: StepKey) -> Bool {
    entries.contains { $0.day == day && $0.step == key }
  }

  /// The report on the week, with what was logged.
  func weekReport(today: Day) -> WeekReport {
    WeekReport(of: NightContext.diary(histories, entries), week: Week(of: day), today: today)
  }

  /// The cautions about uses that what was logged has brought about, also about other days: a pore strip that is logged
  /// later makes the next one too soon.
  func newCautions(today: Day) -> [Caution] {
    let (before, after) = (input(entriesBefore), input(entries))
    return after.useCautions(
      from: Week(of: day).monday, through: min(today, day + Policy.poreStripDays), today: today,
      notIn: before)
  }

  /// The cautions that only the rest of today can prevent, after what was logged; none when another day was logged.
  func openCautions(today: Day) -> [Caution] {
    day == today ? input(entries).openCautions(on: today) : []
  }

  /// The weekly steps that are due on the day and not logged yet.
  func weeklyStepsDue() -> [StepKey] {
    let report = DayReport(
      of: NightContext.diary(histories, entries), day: day, pauses: pauses, procedures: procedures)
    return report.steps.filter { $0.step.key.slot == .weekly && $0.due == .due }.map(\.step.key)
  }

  /// The earliest first day among the steps of `slot` that begin after the logged day; nil when
  /// there are none.
  func firstDay(of slot: Slot) -> Day? {
    steps.filter { $0.key.slot == slot && $0.firstDay > day }.map(\.firstDay).min()
  }

  private func input(_ entries: [Entry]) -> ReportInput {
    var uses: [Use] = []
    for entry in entries where entry.status == .done {
      guard let step = histories.firstIndex(where: { $0.step.key == entry.step }) else { continue }
      uses.append(
        Use(
          day: entry.day, step: step, count: entry.count, minutes: entry.minutes,
          product: entry.product ?? stepProducts[step].value(on: entry.day) ?? nil))
    }
    return ReportInput(
      diary: NightContext.diary(histories, entries),
      uses: uses.sorted { ($0.day, $0.step) < ($1.day, $1.step) }, stepProducts: stepProducts,
      products: products, pauses: pauses, procedures: procedures)
  }

  private static func diary(_ histories: [StepHistory], _ entries: [Entry]) -> Diary {
    let loggedDays = entries.compactMap { entry in
      histories.firstIndex { $0.step.key == entry.step }.map {
        LoggedDay(
          day: entry.day, step: $0, status: entry.status,
          isSameDay: entry.loggedOn.map { $0 == entry.day })
      }
    }
    return Diary(steps: histories, loggedDays: loggedDays.sorted { $0.day < $1.day })
  }
}
