import FaultVFS
import Foundation
import TestSupport
import Testing

@testable import porelog

extension Sweeps {
  /// Every input and output of SQLite fails once, for every command: the command then says so in one sentence
  /// with a code of the contract, and the journal is as before or as after, sound in both cases.
  ///
  /// PORELOG_FAULTS=all tries every operation; otherwise every `stride`-th is tried.
  @Suite(.serialized) struct FaultTests {
    static let isWhole = ProcessInfo.processInfo.environment["PORELOG_FAULTS"] == "all"
    static let stride = isWhole ? 1 : 13
    static let kinds: [(name: String, kind: FaultKind)] = [
      ("I/O error", FaultIOError), ("full disk", FaultFull), ("short read", FaultShortRead),
    ]

    /// The codes of a failure that is not the caller's fault: an output cannot be made, a file cannot be read, I/O, in
    /// use, not permitted.
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

    /// The sweep can fail: with a file system that swallows the error of a write, it finds out.
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

/// One command on a copy of the template while something fails, and what is found afterwards.
final class Sweep {
  let command: [String]
  let template: Bench
  /// What is wrong after the command; nil when nothing is.
  private(set) var problem: String?

  /// What the command comes to when nothing fails, by command.
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

  /// Runs the command again and again while the `n`-th of something fails, `n` from `first` in steps, until nothing
  /// fails any more.
  ///
  /// - Returns: how often something failed; nil once a problem was found, which is recorded.
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

  /// The journal that the command is about.
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

  /// Runs the command between `arm` and `disarm`, which tells how often something failed.
  func run(arm: (String) -> Void, disarm: () -> Int) throws -> Int {
    let expected = try expectation()
    let bench = try Bench(copying: template)
    arm(bench.folder.path)
    let result = bench.run(command)
    let fired = disarm()
    problem = try check(bench, result, expected, fired)
    return fired
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
      if rows != expected.after { return "it ended with 0 and is not done" }
      let output = result.output.replacingOccurrences(of: bench.folder.path, with: "~")
      return output == expected.output ? nil : "it ended with 0 and said something else: \(output)"
    }
    if fired == 0 { return "it ended with \(result.code) without a fault: \(result.errors)" }
    // A file that is read in parts looks damaged: a doctor finds it wanting, and a backup is not restored.
    let isDoctor = ["doctor", "restore"].contains(command.first) && result.code == 65
    if !Sweeps.FaultTests.codes.contains(result.code), !isDoctor {
      return "the code \(result.code): \(result.errors)"
    }
    let lines = result.errors.split(separator: "\n")
    guard let last = lines.last, last.hasPrefix("porelog: "),
      lines.filter({ $0.hasPrefix("porelog: ") }).count == 1
    else { return "it did not say so in one sentence: \(result.errors)" }
    // A file of an earlier version may have been brought up to date, and a new one begun, before the fault.
    let isBetween = command.first == "--db" && Sweep.isOnlyUpToDate(rows, expected.before)
    if rows != expected.before, rows != expected.after, !isBetween {
      return "the journal is neither as before nor as after (code \(result.code))"
    }
    return nil
  }

  /// Whether `rows` hold what `before` does, but for what a migration adds.
  private static func isOnlyUpToDate(_ rows: String?, _ before: String?) -> Bool {
    func content(_ text: String?) -> String {
      let lines = (text ?? "").split(separator: "\n")
      return lines.filter { line in
        line.hasPrefix("entries: ") || line.hasPrefix("1,") || line.hasPrefix("steps: ")
      }.joined().replacingOccurrences(of: ",NULL,NULL,NULL", with: "")
    }
    guard let rows else { return true }
    return before == nil
      ? !rows.contains("users: 1")
      : content(rows).count >= content(before).count && rows.contains("0002_")
  }
}
