import CLibrary
import TestSupport
import Testing

@testable import Calendar

private let hasSources = access("/usr/share/zoneinfo/tzdata.zi", R_OK) == 0
private let hasPython = (try? python(["-c", "import zoneinfo"]).code) == 0

private func python(_ arguments: [String]) throws -> Finished {
  let path = "/usr/local/bin:/usr/bin:/bin"
  return try start("/usr/bin/env", ["python3"] + arguments, environment: ["PATH": path]).finish()
}

/// Compares all time zones of this machine with Python's zoneinfo from 1900 to 2100, at each change and the second
/// before.
@Suite struct TimeZoneComparisonTests {
  // The module zoneinfo exists since Python 3.9.
  @Test(
    .enabled(if: hasPython, "python3 with zoneinfo is not installed"),
    .enabled(if: hasSources, "tzdata is not installed"))
  func offsetsMatchPython() throws {
    let printed = try python([fixtures + "/../TimeZones/changes.py", ZoneInfo().folder])
    try #require(printed.code == 0, "\(printed.errors)")
    var zones: [(name: Substring, zone: TimeZone)] = []
    var (names, instants, differences) = (0, 0, 0)
    for line in printed.output.utf8.split(separator: UInt8(ascii: "\n")) {
      let words = Substring(line).split(separator: " ")
      if words[0] == "zone" {
        zones = try words.dropFirst().map { ($0, try TimeZone(named: String($0))) }
        names += zones.count
        continue
      }
      let instant = Instant(seconds: try #require(Int64(words[0])))
      let expected = try #require(Int(words[1]))
      for (name, zone) in zones {
        instants += 1
        let offset = zone.offset(at: instant)
        if offset != expected {
          differences += 1
          if differences <= 20 {
            Issue.record("\(name) at \(instant) (\(instant.seconds)): \(offset), not \(expected)")
          }
        }
      }
    }
    print("\(names) time zones, \(instants) instants, \(differences) differences")
    #expect(differences == 0)
    // Debian 12 has 600 names and 132,624 instants.
    #expect(names > 300 && instants > 50_000)
  }
}
