import Routine
import SQLite

extension Journal {
  /// What was logged of the step `key` on `day`, if anything was.
  public func entry(of key: StepKey, on day: Day, for user: UserID) throws -> Entry? {
    guard let number = try stepNumber(key, of: user) else { return nil }
    return try database.statement(
      "\(Journal.selection) WHERE user = ? AND day = ? AND step = ?"
    ).first(user.number, day.number, number) { row in
      let product = try row.optionalInteger(5)
      return try entry(row, of: key, with: try product.flatMap { try name(ofProduct: $0, user) })
    }
  }

  /// Lends each entry of the user's from `from` through `to` (nil is no bound) to `body`, by day,
  /// slot and slug, one at a time.
  ///
  /// - Complexity: O(entries of the span), with the memory of one day's.
  public func forEachEntry(
    of user: UserID, from: Day? = nil, to: Day? = nil, _ body: (Entry) throws -> Void
  ) throws {
    // Steps and products are few: looked up here, not by a join for each entry.
    let routine = try routine(of: user).sorted { $0.step.key < $1.step.key }
    let (numbers, keys) = (try StepNumbers(routine), routine.map(\.step.key))
    let products = try productNames(of: user)
    // Entries lie by day, and within it by number of the step: those of one day are put in order.
    var today = DayOfEntries()
    try database.statement(
      "\(Journal.selection) WHERE user = ? AND day BETWEEN ? AND ? ORDER BY day, step"
    ).forEach(user.number, (from ?? .first).number, (to ?? .last).number) { row in
      // Of a step that is gone from a damaged file nobody can tell the name.
      guard let place = numbers[try row.integer(1)] else { return }
      let product = try row.optionalInteger(5).flatMap { products[$0] }
      let entry = try entry(row, of: keys[place], with: product)
      if today.day != entry.day { try today.hand(to: body) }
      today.add(entry, at: place)
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

  private func entry(
    _ row: borrowing Row, of key: StepKey, with product: String?
  ) throws -> Entry {
    Entry(
      day: try row.day(0), step: key, status: try Status(code: try row.integer(2)),
      count: try row.int(3, in: Entry.counts), minutes: try row.optionalInt(4, in: Entry.minutes),
      product: product, reason: try row.optionalName(6), note: try row.optionalText(7),
      loggedAt: try row.optionalInstant(8))
  }
}

/// The entries of one day, which come in another order than they go.
private struct DayOfEntries {
  private var entries: [Entry] = []
  private var places: [(place: Int, index: Int)] = []

  /// The day; nil while there are none.
  var day: Day? { entries.first?.day }

  /// Adds the entry of the step that has this place among the others.
  mutating func add(_ entry: Entry, at place: Int) {
    places.append((place, entries.count))
    entries.append(entry)
  }

  /// Lends them to `body` in their order, and begins with none.
  mutating func hand(to body: (Entry) throws -> Void) rethrows {
    places.sort { $0.place < $1.place }
    for (_, index) in places { try body(entries[index]) }
    entries.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
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
  private var steps = Recurring<StepKey, Int64>()
  private var products = Recurring<String, Int64>()

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
