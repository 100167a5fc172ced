import Calendar
import Files
import Journal
import SQLite
import Text
import Tracker

/// Merges the rows of CSV files into a journal and collects the problems found in them.
struct CSVImporter {
  let journal: Journal
  let isReplacing: Bool
  /// Caches the user of the previous row, with the day that is today for the user. One is enough, because exported rows
  /// are sorted by user.
  var users = RecentCache<[UInt8], (id: UserID, today: Day)>(capacity: 1)
  /// Whether the row that was merged last is an entry, a note or a rating of a day after today.
  var isAhead = false
  let target: ImportTarget
  /// Parses the fields of entries.
  var entries = EntryFields()
  /// Writes the entries of the user of the previous row; nil before the first entry.
  var writer: EntryWriter?
  private let progress: (Int) -> Void
  fileprivate(set) var problems = ImportProblems()

  init(_ target: ImportTarget, _ progress: @escaping (Int) -> Void) {
    self.target = target
    journal = target.journal
    isReplacing = target.isReplacing
    self.progress = progress
  }

  mutating func merge(_ table: Table, from path: String) throws -> ImportSummary.Counts {
    var counts = ImportSummary.Counts()
    let file = try InputFile(path)
    let progress = progress
    var reader = CSVReader { buffer in
      let count = try file.read(into: &buffer)
      progress(count)
      return count
    }
    var record = CSVRecord()
    do {
      guard try reader.next(&record) else {
        addProblem(path, 1, "the file is empty: its first line must be \(table.header)")
        return counts
      }
      let names = record.names
      guard let indices = columnIndices(of: table, in: names, path) else { return counts }
      var fields = Fields(columns: table.columns, indices: indices)
      while try reader.next(&fields.record) {
        guard fields.record.count == names.count else {
          addProblem(
            path, fields.record.line,
            "the row's fields are \(fields.record.count) where the header's are \(names.count)")
          continue
        }
        fields.begin()
        try merge(table, &fields, path, &counts)
      }
    } catch let problem as CSVProblem {
      // The end of a malformed row is unknown, so the rest of the file cannot be read.
      addProblem(path, problem.line, problem.message)
    }
    return counts
  }

  private mutating func merge(
    _ table: Table, _ fields: inout Fields, _ path: String, _ counts: inout ImportSummary.Counts
  ) throws {
    let line = fields.record.line
    do {
      switch try merge(table, &fields) {
      case .added:
        counts.added += 1
        counts.ahead += isAhead ? 1 : 0
      case .unchanged: counts.unchanged += 1
      case .replaced:
        counts.replaced += 1
        counts.ahead += isAhead ? 1 : 0
      case .conflict:
        addProblem(
          path, line,
          "another row with this key is there, in the journal or before this one: give --replace to take this one"
        )
      }
    } catch let problem as Fields.Problem {
      addProblem(path, line, "column \(problem.column): \(problem.message)")
    } catch let invalid as InvalidInput {
      addProblem(path, line, invalid.description)
    } catch let error as SQLiteError where error.isConstraint {
      addProblem(path, line, "the row breaks a rule of the journal (\(error.message))")
    }
  }

  /// Returns, for each column of `table`, its index in `names`, the header of the file, or nil when
  /// the file lacks it. When the header has an unknown or a repeated column, adds a problem and
  /// returns nil.
  private mutating func columnIndices(
    of table: Table, in names: [String], _ path: String
  ) -> [Int?]? {
    for (index, name) in names.enumerated() {
      guard table.columns.contains(name) else {
        addProblem(path, 1, "there is no column \(quoted(name)): the header is \(table.header)")
        return nil
      }
      guard names.firstIndex(of: name) == index else {
        addProblem(
          path, 1, "the column \(quoted(name)) stands twice: the header is \(table.header)")
        return nil
      }
    }
    return table.columns.map { names.firstIndex(of: $0) }
  }

  private mutating func addProblem(_ path: String, _ line: Int, _ message: String) {
    problems.add(path, line, message)
  }
}
