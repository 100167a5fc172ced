import Calendar
import Digest
import Files
import Journal
import Reporting
import Routine
import Tracker

/// Calendar reminders of a routine: one recurring event for each slot in which something is due, and one event
/// for a photo and a rating on the day on which the window of a milestone opens.
public struct Reminders {
  private let user: User
  private let routine: [RoutineStep]
  private let milestones: [Attempt]
  private let today: Day
  private let morning: TimeOfDay
  private let evening: TimeOfDay

  /// The default times: 07:00 and 22:00. Choices.
  public static let defaultTimes = (
    morning: TimeOfDay(minutes: 7 * 60), evening: TimeOfDay(minutes: 22 * 60)
  )

  /// Creates reminders for the steps that exist from today on and for the milestones.
  ///
  /// - Parameters:
  ///   - morning: the time of morning steps and, because photos need daylight, of milestones; nil for the default.
  ///   - evening: the time of evening and weekly steps; nil for the default.
  public init(_ view: RemindersView, morning: TimeOfDay?, evening: TimeOfDay?) {
    user = view.user
    routine = view.routine
    milestones = view.milestones
    today = view.today
    self.morning = morning ?? Reminders.defaultTimes.morning
    self.evening = evening ?? Reminders.defaultTimes.evening
  }

  /// Writes the events as an iCalendar file to `path`, which must not exist or be a calendar written by porelog.
  ///
  /// - Returns: the number of events.
  /// - Throws: `FileProblem`.
  public func write(to path: String, at now: Instant) throws -> Int {
    let events = self.events
    let calendar = ICalendar(events: events, now: now)
    try writeOwnFile(path, signature: ICalendar.signature, noun: "calendar", calendar.text)
    return events.count
  }

  /// The number of events.
  public var count: Int { events.count }

  /// The events of the slots, followed by those of the milestones.
  var events: [CalendarEvent] {
    Slot.allCases.sorted().flatMap { slot in
      [event(for: slot)].compactMap(\.self) + intervalEvents(in: slot)
    }
      + milestones.compactMap(event)
  }

  private func steps(of slot: Slot) -> [RoutineStep] {
    routine.filter { step in
      step.step.key.slot == slot && !step.step.hasEnded(by: today)
    }
  }

  /// The events of the steps that are due on every Nth day, unless the slot has a reminder on every day.
  private func intervalEvents(in slot: Slot) -> [CalendarEvent] {
    let steps = steps(of: slot)
    let weekly = steps.reduce(into: Weekdays()) { $0.formUnion(weekdays(of: $1, in: slot)) }
    if weekly == .all { return [] }
    return steps.compactMap { step in
      let start = max(today, step.step.firstDay)
      guard case .everyDays(let days)? = step.schedule(on: start),
        let day = step.nextDue(from: start), day <= step.step.lastDay ?? .last
      else { return nil }
      return event(
        "\(slot.rawValue)-\(String(fnv1a(step.step.key.description), radix: 16))", in: slot,
        on: day, rule: "FREQ=DAILY;INTERVAL=\(days)", until: step.step.lastDay, [step])
    }
  }

  private func event(for slot: Slot) -> CalendarEvent? {
    let steps = steps(of: slot)
    let due = steps.map { (step: $0.step, days: weekdays(of: $0, in: slot)) }
      .filter { !$0.days.isEmpty }
    let days = due.reduce(into: Weekdays()) { $0.formUnion($1.days) }
    let starts = due.compactMap { step, days in
      (0..<7).map { max(today, step.firstDay) + $0 }.first { days.has($0.weekday) }
    }
    guard let day = starts.min() else { return nil }
    let names = Weekdays.names.indices.filter { days.has(($0 + 7 - shift(slot)) % 7) }.map {
      Weekdays.names[$0].prefix(2).uppercased()
    }
    let ends = due.compactMap(\.step.lastDay)
    return event(
      slot.rawValue, in: slot, on: day,
      rule: days == .all ? "FREQ=DAILY" : "FREQ=WEEKLY;BYDAY=\(names.joined(separator: ","))",
      until: ends.count == due.count ? ends.max() : nil, steps)
  }

