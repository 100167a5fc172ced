import Journal
import Text
import Tracker
import Wording

/// What an import did, or would do.
public struct ImportSummary: Sendable {
  /// How many rows of one table met which fate.
  public struct Counts: Hashable, Sendable {
    /// Rows that were not there.
    public var added = 0
    /// Rows that were there already, the same.
    public var unchanged = 0
    /// Rows that overwrote others.
    public var replaced = 0

    /// `12 rows added, 3 replaced, 4 there already`, without what is none.
    public func words(_ noun: String, _ plural: String) -> String {
      var parts = [counted(added, noun, plural) + " added"]
      if replaced > 0 { parts.append("\(replaced) replaced") }
      if unchanged > 0 { parts.append("\(unchanged) there already") }
      return parts.joined(separator: ", ")
    }
  }

  /// By table, in the order of their import; a table without a file has none.
  public var tables: [(table: Table, counts: Counts)] = []
  /// The names of CSV files that were passed over, being none of ours.
  public var passedOver: [String] = []
  /// Whom commands are for that name nobody, when the import chose among several first users.
  public var defaultUser: String?

  /// All tables together.
  public var total: Counts {
    tables.reduce(into: Counts()) { total, entry in
      total.added += entry.counts.added
      total.unchanged += entry.counts.unchanged
      total.replaced += entry.counts.replaced
    }
  }
}

/// Why nothing was imported: every bad row, or the first of them.
public struct ImportRefused: Error, Hashable, Sendable {
  /// One sentence for each of the first bad rows: file, line, column, what to do.
  public let problems: [String]
  /// How many bad rows there are.
  public let count: Int

  /// How many bad rows are told of by themselves.
  public static let told = 20

  init(problems: [String], count: Int) {
    self.problems = problems
    self.count = count
  }

  /// Refuses for one reason.
  init(_ problem: String) { self.init(problems: [problem], count: 1) }
}

/// What is wrong with what is read, gathered until all of it is.
struct ImportProblems {
  private var told: [String] = []
  private var count = 0

  mutating func refuse(_ path: String, _ line: Int, _ message: String) {
    refuse("\(path.cleaned) line \(line): \(message)")
  }

  mutating func refuse(_ path: String, _ place: String, _ message: String) {
    refuse("\(path.cleaned), \(place): \(message)")
  }

  private mutating func refuse(_ problem: String) {
    count += 1
    if told.count < ImportRefused.told { told.append(problem) }
  }

  /// - Throws: `ImportRefused` when anything is wrong.
  func check() throws {
    if count > 0 { throw ImportRefused(problems: told, count: count) }
  }
}

/// Imports a folder of porelog's own CSV, or one file of it.
public struct CSVImport: RecordSource {
  /// The files.
  public let source: CSVSource
  /// Called after each piece with its number of bytes.
  private let progress: (Int) -> Void

  /// Imports `source`.
  public init(_ source: CSVSource, progress: @escaping (Int) -> Void = { _ in }) {
    self.source = source
    self.progress = progress
  }

  /// How many bytes the files have.
  public var bytes: Int { source.bytes }

  /// Merges all rows.
  ///
  /// - Throws: `ImportRefused` when any row is bad; `FileProblem`, `SQLiteError`, `Damaged`.
  public func merge(into target: ImportTarget) throws -> ImportSummary {
    var importer = CSVImporter(target, progress)
    let isFirst = try target.journal.defaultAccount() == nil
    var summary = ImportSummary()
    summary.passedOver = source.passedOver
    for (table, path) in source.files {
      summary.tables.append((table, try importer.merge(table, from: path)))
    }
    try importer.problems.check()
    if isFirst { summary.defaultUser = try target.chooseDefaultUser() }
    return summary
  }

  /// `import my-journal: 664 rows added`.
  public func line(_ summary: ImportSummary) -> String {
    "import \(source.path.cleaned): \(summary.total.words("row", "rows"))"
  }
}
