import Foundation
import Synchronization
import TestSupport
import Testing

/// Many processes work on one journal, and some are killed. All acknowledged changes must be in it afterwards.
///
/// PORELOG_KILLS sets the number of kills, PORELOG_SECONDS the duration of `sixteenAtOnce`.
@Suite(.serialized) struct SurvivalTests {
  static func setting(_ name: String, else usual: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? usual
  }

  let home: Home
  var folder: TemporaryFolder { home.folder }
  init() throws { home = try Home(now: "2025-06-04T21:10:00Z") }

  /// The notes of all entries that begin with n, with the number of times that each occurs. Each log or import in these
  /// tests writes its own note.
  func notes() throws -> [String: Int] {
    let rows = try home.call(["export", "--table", "entries", "--all-users"]).output
      .components(separatedBy: "\r\n")
    return rows.reduce(into: [:]) { notes, row in
      let fields = row.components(separatedBy: ",")
      if fields.count > 9, fields[9].hasPrefix("n") { notes[fields[9], default: 0] += 1 }
    }
  }

  @Test func whatWasAcknowledgedOutlivesAKill() throws {
    #expect(try home.call(["log", "pm", "--all"]).code == 0)
    #expect(try home.call(["backup", folder.file("b.db")]).code == 0)
    var random = SplitMix64(seed: 3)
    var acknowledged: Set<String> = []
    var (killed, open) = (0, 0)
    let kills = SurvivalTests.setting("PORELOG_KILLS", else: 60)
    // The duration of one command: the kills are spread over twice that time.
    let began = Date()
    try home.call(["log", "am", "toner", "--note", "n0"])
    let whole = Date().timeIntervalSince(began)
    for round in 1...kills {
      let day = ["--on", "-\(round % 20_000)"]
      let log = ["log", "am/toner", "--note", "n\(round)"] + day
      let others = [
        ["undo", "--quiet"], ["backup", folder.file("b\(round).db")], ["week"],
        ["rate", "texture=3"] + day, ["note", "x\(round)"] + day, try importing(round),
        try restoring(round),
      ]
      let words = round % 2 == 0 ? random.pick(others) : log
      let process = try home.begin(words)
      Thread.sleep(forTimeInterval: Double.random(in: 0...whole * 2, using: &random))
      process.end()
      let finished = process.finish()
      if finished.code == 0 { open += 1 } else { killed += 1 }
      if words == log || words.first == "import" {
        if finished.code == 0 { acknowledged.insert("n\(round)") }
      } else if words.first == "undo" {
        // An undo removes the latest change; a killed undo may have removed it too.
        let there = try notes()
        if let last = acknowledged.max(by: SurvivalTests.isEarlier), there[last] == nil {
          acknowledged.remove(last)
        }
      }
      if round % 20 == 0 {
        let doctor = try home.call(["doctor"])
        #expect(doctor.code == 0, "\(doctor.output)")
      }
    }
    let there = try notes()
    #expect(acknowledged.subtracting(there.keys).isEmpty)
    #expect(try home.call(["doctor"]).code == 0)
    print("killed: \(killed), not in time: \(open), acknowledged and there: \(acknowledged.count)")
    #expect(killed > kills / 10)
  }

  /// The arguments of an import of 336 entries, the first of which has the note of the round.
  private func importing(_ round: Int) throws -> [String] {
    let rows = (1...336).map { number in
      "me,\(day(round * 336 + number)),pm,water-cleanse,done,1,,,,\(number == 1 ? "n\(round)" : ""),"
    }
    let path = try folder.write(SurvivalTests.csv(rows), to: "entries.csv")
    return ["import", path, "--replace"]
  }

  /// The arguments of a restore from a backup of the current content, which a killed restore must not change either.
  private func restoring(_ round: Int) throws -> [String] {
    let path = folder.file("r\(round).db")
    try home.call(["backup", path])
    return ["restore", path]
  }

  private static func csv(_ rows: [String]) -> String {
    "user,day,slot,step,status,count,minutes,product,reason,note,logged_at\r\n"
      + rows.joined(separator: "\r\n") + "\r\n"
  }

  private static func isEarlier(_ left: String, _ right: String) -> Bool {
    (Int(left.dropFirst()) ?? 0) < (Int(right.dropFirst()) ?? 0)
  }

