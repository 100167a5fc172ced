import Journal
import Text
import Tracker
import Wording

/// The result of an import, or of a dry run.
public struct ImportSummary: Sendable {
  /// Counts of rows or entries by result.
  public struct Counts: Hashable, Sendable {
    /// Rows that the journal did not have.
    public var added = 0
    /// Rows that the journal had already with the same content.
    public var unchanged = 0
    /// Rows that overwrote one with the same key and other content.
    public var replaced = 0
    /// Those of the added and replaced rows that are entries, notes or ratings of days after today.
    public var ahead = 0

    /// A phrase such as `12 rows added, 3 replaced, 4 there already`. Counts of zero are left out, except the first.
    ///
    /// - Parameters:
    ///   - noun: what is counted, such as `row`.
    ///   - plural: its plural, such as `rows`.
    public func words(_ noun: String, _ plural: String) -> String {
      var parts = [counted(added, noun, plural) + " added"]
      if replaced > 0 { parts.append("\(replaced) replaced") }
      if unchanged > 0 { parts.append("\(unchanged) there already") }
      return parts.joined(separator: ", ")
    }
  }

  /// The counts of each table that had a file, in the order of import.
  public var tables: [(table: Table, counts: Counts)] = []
  /// The names of CSV files that were ignored because they are not porelog's.
  public var ignoredFiles: [String] = []
  /// The name of the new default user, if the journal had none and several users were imported; else nil.
  public var defaultUser: String?

  /// The sum of the counts of all tables.
  public var total: Counts {
    tables.reduce(into: Counts()) { total, entry in
      total.added += entry.counts.added
      total.unchanged += entry.counts.unchanged
      total.replaced += entry.counts.replaced
      total.ahead += entry.counts.ahead
    }
  }
}

/// Thrown when an import is refused. Nothing was imported.
public struct ImportError: Error, Hashable, Sendable {
  /// One sentence for each of the first `listedAtMost` problems: file, line, column, what to do.
  public let problems: [String]
  /// The number of all problems.
  public let count: Int

  /// The most problems that are listed one by one. Choice.
  public static let listedAtMost = 20

  init(problems: [String], count: Int) {
    self.problems = problems
    self.count = count
  }

  /// Creates an error with a single problem.
  init(_ problem: String) { self.init(problems: [problem], count: 1) }
}

/// Collects the problems of an import, so that they are reported together.
struct ImportProblems {
  private var messages: [String] = []
  private var count = 0

  mutating func add(_ path: String, _ line: Int, _ message: String) {
    add("\(path.terminalSafe) line \(line): \(message)")
  }

  mutating func add(_ path: String, _ location: String, _ message: String) {
    add("\(path.terminalSafe), \(location): \(message)")
  }

  private mutating func add(_ problem: String) {
    count += 1
    if messages.count < ImportError.listedAtMost { messages.append(problem) }
  }

  /// - Throws: `ImportError` if there is any problem.
  func check() throws {
    if count > 0 { throw ImportError(problems: messages, count: count) }
  }
}

/// Imports porelog's own CSV: a folder, or a single file.
public struct CSVImport: RecordSource {
  /// The files to import.
  public let source: CSVSource
  /// Called after each read with the number of bytes read.
  private let progress: (Int) -> Void

  /// Creates an import of the files of `source`.
  ///
  /// - Parameter progress: called after each read with the number of bytes read.
  public init(_ source: CSVSource, progress: @escaping (Int) -> Void = { _ in }) {
    self.source = source
    self.progress = progress
  }

  /// The total size of the files in bytes.
  public var bytes: Int { source.bytes }

  /// Merges all rows into `target`.
  ///
  /// - Throws: `ImportError` if any row is refused; `FileProblem`, `SQLiteError`, `Damaged`.
  public func merge(into target: ImportTarget) throws -> ImportSummary {
    var importer = CSVImporter(target, progress)
    let isFirst = try target.journal.defaultAccount() == nil
    var summary = ImportSummary()
    summary.ignoredFiles = source.ignoredFiles
    for (table, path) in source.files {
      summary.tables.append((table, try importer.merge(table, from: path)))
    }
    try importer.problems.check()
    if isFirst { summary.defaultUser = try target.chooseDefaultUser() }
    return summary
  }

  /// The line for the list of changes that can be undone, such as `import my-journal: 664 rows added`.
  public func line(_ summary: ImportSummary) -> String {
    "import \(source.path.terminalSafe): \(summary.total.words("row", "rows"))"
  }
}
