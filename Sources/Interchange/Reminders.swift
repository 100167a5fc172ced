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
    Slot.allCases.sorted().compactMap(event) + milestones.compactMap(event)
  }

  private func event(for slot: Slot) -> CalendarEvent? {
    let steps = routine.filter { step in
      step.step.key.slot == slot && !step.step.hasEnded(by: today)
    }
    let due = steps.map { (step: $0.step, days: weekdays(of: $0, in: slot)) }
      .filter { !$0.days.isEmpty }
    let days = due.reduce(into: Weekdays()) { $0.formUnion($1.days) }
    let starts = due.compactMap { step, days in
      (0..<7).map { max(today, step.firstDay) + $0 }.first { days.has($0.weekday) }
    }
    guard let day = starts.min() else { return nil }
    let time = slot == .am ? morning : evening
    // Before the day start, the calendar date is one day ahead of the journal's day. Shift the event by that day.
    let shift = time < user.dayStart ? 1 : 0
    guard day + shift <= .last else { return nil }
    let names = Weekdays.names.indices.filter { days.has(($0 + 7 - shift) % 7) }.map {
      Weekdays.names[$0].prefix(2).uppercased()
    }
    let ends = due.compactMap(\.step.lastDay)
    let until = ends.count == due.count ? ends.max().map { min($0 + shift, .last) } : nil
    let rule = days == .all ? "FREQ=DAILY" : "FREQ=WEEKLY;BYDAY=\(names.joined(separator: ","))"
    let titles: [Slot: String] = [.am: "Morning", .pm: "Evening", .weekly: "Weekly"]
    return CalendarEvent(
      uid: uid(slot.rawValue), day: day + shift, time: time,
      rule: rule + (until.map { ";UNTIL=\(ICalendar.local($0, time))" } ?? ""),
      summary: "\(titles[slot] ?? slot.rawValue) skincare",
      description: steps.map(line).joined(separator: "\n"))
  }

  /// The weekdays on which a step gets a reminder. For a quota in the morning or the evening it is every day; in the
  /// weekly slot it is Sunday, the last chance. A step that is done as needed gets none.
  private func weekdays(of step: RoutineStep, in slot: Slot) -> Weekdays {
    switch step.schedule(on: max(today, step.step.firstDay)) {
    case .daily: .all
    case .weekdays(let days): days
    case .quota: slot == .weekly ? .day(6) : .all
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
