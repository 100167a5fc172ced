import Calendar
import Files
import Journal
import Routine
import SQLite

/// The findings of a check of a journal.
public struct CheckupView: Sendable {
  /// Something that is wrong.
  public enum Finding: Sendable {
    /// The file is empty.
    case empty
    /// The file is not an SQLite database.
    case notADatabase
    /// The file is damaged, with SQLite's message. `canExport` is whether some of it may still be readable.
    case damaged(String, canExport: Bool)
    /// The database contains a schema object that porelog did not create, such as a trigger or a view.
    case unexpectedObject(name: String)
    /// The content of the journal has a flaw.
    case flaw(Flaw)
    /// A file belongs to another user of the machine.
    case otherOwner(path: String)
    /// Other users of the machine have access to a file. `mode` is its permission bits.
    case openToOthers(path: String, mode: Int)
    /// Other users of the machine can write in the journal's folder, and so replace the file. `mode` is its permission
    /// bits.
    case folderOpenToOthers(path: String, mode: Int)
    /// The file of a photo is missing, altered or unreadable.
    case photo(Photo, PhotoState)
  }

  /// The findings, those about permissions first.
  public fileprivate(set) var findings: [Finding] = []
  /// The numbers of users, entries and photos that were checked; nil when the file could not be read.
  public fileprivate(set) var counts: (users: Int, entries: Int, photos: Int)?
}

extension CheckupView {
  /// Checks the journal at `path`: permissions, the file, every row, and the files of its photos.
  ///
  /// - Parameters:
  ///   - path: the path of the journal.
  ///   - now: the instant that decides which days are to come.
  ///   - open: opens the journal at `path`.
  ///   - progress: called with the total number of bytes of all photos. The function that it returns is called after
  ///     each piece that was read, with its number of bytes.
  /// - Throws: the errors of `open` that are not reported as findings; `FileProblem`, `SQLiteError`, `Damaged`.
  /// - Complexity: O(size of the journal + size of the photos).
  public init(
    of path: String, at now: Instant, open: () throws -> Journal,
    progress: (_ total: Int) -> (Int) -> Void
  ) throws {
    findings = try CheckupView.permissions(of: path)
    // Opening an empty file would turn it into a journal.
    if try DatabaseFile(at: path).content == .nothing {
      findings.append(.empty)
      return
    }
    do {
      let journal = try open()
      let checkup = try journal.checkup(at: now)
      findings += checkup.flaws.map(Finding.flaw)
      guard !checkup.flaws.contains(where: \.affectsFile) else { return }
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
      // The tables are missing or not porelog's, so nothing can be exported.
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
