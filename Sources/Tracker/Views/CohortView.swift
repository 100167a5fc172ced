import Calendar
import Journal
import Reporting
import Routine

/// One person of a cohort.
public struct CohortMember: Sendable {
  /// The name of the person.
  public let name: String
  /// The day that counts as today for the person.
  public let today: Day
  /// The figures of the person.
  public let line: CohortLine
}

extension Tracker {
  /// Passes each user of the journal to `body`, ordered by name.
  ///
  /// Users are read one after the other, so memory does not grow with their number.
  ///
  /// - Parameters:
  ///   - week: the week of the lines; nil is each user's running week.
  ///   - begin: called first, to lay out a table. Its argument is a function that passes each
  ///     user's name to a closure.
  ///   - body: called with each user.
  /// - Returns: the distribution over all users.
  /// - Throws: `SQLiteError`, `Damaged`, `InvalidInput` (see `Moment.today(for:)`), or what `begin` and `body` throw.
  /// - Complexity: O(weeks · steps + logged days) for each user.
  public func cohort(
    week: Week?, begin: (_ names: (_ name: (String) -> Void) throws -> Void) throws -> Void,
    _ body: (CohortMember) throws -> Void
  ) throws -> CohortSummary {
    try journal.read {
      try begin { name in try journal.forEachAccount { name($0.user.name) } }
      var summary = CohortSummary()
      // Most people share a time zone. Reading its file for each of them took a tenth of the
      // report's time.
      var last: (name: String, zone: TimeZone)?
      try journal.forEachAccount { account in
        let name = account.user.timeZone
        let zone = try last.flatMap { $0.name == name ? $0.zone : nil } ?? TimeZone(named: name)
        last = (name, zone)
        let today = try moment.today(for: account.user, in: zone)
        let diary = try journal.diaryReader(of: account.id)
        var count = CohortCount(of: diary.steps, week: week ?? Week(of: today), today: today)
        try diary.forEachLoggedDay { count.add($0) }
        let line = count.line()
        try body(CohortMember(name: account.user.name, today: today, line: line))
        summary.add(line)
      }
      return summary
    }
  }
}
