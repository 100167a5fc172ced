import Routine
import SQLite

extension Journal {
  /// What was logged of the step `key` on `day`, if anything was.
  public func entry(of key: StepKey, on day: Day, for user: UserID) throws -> Entry? {
    guard let number = try stepNumber(key, of: user) else { return nil }
    return try database.statement(
      "\(Journal.selection) WHERE user = ? AND day = ? AND step = ?"
    ).first(user.number, day.number, number) { row in
      let texts = try StoredEntry.texts(row) { try name(ofProduct: $0, user) }
      return try StoredEntry(row).entry(of: key, texts)
    }
  }

  /// Lends each entry of the user's from `from` through `to` (nil is no bound) to `body`, by day,
  /// slot and slug, one at a time. Call it within `read(_:)`: steps and entries are read one after the other.
  ///
  /// - Complexity: O(steps + products + entries of the span), with the memory of the steps, the products and one
  ///   day's entries.
  public func forEachEntry(
    of user: UserID, from: Day? = nil, to: Day? = nil, _ body: (Entry) throws -> Void
  ) throws {
    // Steps and products are few: looked up here, not by a join for each entry.
    let steps = try stepsByKey(of: user)
    let numbers = try StepNumbers(steps.map(\.number))
    let products = try productNames(of: user)
    // Entries lie by day, and within it by number of the step. Where that is not the order of the names, those of
    // one day are put in it.
    let isInOrder = zip(steps, steps.dropFirst()).allSatisfy { $0.number < $1.number }
    var today = DayOfEntries(steps: steps.map(\.key))
    try database.statement(
      "\(Journal.selection) WHERE user = ? AND day BETWEEN ? AND ? ORDER BY day, step"
    ).forEach(user.number, (from ?? .first).number, (to ?? .last).number) { row in
      // Of a step that is gone from a damaged file nobody can tell the name.
      guard let place = numbers[try row.integer(1)] else { return }
      let stored = try StoredEntry(row)
      let texts = try StoredEntry.texts(row) { products[$0] }
      if isInOrder { return try today.lend(stored, at: place, texts, to: body) }
      if today.day != stored.day { try today.hand(to: body) }
      today.add(stored, at: place, texts)
    }
    try today.hand(to: body)
  }

  /// Writes `entry` over whatever was logged of its step on its day.
  ///
  /// - Throws: `Malformed` when the user has no such step or product.
  public func put(_ entry: Entry, for user: UserID) throws {
    try EntryWriter(of: user, in: self).put(entry)
  }

  /// Takes out what was logged of the step `key` on `day`.
  public func removeEntry(of key: StepKey, on day: Day, for user: UserID) throws {
    guard let number = try stepNumber(key, of: user) else { return }
    try database.execute(
      "DELETE FROM entries WHERE user = ? AND day = ? AND step = ?", user.number, day.number, number
    )
  }

  /// Adds `entry`, or finds out how it stands to the one of that day and step.
  ///
  /// - Throws: `Malformed` when the user has no such step or product.
  public func merge(_ entry: Entry, for user: UserID, replacing: Bool) throws -> Merged {
    try EntryWriter(of: user, in: self).merge(entry, replacing: replacing)
  }

  private static let selection = """
    SELECT day, step, status, count, minutes, product, reason, note, logged_at FROM entries
    """
}

/// A row of the entries as it lies in the file, but for its texts: numbers alone, which cost nothing to hand on.
private struct StoredEntry {
  let day: Day
  let status: Status
  let count: Int
  let minutes: Int?
  let loggedAt: Instant?

  struct Texts {
    var product: String?
    var reason: String?
    var note: String?
  }

  init(_ row: borrowing Row) throws {
    day = try row.day(0)
    status = try Status(code: try row.integer(2))
    count = try row.int(3, in: Entry.counts)
    minutes = try row.optionalInt(4, in: Entry.minutes)
    loggedAt = try row.optionalInstant(8)
  }

  /// The row's texts; nil when it has none, as most have.
  ///
  /// - Parameter product: the name of the product of a number.
  static func texts(
    _ row: borrowing Row, product: (Int64) throws -> String?
  ) throws -> Texts? {
    if row.isNull(5), row.isNull(6), row.isNull(7) { return nil }
    return Texts(
      product: try row.optionalInteger(5).flatMap(product), reason: try row.optionalName(6),
      note: try row.optionalText(7))
  }

  func entry(of key: StepKey, _ texts: Texts?) -> Entry {
    Entry(
      day: day, step: key, status: status, count: count, minutes: minutes,
      product: texts?.product, reason: texts?.reason, note: texts?.note, loggedAt: loggedAt)
  }
}

