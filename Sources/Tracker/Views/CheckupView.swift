import Files
import Journal
import Routine
import SQLite

/// What a check of a journal found.
public struct CheckupView: Sendable {
  /// Something that is wrong.
  public enum Finding: Sendable {
    /// The file is empty.
    case empty
    /// The file is no SQLite database.
    case notADatabase
    /// The file cannot be used; why, in SQLite's words. `canExport` tells whether some of it can be read.
    case damaged(String, canExport: Bool)
    /// It holds a trigger or a view.
    case unexpectedObject(name: String)
    /// A flaw of the journal.
    case flaw(Flaw)
    /// A file belongs to another user of the machine.
    case otherOwner(path: String)
    /// Others can open a file.
    case openToOthers(path: String, mode: Int)
    /// Others can write in the folder of the journal, and replace the file.
    case folderOpenToOthers(path: String, mode: Int)
    /// A picture is not as it was.
    case photo(Photo, PhotoState)
  }

  /// What was found, permissions first.
  public fileprivate(set) var findings: [Finding] = []
  /// How many users, entries and photos were checked; nil when the file could not be read.
  public fileprivate(set) var counts: (users: Int, entries: Int, photos: Int)?
}

extension CheckupView {
  /// Checks the journal at `path`: permissions, the file, every row, and the files of its photos.
  ///
  /// - Parameters:
  ///   - open: opens it.
  ///   - progress: called with the total number of bytes of all photos; what it returns is called after each piece.
  /// - Throws: what `open` throws beyond what a check reports; `FileProblem`, `SQLiteError`.
  public init(
    of path: String, open: () throws -> Journal, progress: (_ total: Int) -> (Int) -> Void
  ) throws {
    findings = try CheckupView.permissions(of: path)
    // Opening an empty file would make a journal of it.
    if try DatabaseFile(at: path).content == .nothing {
      findings.append(.empty)
      return
    }
    do {
      let journal = try open()
      let checkup = try journal.checkup()
      findings += checkup.flaws.map(Finding.flaw)
      guard !checkup.flaws.contains(where: \.isOfTheFile) else { return }
      counts = checkup.counts
      let photos = try journal.read {
        try journal.accounts().flatMap { try journal.photos(of: $0.id) }
      }
      let advance = progress(photos.reduce(0) { $0 + $1.bytes })
      for photo in photos {
        let state = photo.fileState(progress: advance)
        switch state {
        case .present, .unlocated, .moved: break
        case .missing, .altered, .unreadable: findings.append(.photo(photo, state))
        }
      }
    } catch Migrator.Refusal.notADatabase {
      findings.append(.notADatabase)
    } catch Migrator.Refusal.unexpectedSchemaObject(let name) {
      findings.append(.unexpectedObject(name: name))
    } catch let error as SQLiteError {
      switch error.code {
      // Of a file whose tables are no longer ours nothing can be exported.
      case .error, .notADatabase:
        findings.append(.damaged(error.message, canExport: false))
      case .corrupt, .mismatch: findings.append(.damaged(error.message, canExport: true))
      default: throw error
      }
    }
  }

  private static func permissions(of path: String) throws -> [Finding] {
    let files = try [path, path + "-wal", path + "-shm"] + JournalCopy.all(of: path)
    var findings: [Finding] = files.compactMap { file in
      guard let access = FileAccess(of: file) else { return nil }
      if !access.isOwn { return .otherOwner(path: file) }
      return access.mode & 0o077 == 0 ? nil : .openToOthers(path: file, mode: access.mode)
    }
    let folder = folder(of: path)
    if let access = FileAccess(of: folder), access.mode & 0o022 != 0 {
      findings.append(.folderOpenToOthers(path: folder, mode: access.mode))
    }
    return findings
  }
}
