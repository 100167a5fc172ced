import FaultVFS
import Foundation
import TestSupport
import Testing

@testable import porelog

extension Sweeps {
  /// For every command, each file operation of SQLite fails once. The command must then exit with one message and a
  /// code of `ExitCode` for such failures, and the journal must be undamaged and have either the previous or the new
  /// content.
  ///
  /// PORELOG_FAULTS=all tries every operation, otherwise every `stride`-th.
  @Suite(.serialized) struct FaultTests {
    static let isWhole = ProcessInfo.processInfo.environment["PORELOG_FAULTS"] == "all"
    static let stride = isWhole ? 1 : 13
    static let kinds: [(name: String, kind: FaultKind)] = [
      ("I/O error", FaultIOError), ("full disk", FaultFull), ("short read", FaultShortRead),
    ]

    /// The exit codes of file problems: no input, cannot create, I/O error, in use, no permission (see `ExitCode`).
    static let codes: Set<Int32> = [66, 73, 74, 75, 77]

    @Test func everyOperationFailsOnce() throws {
      #expect(faults_install() == 0)
      let template = try Bench.everyday()
      var faults = 0
      for (index, command) in everydayCommands.enumerated() {
        for (name, kind) in FaultTests.kinds {
          for sticky in [false, true] {
            let start = FaultTests.isWhole ? 1 : 1 + (index * 5 + faults) % FaultTests.stride
            let found = try Sweep.inTurn(
              command, template, from: start, by: FaultTests.stride,
              fault: "\(name)\(sticky ? "s from" : "") operation"
            ) { folder, n in
              faults_arm(folder, n, kind, sticky ? 1 : 0)
            } disarm: {
              faults_disarm()
              return faults_fired()
            }
            guard let found else { return }
            faults += found
          }
        }
      }
      print("faults injected: \(faults) over \(everydayCommands.count) commands")
      #expect(faults > 100)
    }

    /// Verifies the sweep itself: it reports a problem if the file system returns success for a failed write.
    @Test func aSwallowedErrorIsFound() throws {
      #expect(faults_install() == 0)
      faults_swallow(1)
      defer { faults_swallow(0) }
      let template = try Bench.everyday()
      var found = 0
      for n in 1...60 {
        let sweep = Sweep(command: ["log", "pm", "--all"], template: template)
        _ = try? sweep.run(arm: { faults_arm($0, n, FaultFull, 1) }) {
          faults_disarm()
          return faults_fired()
        }
        if sweep.problem != nil { found += 1 }
      }
      #expect(found > 0)
    }
  }
}

/// Runs one command on a copy of the template while operations fail, and checks the result.
final class Sweep {
  let command: [String]
  let template: Bench
  /// The problem that was found after the command, if any.
  private(set) var problem: String?

  /// The results without faults, by command.
  nonisolated(unsafe) private static var expectations: [[String]: Expectation] = [:]

  struct Expectation {
    let before: String?
    let after: String?
    let output: String
  }

  init(command: [String], template: Bench) {
    self.command = command
    self.template = template
  }

  /// Runs the command repeatedly. In each run the `n`-th operation fails, with `n` from `first` in steps of `step`,
  /// until `n` exceeds the number of operations.
  ///
  /// - Returns: the number of runs with a fault; nil after a problem, which is recorded as an issue.
  static func inTurn(
    _ command: [String], _ template: Bench, from first: Int, by step: Int, fault: String,
    arm: (String, Int) -> Void, disarm: () -> Int
  ) throws -> Int? {
    var faults = 0
    for n in stride(from: first, to: .max, by: step) {
      let sweep = Sweep(command: command, template: template)
      let fired = try sweep.run(arm: { arm($0, n) }, disarm: disarm)
      if let problem = sweep.problem {
        Issue.record("\(command), \(fault) \(n): \(problem)")
        return nil
      }
      if fired == 0 { break }
      faults += 1
    }
    return faults
  }

  /// The path of the journal that the command uses.
  private func journal(in bench: Bench) -> String {
    command.first == "--db"
      ? command[1].replacingOccurrences(of: "~", with: bench.folder.path) : bench.path
  }

  private func expectation() throws -> Expectation {
    if let known = Sweep.expectations[command] { return known }
    let bench = try Bench(copying: template)
    let before = try Bench.rows(of: journal(in: bench))
    let result = bench.run(command)
    guard result.code == 0 else { throw Bench.Failed(command, result.errors) }
    let expectation = Expectation(
      before: before, after: try Bench.rows(of: journal(in: bench)),
      output: result.output.replacingOccurrences(of: bench.folder.path, with: "~"))
    Sweep.expectations[command] = expectation
    return expectation
  }

