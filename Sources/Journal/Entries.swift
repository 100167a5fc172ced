import Routine
import SQLite

extension Journal {
  /// What was logged of the step `key` on `day`, if anything was.
  public func entry(of key: StepKey, on day: Day, for user: UserID) throws -> Entry? {
    guard let number = try stepNumber(key, of: user) else { return nil }
    return try database.statement(
      "\(Journal.selection) WHERE user = ? AND day = ? AND step = ?"
    ).first(user.number, day.number, number) { row in
      var entry = Entry(day: day, step: key, status: .done)
      try entry.read(row) { try name(ofProduct: $0, user) }
      return entry
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
    // Few entries name a product of their own, and many journals have none that does.
    var products: [Int64: String]?
    // Entries lie by day, and within it by number of the step; they are lent by its name.
    var today = DayOfEntries(of: steps.map(\.key))
    try database.statement(
      "\(Journal.selection) WHERE user = ? AND day BETWEEN ? AND ? ORDER BY day, step"
    ).forEach(user.number, (from ?? .first).number, (to ?? .last).number) { row in
      // Of a step that is gone from a damaged file nobody can tell the name.
      guard let place = numbers[try row.integer(1)] else { return }
      let day = try row.day(0)
      if day != today.day || today.isThere(place) { try today.lend(to: body) }
      today.day = day
      try today.read(row, at: place) { number in
        if products == nil { products = try productNames(of: user) }
        return products?[number]
      }
    }
    try today.lend(to: body)
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

extension Entry {
  /// Lends it to `body`, where it lies: what is read from an array is copied before it is handed on.
  @inline(never) fileprivate mutating func lend(to body: (Entry) throws -> Void) rethrows {
    try body(self)
  }

  /// Becomes what `row` of the selection holds, but for the day and the step.
  ///
  /// - Parameter name: the name of the product of a number.
  @inline(__always) fileprivate mutating func read(
    _ row: borrowing Row, product name: (Int64) throws -> String?
  ) throws {
    status = try Status(code: try row.integer(2))
    count = try row.int(3, in: Entry.counts)
    minutes = try row.optionalInt(4, in: Entry.minutes)
    loggedAt = try row.optionalInstant(8)
    // Most have no text, nor had the one before.
    let hasTexts = !(row.isNull(5) && row.isNull(6) && row.isNull(7))
    guard hasTexts || product != nil || reason != nil || note != nil else { return }
    product = try row.optionalInteger(5).flatMap(name)
    reason = try row.optionalName(6)
    note = try row.optionalText(7)
  }
}

/// The entries of one day, which come by number of their step and go by its name: one for each step there is, into
/// which every day's is read. A new value for each, or one that is moved, would be copied with its texts.
private struct DayOfEntries {
  var day = Day.first
  private var entries: [Entry]
  private var areThere: [Bool]
  /// Where those of the day are: of many steps a day has few.
  private var places: [Int] = []

  /// Of none yet, of the steps `keys`, by slot and slug.
  init(of keys: [StepKey]) {
    entries = keys.map { Entry(day: .first, step: $0, status: .done) }
    areThere = Array(repeating: false, count: keys.count)
  }

  /// Whether the day has an entry of the step at `place` already, which only a damaged file has twice.
  func isThere(_ place: Int) -> Bool { areThere[place] }

  /// Reads the entry of the step at `place`.
  @inline(__always) mutating func read(
    _ row: borrowing Row, at place: Int, product name: (Int64) throws -> String?
  ) throws {
    try entries[place].read(row, product: name)
    entries[place].day = day
    areThere[place] = true
    places.append(place)
  }

  /// Lends those of the day to `body` by name of their step, and begins with none.
  mutating func lend(to body: (Entry) throws -> Void) rethrows {
    places.sort()
    for place in places {
      areThere[place] = false
      try entries[place].lend(to: body)
    }
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
