import Calendar
import Journal
import Reporting

/// One person among others.
public struct CohortMember: Sendable {
  /// The name.
  public let name: String
  /// What counts as today for the person.
  public let today: Day
  /// Where the person stands.
  public let line: CohortLine
}

extension Tracker {
  /// Passes everyone to `body`, by name. People are read one after the other, in the memory of one.
  ///
  /// - Parameters:
  ///   - week: the week of the lines; nil is the running one of each person.
  ///   - begin: called first with all names, to lay out a table.
  /// - Returns: what all lines come to.
  /// - Throws: `SQLiteError`, `Damaged`, `InvalidInput` (see `Moment.today(for:)`), or what `body` throws.
  public func cohort(
    week: Week?, begin: (_ names: (_ name: (String) -> Void) throws -> Void) throws -> Void,
    _ body: (CohortMember) throws -> Void
  ) throws -> CohortSummary {
    try journal.read {
      try begin { name in try journal.forEachAccount { name($0.user.name) } }
      var summary = CohortSummary()
      try journal.forEachAccount { account in
        let today = try moment.today(for: account.user)
        let diary = try journal.diaryReader(of: account.id)
        var count = CohortCount(of: diary.steps, week: week ?? Week(of: today), today: today)
        try diary.forEachLoggedDay { count.take($0) }
        let line = count.line()
        try body(CohortMember(name: account.user.name, today: today, line: line))
        summary.add(line)
      }
      return summary
    }
  }
}
