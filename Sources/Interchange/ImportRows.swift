import Calendar
import Journal
import Routine
import Text
import Tracker

extension CSVImporter {
  /// Merges one row of `table`, whose fields are read in the order of the table's columns.
  mutating func merge(_ table: Table, _ fields: inout Fields) throws -> MergeOutcome {
    isAhead = false
    if table == .users {
      var user = User.blank
      try fields.record(User.columns, into: &user)
      return try journal.merge(user, replacing: isReplacing)
    }
    let (user, today) = try user(&fields)
    func record<Record>(_ columns: [Column<Record>], _ blank: Record) throws -> Record {
      var record = blank
      try fields.record(columns, into: &record)
      return record
    }
    switch table {
    case .entries:
      let entry = try entries.entry(&fields)
      isAhead = entry.day > today
      return try writer(for: user).merge(entry, replacing: isReplacing)
    case .products:
      return try journal.merge(
        record(Product.columns, Product(name: "")), for: user, replacing: isReplacing)
    case .steps:
      return try journal.merge(record(Step.columns, .blank), for: user, replacing: isReplacing)
    case .schedules:
      return try journal.merge(
        record(StepVersion<Schedule>.columns, .blank(.daily)), for: user, replacing: isReplacing)
    case .stepProducts:
      return try journal.merge(
        record(StepVersion<String?>.columns, .blank(nil)), for: user, replacing: isReplacing)
    case .pauses:
      return try journal.merge(record(Pause.columns, .blank), for: user, replacing: isReplacing)
    case .procedures:
      return try journal.merge(
        record(Procedure.columns, .blank), for: user, replacing: isReplacing)
    case .ratings:
      let rating = try record(Rating.columns, .blank)
      isAhead = rating.day > today
      return try journal.merge(rating, for: user, replacing: isReplacing)
    case .notes:
      let note = try record(DayNote.columns, .blank)
      isAhead = note.day > today
      return try journal.merge(note, for: user, replacing: isReplacing)
    case .photos:
      return try journal.merge(record(Photo.columns, .blank), for: user, replacing: isReplacing)
    case .users, .weeks, .milestones, .usage: return .unchanged
    }
  }

  /// Reads the user of the row.
  private mutating func user(_ fields: inout Fields) throws -> (id: UserID, today: Day) {
    try fields.recent(&users) { [journal, target] fields in
      let name = try fields.line("a user's name", longest: TextRules.longestName)
      guard let account = try journal.account(named: name) else {
        throw fields.problem("there is no user \(quoted(name)): add a row for them to users.csv")
      }
      // A time zone that the machine does not know is no reason to refuse the rows.
      return (account.id, (try? target.today(for: account.user)) ?? .last)
    }
  }

  /// The writer of the user's entries. It is reused as long as the rows are of the same user.
  private mutating func writer(for user: UserID) -> EntryWriter {
    if let writer, writer.user == user { return writer }
    let writer = EntryWriter(of: user, in: journal)
    self.writer = writer
    return writer
  }
}
