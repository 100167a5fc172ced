import CLibrary
import Calendar
import Digest
import Files
import Pictures
import Routine
import Text

/// How the file of a photo compares with what the journal keeps of it.
public enum PhotoState: String, Sendable {
  /// It is there, byte by byte.
  case present
  /// Nothing is at its path.
  case missing
  /// Another file is at its path.
  case altered
  /// Only its base name is known: it was imported without a path.
  case unlocated
  /// It cannot be read.
  case unreadable
  /// It was not at its path and has been found elsewhere.
  case moved
}

extension Photo {
  /// Compares its file with what the journal keeps.
  ///
  /// - Parameter progress: called after each piece with its number of bytes.
  /// - Complexity: O(size of the file), unless its size alone decides.
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
  /// The SHA-256 of the bytes that are left.
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

/// A file that is to be kept as a photo.
public struct PhotoFile: Sendable {
  /// Its path from the root, without links.
  public let path: String
  /// Its size.
  public let bytes: Int
  /// The SHA-256 of its bytes.
  public let sha256: String
  /// What its bytes are.
  public let picture: Picture

  /// The largest file of which more than the hash is read. Choice: far beyond any camera's JPEG.
  public static let largestRead = 64 << 20

  /// Reads the file at `path` and leaves it as it is.
  ///
  /// - Throws: `FileProblem`; `InvalidInput` when its path cannot be kept.
  public init(at path: String) throws {
    let file = try InputFile(path)
    guard let resolved = realpath(path, nil) else { throw FileProblem(reading: path, errno: errno) }
    defer { free(resolved) }
    guard let text = String(validatingCString: resolved) else {
      throw InvalidInput("the path of \(path.cleaned) is not UTF-8: give the file another name")
    }
    guard text.utf8.count <= TextRules.longestPath else {
      throw InvalidInput(
        "the path of \(path.cleaned) has more than \(TextRules.longestPath) bytes")
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

  /// The part of a photo that follows from the file.
  func photo(of day: Day, _ view: PhotoView) -> Photo {
    var photo = Photo(day: day, view: view, sha256: sha256, bytes: bytes, file: path)
    if let size = picture.size, PixelSize(width: size.width, height: size.height) != nil {
      (photo.width, photo.height) = (size.width, size.height)
    }
    photo.takenOn = picture.metadata.takenAt?.day
    return photo
  }
}

/// Searches `folder` and the folders in it for the files of `photos`, by size and hash. Links are not followed, and a
/// folder within it that cannot be read is skipped.
///
/// - Returns: the path of each that was found, by hash.
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
