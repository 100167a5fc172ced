import CSQLite
import Glibc

/// What the first hundred bytes of a database file say, read without SQLite: opening a file of
/// another program through SQLite may already write beside it.
///
/// Offsets: https://sqlite.org/fileformat2.html#the_database_header
public struct DatabaseFile: Equatable, Sendable {
  /// What lies at a path.
  public enum Content: Equatable, Sendable {
    /// No file, or one of no bytes, which SQLite takes for an empty database.
    case nothing
    /// Bytes that are no database.
    case other
    /// A database.
    case database(applicationID: Int32, userVersion: Int32, isWAL: Bool)
  }

  /// What lies at the path.
  public let content: Content
  /// Whether a write-ahead log with something in it lies beside it.
  public let hasWAL: Bool

  /// Looks at `path`.
  ///
  /// - Throws: `SQLiteError` with code `SQLITE_CANTOPEN` (14), `SQLITE_PERM` (3) or `SQLITE_IOERR`
  ///   (10) when there is something that cannot be read.
  public init(at path: String) throws {
    let path = DatabaseFile.resolved(path)
    hasWAL = DatabaseFile.size(of: path + "-wal") > 0
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT {
        content = .nothing
        return
      }
      throw DatabaseFile.failure(path, errno)
    }
    // A pipe would be waited for.
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw SQLiteError(extendedCode: 14, message: "it is no regular file")
    }
    guard access(path, R_OK) == 0 else { throw DatabaseFile.failure(path, errno) }
    content = DatabaseFile.content(of: try DatabaseFile.header(of: path)[...])
  }

  /// Where `path` leads to, links followed: SQLite's files of a database lie beside the file itself. The path
  /// itself when there is nothing.
  static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The first hundred bytes, or as many as there are, read by SQLite's own file system layer: it knows
  /// of the locks that other connections of the process hold, which closing a descriptor of one's own
  /// would drop (https://sqlite.org/howtocorrupt.html, 2.2).
  private static func header(of path: String) throws -> [UInt8] {
    Library.isSetUp
    guard let vfs = sqlite3_vfs_find(nil) else {
      throw SQLiteError(extendedCode: 1, message: "SQLite has no file system")
    }
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: Int(vfs.pointee.szOsFile), alignment: 16)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: Int(vfs.pointee.szOsFile))
    defer { memory.deallocate() }
    let file = memory.assumingMemoryBound(to: sqlite3_file.self)
    var flags: Int32 = 0
    let opened = vfs.pointee.xOpen(
      vfs, path, file, SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB, &flags)
    guard opened == SQLITE_OK, let methods = file.pointee.pMethods else {
      throw SQLiteError(extendedCode: opened, message: "it cannot be opened")
    }
    defer { _ = methods.pointee.xClose(file) }
    var size: sqlite3_int64 = 0
    _ = methods.pointee.xFileSize(file, &size)
    var header = [UInt8](repeating: 0, count: Int(min(100, size)))
    if header.isEmpty { return header }
    let read = methods.pointee.xRead(file, &header, Int32(header.count), 0)
    guard read == SQLITE_OK else {
      throw SQLiteError(extendedCode: read, message: "its header cannot be read")
    }
    return header
  }

  /// `path`, or with a number behind it when there is something of that name.
  static func unusedName(_ path: String) -> String {
    var status = stat()
    var number = 1
    func name() -> String { number == 1 ? path : "\(path)-\(number)" }
    while lstat(name(), &status) == 0 { number += 1 }
    return name()
  }

  static func content(of header: ArraySlice<UInt8>) -> Content {
    if header.isEmpty { return .nothing }
    guard header.count == 100, header.starts(with: Array("SQLite format 3\0".utf8)) else {
      return .other
    }
    func bigEndian(_ offset: Int) -> Int32 {
      header[offset..<offset + 4].reduce(0) { $0 << 8 | Int32($1) }
    }
    return .database(
      applicationID: bigEndian(68), userVersion: bigEndian(60), isWAL: header[18] == 2)
  }

  /// Makes an empty file that only its owner can read, unless there is one: SQLite would make it as
  /// the umask allows. Its `-wal` and `-shm` take over the file's permissions.
  ///
  /// A link that leads nowhere is refused: who laid it may not be who reads the file behind it.
  static func createPrivately(_ path: String) throws {
    let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if file >= 0 {
      close(file)
      return
    }
    let number = errno
    var status = stat()
    guard number == EEXIST, stat(path, &status) == 0 else { throw failure(path, number) }
  }

  static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  private static func failure(_ path: String, _ number: Int32) -> SQLiteError {
    let code: Int32 =
      switch number {
      case EACCES, EPERM: 3
      case EIO: 10
      default: 14
      }
    return SQLiteError(extendedCode: code, message: String(cString: strerror(number)))
  }
}
