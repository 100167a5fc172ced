import CLibrary
import Calendar
import Digest
import Files
import Pictures
import Routine
import Text

/// The result of comparing the file of a photo with its record in the journal.
public enum PhotoState: String, Sendable {
  /// The file is at its path and has the recorded hash.
  case present
  /// No file is at the path.
  case missing
  /// The file at the path has another size or hash.
  case altered
  /// Only the base name of the file is known, because the photo was imported without a path.
  case unlocated
  /// The file cannot be read.
  case unreadable
  /// The file was not at its path and was found elsewhere.
  case moved
}

extension Photo {
  /// Compares the photo's file with its record in the journal.
  ///
  /// - Parameter progress: called after each piece that was read, with its number of bytes.
  /// - Complexity: O(size of the file); O(1) when the size differs.
  public func fileState(progress: (Int) -> Void = { _ in }) -> PhotoState {
    guard file.utf8.contains(UInt8(ascii: "/")) else { return .unlocated }
    var status = stat()
    guard stat(file, &status) == 0 else {
      return errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable
    }
    guard Int(status.st_size) == bytes else { return .altered }
    guard let hash = try? InputFile(file).sha256(progress) else { return .unreadable }
    return hash == sha256 ? .present : .altered
  }
}

extension InputFile {
  /// The SHA-256 of the bytes from the current position to the end, as hexadecimal digits.
  fileprivate func sha256(_ progress: (Int) -> Void) throws -> String {
    var hash = SHA256()
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try read(into: &piece)
      if count == 0 { return hash.finalized() }
      hash.update(piece[..<count])
      progress(count)
    }
  }
}

/// A file to add to a journal as a photo.
public struct PhotoFile: Sendable {
  /// The absolute path, with symbolic links resolved.
  public let path: String
  /// The size in bytes.
  public let bytes: Int
  /// The SHA-256 of the file, 64 lower-case hexadecimal digits.
  public let sha256: String
  /// The format, size and metadata of the picture; format `other` when the file is larger than `largestRead`.
  public let picture: Picture

  /// The largest file, in bytes, whose picture is examined; a larger one is only hashed. Choice: far beyond any
  /// camera's JPEG.
  public static let largestRead = 64 << 20

  /// Reads the file at `path`. The file is not changed.
  ///
  /// - Throws: `FileProblem` when the file cannot be read; `InvalidInput` when its path is not UTF-8 or too long.
  /// - Complexity: O(size of the file).
  public init(at path: String) throws {
    let file = try InputFile(path)
    guard let resolved = realpath(path, nil) else { throw FileProblem(reading: path, errno: errno) }
    defer { free(resolved) }
    guard let text = String(validatingCString: resolved) else {
      throw InvalidInput(
        "the path of \(path.terminalSafe) is not UTF-8: give the file another name")
    }
    guard text.utf8.count <= TextRules.longestPath else {
      throw InvalidInput(
        "the path of \(path.terminalSafe) has more than \(TextRules.longestPath) bytes")
    }
    self.path = text
    bytes = fileSize(path)
    if bytes <= PhotoFile.largestRead {
      let whole = try file.readAll(atMost: PhotoFile.largestRead)
      var hash = SHA256()
      hash.update(whole)
      sha256 = hash.finalized()
      picture = Picture(whole)
    } else {
      sha256 = try file.sha256 { _ in }
      picture = Picture([])
    }
  }

  /// A photo with the properties that follow from the file.
  func photo(of day: Day, _ view: PhotoView) -> Photo {
    var photo = Photo(day: day, view: view, sha256: sha256, bytes: bytes, file: path)
    if let size = picture.size, PixelSize(width: size.width, height: size.height) != nil {
      (photo.width, photo.height) = (size.width, size.height)
    }
    photo.takenOn = picture.metadata.takenAt?.day
    return photo
  }
}

/// Searches `folder` and its subfolders for the files of `photos`, by size and hash. Symbolic links are not followed,
/// and subfolders that cannot be read are skipped.
///
/// - Returns: the paths of the files that were found, by their hash.
/// - Throws: `FileProblem` when `folder` itself cannot be read.
func findPhotos(_ photos: [Photo], under folder: String) throws -> [String: String] {
  let sizes = Set(photos.map(\.bytes))
  let wanted = Set(photos.map(\.sha256))
  var found: [String: String] = [:]
  _ = try Folder.names(in: folder)
  var folders = [folder]
  while let next = folders.popLast(), found.count < wanted.count {
    for name in (try? Folder.names(in: next)) ?? [] {
      let path = "\(next)/\(name)"
      var status = stat()
      guard lstat(path, &status) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: folders.append(path)
      case S_IFREG where sizes.contains(Int(status.st_size)):
        guard let hash = try? InputFile(path).sha256({ _ in }), wanted.contains(hash),
          found[hash] == nil, let file = try? PhotoFile(at: path)
        else { continue }
        found[hash] = file.path
      default: continue
      }
    }
  }
  return found
}
