import Files
import Text

/// The CSV files to import from a path, in the order of their tables.
public struct CSVSource: Sendable {
  /// The path given to `init`.
  let path: String
  let files: [(table: Table, path: String)]
  /// The names of CSV files in the folder that are not porelog's.
  let ignoredFiles: [String]
  /// Whether the only porelog files at the path are reports, which import ignores.
  let isReportOnly: Bool
  /// The total size of the files in bytes.
  public let bytes: Int

  /// Finds the files at `path`: a folder with porelog's CSV files, or one such file, recognised by its name or its
  /// header.
  ///
  /// - Throws: `FileProblem`; `ImportError` if there is no porelog file.
  public init(at path: String) throws {
    self.path = path
    if Folder.exists(at: path) {
      let names = try Folder.names(in: path)
      let tables = Table.allCases.filter { names.contains($0.fileName) }
      files = tables.filter { !$0.isReport }.map { ($0, "\(path)/\($0.fileName)") }
      // Reports are not listed in `ignoredFiles`: they are made from the other tables, so nothing is lost.
      let known = Table.allCases.map(\.fileName)
      ignoredFiles = names.filter { $0.hasSuffix(".csv") && !known.contains($0) }
      isReportOnly = files.isEmpty && !tables.isEmpty
    } else {
      let table = try CSVSource.table(ofFile: path)
      files = table.map { $0.isReport ? [] : [($0, path)] } ?? []
      ignoredFiles = []
      isReportOnly = table?.isReport == true
    }
    guard !files.isEmpty || isReportOnly else {
      throw ImportError(
        "\(path.terminalSafe) holds nothing that can be imported: neither CSV of porelog, such as entries.csv, nor what Loop, harsh or Table Habit wrote (porelog help import)"
      )
    }
    bytes = files.reduce(0) { $0 + fileSize($1.path) }
  }

  /// The table with the file's name, else the one that shares the most columns with the file's
  /// header, if the shared columns are at least two and at least half of the header; nil if there
  /// is no such table.
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
