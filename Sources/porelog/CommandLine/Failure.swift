import Files
import Interchange
import Journal
import Routine
import SQLite
import Text
import Tracker

/// The exit codes of porelog, from BSD's sysexits(3).
enum ExitCode: Int32, CaseIterable, Sendable {
  /// Success.
  case done = 0
  /// The command line is wrong.
  case usage = 64
  /// The input is wrong.
  case dataError = 65
  /// An input file cannot be read.
  case noInput = 66
  /// A defect of porelog.
  case software = 70
  /// An output file cannot be created.
  case cannotCreate = 73
  /// An I/O or database error.
  case ioError = 74
  /// The journal is busy; a later try may succeed.
  case temporary = 75
  /// Permission is denied.
  case noPermission = 77
  /// The user pressed Ctrl-C: 128 and the number of SIGINT, as shells have it.
  case interrupted = 130

  /// What the code means, in one sentence.
  var words: String {
    switch self {
    case .done: "Done."
    case .usage: "The command line is wrong."
    case .dataError: "The input is wrong, or doctor or photo check found something."
    case .noInput: "A file cannot be read."
    case .software: "A defect of porelog."
    case .cannotCreate: "A file cannot be created."
    case .ioError: "An error of the disk or of the database."
    case .temporary: "The journal is busy; try again."
    case .noPermission: "Permission is denied."
    case .interrupted: "Interrupted by Ctrl-C; nothing was changed."
    }
  }
}

/// An unsuccessful end of the program: the exit code and the message for standard error.
struct Failure: Error {
  let code: ExitCode
  /// One sentence without a full stop: what is wrong and what to do. Further lines list details.
  let message: String

  init(_ code: ExitCode, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The failure to report for `error`, thrown while working on the journal at `path`.
  init(_ error: any Error, journal path: String) {
    switch error {
    case let failure as Failure: self = failure
    case let invalid as InvalidInput: self.init(.dataError, invalid.description)
    case let error as ActionError: self.init(error)
    case let other as StepReference.OtherSlot:
      self.init(.usage, "\(other.key) is no step of the slot \(other.slot.rawValue): leave out one")
    case let error as FileError: self.init(error.cause, journal: error.path)
    case let refusal as Migrator.Refusal: self.init(refusal, path)
    case let refused as ImportError: self.init(refused)
    case let refused as RestoreJournal.Refused: self.init(refused)
    case let problem as FileProblem: self.init(Failure.code(of: problem), problem.message)
    case let damaged as Damaged:
      self.init(
        .ioError,
        "\(path) is damaged (\(damaged.reason)): go back to a copy, or export what can be read")
    case let stuck as UndoConflict:
      self.init(
        .dataError,
        "\(stuck.sentence); porelog undo --skip leaves it for good and takes back the change before"
      )
    case let stuck as RedoConflict: self.init(.dataError, stuck.sentence)
    case let error as SQLiteError: self.init(error, path)
    default: self.init(.software, "a defect of porelog, please report it: \(error)")
    }
  }

  private init(_ refusal: Migrator.Refusal, _ path: String) {
    let reason =
      switch refusal {
      case .notADatabase: "is no SQLite database: name a journal with --db"
      case .foreign: "is a database of another program: name a journal with --db"
      case .newer(let version, let known):
        "is of version \(version), and this porelog knows none beyond \(known): update porelog"
      case .orphanedLog:
        "is empty or gone, but \(path)-wal has changes that belong to it: put the file back, or restore a backup, which keeps the log"
      case .unexpectedSchemaObject(let name):
        "holds \(quoted(name)), which porelog did not make and which could change what is logged: restore a backup"
      case .altered(let version):
        "holds another migration \(version) than this porelog: use the porelog that made it"
      }
    self.init(.dataError, "\(path) \(reason) (it was left as it is)")
  }

  private init(_ refused: ImportError) {
    let more = refused.count - refused.problems.count
    let lines = refused.problems + (more > 0 ? ["... and \(more) more"] : [])
    self.init(
      .dataError,
      refused.count == 1
        ? "nothing was imported: " + lines[0]
        : "nothing was imported, for \(refused.count) reasons:\n  "
          + lines.joined(separator: "\n  "))
  }

  private init(_ error: SQLiteError, _ path: String) {
    // SQLite's message about a damaged schema quotes a whole statement.
    let words = error.message.prefix { !$0.isNewline }.prefix(120)
    switch error.code {
    case .busy, .locked, .protocol:
      self.init(.temporary, "\(path) is in use by another program: try again")
    case .perm, .readOnly, .auth:
      self.init(
        .noPermission,
        "\(path) cannot be opened for writing: check its permissions and its folder's")
    case .full:
      self.init(.ioError, "\(path) cannot be written, the disk is full: make room and try again")
    case .cantOpen:
      self.init(
        .noInput, "\(path) cannot be opened (\(words)): name another file with --db")
    // `.error` and `.mismatch` come from a schema that is not porelog's. A file that was never a database is refused
    // earlier, as a `Migrator.Refusal`.
    case .error, .noMemory, .ioError, .corrupt, .mismatch, .notADatabase:
      self.init(.ioError, "\(path) cannot be used (\(words)): check the disk, or a backup")
    default:
      self.init(.software, "a defect of porelog, please report it: \(words)")
    }
  }

  private static func code(of problem: FileProblem) -> ExitCode {
    switch problem.nature {
    case .unreadable: .noInput
    case .uncreatable: .cannotCreate
    case .forbidden: .noPermission
    case .device: .ioError
    }
  }
}
