import Calendar
import Routine
import SQLite

/// The entries of one day. They are read in the order of the steps' numbers and passed on in the order of their keys.
///
/// One entry for each step is stored and overwritten for every day. Creating an entry for each row,
/// or moving entries to sort them, would copy their texts: reading all entries would take 42 % more
/// instructions. `EntryTests` compares the result with entries that SQLite joins and sorts.
struct DayOfEntries {
  var day = Day.first
  private var entries: [Entry]
  private var isPresent: [Bool]
  /// The places of the entries that the day has. Without them, every place would be visited for each day.
  private var places: [Int] = []

  /// Creates a day without entries. The place of a step is its index in `keys`, which are ordered.
  init(of keys: [StepKey]) {
    entries = keys.map { Entry(day: .first, step: $0, status: .done) }
    isPresent = Array(repeating: false, count: keys.count)
  }

  /// Whether the day has an entry of the step at `place`. Only a damaged file has a second one.
  func contains(_ place: Int) -> Bool { isPresent[place] }

  /// Reads the entry of the step at `place`.
  @inline(__always) mutating func read(
    _ row: borrowing Row, at place: Int, product name: (Int64) throws -> String?
  ) throws {
    entries[place].day = day
    try entries[place].read(row, product: name)
    isPresent[place] = true
    places.append(place)
  }

  /// Passes the day's entries to `body`, ordered by the keys of their steps, and removes them.
  mutating func pass(to body: (Entry) throws -> Void) rethrows {
    places.sort()
    for place in places {
      isPresent[place] = false
      try entries[place].pass(to: body)
    }
    places.removeAll(keepingCapacity: true)
  }
}

extension Entry {
  /// Passes the entry in place; reading it from the array first would copy it.
  @inline(never) fileprivate mutating func pass(to body: (Entry) throws -> Void) rethrows {
    try body(self)
  }
}