  /// Sixteen workers, each with its own user, log and read reports; some also back up, or import 990 rows at a time.
  @Test func sixteenAtOnce() throws {
    for worker in 0..<16 {
      #expect(try home.call(["user", "add", "u\(worker)", "--time-zone", "UTC"]).code == 0)
    }
    let end = Date().addingTimeInterval(Double(SurvivalTests.setting("PORELOG_SECONDS", else: 4)))
    let outcome = Mutex<(acknowledged: Set<String>, refused: [String], calls: Int)>(([], [], 0))
    DispatchQueue.concurrentPerform(iterations: 16) { worker in
      var round = 0
      while Date() < end {
        round += 1
        guard let (words, note) = try? task(worker, round),
          let finished = try? home.call(words)
        else { return outcome.withLock { $0.refused.append("the program could not be started") } }
        outcome.withLock { outcome in
          outcome.calls += 1
          if finished.code != 0 { outcome.refused.append("\(words): \(finished.errors)") }
          if finished.code == 0, let note { outcome.acknowledged.insert(note) }
        }
      }
    }
    let (acknowledged, refused, calls) = outcome.withLock { $0 }
    #expect(refused.isEmpty, "\(refused.prefix(3))")
    let there = try notes()
    #expect(acknowledged.subtracting(there.keys).isEmpty)
    let doctor = try home.call(["doctor"])
    #expect(doctor.code == 0, "\(doctor.output)")
    print("calls of sixteen at once: \(calls), acknowledged and there: \(acknowledged.count)")
    #expect(acknowledged.count > 16)
  }

  /// The arguments of a worker's next command, and the note that it writes.
  private func task(_ worker: Int, _ round: Int) throws -> (words: [String], note: String?) {
    let user = ["--user", "u\(worker)"]
    let note = "n\(worker)x\(round)"
    switch (worker % 8, round % 4) {
    case (0, 0): return (["week", "--json"] + user, nil)
    case (0, 1): return (["cohort", "--json"], nil)
    case (1, 0): return (["backup", folder.file("\(note).db")], nil)
    case (2, 0):
      let first = 1 + round * 1000
      let rows = (first..<first + 990).map { number in
        "u\(worker),\(day(number)),am,toner,done,1,,,,\(number == first ? note : ""),"
      }
      try folder.write(SurvivalTests.csv(rows), to: "\(note)-entries.csv")
      return (["import", folder.file("\(note)-entries.csv")] + user, note)
    default:
      return (["log", "pm/oil-cleanse", "--note", note, "--on", "-\(round)"] + user, note)
    }
  }

  /// Day `number` in a simplified calendar that starts in year 1 and gives every month 28 days.
  private func day(_ number: Int) -> String {
    let (year, rest) = (1 + number / 336, number % 336)
    let (month, day) = (1 + rest / 28, 1 + rest % 28)
    func padded(_ number: Int, _ width: Int) -> String {
      String(repeating: "0", count: width - String(number).count) + String(number)
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// While another process holds a write transaction, a command that writes waits and says so on a terminal; a command
  /// that reads does not wait.
  @Test func whoHasToWaitIsTold() throws {
    #expect(try home.call(["log", "pm", "--all"]).code == 0)
    let writer = try start(
      "/bin/sh",
      ["-c", "(echo 'BEGIN IMMEDIATE;'; touch begun; sleep 3; echo 'COMMIT;') | sqlite3 j.db"],
      environment: ["PATH": "/usr/bin:/bin"], in: folder.path)
    while !FileManager.default.fileExists(atPath: folder.file("begun")) {
      Thread.sleep(forTimeInterval: 0.02)
    }
    Thread.sleep(forTimeInterval: 0.2)
    // Readers do not wait.
    let began = Date()
    #expect(try home.call(["week"]).code == 0)
    #expect(Date().timeIntervalSince(began) < 2)
    let terminal = try PseudoTerminal(
      program, ["log", "am", "toner"],
      environment: home.environment.merging(["TERM": "xterm"]) { $1 })
    try terminal.wait(for: "waiting for it")
    try terminal.wait(for: "Morning logged for Wed 4 June: toner.")
    _ = writer.finish()
    #expect(try home.call(["export", "--table", "entries"]).output.contains("am,toner,done"))
  }
}