/// The entries of one day, which come by number of their step and go by its name.
private struct DayOfEntries {
  /// What steps are called, in order.
  let steps: [StepKey]
  /// The day; nil while there is none.
  private(set) var day: Day?
  private var entries: [(place: Int, stored: StoredEntry, texts: Int)] = []
  private var texts: [StoredEntry.Texts] = []
  // One value that is changed and lent: a new one for each is copied on its way.
  private var entry: Entry
  private var hasTexts = false

  init(steps: [StepKey]) {
    self.steps = steps
    let any = steps.first ?? StepKey(slot: .am, slug: Slug(stored: ""))
    entry = Entry(day: .first, step: any, status: .done)
  }

  /// Adds the entry of the step that has this place among the others.
  mutating func add(_ stored: StoredEntry, at place: Int, _ texts: StoredEntry.Texts?) {
    day = stored.day
    entries.append((place, stored, texts == nil ? -1 : self.texts.count))
    if let texts { self.texts.append(texts) }
  }

  /// Lends those that were added to `body` in their order, and begins with none.
  mutating func hand(to body: (Entry) throws -> Void) rethrows {
    entries.sort { $0.place < $1.place }
    for (place, stored, index) in entries {
      try lend(stored, at: place, index < 0 ? nil : texts[index], to: body)
    }
    entries.removeAll(keepingCapacity: true)
    if !texts.isEmpty { texts.removeAll(keepingCapacity: true) }
  }

  /// Lends one entry to `body`.
  mutating func lend(
    _ stored: StoredEntry, at place: Int, _ texts: StoredEntry.Texts?,
    to body: (Entry) throws -> Void
  ) rethrows {
    entry.day = stored.day
    entry.step = steps[place]
    entry.status = stored.status
    entry.count = stored.count
    entry.minutes = stored.minutes
    entry.loggedAt = stored.loggedAt
    if let texts {
      (entry.product, entry.reason, entry.note) = (texts.product, texts.reason, texts.note)
      hasTexts = true
    } else if hasTexts {
      (entry.product, entry.reason, entry.note) = (nil, nil, nil)
      hasTexts = false
    }
    try body(entry)
  }
}

/// Writes entries of one user, many one after the other: what an entry refers to is looked up once.
///
/// Use it within one transaction: another could take out a step it knows.
public final class EntryWriter {
  /// Whose entries it writes.
  public let user: UserID
  private let journal: Journal
  private let add: Statement
  // Of one thread, and not lent: nothing can overlap, and checking that for each row shows.
  @exclusivity(unchecked) private var steps = Recurring<StepKey, Int64>()
  @exclusivity(unchecked) private var products = Recurring<String, Int64>()

  private static let shape = RowShape(
    table: "entries", key: ["user", "day", "step"],
    rest: ["status", "count", "minutes", "product", "reason", "note", "logged_at"])
  private static let add = shape.add
  private static let put = shape.put

  /// Writes entries of `user` into `journal`.
  public init(of user: UserID, in journal: Journal) throws {
    self.user = user
    self.journal = journal
    add = try journal.database.statement(EntryWriter.add)
  }

  /// Writes `entry` over whatever was logged of its step on its day.
  ///
  /// - Throws: `Malformed` when the user has no such step or product.
  public func put(_ entry: Entry) throws {
    try run(try journal.database.statement(EntryWriter.put), entry)
  }

  /// Adds `entry`, or finds out how it stands to the one of that day and step.
  ///
  /// - Throws: `Malformed` when the user has no such step or product.
  public func merge(_ entry: Entry, replacing: Bool) throws -> Merged {
    try run(add, entry)
    if journal.database.changedRows == 1 { return .added }
    let known = try journal.entry(of: entry.step, on: entry.day, for: user)
    if known == entry, isSameText(known?.note, entry.note) { return .unchanged }
    guard replacing else { return .conflict }
    try put(entry)
    return .replaced
  }

  private func run(_ statement: Statement, _ entry: Entry) throws {
    let (step, product) = (try number(of: entry.step), try entry.product.flatMap(productNumber))
    try statement.run { values in
      values.integer(user.number)
      values.integer(entry.day.number)
      values.integer(step)
      values.integer(entry.status.code)
      values.integer(entry.count)
      values.integer(entry.minutes)
      values.integer(product.map { Int($0) })
      values.text(entry.reason)
      values.text(entry.note)
      values.integer((entry.loggedAt?.seconds).map { Int($0) })
    }
  }

  private func number(of key: StepKey) throws -> Int64 {
    if let known = steps.value(where: { $0 == key }) { return known }
    let number = try journal.referredStep(key, of: user)
    steps.keep(number, for: key)
    return number
  }

  private func productNumber(_ product: String) throws -> Int64? {
    if let known = products.value(where: { $0 == product }) { return known }
    let number = try journal.referredProduct(product, of: user)
    if let number { products.keep(number, for: product) }
    return number
  }
}
