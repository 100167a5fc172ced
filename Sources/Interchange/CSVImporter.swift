import Files
import Journal
import SQLite
import Text
import Tracker

/// Reads rows and merges them, and collects what is wrong with them.
struct CSVImporter {
  let journal: Journal
  let isReplacing: Bool
  /// The user of the row before: the rows of a user are next to each other.
  var users = RecentCache<[UInt8], UserID>(most: 1)
  /// What fields of earlier entries held.
  var entries = EntryFields()
  /// Writes the entries of the user of the row before.
  var writer: EntryWriter?
  private let progress: (Int) -> Void
  fileprivate(set) var problems = ImportProblems()

  init(_ target: ImportTarget, _ progress: @escaping (Int) -> Void) {
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
        refuse(path, 1, "the file is empty: its first line must be \(table.header)")
        return counts
      }
      let names = record.names
      guard let places = places(of: table, in: names, path) else { return counts }
      var fields = Fields(columns: table.columns, places: places)
      while try reader.next(&fields.record) {
        guard fields.record.count == names.count else {
          refuse(
            path, fields.record.line,
            "the row's fields are \(fields.record.count) where the header's are \(names.count)")
          continue
        }
        fields.begin()
        try merge(table, &fields, path, &counts)
      }
    } catch let problem as CSVProblem {
      // Behind a broken row nobody can tell where the next one begins.
      refuse(path, problem.line, problem.message)
    }
    return counts
  }

  private mutating func merge(
    _ table: Table, _ fields: inout Fields, _ path: String, _ counts: inout ImportSummary.Counts
  ) throws {
    let line = fields.record.line
    do {
      switch try merge(table, &fields) {
      case .added: counts.added += 1
      case .unchanged: counts.unchanged += 1
      case .replaced: counts.replaced += 1
      case .conflict:
        refuse(
          path, line,
          "another row with this key is there, in the journal or before this one: give --replace to take this one"
        )
      }
    } catch let problem as Fields.Problem {
      refuse(path, line, "column \(problem.column): \(problem.message)")
    } catch let invalid as InvalidInput {
      refuse(path, line, invalid.description)
    } catch let error as SQLiteError where error.isConstraint {
      refuse(path, line, "the row breaks a rule of the journal (\(error.message))")
    }
  }

  /// Where the columns of `table` stand in a file whose header is `names`; nil when that is refused.
  private mutating func places(
    of table: Table, in names: [String], _ path: String
  ) -> [Int?]? {
    for (index, name) in names.enumerated() {
      guard table.columns.contains(name) else {
        refuse(path, 1, "there is no column \(quoted(name)): the header is \(table.header)")
        return nil
      }
      guard names.firstIndex(of: name) == index else {
        refuse(path, 1, "the column \(quoted(name)) stands twice: the header is \(table.header)")
        return nil
      }
    }
    return table.columns.map { names.firstIndex(of: $0) }
  }

  private mutating func refuse(_ path: String, _ line: Int, _ message: String) {
    problems.refuse(path, line, message)
  }
}