  /// The summary of an event of `slot`.
  static func title(of slot: Slot) -> String {
    switch slot {
    case .am: "Morning skincare"
    case .pm: "Evening skincare"
    case .weekly: "Weekly skincare"
    }
  }

  private func time(of slot: Slot) -> TimeOfDay { slot == .am ? morning : evening }

  /// The days by which events of `slot` are later than the journal's day: 1 when their time is before the day start,
  /// because the calendar date is then one day ahead.
  private func shift(_ slot: Slot) -> Int { time(of: slot) < user.dayStart ? 1 : 0 }

  /// A repeated event with the lines of `steps`. The days are those of the journal.
  private func event(
    _ name: String, in slot: Slot, on day: Day, rule: String, until last: Day?,
    _ steps: [RoutineStep]
  ) -> CalendarEvent? {
    let (time, shift) = (time(of: slot), shift(slot))
    guard day + shift <= .last else { return nil }
    let until = last.map { min($0 + shift, .last) }
    return CalendarEvent(
      uid: uid(name), day: day + shift, time: time,
      rule: rule + (until.map { ";UNTIL=\(ICalendar.local($0, time))" } ?? ""),
      summary: Reminders.title(of: slot),
      description: steps.map(line).joined(separator: "\n"))
  }

  /// The weekdays on which a step gets a reminder. For a quota in the morning or the evening it is every day; in the
  /// weekly slot it is Sunday, the last chance. A step that is done as needed gets none.
  private func weekdays(of step: RoutineStep, in slot: Slot) -> Weekdays {
    switch step.schedule(on: max(today, step.step.firstDay)) {
    case .daily: .all
    case .weekdays(let days): days
    case .quota: slot == .weekly ? .day(6) : .all
    // Its days are not the same in every week: `intervalEvents(in:)`.
    case .everyDays: []
    case .asNeeded, nil: []
    }
  }

  /// The line of a step in the description, such as `oil-cleanse: daily, Deep Cleansing Oil`.
  private func line(_ step: RoutineStep) -> String {
    let day = max(today, step.step.firstDay)
    var parts = [step.schedule(on: day)?.description, step.product(on: day)].compactMap { $0 }
    if step.step.firstDay > today { parts.append("from \(step.step.firstDay)") }
    if let last = step.step.lastDay { parts.append("to \(last)") }
    return "\(step.step.key.slug): \(parts.joined(separator: ", "))"
  }

  /// The event on the day on which the window of a milestone opens or, if every week from now on is kept, will open;
  /// nil if that day is unknown or past.
  private func event(for attempt: Attempt) -> CalendarEvent? {
    let openings = [attempt.openedOn, attempt.projectedOpenOn].compactMap { $0 }
    guard let day = openings.first, day >= today else { return nil }
    let name: String
    switch attempt.milestone {
    case .texture: name = "texture"
    case .active(let active): name = active.rawValue
    }
    return CalendarEvent(
      uid: uid("\(name)-\(attempt.number)"), day: day, time: morning, rule: nil,
      summary: "Photo and rating: \(name)",
      description: """
        The days of your routine reach the window that the guide names for \(name), if every week until then is kept. Take a photo as the first one was taken (same light, distance and view, no make-up) and rate what you see: porelog rate texture=N pores=N. It is no promise that there is anything to see.
        """)
  }

  /// The identifier of the user's event `name`. It is the same whenever the calendar is written, and does not disclose
  /// the user's name (RFC 7986, 5.3).
  private func uid(_ name: String) -> String {
    "\(String(fnv1a("\(user.name)\n\(user.createdOn)"), radix: 16))-\(name)@porelog.invalid"
  }
}
