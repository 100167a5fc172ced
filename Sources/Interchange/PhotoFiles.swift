import Glibc
import Pictures
import Routine

/// How the file of a photo stands to what is kept of it.
public enum PhotoState: String, Sendable {
  /// It is there, byte by byte.
  case present
  /// There is nothing at its path.
  case missing
  /// Something else is at its path.
  case altered
  /// Only its name is known: it was imported without a path.
  case unlocated
  /// It cannot be read.
  case unreadable
}

extension Photo {
  /// Looks at its file.
  ///
  /// - Parameter progress: is told, after each piece, how many bytes it has.
  /// - Complexity: O(size of the file), unless its size alone tells.
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
  /// The SHA-256 of its bytes from here on.
  func sha256(_ progress: (Int) -> Void) throws -> String {
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

/// A file that is to be kept as a photo, looked at once.
public struct PhotoFile: Sendable {
  /// Its path from the root, without links.
  public let path: String
  /// Its size.
  public let bytes: Int
  /// The SHA-256 of its bytes.
  public let sha256: String
  /// What it is.
  public let picture: Picture

  /// The most bytes of which more than the hash is read.
  public static let largestRead = 64 << 20

  /// Reads the file at `path`, and leaves it as it is.
  ///
  /// - Throws: `FileProblem`; `Malformed` when its path cannot be kept.
  public init(at path: String) throws {
    let file = try InputFile(path)
    guard let resolved = realpath(path, nil) else { throw FileProblem(reading: path, errno: errno) }
    defer { free(resolved) }
    guard let text = String(validatingCString: resolved) else {
      throw Malformed("the path of \(path.cleaned) is not UTF-8: give the file another name")
    }
    guard text.utf8.count <= Texts.longestPath else {
      throw Malformed("the path of \(path.cleaned) has more than \(Texts.longestPath) bytes")
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

  /// The part of a photo that the file tells.
  public func photo(of day: Day, _ view: PhotoView) -> Photo {
    var photo = Photo(day: day, view: view, sha256: sha256, bytes: bytes, file: path)
    photo.size = picture.size
    photo.takenOn = picture.metadata.takenAt?.day
    return photo
  }
}

/// Looks for the files of `photos` in `folder` and the folders in it, by size and hash; links are not followed.
///
/// - Returns: the path of each that was found, by hash.
/// - Throws: `FileProblem` when `folder` cannot be read; a folder in it that cannot be is passed over.
public func findPhotos(_ photos: [Photo], under folder: String) throws -> [String: String] {
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
