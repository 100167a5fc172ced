import Calendar
import Journal
import Routine

// There may be millions of entries. For speed, their fields are written and read one by one instead of through
// `Entry.columns`; the order must be the same. `RoundTripTests` covers both directions.

extension CSVWriter {
  mutating func entry(_ entry: Entry, of user: String) throws {
    text(user)
    day(entry.day)
    plain(entry.step.slot.rawValue)
    plain(entry.step.slug.description)
    plain(entry.status.rawValue)
    integer(entry.count)
    integer(entry.minutes)
    text(entry.product)
    text(entry.reason)
    text(entry.note)
    instant(entry.loggedAt)
    day(entry.loggedOn)
    try endRow()
  }
}

/// Parses the fields of entries. Recent values are cached by their bytes, because nearly every row has a day, a step
/// and a status that an earlier row had.
struct EntryFields {
  // One is enough, because exported entries are sorted by day.
  private var days = RecentCache<[UInt8], Day>(capacity: 1)
  private var slots = RecentCache<[UInt8], Slot>()
  private var slugs = RecentCache<[UInt8], Slug>()
  private var statuses = RecentCache<[UInt8], Status>()

  /// Reads the fields of a row that follow the user.
  ///
  /// - Throws: `Fields.Problem`.
  mutating func entry(_ fields: inout Fields) throws -> Entry {
    let day = try fields.recent(&days) { try $0.day() }
    let slot = try fields.recent(&slots) { try $0.named() }
    let slug = try fields.recent(&slugs) { try $0.slug() }
    var entry = Entry(
      day: day, step: StepKey(slot: slot, slug: slug),
      status: try fields.recent(&statuses) { try $0.named() },
      count: try fields.optionalInteger(in: Entry.countRange) ?? 1,
      minutes: try fields.optionalInteger(in: Entry.minutesRange),
      product: try fields.optionalLine("a product's name", longest: TextRules.longestLine))
    entry.reason = try fields.optionalLine("a reason", longest: TextRules.longestLine)
    if entry.reason != nil, entry.status == .done {
      throw fields.problem("what was done has no reason: leave it empty")
    }
    entry.note = try fields.optionalNote()
    entry.loggedAt = try fields.optionalInstant()
    entry.loggedOn = try fields.optionalDay()
    return entry
  }
}
