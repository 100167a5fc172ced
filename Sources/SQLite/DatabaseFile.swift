import CLibrary
import CSQLite

/// The header of a database file, read without opening the file as a database. Opening can create files beside it or
/// recover a log, which must not happen to the file of another program.
///
/// Offsets: https://sqlite.org/fileformat2.html#the_database_header
public struct DatabaseFile: Equatable, Sendable {
  /// What is at a path.
  public enum Content: Equatable, Sendable {
    /// No file, or an empty one, which SQLite treats as an empty database.
    case nothing
    /// A file that is not a database.
    case other
    /// A database. Its header can be older than the changes in its write-ahead log.
    case database(applicationID: Int32, userVersion: Int32, isWAL: Bool)
  }

  /// What is at the path.
  public let content: Content
  /// Whether the file has a write-ahead log that is not empty.
  public let hasWAL: Bool

  /// Reads the header of the file at `path`.
  ///
  /// - Throws: `SQLiteError` with code `.cantOpen`, `.perm` or `.ioError` when there is something that cannot be read.
  public init(at path: String) throws {
    let path = DatabaseFile.resolved(path)
    hasWAL = DatabaseFile.size(of: path + "-wal") > 0
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT {
        content = .nothing
        return
      }
      throw DatabaseFile.failure(errno)
    }
    // Opening a pipe would block.
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw SQLiteError(extendedCode: .cantOpen, message: "it is no regular file")
    }
    guard access(path, R_OK) == 0 else { throw DatabaseFile.failure(errno) }
    content = DatabaseFile.content(of: try DatabaseFile.header(of: path)[...])
  }

  /// `path` with symbolic links resolved, because SQLite keeps the log beside the file itself; `path` when there is no
  /// file.
  static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The first hundred bytes, or fewer in a shorter file.
  ///
  /// They are read through SQLite's file system layer: closing another descriptor of the file would release the locks
  /// that connections of this process hold (https://sqlite.org/howtocorrupt.html, section 2.2).
  private static func header(of path: String) throws -> [UInt8] {
    Library.isSetUp
    guard let vfs = sqlite3_vfs_find(nil) else {
      throw SQLiteError(extendedCode: .error, message: "SQLite has no file system")
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
      throw SQLiteError(
        extendedCode: opened == SQLITE_OK ? .cantOpen : ResultCode(opened),
        message: "it cannot be opened")
    }
    defer { _ = methods.pointee.xClose(file) }
    var size: sqlite3_int64 = 0
    _ = methods.pointee.xFileSize(file, &size)
    var header = [UInt8](repeating: 0, count: Int(min(100, size)))
    if header.isEmpty { return header }
    let read = methods.pointee.xRead(file, &header, Int32(header.count), 0)
    guard read == SQLITE_OK else {
      throw SQLiteError(extendedCode: ResultCode(read), message: "its header cannot be read")
    }
    return header
  }

  /// `path`, or when that exists, `path` followed by the first free of `-2`, `-3` and so on.
  static func unusedName(_ path: String) -> String {
    var status = stat()
    var number = 1
    func name() -> String { number == 1 ? path : "\(path)-\(number)" }
    while lstat(name(), &status) == 0 { number += 1 }
    return name()
  }

  private static func content(of header: ArraySlice<UInt8>) -> Content {
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

  /// Creates an empty file that only its owner can read, unless a file exists at `path`: SQLite
  /// itself would create it with the permissions of the umask. Its `-wal` and `-shm` files get the
  /// permissions of the file.
  ///
  /// - Throws: `SQLiteError`; also for a symbolic link without a target, because another user could have made the link
  ///   to choose where the file is created.
  static func createPrivately(_ path: String) throws {
    let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if file >= 0 {
      close(file)
      return
    }
    let number = errno
    var status = stat()
    guard number == EEXIST, stat(path, &status) == 0 else { throw failure(number) }
  }

  /// The size of the file at `path` in bytes; 0 when there is none.
  static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// The error of a system call that failed with the error number `number`.
  private static func failure(_ number: Int32) -> SQLiteError {
    let code: ResultCode =
      switch number {
      case EACCES, EPERM: .perm
      case EIO: .ioError
      default: .cantOpen
      }
    return SQLiteError(extendedCode: code, message: String(cString: strerror(number)))
  }
}
