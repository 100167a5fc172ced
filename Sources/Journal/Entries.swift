import Calendar
import Routine
import SQLite
import Text

extension Entry {
  /// The columns of an entry. The table stores the number of the step for its slot and its slug.
  public static let columns: [Column<Entry>] = [
    .day("day", key: true, { $0.day }, { $0.day = $1 }),
    .code(
      "slot", key: true, stored: ["step"], { $0.step.slot.rawValue },
      { $0.step.slot = try Slot(parsing: $1) }),
    .code(
      "step", key: true, stored: [], { $0.step.slug.description },
      { $0.step.slug = try Slug(parsing: $1) }),
    .code("status", { $0.status.rawValue }, { $0.status = try Status(parsing: $1) }),
    .optionalInteger("count", in: Entry.countRange, { $0.count }, { $0.count = $1 ?? 1 }),
    .optionalInteger("minutes", in: Entry.minutesRange, { $0.minutes }, { $0.minutes = $1 }),
    .optionalLine(
      "product", noun: "a product's name", longest: TextRules.longestLine, { $0.product },
      { $0.product = $1 }),
    .optionalLine(
      "reason", noun: "a reason", longest: TextRules.longestLine, { $0.reason },
      { entry, reason in
        if reason != nil, entry.status == .done {
          throw InvalidInput("what was done has no reason: leave it empty")
        }
        entry.reason = reason
      }),
    .optionalNote("note", { $0.note }, { $0.note = $1 }),
    .optionalInstant("logged_at", { $0.loggedAt }, { $0.loggedAt = $1 }),
    .optionalDay("logged_on", stored: ["logged_after"], { $0.loggedOn }, { $0.loggedOn = $1 }),
  ]

  /// A placeholder to fill column by column.
  public static let blank = Entry(day: .first, step: Step.blank.key, status: .done)
}

extension Journal {
  static let entries = RowShape(table: "entries", columns: Entry.columns)

  /// The entry of the step `key` on `day`; nil when there is none.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func entry(of key: StepKey, on day: Day, for user: UserID) throws -> Entry? {
    guard let number = try stepNumber(key, of: user) else { return nil }
    var products: ProductNames?
    return try database.statement(
      "\(Journal.entries.select) WHERE user = ? AND day = ? AND step = ?"
    ).first(user.number, day.number, number) { row in
      var entry = Entry(day: day, step: key, status: .done)
      try entry.read(row) { try name(ofProduct: $0, of: user, &products) }
      return entry
    }
  }

  /// The user's entries from `first` through `last`, ordered by day and, within a day, by the number of the step.
  ///
  /// - Parameter routine: all steps of the user.
  /// - Complexity: O(log n + m) for n entries of the user and m entries of the span.
  /// - Throws: `SQLiteError`, `Damaged`.
  public func entries(
    of user: UserID, from first: Day, through last: Day, _ routine: [RoutineStep]
  ) throws -> [Entry] {
    let numbers = try StepNumbers(routine.map(\.number))
    var products: ProductNames?
    return try database.statement(
      "\(Journal.entries.select) WHERE user = ? AND day BETWEEN ? AND ? ORDER BY day, step"
    ).map(user.number, first.number, last.number) { row in
      let step = routine[try numbers.index(of: try row.integer(1))].step
      var entry = Entry(day: try row.day(0), step: step.key, status: .done)
      try entry.read(row) { try name(ofProduct: $0, of: user, &products) }
      return entry
    }
  }

  /// Passes each of the user's entries from `from` through `to` to `body`, ordered by day, slot and slug. Nil means no
  /// bound.
  ///
  /// Call it inside `read(_:)`, because it reads the steps before the entries. Entries whose step is missing (damaged
  /// file) are skipped.
  /// - Complexity: O(steps + products + entries of the span) time; O(steps + products) memory.
  /// - Throws: `SQLiteError`, `Damaged`, or what `body` throws.
  public func forEachEntry(
    of user: UserID, from: Day? = nil, to: Day? = nil, _ body: (Entry) throws -> Void
  ) throws {
    // Names are resolved in memory, not by joins: steps and products are few.
    let steps = try stepsByKey(of: user)
    let numbers = try StepNumbers(steps.map(\.number))
    // Read at the first entry with a product: in many journals no entry has one.
    var products: ProductNames?
    var entries = DayOfEntries(of: steps.map(\.key))
    try database.statement(
      "\(Journal.entries.select) WHERE user = ? AND day BETWEEN ? AND ? ORDER BY day, step"
    ).forEach(user.number, (from ?? .first).number, (to ?? .last).number) { row in
      guard let place = numbers[try row.integer(1)] else { return }
      let day = try row.day(0)
      if day != entries.day || entries.contains(place) { try entries.pass(to: body) }
      entries.day = day
      try entries.read(row, at: place) { try name(ofProduct: $0, of: user, &products) }
    }
    try entries.pass(to: body)
  }

  /// Writes `entry`, which replaces an entry of the same step and day.
  ///
  /// - Throws: `InvalidInput` when the user has no such step or product; `SQLiteError`.
  public func put(_ entry: Entry, for user: UserID) throws {
    try EntryWriter(of: user, in: self).put(entry)
  }

  /// Adds `entry`, or compares it with the one of the same step and day.
  ///
  /// - Parameter replacing: whether to overwrite an existing record that differs.
  /// - Throws: `InvalidInput` when the user has no such step or product; `SQLiteError`, `Damaged`.
  public func merge(_ entry: Entry, for user: UserID, replacing: Bool) throws -> MergeOutcome {
    try EntryWriter(of: user, in: self).merge(entry, replacing: replacing)
  }

  /// The name of the product with this number. The first call reads `names`.
  private func name(
    ofProduct number: Int64, of user: UserID, _ names: inout ProductNames?
  ) throws -> String? {
    let known = try names ?? productNames(of: user)
    names = known
    return known[number]
  }
}

extension Entry {
  /// The range of the days from the day of an entry to the day on which it was logged.
  private static let loggedAfterRange = Day.first - Day.last...Day.last - Day.first

  /// Reads all columns except the day and the step from a row of `Journal.entries.select`. The day must be set.
  ///
  /// - Parameter name: returns the name of the product with a number.
  @inline(__always) mutating func read(
    _ row: borrowing Row, product name: (Int64) throws -> String?
  ) throws {
    status = try Status(code: try row.integer(2))
    count = try row.int(3, in: Entry.countRange)
    minutes = try row.optionalInt(4, in: Entry.minutesRange)
    loggedAt = try row.optionalInstant(8)
    let days = try row.optionalInt(9, in: Entry.loggedAfterRange)
    loggedOn = if let days { day + days } else { nil }
    // Most entries have no texts. Skip reading them, unless this value still has texts of the entry
    // that was read before.
    let hasTexts = !(row.isNull(5) && row.isNull(6) && row.isNull(7))
    if hasTexts || product != nil || reason != nil || note != nil {
      try readTexts(row, product: name)
    }
  }

  /// Reads the product, the reason and the note.
  @inline(never) private mutating func readTexts(
    _ row: borrowing Row, product name: (Int64) throws -> String?
  ) throws {
    product = try row.optionalInteger(5).flatMap(name)
    reason = try row.optionalName(6)
    note = try row.optionalText(7)
  }
}
