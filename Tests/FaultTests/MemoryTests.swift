import FaultVFS
import Foundation
import TestSupport
import Testing

@testable import porelog

extension Sweeps {
  /// Memory runs out inside SQLite, at every allocation in turn. It is a process of its own, since SQLite takes another
  /// allocator only before its first use:
  ///
  ///     PORELOG_MEMORY=41 swift test --filter MemoryTests
  ///
  /// tries every 41st allocation.
  @Suite(
    .serialized, .enabled(if: ProcessInfo.processInfo.environment["PORELOG_MEMORY"] != nil))
  struct MemoryTests {
    static let step =
      ProcessInfo.processInfo.environment["PORELOG_MEMORY"].flatMap { Int($0) } ?? 1

    @Test func memoryRunsOutAtEveryAllocation() throws {
      #expect(memory_install() == 0)
      let template = try Bench.everyday()
      var faults = 0
      for command in everydayCommands {
        for sticky in [false, true] {
          var n = 1 + faults % MemoryTests.step
          while true {
            let sweep = Sweep(
              command: command, template: template,
              fault: sticky ? "memory runs out from" : "memory runs out at")
            let fired = try sweep.run(arm: { _ in memory_arm(n, sticky ? 1 : 0) }) {
              let fired = memory_fired()
              memory_arm(0, 0)
              return fired
            }
            if let problem = sweep.problem.text {
              Issue.record("\(command), \(sweep.fault) allocation \(n): \(problem)")
              return
            }
            if fired == 0 { break }
            faults += 1
            n += MemoryTests.step
          }
        }
      }
      print("allocations failed: \(faults) over \(everydayCommands.count) commands")
      #expect(faults > 100)
    }
  }
}
