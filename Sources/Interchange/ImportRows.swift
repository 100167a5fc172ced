import Journal
import Routine
import Text

extension CSVImporter {
  /// Merges one row of `table`, whose fields are read in the order of the table's columns.
  mutating func merge(_ table: Table, _ fields: inout Fields) throws -> MergeOutcome {
    if table == .users {
      var user = User.blank
      try fields.record(User.columns, into: &user)
      return try journal.merge(user, replacing: isReplacing)
    }
    let user = try user(&fields)
    func record<Record>(_ columns: [Column<Record>], _ blank: Record) throws -> Record {
      var record = blank
      try fields.record(columns, into: &record)
      return record
    }
    switch table {
    case .entries:
      return try writer(for: user).merge(entries.entry(&fields), replacing: isReplacing)
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
      return try journal.merge(record(Rating.columns, .blank), for: user, replacing: isReplacing)
    case .notes:
      return try journal.merge(record(DayNote.columns, .blank), for: user, replacing: isReplacing)
    case .photos:
      return try journal.merge(record(Photo.columns, .blank), for: user, replacing: isReplacing)
    case .users, .weeks, .milestones, .usage: return .unchanged
    }
  }

  /// Reads the user of the row.
  private mutating func user(_ fields: inout Fields) throws -> UserID {
    try fields.recent(&users) { [journal] fields in
      let name = try fields.line("a user's name", longest: TextRules.longestName)
      guard let account = try journal.account(named: name) else {
        throw fields.problem("there is no user \(quoted(name)): add a row for them to users.csv")
      }
      return account.id
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
