import FaultVFS
import Foundation
import TestSupport
import Testing

@testable import porelog

extension Sweeps {
  /// For every command, each allocation of SQLite fails once.
  ///
  ///     PORELOG_MEMORY=41 swift test --filter MemoryTests
  ///
  /// tries every 41st allocation. The test needs a process of its own, because SQLite accepts another allocator only
  /// before it is initialized (https://sqlite.org/c3ref/config.html).
  @Suite(
    .serialized, .enabled(if: ProcessInfo.processInfo.environment["PORELOG_MEMORY"] != nil))
  struct MemoryTests {
    static let step =
      ProcessInfo.processInfo.environment["PORELOG_MEMORY"].flatMap { Int($0) } ?? 1

    @Test func everyAllocationFailsOnce() throws {
      #expect(memory_install() == 0)
      let template = try Bench.everyday()
      var faults = 0
      for command in everydayCommands {
        for sticky in [false, true] {
          let found = try Sweep.inTurn(
            command, template, from: 1 + faults % MemoryTests.step, by: MemoryTests.step,
            fault: sticky ? "memory runs out from allocation" : "memory runs out at allocation"
          ) { _, n in
            memory_arm(n, sticky ? 1 : 0)
          } disarm: {
            let fired = memory_fired()
            memory_arm(0, 0)
            return fired
          }
          guard let found else { return }
          faults += found
        }
      }
      print("allocations failed: \(faults) over \(everydayCommands.count) commands")
      #expect(faults > 100)
    }
  }
}
