import Calendar
import Journal
import Routine

// Entries are the table of a million rows. Their fields are written and read here one by one, in the order of
// `Entry.columns`, instead of through the list: a test compares both. What the list costs is measured in Speed.

extension CSVWriter {
  /// Writes the row of an entry.
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
    try endRow()
  }
}

/// Reads the fields of entries. What fields of earlier rows held is known by their bytes: nearly all of a million rows
/// have a day, a step and a status that were read before.
struct EntryFields {
  // The rows of a day are next to each other.
  private var days = RecentCache<[UInt8], Day>(most: 1)
  private var slots = RecentCache<[UInt8], Slot>()
  private var slugs = RecentCache<[UInt8], Slug>()
  private var statuses = RecentCache<[UInt8], Status>()

  /// The entry in the next fields.
  ///
  /// - Throws: `Fields.Problem`.
  mutating func entry(_ fields: inout Fields) throws -> Entry {
    let day = try fields.recent(&days) { try $0.day() }
    let slot = try fields.recent(&slots) { try $0.named() }
    let slug = try fields.recent(&slugs) { try $0.slug() }
    var entry = Entry(
      day: day, step: StepKey(slot: slot, slug: slug),
      status: try fields.recent(&statuses) { try $0.named() },
      count: try fields.optionalInteger(in: Entry.counts) ?? 1,
      minutes: try fields.optionalInteger(in: Entry.minutes),
      product: try fields.optionalLine("a product's name", longest: TextRules.longestLine))
    entry.reason = try fields.optionalLine("a reason", longest: TextRules.longestLine)
    if entry.reason != nil, entry.status == .done {
      throw fields.problem("what was done has no reason: leave it empty")
    }
    entry.note = try fields.optionalNote()
    entry.loggedAt = try fields.optionalInstant()
    return entry
  }
}
