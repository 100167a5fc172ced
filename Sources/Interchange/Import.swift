import Journal
import Routine
import SQLite

/// What an import did, or would do.
public struct ImportSummary: Sendable {
  /// How many rows of one table met which fate.
  public struct Counts: Hashable, Sendable {
    /// Rows that were not there.
    public var added = 0
    /// Rows that were there already, the same.
    public var unchanged = 0
    /// Rows that took the place of others.
    public var replaced = 0
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

/// Takes in a folder of our own CSV, or one file of it: all rows or, when one is bad, none.
public struct Importer {
  let journal: Journal
  let replacing: Bool
  let isTimeZone: (String) -> Bool
  /// What fields of earlier rows said.
  var known = Known()
  /// What writes the entries of the user of the last row.
  var writer: EntryWriter?
  private let progress: (Int) -> Void
  private var problems = ImportProblems()

  /// - Parameter replacing: whether a row takes the place of one with its key and other content; else
  ///   it is a bad row.
  private init(
    _ journal: Journal, replacing: Bool, progress: @escaping (Int) -> Void,
    isTimeZone: @escaping (String) -> Bool
  ) {
    self.journal = journal
    self.replacing = replacing
    self.progress = progress
    self.isTimeZone = isTimeZone
  }

  /// What fields said that come again and again.
  struct Known {
    // The rows of one are behind each other, and so are those of a day.
    var users = Recurring<[UInt8], UserID>(most: 1)
    var days = Recurring<[UInt8], Day>(most: 1)
    var slots = Recurring<[UInt8], Slot>()
    var slugs = Recurring<[UInt8], Slug>()
    var statuses = Recurring<[UInt8], Status>()
  }

  /// The files that importing `path` reads, in the order of their tables.
  public struct Source: Sendable {
    let files: [(table: Table, path: String)]
    let passedOver: [String]
    /// Whether there is something of ours, but only what is made from the other tables.
    let isReportOnly: Bool
    /// How many bytes they have together.
    public let bytes: Int

    /// Looks at `path`: a folder with files of ours, or one such file, known by its header.
    ///
    /// - Throws: `FileProblem`; `ImportRefused` when nothing of ours is there.
    public init(at path: String) throws {
      if Folder.exists(at: path) {
        let names = try Folder.names(in: path)
        let tables = Table.allCases.filter { names.contains($0.fileName) }
        files = tables.filter { !$0.isReport }.map { ($0, "\(path)/\($0.fileName)") }
        // Reports are made from the other tables, and nothing is lost with them.
        let known = Table.allCases.map(\.fileName)
        passedOver = names.filter { $0.hasSuffix(".csv") && !known.contains($0) }
        isReportOnly = files.isEmpty && !tables.isEmpty
      } else {
        let table = try Source.table(ofFile: path)
        files = table.map { $0.isReport ? [] : [($0, path)] } ?? []
        passedOver = []
        isReportOnly = table?.isReport == true
      }
      guard !files.isEmpty || isReportOnly else {
        throw ImportRefused(
          "\(path.cleaned) holds nothing that can be imported: neither CSV of porelog, such as entries.csv, nor what Loop, harsh or Table Habit wrote (porelog help import)"
        )
      }
      bytes = files.reduce(0) { $0 + fileSize($1.path) }
    }

    /// The table of a single file: by its name, else the one that shares most columns with its header,
    /// and at least half of the header's.
    private static func table(ofFile path: String) throws -> Table? {
      let file = try InputFile(path)
      let name = path.split(separator: "/").last.map(String.init) ?? path
      if let table = Table.allCases.first(where: { $0.fileName == name }) { return table }
      var reader = CSVReader(read: file.read)
      var header = CSVRecord()
      guard (try? reader.next(&header)) == true else { return nil }
      let columns = header.names
      let shared = Table.allCases.map { table in
        (table: table, count: columns.filter(table.columns.contains).count)
      }
      let best = shared.max { $0.count < $1.count }
      return best.flatMap { 2 * $0.count >= columns.count && $0.count > 1 ? $0.table : nil }
    }
  }

  /// Merges the rows of `source` into `journal`. Call it inside a transaction: an error leaves rows
  /// behind that are to be taken back.
  ///
  /// - Parameters:
  ///   - progress: is told, after each piece, how many bytes it has.
  ///   - isTimeZone: whether the machine knows a time zone of that name.
  /// - Throws: `ImportRefused` when any row is bad; `FileProblem`, `SQLiteError`.
  public static func run(
    _ source: Source, into journal: Journal, replacing: Bool,
    progress: @escaping (Int) -> Void = { _ in }, isTimeZone: @escaping (String) -> Bool
  ) throws -> ImportSummary {
    var importer = Importer(
      journal, replacing: replacing, progress: progress, isTimeZone: isTimeZone)
    let isFirst = try journal.defaultUser() == nil
    var summary = ImportSummary()
    summary.passedOver = source.passedOver
    for (table, path) in source.files {
      summary.tables.append((table, try importer.merge(table, from: path)))
    }
    try importer.problems.check()
    if isFirst { summary.defaultUser = try importer.chooseDefault() }
    return summary
  }

  /// Makes the user who was there first the default, which the files do not tell: of those that were added
  /// on the same day the first by name.
  ///
  /// - Returns: that user's name, if there were several to choose from.
  private func chooseDefault() throws -> String? {
    let accounts = try journal.accounts()
    guard let first = accounts.min(by: { $0.user.createdOn < $1.user.createdOn }) else {
      return nil
    }
    try journal.setDefault(first.id)
    return accounts.count > 1 ? first.user.name : nil
  }

  private mutating func merge(_ table: Table, from path: String) throws -> ImportSummary.Counts {
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
    } catch let malformed as Malformed {
      refuse(path, line, malformed.description)
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
