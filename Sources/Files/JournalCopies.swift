import CLibrary

/// The suffixes of the files that SQLite keeps beside a database.
public let databaseCompanions = ["-wal", "-shm", "-journal"]

/// Deletes the database at `path` and its companions. Files that do not exist are ignored.
public func removeDatabase(_ path: String) {
  for suffix in databaseCompanions + [""] { unlink(path + suffix) }
}

/// The copies that porelog itself makes of a journal, and how they are named. `doctor` and `user erase` find them by
/// these names.
public enum JournalCopy: Hashable, Sendable {
  /// Made before the schema is migrated from this version.
  case beforeMigration(from: Int32)
  /// Made before an import that is too large for the undo history, at this time in seconds since 1970.
  case beforeImport(at: Int64)
  /// Made before a restore, at this time in seconds since 1970.
  case beforeRestore(at: Int64)

  private static let marks = [".v", ".before-import-", ".before-restore-"]

  /// The path of this copy of the journal at `path`. When a file exists there, the copy gets a number at the end.
  public func path(of path: String) -> String {
    switch self {
    case .beforeMigration(let version): "\(path)\(JournalCopy.marks[0])\(version)"
    case .beforeImport(let seconds): "\(path)\(JournalCopy.marks[1])\(seconds)"
    case .beforeRestore(let seconds): "\(path)\(JournalCopy.marks[2])\(seconds)"
    }
  }

  /// The copies in the folder of the journal at `path`, with their companions and unfinished copies.
  ///
  /// - Throws: `FileProblem`.
  public static func all(of path: String) throws -> [String] {
    let folder = folder(of: path)
    let slash = path.lastIndex(of: "/")
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    return try Folder.names(in: folder).filter { isCopy($0, of: name) }.map { "\(folder)/\($0)" }
  }

  /// Whether `copy` consists of the journal's `name`, a mark and a number, perhaps with a second number that made it
  /// unique.
  private static func isCopy(_ copy: String, of name: String) -> Bool {
    var copy = copy[...]
    if let suffix = databaseCompanions.first(where: copy.hasSuffix) {
      copy = copy.dropLast(suffix.count)
    }
    func isNumber(_ part: Substring) -> Bool {
      !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
    guard copy.utf8.starts(with: name.utf8) else { return false }
    // Dropped as bytes: dropping characters would also drop a combining mark after the journal's
    // name, which makes it the name of another file.
    let rest = Substring(copy.utf8.dropFirst(name.utf8.count))
    var first = rest
    if let hyphen = rest.lastIndex(of: "-"), isNumber(rest[hyphen...].dropFirst()) {
      first = rest[..<hyphen]
    }
    if first.hasSuffix(OutputFile.partial), first.hasPrefix(".") {
      return isNumber(first.dropFirst().dropLast(OutputFile.partial.count))
    }
    return marks.contains { mark in
      guard rest.hasPrefix(mark) else { return false }
      // Seconds are negative when the clock shows a time before 1970.
      let suffix = rest.dropFirst(mark.count)
      let numbers = (suffix.hasPrefix("-") ? suffix.dropFirst() : suffix)
        .split(separator: "-", omittingEmptySubsequences: false)
      return numbers.count <= 2 && numbers.allSatisfy(isNumber)
    }
  }
}
