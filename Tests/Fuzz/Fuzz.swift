import CLibrary
import Calendar
import Files
import Foundation
import Interchange
import Journal
import Pictures
import Routine
import SQLite
import Text
import Tracker

/// A target of libFuzzer (https://llvm.org/docs/LibFuzzer.html) for the readers of untrusted files. PORELOG_READER
/// names the reader: csv, map, json, loop-db, harsh, loop, picture, journal or request (`RequestTarget`). `Tests/Fuzz/run` builds and runs it.
///
/// A reader may throw one of its documented errors. Any other error or trap is a defect.
private final class Target {
  let reader = ProcessInfo.processInfo.environment["PORELOG_READER"] ?? "csv"
  let folder = "/dev/shm/porelog-fuzz-\(getpid())"
  let tracker: Tracker
  let requests: RequestTarget

  init() throws {
    mkdir(folder, 0o700)
    // 4 June 2025, 21:10 UTC.
    let moment = Moment(
      now: Instant(seconds: 1_749_071_400), override: nil, machineTimeZone: { "UTC" })
    tracker = Tracker(try Journal(at: folder + "/journal.db"), at: moment)
    _ = try tracker.perform(AddUser("me", timeZone: "UTC"), as: .default)
    requests = try RequestTarget(tracker.journal, folder: folder, at: moment)
  }

  private func write(_ bytes: [UInt8], _ name: String) -> String {
    let path = "\(folder)/\(name)"
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    _ = bytes.withUnsafeBytes { CLibrary.write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
    return path
  }

  /// Imports everything from `source` and rolls it back.
  private func importing(_ source: some RecordSource) throws {
    _ = try ImportRecords(source, replacing: true, dryRun: true)
      .perform(in: tracker, as: .default, willCopy: { _ in })
  }

  private func importing(_ program: HabitTracker, _ path: String, mapping: String? = nil) throws {
    try importing(HabitImport(TrackerSource(program, at: path), mapping: mapping))
  }

  func run(_ bytes: [UInt8]) throws {
    do {
      switch reader {
      case "csv":
        // The first byte chooses the table.
        let tables = Table.allCases.filter { !$0.isReport }
        let table = tables[Int(bytes.first ?? 0) % tables.count]
        let path = write(Array(bytes.dropFirst()), table.fileName)
        try importing(CSVImport(CSVSource(at: path)))
      case "map":
        try importing(
          .harsh, harsh("Toner: 1\nMorning cleanse: 3/7\n", ""), mapping: write(bytes, "map.csv"))
      case "json": try importing(.tableHabit, write(bytes, "habits.json"))
      case "loop-db": try importing(.loopDatabase, write(bytes, "loop.db"))
      case "harsh":
        let half = bytes.firstIndex(of: 0) ?? bytes.count
        let (habits, log) = (bytes[..<half], bytes[half...].dropFirst())
        _ = write(Array(log), "log")
        _ = write(Array(habits), "habits")
        try importing(.harsh, folder)
      case "loop":
        mkdir("\(folder)/001", 0o700)
        let half = bytes.firstIndex(of: 0) ?? bytes.count
        _ = write(Array(bytes[half...].dropFirst()), "001/Checkmarks.csv")
        _ = write(Array(bytes[..<half]), "Habits.csv")
        try importing(.loop, folder)
      case "picture":
        let picture = Picture(bytes)
        guard let stripped = Picture.stripped(bytes) else { return }
        let metadata = Picture(stripped).metadata
        // A stripped picture never has a location, a name or a date.
        precondition(!metadata.hasLocation && !metadata.hasName && metadata.takenAt == nil)
        precondition(Picture(stripped).size == picture.size)
      case "request": requests.run(bytes)
      default:
        let path = write(bytes, "any.db")
        for suffix in databaseCompanions { unlink(path + suffix) }
        let any = try Journal(at: path)
        _ = try any.checkup(at: Instant(seconds: 1_750_000_000))
      }
    } catch is ImportError, is FileProblem, is InvalidInput, is Damaged, is SQLiteError,
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
