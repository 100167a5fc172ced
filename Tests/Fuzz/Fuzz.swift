import Foundation
import Calendar
import Glibc
import Interchange
import Journal
import Pictures
import Routine
import SQLite

/// A target of libFuzzer (https://llvm.org/docs/LibFuzzer.html) for the readers of untrusted files. PORELOG_READER
/// names the reader: csv, map, json, loop-db, harsh, loop, picture or journal. `Tests/Fuzz/run` builds and runs it.
///
/// A reader may throw one of its documented errors. Any other error or trap is a defect.
private final class Target {
  let reader = ProcessInfo.processInfo.environment["PORELOG_READER"] ?? "csv"
  let folder = "/dev/shm/porelog-fuzz-\(getpid())"
  let journal: Journal
  let user: UserID
  private struct Stop: Error {}

  init() throws {
    mkdir(folder, 0o700)
    journal = try Journal(at: folder + "/journal.db")
    let today = try Day(parsing: "2025-06-04")
    user = try journal.add(
      User(name: "me", timeZone: "UTC", createdOn: today), with: StarterRoutine.steps(from: today)
    ).id
  }

  private func write(_ bytes: [UInt8], _ name: String) -> String {
    let path = "\(folder)/\(name)"
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
    return path
  }

  /// Imports the file of `tracker` at `path`, and rolls back.
  private func take(_ tracker: Tracker, _ path: String, mapping: String? = nil) throws {
    let source = try TrackerSource(tracker, at: path)
    try journal.write {
      _ = try TrackerImporter.run(
        source, from: path, mapping: mapping, into: journal, for: user, replacing: false,
        today: try Day(parsing: "2025-06-04"))
      throw Stop()
    }
  }

  func run(_ bytes: [UInt8]) throws {
    do {
      switch reader {
      case "csv":
        // The first byte chooses the table.
        let tables = Table.allCases.filter { !$0.isReport }
        let table = tables[Int(bytes.first ?? 0) % tables.count]
        let path = write(Array(bytes.dropFirst()), table.fileName)
        let source = try Importer.Source(at: path)
        try journal.write {
          _ = try Importer.run(source, into: journal, replacing: true) { $0 == "UTC" }
          throw Stop()
        }
      case "map":
        try take(
          .harsh, harsh("Toner: 1\nMorning cleanse: 3/7\n", ""), mapping: write(bytes, "map.csv"))
      case "json": try take(.tableHabit, write(bytes, "habits.json"))
      case "loop-db": try take(.loopDatabase, write(bytes, "loop.db"))
      case "harsh":
        let half = bytes.firstIndex(of: 0) ?? bytes.count
        let (habits, log) = (bytes[..<half], bytes[half...].dropFirst())
        _ = write(Array(log), "log")
        _ = write(Array(habits), "habits")
        try take(.harsh, folder)
      case "loop":
        mkdir("\(folder)/001", 0o700)
        let half = bytes.firstIndex(of: 0) ?? bytes.count
        _ = write(Array(bytes[half...].dropFirst()), "001/Checkmarks.csv")
        _ = write(Array(bytes[..<half]), "Habits.csv")
        try take(.loop, folder)
      case "picture":
        let picture = Picture(bytes)
        guard let stripped = Picture.stripped(bytes) else { return }
        let metadata = Picture(stripped).metadata
        // A stripped picture never has a location, a name or a date.
        precondition(!metadata.hasLocation && !metadata.hasName && metadata.takenAt == nil)
        precondition(Picture(stripped).size == picture.size)
      default:
        let path = write(bytes, "any.db")
        for suffix in databaseCompanions { unlink(path + suffix) }
        let any = try Journal(at: path)
        _ = try any.checkup { _ in true }
      }
    } catch is Stop, is ImportError, is FileProblem, is InvalidInput, is Damaged, is SQLiteError,
      is Migrator.Refusal
    {
    }
  }

  private func harsh(_ habits: String, _ log: String) -> String {
    _ = write(Array(habits.utf8), "habits")
    _ = write(Array(log.utf8), "log")
    return folder
  }
}

nonisolated(unsafe) private var target: Target?

/// Runs the reader on one input. libFuzzer calls this repeatedly.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOnce(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  do {
    let reader = try target ?? Target()
    target = reader
    try reader.run(Array(UnsafeBufferPointer(start: start, count: count)))
  } catch {
    fatalError("unexpected error: \(error)")
  }
  return 0
}
