import FaultVFS
import Foundation
import TestSupport
import Testing

@testable import porelog

extension Sweeps {
  /// The power fails at a random write, sync, truncation or deletion, and each sector that was not synced is kept or
  /// lost at random. Afterwards the journal must have all acknowledged changes, and the interrupted one either
  /// completely or not at all.
  ///
  /// PORELOG_CUTS sets the number of power cuts of each plan.
  @Suite(.serialized) struct PowerTests {
    static let cuts = ProcessInfo.processInfo.environment["PORELOG_CUTS"].flatMap { Int($0) } ?? 60

    static let commands: [[String]] = [
      ["log", "pm", "--all"], ["log", "am", "toner", "--count", "3"], ["undo"], ["note", "red"],
      ["import", "~/entries.csv"], ["rate", "pores=5"], ["user", "erase", "tom", "--yes"],
      ["restore", "~/backup.db"],
      ["log", "am", "sunscreen", "--on", "2025-06-04"],
      ["backup", "~/new.db"], ["log", "pm", "niacinamide"],
      ["serve", "POST", #"{"note":{"text":"one"}}"#, #"{"rate":{"ratings":{"oiliness":4}}}"#],
      ["serve", "TOGETHER", #"{"note":{"text":"two"}}"#, #"{"rate":{"ratings":{"redness":1}}}"#],
    ]

    /// Commands on a journal of version 1, which the first one migrates.
    static let old: [[String]] = [["log", "pm", "--all"], ["note", "red"], ["undo"]]

    struct Plan {
      let commands: [[String]]
      let journal: String
      /// The rows before the first command and after each command.
      let states: [String?]
      /// The number of operations at which the power can be cut.
      let operations: Int
    }

    static func plan(_ commands: [[String]], _ journal: String, _ template: Bench) throws -> Plan {
      let bench = try Bench(copying: template)
      let path = bench.folder.file(journal)
      var states = [try Bench.rows(of: path)]
      for command in commands {
        let result = bench.run(["--db", path] + command)
        guard result.code == 0 else { throw Bench.Failed(command, result.errors) }
        states.append(try Bench.rows(of: path))
      }
      // Binary search for the last operation at which a cut happens.
      var (low, high) = (1, 8192)
      while low < high {
        let middle = (low + high) / 2
        let counted = try Bench(copying: template)
        power_arm(counted.folder.path, middle, 1)
        for command in commands { counted.run(["--db", counted.folder.file(journal)] + command) }
        if power_is_cut() != 0 { low = middle + 1 } else { high = middle }
        power_restore()
      }
      return Plan(commands: commands, journal: journal, states: states, operations: low - 1)
    }

    /// Cuts the power at the `n`-th operation. Returns the problem that was found, if any.
    static func cut(_ plan: Plan, _ template: Bench, at n: Int, seed: UInt64) throws -> String? {
      let bench = try Bench(copying: template)
      let path = bench.folder.file(plan.journal)
      power_arm(bench.folder.path, n, seed)
      var acknowledged = 0
      var isInterrupted = false
      for command in plan.commands {
        let result = bench.run(["--db", path] + command)
        if result.code == 0 { acknowledged += 1 } else { isInterrupted = true }
        if power_is_cut() != 0 { break }
      }
      power_restore()
      // The shared-memory file does not survive a power failure.
      for name in try bench.folder.names() where name.hasSuffix("-shm") {
        try FileManager.default.removeItem(atPath: bench.folder.file(name))
      }
      if let damage = try Bench.damage(of: path) { return "damaged: \(damage)" }
      let rows = try Bench.rows(of: path)
      let allowed = plan.states[
        acknowledged...min(acknowledged + (isInterrupted ? 1 : 0), plan.commands.count)]
      if allowed.contains(where: { $0 == rows }) { return nil }
      // The first command migrates an old journal in a transaction of its own.
      if acknowledged == 0, rows?.contains("0002_") == true, plan.journal == "old.db" { return nil }
      let found = plan.states.firstIndex { $0 == rows }
      return
        "acknowledged: \(acknowledged) commands; in the journal: \(found.map(String.init) ?? "other rows")"
    }

    @Test func acknowledgedChangesSurvivePowerCuts() throws {
      #expect(faults_install() == 0)
      let template = try Bench.everyday()
      var random = SplitMix64(seed: 99)
      var made = 0
      for plan in [
        try PowerTests.plan(PowerTests.commands, "j.db", template),
        try PowerTests.plan(PowerTests.old, "old.db", template),
      ] {
        for _ in 0..<PowerTests.cuts {
          let n = Int.random(in: 1...plan.operations, using: &random)
          let seed = random.next()
          if let problem = try PowerTests.cut(plan, template, at: n, seed: seed) {
            Issue.record(
              "cut at \(n) of \(plan.operations), seed \(seed), \(plan.journal): \(problem)")
            return
          }
          made += 1
        }
      }
      print("power cuts: \(made); unsynced sectors lost \(power_lost()), kept \(power_kept())")
      #expect(power_lost() > 100 && power_kept() > 100)
    }

    /// Verifies the test itself: if syncs do nothing, acknowledged changes are lost.
    @Test func aMissingSyncIsFound() throws {
      #expect(faults_install() == 0)
      let template = try Bench.everyday()
      let plan = try PowerTests.plan(PowerTests.commands, "j.db", template)
      power_ignore_syncs(1)
      defer { power_ignore_syncs(0) }
      var random = SplitMix64(seed: 7)
      var found = 0
      for _ in 0..<40 where found == 0 {
        let n = Int.random(in: 1...plan.operations, using: &random)
        let problem = (try? PowerTests.cut(plan, template, at: n, seed: random.next())) ?? nil
        if let problem { found += problem.isEmpty ? 0 : 1 }
      }
      #expect(found > 0)
    }
  }
}
