import Calendar
import Routine

/// Something that is wrong with a journal.
public enum Flaw: Hashable, Sendable {
  /// The file is damaged: what SQLite finds, line by line.
  case damaged([String])
  /// Rows of a table refer to what is not there.
  case orphans(table: String, count: Int)
  /// A row holds what no program of ours writes.
  case unreadable(String)
  /// A name is not as names are written on their way in.
  case name(String)
  /// A step of a user has no schedule, so nothing expects it.
  case noSchedule(step: String, user: String)
  /// The machine does not know the time zone of a user.
  case timeZone(String, user: String)
  /// Changes are kept of a user who is not there.
  case strayChanges(count: Int)
}

/// What a checkup looked at, and what it found.
public struct Checkup: Sendable {
  /// How many users, entries and photos there are.
  public internal(set) var counts = (users: 0, entries: 0, photos: 0)
  /// What is wrong.
  public internal(set) var flaws: [Flaw] = []
}

extension Journal {
  /// Looks at everything there is: the file itself, the references between rows, every row as it is read by
  /// the reports, and the rules that SQL cannot hold.
  ///
  /// - Complexity: O(size of the file).
  public func checkup() throws -> Checkup {
    try read {
      var checkup = Checkup()
      let problems = try database.integrityProblems(limit: 20)
      if !problems.isEmpty { checkup.flaws.append(.damaged(problems)) }
      for (table, count) in try database.orphans() {
        checkup.flaws.append(.orphans(table: table, count: count))
      }
      // Of a damaged file the rows tell nothing.
      guard checkup.flaws.isEmpty else { return checkup }
      do {
        for account in try accounts() { try check(account, &checkup) }
      } catch let damaged as Damaged {
        checkup.flaws.append(.unreadable(damaged.what))
      }
      let strays = try database.statement(
        "SELECT count(*) FROM history WHERE user NOT IN (SELECT user FROM users)"
      ).first { Int(try $0.integer(0)) }
      if let strays, strays > 0 { checkup.flaws.append(.strayChanges(count: strays)) }
      return checkup
    }
  }

  private func check(
    _ account: Account, _ checkup: inout Checkup
  ) throws {
    let (user, name) = (account.id, account.user.name)
    checkup.counts.users += 1
    if !TimeZone.isKnown(account.user.timeZone) {
      checkup.flaws.append(.timeZone(account.user.timeZone, user: name))
    }
    var names = [name]
    for product in try products(of: user) {
      names += [product.name, product.brand, product.strength].compactMap { $0 }
    }
    for line in try routine(of: user) {
      let slug = line.step.key.slug.description
      let isSlug = (try? Slug(parsing: slug))?.description.utf8.elementsEqual(slug.utf8)
      if isSlug != true { checkup.flaws.append(.name(slug)) }
      if line.schedules.isEmpty {
        checkup.flaws.append(.noSchedule(step: line.step.key.description, user: name))
      }
    }
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

  /// Whether `text` is as a name is once it was read: of one spelling, and without blanks around it.
  private static func isName(_ text: String) -> Bool {
    let read = try? TextRules.name(text, "it", longest: TextRules.longestLine)
    return read.map { $0.utf8.elementsEqual(text.utf8) } ?? false
  }
}

extension Flaw {
  /// Whether the file as a whole is not to be trusted.
  public var isOfTheFile: Bool {
    switch self {
    case .damaged, .orphans, .unreadable: true
    default: false
    }
  }
}
