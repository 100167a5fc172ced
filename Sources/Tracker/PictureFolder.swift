import CLibrary
import Digest
import Files
import Pictures
import Text

/// A folder, readable by its owner only, in which the pictures that devices send are stored under their SHA-256.
public struct PictureFolder: Sendable {
  /// The path of the folder.
  public let path: String

  /// The folder at `path`, which need not exist yet.
  public init(_ path: String) { self.path = path }

  /// The folder of the journal at `path`, unless another one is chosen.
  public static func beside(journal path: String) -> PictureFolder {
    PictureFolder(path + "-photos")
  }

  /// The path of the picture with the SHA-256 `hash`.
  ///
  /// - Throws: `InvalidInput` unless `hash` is 64 lower-case hexadecimal digits, so that it cannot lead out of the folder.
  public func path(of hash: String) throws -> String {
    let isHash =
      hash.utf8.count == 64
      && hash.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    guard isHash else {
      throw InvalidInput(hash, isNot: "a SHA-256", "it is 64 hexadecimal digits in lower case")
    }
    return "\(path)/\(hash)"
  }
}

/// A picture that arrives piece by piece and is then stored under its SHA-256.
public final class PictureUpload {
  /// Nil once the picture is stored or refused, so that the temporary file is gone before the sender is told.
  private var file: OutputFile?
  private let sha256: String
  private var hash = SHA256()
  /// The first bytes, which tell the format.
  private var start: [UInt8] = []
  private var problem: (any Error)?

  /// Prepares to store the picture with the SHA-256 `hash` in `folder`.
  ///
  /// - Throws: `InvalidInput` when `hash` is none; `FileProblem`.
  public init(_ hash: String, in folder: PictureFolder) throws {
    let path = try folder.path(of: hash)
    try makeFolder(folder.path)
    file = try OutputFile(path)
    sha256 = hash
  }

  /// Takes the next bytes.
  public func write(_ bytes: UnsafeRawBufferPointer) {
    guard let file else { return }
    let piece = Array(bytes)
    if start.count < 16 { start += piece.prefix(16 - start.count) }
    hash.update(piece)
    do { try file.write(piece) } catch {
      problem = error
      self.file = nil
    }
  }

  /// Stores the picture. Until then, and when this throws, no file has its name.
  ///
  /// - Throws: `InvalidInput` when the bytes have another SHA-256, or are no JPEG, PNG or HEIC; `FileProblem`.
  public func finish() throws {
    if let problem { throw problem }
    defer { file = nil }
    guard hash.finalized() == sha256 else {
      throw InvalidInput("the picture does not have the SHA-256 of its address: send it again")
    }
    guard Picture(start).format != .other else {
      throw InvalidInput("it is no JPEG, PNG or HEIC: send it as JPEG")
    }
    try file?.finish()
    try file?.commit()
  }
}

/// An open file with a picture.
public struct StoredPicture {
  /// The descriptor of the file, which the receiver closes.
  public let descriptor: Int32
  /// Its size in bytes.
  public let size: Int
  /// Its media type.
  public let mediaType: String

  /// Opens the picture at `path`; nil when there is no JPEG, PNG or HEIC.
  public init?(at path: String) {
    // O_NONBLOCK: opening a pipe would otherwise wait for its writer.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return nil }
    var status = stat()
    var start = [UInt8](repeating: 0, count: 16)
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      pread(file, &start, start.count, 0) == start.count
    else {
      close(file)
      return nil
    }
    let format = Picture(start).format
    guard let type = format.mediaType ?? (format == .heic ? "image/heic" : nil) else {
      close(file)
      return nil
    }
    (descriptor, size, mediaType) = (file, Int(status.st_size), type)
  }
}
