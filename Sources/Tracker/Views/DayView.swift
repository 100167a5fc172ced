import Calendar
import Journal
import Reporting
import Routine

/// All that is kept of one day.
public struct DayView: Sendable {
  /// The name of the user.
  public let user: String
  /// The day.
  public let day: Day
  /// Today.
  public let today: Day
  /// Whether the day is still to come.
  public var isAhead: Bool { day > today }
  /// The entries, in slot, position, slug order of their steps.
  public let entries: [DayEntry]
  /// The note of the day; nil when there is none.
  public let note: String?
  /// The ratings of the day.
  public let ratings: [Rating]
  /// The photos of the day.
  public let photos: [Photo]
  /// The pauses that cover the day.
  public let pauses: [Pause]
  /// The procedures of the day, and those whose recovery covers it.
  public let procedures: [Procedure]
}

/// An entry with what follows from it.
public struct DayEntry: Sendable {
  /// The entry.
  public let entry: Entry
  /// The product of the use: the entry's, or else the one that the step used on the day; nil when there is neither or the
  /// step was not done.
  public let product: String?
  /// The day on which it was logged; nil when that is not known.
  public let loggedOn: Day?
}

/// The notes of a span of days.
public struct NotesView: Sendable {
  /// The notes of one day.
  public struct Line: Sendable {
    /// The day.
    public let day: Day
    /// The note of the day; nil when there is none.
    public let text: String?
    /// The entries with a note or a reason, in slot, position, slug order of their steps.
    public let entries: [Entry]
  }

  /// The days that have something, the oldest first.
  public let days: [Line]
  /// Today.
  public let today: Day
}

/// The ratings of a span of days.
public struct RatingsView: Sendable {
  /// The ratings, ordered by day and, within a day, by measure.
  public let ratings: [Rating]
}

extension Tracker {
  /// All that is kept of `day` for `user`; nil while the journal has no user.
  ///
  /// - Parameter day: nil is today.
  /// - Throws: as `today(_:)`.
  public func day(_ user: UserChoice, _ day: RelativeDay?) throws -> DayView? {
    try journal.read {
      guard let account = try account(user) else { return nil }
      let today = try moment.today(for: account.user)
      let day = day?.day(today: today) ?? today
      let routine = try journal.routine(of: account.id)
      let zone = try? TimeZone(named: account.user.timeZone)
      let entries = try journal.entries(of: account.id, from: day, through: day, routine)
      let lines = routine.compactMap { step -> DayEntry? in
        guard let entry = entries.first(where: { $0.step == step.step.key }) else { return nil }
        let product = entry.product ?? step.product(on: day)
        let loggedOn =
          entry.loggedOn
          ?? entry.loggedAt.flatMap { instant in zone.map { account.user.day(of: instant, in: $0) }
          }
        return DayEntry(
          entry: entry, product: entry.status == .done ? product : nil, loggedOn: loggedOn)
      }
      return DayView(
        user: account.user.name, day: day, today: today, entries: lines,
        note: try journal.note(of: day, for: account.id)?.text,
        ratings: try journal.ratings(of: account.id).filter { $0.day == day },
        photos: try journal.photos(of: account.id).filter { $0.day == day },
        pauses: try journal.pauses(of: account.id).filter { $0.span.contains(day) },
        procedures: try journal.procedures(of: account.id).filter { procedure in
          procedure.day == day || procedure.recovery?.contains(day) == true
        })
    }
  }

  /// The notes of days and of entries, and the reasons, from `from` through `to`; nil while the journal has no user. Nil
  /// bounds mean no bound.
  ///
  /// - Throws: `ActionError.endsBeforeStart`; as `today(_:)`.
  public func notes(
    _ user: UserChoice, from: RelativeDay?, to: RelativeDay?
  ) throws -> NotesView? {
    try journal.read {
      guard let account = try account(user) else { return nil }
      let today = try moment.today(for: account.user)
      let (from, to) = try bounds(from, to, today: today)
      let (first, last) = (from ?? .first, to ?? .last)
      let routine = try journal.routine(of: account.id, withProducts: false)
      var entries: [Day: [Entry]] = [:]
      try journal.forEachEntry(of: account.id, from: first, to: last) { entry in
        if entry.note != nil || entry.reason != nil {
          entries[entry.day, default: []].append(entry)
        }
      }
      let texts = try journal.notes(of: account.id).filter { (first...last).contains($0.day) }
      let byDay = Dictionary(uniqueKeysWithValues: texts.map { ($0.day, $0.text) })
      let order = routine.map(\.step.key)
      let days = Set(entries.keys).union(byDay.keys).sorted()
      return NotesView(
        days: days.map { day in
          let own = entries[day] ?? []
          return NotesView.Line(
            day: day, text: byDay[day],
            entries: order.compactMap { key in own.first { $0.step == key } })
        }, today: today)
    }
  }

  /// The ratings from `from` through `to`; nil while the journal has no user. Nil bounds mean no bound.
  ///
  /// - Throws: `ActionError.endsBeforeStart`; as `today(_:)`.
  public func ratings(
    _ user: UserChoice, from: RelativeDay?, to: RelativeDay?
  ) throws -> RatingsView? {
    try journal.read {
      guard let account = try account(user) else { return nil }
      let (from, to) = try bounds(from, to, today: moment.today(for: account.user))
      return RatingsView(
        ratings: try journal.ratings(of: account.id).filter { rating in
          rating.day >= from ?? .first && rating.day <= to ?? .last
        })
    }
  }
}
