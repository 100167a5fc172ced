import Calendar
import Digest
import Reporting
import Routine
import Tracker

/// A calendar of what is due on the coming days, for a phone that reads it again and again.
///
/// Each event is on one day, so what is done, paused or no longer due is not in the next reading.
public struct UpcomingReminders {
  private let view: UpcomingView

  /// Creates the reminders of `view`, at the default times.
  public init(_ view: UpcomingView) { self.view = view }

  /// The calendar, as it is written at `now`.
  public func calendar(at now: Instant) -> String { ICalendar(events: events, now: now).text }

  var events: [CalendarEvent] {
    view.days.flatMap { report in
      Slot.allCases.sorted().compactMap { event(for: $0, report) }
    }
  }

  private func event(for slot: Slot, _ report: DayReport) -> CalendarEvent? {
    let due = report.steps.filter { $0.step.key.slot == slot && isDue($0, report.day) }
    guard !due.isEmpty else { return nil }
    let times = Reminders.defaultTimes
    // Both times are later than any day start, so the event is on the calendar's date of the day.
    let time = slot == .am ? times.morning : times.evening
    let key = String(fnv1a("\(view.user.name)\n\(view.user.createdOn)"), radix: 16)
    return CalendarEvent(
      uid: "\(key)-\(slot.rawValue)-\(report.day)@porelog.invalid", day: report.day, time: time,
      rule: nil,
      summary: Reminders.title(of: slot),
      description: due.map(\.step.key.slug.description).joined(separator: ", "))
  }

  /// Whether a calendar reminds of a step. Of a weekly quota it does on Sunday, the last chance.
  private func isDue(_ line: DayReport.StepLine, _ day: Day) -> Bool {
    switch line.due {
    case .due: true
    case .needed: line.step.key.slot != .weekly || day.weekday == 6
    case .logged, .catchUp, .optional, .enough, .paused, .notDue: false
    }
  }
}
