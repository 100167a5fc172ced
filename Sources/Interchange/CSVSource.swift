import Files
import Text

/// The files that importing `path` reads, in the order of their tables.
public struct CSVSource: Sendable {
  /// The path that was given.
  let path: String
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
    self.path = path
    if Folder.exists(at: path) {
      let names = try Folder.names(in: path)
      let tables = Table.allCases.filter { names.contains($0.fileName) }
      files = tables.filter { !$0.isReport }.map { ($0, "\(path)/\($0.fileName)") }
      // Reports are made from the other tables, and nothing is lost with them.
      let known = Table.allCases.map(\.fileName)
      passedOver = names.filter { $0.hasSuffix(".csv") && !known.contains($0) }
      isReportOnly = files.isEmpty && !tables.isEmpty
    } else {
      let table = try CSVSource.table(ofFile: path)
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
