import Calendar
import Journal
import Reporting
import Routine

/// One person of a cohort.
public struct CohortMember: Sendable {
  /// The name of the person.
  public let name: String
  /// The figures of the person.
  public let line: CohortLine
}

/// The order of the people of a cohort.
public enum CohortOrder: String, Named {
  /// By name.
  case name
  /// By the share of the week, the highest first; people without a share last.
  case share
  /// By the day of the last entry, the earliest first; people without an entry before them.
  case quiet

  /// The noun for messages.
  public static var noun: String { "an order" }
}

/// The frame of a cohort.
public struct CohortFrame: Sendable {
  /// The week of the tallies.
  public let week: Week
  /// The day that counts as today for every person: that of the user the request is for.
  public let today: Day
  /// The length of the longest name by the measure that was passed to `Tracker.cohort`.
  public let longestName: Int
}

extension Tracker {
  /// Passes each user of the journal to `body`.
  ///
  /// Ordered by name, users are read one after the other, so memory does not grow with their number. The other orders
  /// keep one line for each user.
  ///
  /// - Parameters:
  ///   - user: the user whose day counts as today.
  ///   - week: the week of the lines; nil is the last closed week.
  ///   - width: measures a name, for `CohortFrame.longestName`.
  ///   - begin: called once, before the first user.
  ///   - body: called with each user.
  /// - Returns: the distribution over all users.
  /// - Throws: `ActionError.noUser`, `SQLiteError`, `Damaged`, `InvalidInput` (see `Moment.today(for:)`), or what `begin`
  ///   and `body` throw.
  /// - Complexity: O(weeks · steps + logged days) for each user.
  public func cohort(
    _ user: UserChoice, week: Week?, order: CohortOrder = .name, width: (String) -> Int,
    begin: (CohortFrame) throws -> Void, _ body: (CohortMember) throws -> Void
  ) throws -> CohortSummary {
    try journal.read {
      let today = try moment.today(for: try account(user)?.user ?? newcomer())
      let week = week ?? Week(of: today) + -1
      var longest = 0
      try journal.forEachAccount { longest = max(longest, width($0.user.name)) }
      try begin(CohortFrame(week: week, today: today, longestName: longest))
      var summary = CohortSummary()
      var members: [CohortMember] = []
      try journal.forEachAccount { account in
        let diary = try journal.diaryReader(of: account.id)
        var count = CohortCount(of: diary.steps, week: week, today: today)
        try diary.forEachLoggedDay { count.add($0) }
        let member = CohortMember(name: account.user.name, line: count.line())
        summary.add(member.line)
        if order == .name { try body(member) } else { members.append(member) }
      }
      for member in CohortMember.sorted(members, by: order) { try body(member) }
      return summary
    }
  }
}

extension CohortMember {
  /// `members`, which are ordered by name, in another order. Members who are equal in it keep their order.
  fileprivate static func sorted(
    _ members: [CohortMember], by order: CohortOrder
  ) -> [CohortMember] {
    let indices = members.indices.sorted { left, right in
      let (first, second) = (members[left].line, members[right].line)
      switch order {
      case .name: break
      case .share:
        let shares = (first.week.adherence ?? -1, second.week.adherence ?? -1)
        if shares.0 != shares.1 { return shares.0 > shares.1 }
      case .quiet:
        let days = (first.lastEntry ?? .first, second.lastEntry ?? .first)
        if days.0 != days.1 { return days.0 < days.1 }
      }
      return left < right
    }
    return indices.map { members[$0] }
  }
}
