import Calendar
import Routine
import SQLite
import Text

extension Entry {
  /// The columns of an entry. The number of the step stands for its slot and its name.
  public static let columns: [Column<Entry>] = [
    .day("day", key: true, { $0.day }, { $0.day = $1 }),
    .word(
      "slot", key: true, stored: ["step"], { $0.step.slot.rawValue },
      { $0.step.slot = try Slot(parsing: $1) }),
    .word(
      "step", key: true, stored: [], { $0.step.slug.description },
      { $0.step.slug = try Slug(parsing: $1) }),
    .word("status", { $0.status.rawValue }, { $0.status = try Status(parsing: $1) }),
    .optionalInteger("count", in: Entry.counts, { $0.count }, { $0.count = $1 ?? 1 }),
    .optionalInteger("minutes", in: Entry.minutes, { $0.minutes }, { $0.minutes = $1 }),
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
  ]

  /// An entry to read fields into.
  public static let blank = Entry(day: .first, step: Step.blank.key, status: .done)
}

extension Journal {
  static let entries = RowShape(table: "entries", columns: Entry.columns)

  /// What was logged of the step `key` on `day`; nil when nothing was.
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

  /// The entries of `routine`'s steps in `week`, by day and by number of the step.
  ///
  /// - Complexity: O(log entries of the user + entries of the week).
  /// - Throws: `SQLiteError`, `Damaged`.
  public func entries(of user: UserID, in week: Week, _ routine: [RoutineStep]) throws -> [Entry] {
    let numbers = try StepNumbers(routine.map(\.number))
    var products: ProductNames?
    return try database.statement(
      "\(Journal.entries.select) WHERE user = ? AND day BETWEEN ? AND ? ORDER BY day, step"
    ).map(user.number, week.monday.number, week.sunday.number) { row in
      let step = routine[try numbers.index(of: try row.integer(1))].step
      var entry = Entry(day: try row.day(0), step: step.key, status: .done)
      try entry.read(row) { try name(ofProduct: $0, of: user, &products) }
      return entry
    }
  }

  /// Passes each of the user's entries from `from` through `to` (nil is no bound) to `body`, by day, slot and slug.
  ///
  /// Call it within `read(_:)`: steps and entries are read one after the other. Entries whose step is missing, which
  /// only a damaged file has, are skipped.
  /// - Complexity: O(steps + products + entries of the span), in the memory of the steps, the products and one day's
  ///   entries.
  /// - Throws: `SQLiteError`, `Damaged`, or what `body` throws.
  public func forEachEntry(
    of user: UserID, from: Day? = nil, to: Day? = nil, _ body: (Entry) throws -> Void
  ) throws {
    // Names are resolved in memory, not by joins: steps and products are few.
    let steps = try stepsByKey(of: user)
    let numbers = try StepNumbers(steps.map(\.number))
    // Read when the first entry names a product: in many journals none does.
    var products: ProductNames?
    var today = DayOfEntries(of: steps.map(\.key))
    try database.statement(
      "\(Journal.entries.select) WHERE user = ? AND day BETWEEN ? AND ? ORDER BY day, step"
    ).forEach(user.number, (from ?? .first).number, (to ?? .last).number) { row in
      guard let place = numbers[try row.integer(1)] else { return }
      let day = try row.day(0)
      if day != today.day || today.contains(place) { try today.pass(to: body) }
      today.day = day
      try today.read(row, at: place) { try name(ofProduct: $0, of: user, &products) }
    }
    try today.pass(to: body)
  }

  /// Writes `entry` over what was logged of its step on its day.
  ///
  /// - Throws: `InvalidInput` when the user has no such step or product; `SQLiteError`.
  public func put(_ entry: Entry, for user: UserID) throws {
    try EntryWriter(of: user, in: self).put(entry)
  }

  /// Adds `entry`, or finds out how it compares with the one of that day and step.
  ///
  /// - Throws: `InvalidInput` when the user has no such step or product; `SQLiteError`, `Damaged`.
  public func merge(_ entry: Entry, for user: UserID, replacing: Bool) throws -> Merged {
    try EntryWriter(of: user, in: self).merge(entry, replacing: replacing)
  }

  /// The name of a product. `names` is filled on the first call.
  private func name(
    ofProduct number: Int64, of user: UserID, _ names: inout ProductNames?
  ) throws -> String? {
    let known = try names ?? productNames(of: user)
    names = known
    return known[number]
  }
}

extension Entry {
  /// Reads all columns but the day and the step from a row of the selection.
  ///
  /// - Parameter name: the name of the product of a number.
  @inline(__always) mutating func read(
    _ row: borrowing Row, product name: (Int64) throws -> String?
  ) throws {
    status = try Status(code: try row.integer(2))
    count = try row.int(3, in: Entry.counts)
    minutes = try row.optionalInt(4, in: Entry.minutes)
    loggedAt = try row.optionalInstant(8)
    // Most entries have no text, and the one read before into this value had none either.
    let hasTexts = !(row.isNull(5) && row.isNull(6) && row.isNull(7))
    guard hasTexts || product != nil || reason != nil || note != nil else { return }
    product = try row.optionalInteger(5).flatMap(name)
    reason = try row.optionalName(6)
    note = try row.optionalText(7)
  }
}