  /// Runs the command between `arm` and `disarm`, which returns the number of faults.
  func run(arm: (String) -> Void, disarm: () -> Int) throws -> Int {
    let expected = try expectation()
    let bench = try Bench(copying: template)
    arm(bench.folder.path)
    let result = bench.run(command)
    let fired = disarm()
    problem = try check(bench, result, expected, fired)
    return fired
  }

  /// The problem that remains when a request to the server is sent again, as a device does that got no answer: what it
  /// asked for must then be done exactly once.
  private func checkResent(_ bench: Bench, _ expected: Expectation) throws -> String? {
    let again = bench.run(command)
    if again.code != 0 { return "sent again, it failed: \(again.errors)" }
    let rows = try Bench.rows(of: journal(in: bench))
    let isDoneOnce =
      rows == expected.after
      || areSeveral && Sweep.withoutHistory(rows) == Sweep.withoutHistory(expected.after)
    return isDoneOnce ? nil : "sent again, it is not done exactly once"
  }

  private func check(
    _ bench: Bench, _ result: (output: String, errors: String, code: Int32),
    _ expected: Expectation,
    _ fired: Int
  ) throws -> String? {
    let path = journal(in: bench)
    if let damage = try Bench.damage(of: path) { return "damaged: \(damage)" }
    let rows = try Bench.rows(of: path)
    if result.code == 0 {
      // A journal that cannot be read has no devices to keep, which `restore` says.
      let hasLostDevices = result.errors.contains("pair them again")
      if rows != expected.after,
        !hasLostDevices || Sweep.withoutDevices(rows) != Sweep.withoutDevices(expected.after)
      {
        return "it exited with 0, but the change is not in the journal"
      }
      let output = result.output.replacingOccurrences(of: bench.folder.path, with: "~")
      return output == expected.output ? nil : "it exited with 0, but printed: \(output)"
    }
    if fired == 0 { return "it exited with \(result.code) without a fault: \(result.errors)" }
    // After a short read the file looks damaged, which `doctor` and `restore` report with 65.
    let isDamage = ["doctor", "restore"].contains(command.first) && result.code == 65
    if !Sweeps.FaultTests.codes.contains(result.code), !isDamage {
      return "the exit code is \(result.code): \(result.errors)"
    }
    let lines = result.errors.split(separator: "\n")
    guard let last = lines.last, last.hasPrefix("porelog: "),
      lines.filter({ $0.hasPrefix("porelog: ") }).count == 1
    else { return "the errors are not one message: \(result.errors)" }
    // Before the fault, an old journal may have been migrated, or a new one created.
    let isMigratedOnly = command.first == "--db" && Sweep.isOnlyMigrated(rows, expected.before)
    // Of several requests, one may fail and the others not.
    if rows != expected.before, rows != expected.after, !isMigratedOnly, !areSeveral {
      return "the journal has neither the previous nor the new content (exit code \(result.code))"
    }
    if command.first == "serve" { return try checkResent(bench, expected) }
    return nil
  }

  /// Whether the command sends several requests. Those that failed are performed after the others then.
  private var areSeveral: Bool { command.contains("TOGETHER") }

  /// `rows` without the history, which is ordered by when a change was made.
  private static func withoutHistory(_ rows: String?) -> String? {
    guard let rows, let start = rows.range(of: "\nhistory: "),
      let end = rows.range(
        of: "\n[a-z_]+: ", options: .regularExpression, range: start.upperBound..<rows.endIndex)
    else { return rows }
    return String(rows[..<start.lowerBound] + rows[end.lowerBound...])
  }

  /// `rows` without the tables of devices.
  private static func withoutDevices(_ rows: String?) -> [Substring]? {
    rows?.split(separator: "\n").filter {
      !$0.hasPrefix("devices: ") && !$0.hasPrefix("user_keys: ")
    }
  }

  /// Whether `rows` has the entries and steps of `before` after a migration, or a new journal without users.
  private static func isOnlyMigrated(_ rows: String?, _ before: String?) -> Bool {
    // The migration adds columns that are NULL. The command may add rows.
    func content(_ text: String?) -> Set<String> {
      let lines = (text ?? "").split(separator: "\n").filter { line in
        line.hasPrefix("entries: ") || line.hasPrefix("1,") || line.hasPrefix("steps: ")
      }
      return Set(
        lines.map { line in
          var line = line
          while line.hasSuffix(",NULL") { line.removeLast(5) }
          return String(line)
        })
    }
    guard let rows else { return true }
    return before == nil
      ? !rows.contains("users: 1")
      : content(rows).isSuperset(of: content(before)) && rows.contains("0002_")
  }
}
