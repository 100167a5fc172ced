import Foundation
import TestSupport
import Testing

/// Damaged or manipulated journals: every command exits by itself, with one message and a documented exit code.
@Suite struct DamageTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  var environment: [String: String] {
    ["HOME": folder.path, "PORELOG_NOW": "2025-05-25T13:00:00Z", "PATH": "/usr/bin:/bin"]
  }

  static let commands = [
    ["week"], ["week", "2025-W14", "--last", "3", "--json"], ["today"], ["undo", "--list"],
    ["export", "--table", "entries"], ["export", "--table", "weeks"],
    ["export", "--table", "schedules"],
    ["usage"], ["milestones"], ["user", "list"], ["routine", "show"], ["log", "am", "cleanse"],
    ["pause", "list"],
    ["product", "list"],
  ]

  func makeJournal() throws -> String {
    let path = folder.file("good.db")
    #expect(try call(path, ["import", fixtures + "/diary"]).code == 0)
    return path
  }

  func call(_ path: String, _ words: [String]) throws -> Finished {
    try start(
      "/usr/bin/timeout", ["20", program, "--db", path] + words, environment: environment
    ).finish()
  }

  /// Expects success or the exit codes of invalid data and of I/O errors, so no signal, timeout or internal error.
  /// Errors are one line, and no output has control characters.
  func expectCleanExit(_ finished: Finished, _ what: String) {
    #expect([0, 65, 74].contains(finished.code), "\(what): \(finished.code) \(finished.errors)")
    let controls = (finished.output + finished.errors).unicodeScalars.filter { scalar in
      scalar.value < 0x20 && scalar != "\n" && scalar != "\r"
        || (0x7F...0x9F).contains(scalar.value)
    }
    #expect(controls.isEmpty, "\(what): \(controls)")
    if finished.code != 0 {
      #expect(finished.errors.split(separator: "\n").count == 1, "\(what): \(finished.errors)")
    }
  }

  @Test(
    .enabled(if: isInstalled("/usr/bin/sqlite3"), "the sqlite3 shell is not installed"),
    arguments: [
      "UPDATE steps SET starts_on = -9223372036854775808",
      "UPDATE steps SET starts_on = -1000000000",
      "UPDATE steps SET ends_on = 9223372036854775807",
      "UPDATE steps SET position = -9223372036854775808",
      "UPDATE steps SET slug = 'a' || char(27) WHERE step = 1", "UPDATE steps SET kind = 'cream'",
      "UPDATE steps SET slot = 'noon'",
      "UPDATE entries SET logged_at = -9223372036854775808", "UPDATE entries SET status = 9",
      "UPDATE entries SET day = 3000000 WHERE day = (SELECT max(day) FROM entries)",
      "UPDATE entries SET day = -9223372036854775808 WHERE day = (SELECT max(day) FROM entries)",
      "UPDATE entries SET count = 9223372036854775807",
      "UPDATE entries SET step = 99 WHERE step = 1",
      "UPDATE history SET made_at = -9223372036854775808", "UPDATE schedules SET rule = 'often'",
      "UPDATE schedules SET rule = 'quota', weekdays = NULL, minimum = 100000000000000000",
      "UPDATE schedules SET from_day = 9223372036854775807 WHERE step = 1",
      "UPDATE users SET created_on = 9223372036854775807",
      "UPDATE users SET name = 'a' || char(27)",
      "UPDATE products SET brand = char(27), strength = char(155)",
      "UPDATE procedures SET kind = char(27)",
      "UPDATE products SET name = 'x' || char(155) || product",
      "UPDATE users SET day_start = 99999",
      "UPDATE steps SET step = -step", "DROP TABLE entries",
      "UPDATE pauses SET from_day = -9223372036854775808, to_day = 9223372036854775807 WHERE pause = 1",
      "UPDATE procedures SET recover_until = 9223372036854775807", "PRAGMA user_version = 0",
      "PRAGMA user_version = -5",
      "ALTER TABLE entries RENAME TO e; CREATE VIEW entries AS SELECT * FROM e",
      "DELETE FROM default_user",
    ])
  func invalidRowsGiveACleanExit(sql: String) throws {
    let path = try makeJournal()
    let altered = try start(
      "/usr/bin/sqlite3",
      [path, "PRAGMA ignore_check_constraints = 1; PRAGMA foreign_keys = 0; \(sql)"],
      environment: environment
    ).finish()
    #expect(altered.code == 0, "\(altered.errors)")
    for words in DamageTests.commands { expectCleanExit(try call(path, words), "\(sql): \(words)") }
  }

  /// Flips random bits of the file; PORELOG_FLIPS sets their number.
  @Test func flippedBitsGiveACleanExit() throws {
    let good = try Data(contentsOf: URL(fileURLWithPath: try makeJournal()))
    let count = ProcessInfo.processInfo.environment["PORELOG_FLIPS"].flatMap(Int.init) ?? 60
    var random = SplitMix64(seed: 3)
    var codes: [Int32: Int] = [:]
    for flip in 0..<count {
      var bad = good
      let offset = Int.random(in: 0..<bad.count, using: &random)
      bad[offset] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      let path = folder.file("bad-\(flip).db")
      try bad.write(to: URL(fileURLWithPath: path))
      for words in [DamageTests.commands[0], random.pick(DamageTests.commands)] {
        let finished = try call(path, words)
        codes[finished.code, default: 0] += 1
        expectCleanExit(finished, "bit at \(offset): \(words)")
      }
      try FileManager.default.removeItem(atPath: path)
    }
    print(
      "bits flipped: \(count), exit codes: \(codes.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" })"
    )
  }

  /// Swaps pages, fills pages with zeros, and truncates the file at a page boundary or within a page.
  @Test func swappedAndMissingPagesGiveACleanExit() throws {
    let good = Array(try Data(contentsOf: URL(fileURLWithPath: try makeJournal())))
    let pages = good.count / 4096
    var random = SplitMix64(seed: 21)
    for round in 0..<40 {
      var bytes = good
      let first = Int.random(in: 0..<pages, using: &random) * 4096
      let second = Int.random(in: 0..<pages, using: &random) * 4096
      switch round % 4 {
      case 0:
        bytes.replaceSubrange(first..<first + 4096, with: good[second..<second + 4096])
        bytes.replaceSubrange(second..<second + 4096, with: good[first..<first + 4096])
      case 1: bytes.replaceSubrange(first..<first + 4096, with: repeatElement(0, count: 4096))
      case 2: bytes.removeLast(first)
      default: bytes.removeLast(Int.random(in: 1..<good.count, using: &random))
      }
      let path = folder.file("pages.db")
      for suffix in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: path + suffix)
      }
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      for command in [random.pick(DamageTests.commands), ["doctor"]] {
        expectCleanExit(try call(path, command), "round \(round), \(command)")
      }
    }
  }
}
