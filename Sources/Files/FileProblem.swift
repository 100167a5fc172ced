import CLibrary
import Text

/// Why a file could not be read or written.
public struct FileProblem: Error, Hashable, Sendable {
  /// What kind of failure it is; the exit code follows from it.
  public enum Nature: Hashable, Sendable {
    /// The file cannot be read.
    case unreadable
    /// The file cannot be created.
    case uncreatable
    /// Permissions forbid the access.
    case forbidden
    /// The device failed or is full.
    case device
  }

  /// What kind of failure it is.
  public let nature: Nature
  /// One sentence, without a full stop, that names the file and says what to do.
  public let message: String

  /// A problem described by `message`.
  package init(_ nature: Nature, _ message: String) {
    self.nature = nature
    self.message = message
  }

  /// The problem behind `errno` after an attempt to read `path`.
  package init(reading path: String, errno number: Int32) {
    if path.isEmpty {
      self.init(.unreadable, "the name of a file is empty: name one")
      return
    }
    self.init(
      number == EACCES || number == EPERM ? .forbidden : .unreadable,
      "cannot read \(path.terminalSafe): \(FileProblem.reason(number)); check the path")
  }

  /// The problem behind `errno` after an attempt to write `path`.
  package init(writing path: String, errno number: Int32) {
    if path.isEmpty {
      self.init(.uncreatable, "the name of a file is empty: name one")
      return
    }
    let nature: Nature =
      switch number {
      case EACCES, EPERM, EROFS: .forbidden
      case ENOSPC, EIO, EDQUOT: .device
      default: .uncreatable
      }
    self.init(nature, "cannot write \(path.terminalSafe): \(FileProblem.reason(number))")
  }

  /// The problem that a new file cannot be created because `path` exists.
  public init(taken path: String) {
    self.init(.uncreatable, "\(path.terminalSafe) is there already: name a new file")
  }

  private static func reason(_ number: Int32) -> String {
    String(cString: strerror(number)).lowercased()
  }
}
