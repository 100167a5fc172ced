import CLibrary
import Journal

/// The journal of the server, which is opened when a request needs it.
///
/// Other programs use the file as well. It is closed while nobody asks for anything, because a person can only be erased
/// from a file that nobody else has open. When another file has taken its place, that one is opened.
final class JournalFile {
  private let path: String
  private var opened: (journal: Journal, identity: Identity)?
  private var generation = 0

  private struct Identity: Equatable {
    let device: dev_t
    let number: ino_t

    /// The identity of the file at `path`; nil when there is none.
    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      (device, number) = (status.st_dev, status.st_ino)
    }
  }

  /// Thrown when there is no file at the path. It is not created: to its devices, an empty journal would look like one
  /// from which they were removed.
  struct Missing: Error {}

  /// How long a request waits for another program's lock, in milliseconds. Choice: others wait for this request, and the
  /// phone tries again by itself.
  private static let timeout: Int32 = 2000

  /// How much of the file stays in memory, in KiB. Choice: a year of one person has 200, and with it the server stays
  /// below 16 MiB.
  private static let cache = 768

  init(_ path: String) { self.path = path }

  /// The journal.
  ///
  /// - Throws: `Missing`; as `Journal.init(at:timeout:whileWaiting:)`.
  func journal() throws -> Journal {
    guard let identity = Identity(path) else {
      opened = nil
      throw Missing()
    }
    if let opened, opened.identity == identity { return opened.journal }
    opened = nil
    let journal = try Journal(at: path, timeout: JournalFile.timeout)
    try journal.limitCache(toKibibytes: JournalFile.cache)
    generation += 1
    opened = (journal, identity)
    return journal
  }

  /// Closes the journal; the next request opens it again.
  func close() { opened = nil }

  /// A text that differs from the one before when anything in the journal has changed since, by whatever program.
  ///
  /// - Throws: as `journal()`.
  func version() throws -> String {
    let stamp = try journal().changeStamp()
    return "\(generation)-\(stamp.others)-\(stamp.own)"
  }
}
