import Calendar
import Routine
import SQLite

/// The entries of one day. Rows come by number of the step, and entries are passed on by its name.
///
/// There is one entry for each step of the routine, into which every day's is read. Making a new value for each row, or
/// moving values to sort them, copies their texts: that way a scan of all entries takes 42 % more instructions. The
/// tests compare this with a plain reading that does so (`PlainEntries`).
struct DayOfEntries {
  var day = Day.first
  private var entries: [Entry]
  private var isPresent: [Bool]
  /// The places of the day's entries: of many steps, a day has few.
  private var places: [Int] = []

  /// No entries yet, of the steps `keys`, by slot and slug.
  init(of keys: [StepKey]) {
    entries = keys.map { Entry(day: .first, step: $0, status: .done) }
    isPresent = Array(repeating: false, count: keys.count)
  }

  /// Whether the day has an entry of the step at `place`. Only a damaged file has it twice.
  func contains(_ place: Int) -> Bool { isPresent[place] }

  /// Reads the entry of the step at `place`.
  @inline(__always) mutating func read(
    _ row: borrowing Row, at place: Int, product name: (Int64) throws -> String?
  ) throws {
    try entries[place].read(row, product: name)
    entries[place].day = day
    isPresent[place] = true
    places.append(place)
  }

  /// Passes the day's entries to `body` by name of their step, and removes them.
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
