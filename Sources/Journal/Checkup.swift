import Calendar
import Routine
import SQLite

/// A problem in a journal.
public enum Flaw: Hashable, Sendable {
  /// The file is damaged. The lines are those of SQLite's integrity check.
  case damaged([String])
  /// Rows of a table refer to rows that are missing.
  case orphans(table: String, count: Int)
  /// A row has a value that porelog never writes.
  case unreadable(String)
  /// A name is not in the form in which porelog stores names.
  case name(String)
  /// A step has no schedule, so it is never expected.
  case noSchedule(step: String, user: String)
  /// A product is finished before it was opened.
  case finishedUnopened(product: String, user: String)
  /// Entries, notes or ratings are on days after today: the clock was wrong when they were logged.
  case daysAhead(count: Int, last: Day, user: String)
  /// The machine does not know a user's time zone.
  case timeZone(String, user: String)
  /// The history has changes of users who are not in the journal.
  case orphanedHistory(count: Int)
  /// There are devices of users who are not in the journal.
  case orphanedDevices(count: Int)
}

/// The result of checking a journal.
public struct Checkup: Sendable {
  /// The numbers of users, entries and photos in the journal; 0 when its file is damaged.
  public internal(set) var counts = (users: 0, entries: 0, photos: 0)
  /// The problems that were found.
  public internal(set) var flaws: [Flaw] = []
}

extension Journal {
  /// Checks the whole journal: the file, the references between rows, every row as reports read it, and the rules that
  /// the schema cannot express.
  ///
  /// - Parameter now: the instant that decides which days are after today.
  /// - Throws: `SQLiteError` when the file cannot be read.
  /// - Complexity: O(size of the file).
  public func checkup(at now: Instant) throws -> Checkup {
    try read {
      var checkup = Checkup()
      let problems = try database.integrityProblems(limit: 20)
      if !problems.isEmpty { checkup.flaws.append(.damaged(problems)) }
      for (table, count) in try database.orphans() {
        checkup.flaws.append(.orphans(table: table, count: count))
      }
      // Rows of a damaged file can contain anything, so they are not checked.
      guard checkup.flaws.isEmpty else { return checkup }
      do {
        for account in try accounts() { try check(account, now, &checkup) }
      } catch let damaged as Damaged {
        checkup.flaws.append(.unreadable(damaged.reason))
      }
      let strays = try database.statement(
        "SELECT count(*) FROM history WHERE user NOT IN (SELECT user FROM users)"
      ).first { Int(try $0.integer(0)) }
      if let strays, strays > 0 { checkup.flaws.append(.orphanedHistory(count: strays)) }
      let devices = try database.statement(
        "SELECT count(*) FROM devices WHERE user IS NOT NULL AND user NOT IN (SELECT user FROM users)"
      ).first { Int(try $0.integer(0)) }
      if let devices, devices > 0 { checkup.flaws.append(.orphanedDevices(count: devices)) }
      return checkup
    }
  }

  private func check(_ account: Account, _ now: Instant, _ checkup: inout Checkup) throws {
    let (user, name) = (account.id, account.user.name)
    checkup.counts.users += 1
    if let zone = try? TimeZone(named: account.user.timeZone) {
      let ahead = try daysAhead(of: user, after: account.user.day(of: now, in: zone))
      if let ahead {
        checkup.flaws.append(.daysAhead(count: ahead.count, last: ahead.last, user: name))
      }
    } else {
      checkup.flaws.append(.timeZone(account.user.timeZone, user: name))
    }
    var names = [name]
    for product in try products(of: user) {
      names += [product.name, product.brand, product.strength].compactMap { $0 }
      if let opened = product.openedOn, let finished = product.finishedOn, finished < opened {
        checkup.flaws.append(.finishedUnopened(product: product.name, user: name))
      }
    }
    for line in try routine(of: user) {
      let slug = line.step.key.slug.description
      let isSlug = (try? Slug(parsing: slug))?.description.utf8.elementsEqual(slug.utf8)
      if isSlug != true { checkup.flaws.append(.name(slug)) }
      if line.schedules.isEmpty {
        checkup.flaws.append(.noSchedule(step: line.step.key.description, user: name))
      }
    }
    // Reading them checks their values.
    _ = try (pauses(of: user), ratings(of: user), notes(of: user))
    names += try procedures(of: user).map(\.kind)
    let photos = try photos(of: user)
    checkup.counts.photos += photos.count
    names += photos.compactMap(\.light)
    var entries = 0
    try forEachEntry(of: user) { entry in
      entries += 1
      if let reason = entry.reason { names.append(reason) }
    }
    checkup.counts.entries += entries
    for name in Set(names) where !Journal.isName(name) { checkup.flaws.append(.name(name)) }
  }

  /// The number of entries, notes and ratings after `today`, and the last day that has one; nil when there are none.
  public func daysAhead(of user: UserID, after today: Day) throws -> (count: Int, last: Day)? {
    let found = try database.statement(
      """
      SELECT count(*), max(day) FROM (
        SELECT day FROM entries WHERE user = ? AND day > ?
        UNION ALL SELECT day FROM notes WHERE user = ? AND day > ?
        UNION ALL SELECT day FROM ratings WHERE user = ? AND day > ?)
      """
    ).first(
      user.number, today.number, user.number, today.number, user.number, today.number
    ) { (count: Int(try $0.integer(0)), last: try $0.optionalDay(1)) }
    guard let found, let last = found.last else { return nil }
    return (found.count, last)
  }

  /// Whether `text` is a name as `TextRules.name` returns it.
  private static func isName(_ text: String) -> Bool {
    let read = try? TextRules.name(text, "it", longest: TextRules.longestLine)
    return read.map { $0.utf8.elementsEqual(text.utf8) } ?? false
  }
}

extension Flaw {
  /// Whether the file as a whole is affected, so that none of its data can be trusted.
  public var affectsFile: Bool {
    switch self {
    case .damaged, .orphans, .unreadable: true
    default: false
    }
  }
}
