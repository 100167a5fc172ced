import CLibrary

/// The files that SQLite keeps beside a database, by the end of their names.
public let databaseCompanions = ["-wal", "-shm", "-journal"]

/// Deletes the database at `path` and its companions, as far as they exist.
public func removeDatabase(_ path: String) {
  for suffix in databaseCompanions + [""] { unlink(path + suffix) }
}

/// The copies that porelog itself makes of a journal, and how they are named. `doctor` and `user erase` find them by
/// these names.
public enum JournalCopy: Hashable, Sendable {
  /// Made before a schema of that version is migrated.
  case beforeMigration(from: Int32)
  /// Made before an import that is too large for the undo history; seconds since 1970.
  case beforeImport(at: Int64)
  /// What was there before a restore; seconds since 1970.
  case beforeRestore(at: Int64)

  private static let marks = [".v", ".before-import-", ".before-restore-"]

  /// The path of the copy of the journal at `path`. When it exists, a number goes behind it.
  public func path(of path: String) -> String {
    switch self {
    case .beforeMigration(let version): "\(path)\(JournalCopy.marks[0])\(version)"
    case .beforeImport(let seconds): "\(path)\(JournalCopy.marks[1])\(seconds)"
    case .beforeRestore(let seconds): "\(path)\(JournalCopy.marks[2])\(seconds)"
    }
  }

  /// The copies of the journal at `path` that lie beside it, their companions and unfinished ones among them.
  ///
  /// - Throws: `FileProblem`.
  public static func all(of path: String) throws -> [String] {
    let folder = folder(of: path)
    let slash = path.lastIndex(of: "/")
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    return try Folder.names(in: folder).filter { isCopy($0, of: name) }.map { "\(folder)/\($0)" }
  }

  /// Whether `name` is the journal's name, a mark and a number, perhaps with a second number that made it unique.
  private static func isCopy(_ copy: String, of name: String) -> Bool {
    var copy = copy[...]
    if let suffix = databaseCompanions.first(where: copy.hasSuffix) {
      copy = copy.dropLast(suffix.count)
    }
    func isNumber(_ part: Substring) -> Bool {
      !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
    guard copy.utf8.starts(with: name.utf8) else { return false }
    let rest = copy.dropFirst(name.count)
    if rest.hasSuffix(OutputFile.partial), rest.hasPrefix(".") {
      return isNumber(rest.dropFirst().dropLast(OutputFile.partial.count))
    }
    return marks.contains { mark in
      guard rest.hasPrefix(mark) else { return false }
      // Seconds are negative when the clock shows a time before 1970.
      let behind = rest.dropFirst(mark.count)
      let numbers = (behind.hasPrefix("-") ? behind.dropFirst() : behind)
        .split(separator: "-", omittingEmptySubsequences: false)
      return numbers.count <= 2 && numbers.allSatisfy(isNumber)
    }
  }
}
