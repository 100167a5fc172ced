import TestSupport
import Testing
import Text

@testable import Calendar

/// The parts of a TZif file (RFC 9636, section 3).
struct TZifParts {
  var version: Character = "2"
  var transitions: [(time: Int64, type: UInt8)] = []
  var offsets: [Int32] = [0]
  var leapSeconds: [(time: Int64, correction: Int32)] = []
  var footer = ""

  /// The bytes of the file. From version 2 on the first block has other times and offsets, which readers must ignore.
  var bytes: [UInt8] {
    if version == "1" { return block(timeSize: 4) }
    let unused = TZifParts(
      version: version, transitions: [(-500, 1), (500, 2)], offsets: [11, 22, 33],
      leapSeconds: [(5, 1)])
    return unused.block(timeSize: 4) + block(timeSize: 8) + Array("\n\(footer)\n".utf8)
  }

  /// A header and its data block.
  func block(timeSize: Int) -> [UInt8] {
    var bytes = Array("TZif".utf8)
    bytes.append(version == "1" ? 0 : version.asciiValue ?? 0)
    bytes += [UInt8](repeating: 0, count: 15)
    let indicators = offsets.count
    for count in [indicators, indicators, leapSeconds.count, transitions.count, offsets.count, 4] {
      append(Int32(count), to: &bytes)
    }
    func appendTime(_ time: Int64) {
      if timeSize == 8 { append(time, to: &bytes) } else { append(Int32(time), to: &bytes) }
    }
    for transition in transitions { appendTime(transition.time) }
    bytes += transitions.map(\.type)
    for offset in offsets {
      append(offset, to: &bytes)
      bytes += [0, 0]
    }
    bytes += Array("ABC\0".utf8)
    for leapSecond in leapSeconds {
      appendTime(leapSecond.time)
      append(leapSecond.correction, to: &bytes)
    }
    return bytes + [UInt8](repeating: 1, count: 2 * indicators)
  }

  private func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.bigEndian) { bytes += $0 }
  }
}

extension TimeZone {
  fileprivate func offset(_ seconds: Int64) -> Int { offset(at: Instant(seconds: seconds)) }
}

@Suite struct TimeZoneTests {
  @Test(arguments: ["1", "2", "3", "4"] as [Character])
  func readsEachVersion(version: Character) throws {
    let parts = TZifParts(
      version: version, transitions: [(-1000, 1), (0, 2), (1000, 1)], offsets: [-968, 3600, 7200])
    let zone = try #require(TimeZone(tzif: parts.bytes))
    // Type 0 before the first transition; without a footer the last type stays in force.
    let expected: [(Int64, Int)] = [
      (.min, -968), (-1001, -968), (-1000, 3600), (-1, 3600), (0, 7200), (999, 7200), (1000, 3600),
      (.max, 3600),
    ]
    for (seconds, offset) in expected { #expect(zone.offset(seconds) == offset, "\(seconds)") }
  }

  @Test func readsTimesBeyond32Bits() throws {
    let time = Int64(1) << 40
    let zone = try #require(
      TimeZone(tzif: TZifParts(transitions: [(-time, 1), (time, 0)], offsets: [60, 120]).bytes))
    #expect(zone.offset(-time - 1) == 60)
    #expect(zone.offset(-time) == 120)
    #expect(zone.offset(time - 1) == 120)
    #expect(zone.offset(time) == 60)
  }

  @Test func usesTheFooterFromTheLastTransitionOn() throws {
    let parts = TZifParts(transitions: [(0, 1), (1000, 1)], offsets: [60, 120], footer: "AAA-1")
    let zone = try #require(TimeZone(tzif: parts.bytes))
    #expect(zone.offset(-1) == 60)
    #expect(zone.offset(999) == 120)
    #expect(zone.offset(1000) == 3600)
  }

  @Test func usesTheFooterAlwaysWithoutTransitions() throws {
    let zone = try #require(TimeZone(tzif: TZifParts(offsets: [60], footer: "AAA-1").bytes))
    #expect(zone.offset(-1_000_000) == 3600)
    #expect(zone.offset(0) == 3600)
  }

  @Test(arguments: ["1", "2"] as [Character])
  func usesType0WithoutTransitionsAndFooter(version: Character) throws {
    let zone = try #require(TimeZone(tzif: TZifParts(version: version, offsets: [60, 120]).bytes))
    #expect(zone.offset(0) == 60)
  }

  /// Version 4 allows an expiry record at the end of the leap seconds, and a truncated start.
  @Test(arguments: ["1", "2", "3", "4"] as [Character])
  func skipsLeapSeconds(version: Character) throws {
    let parts = TZifParts(
      version: version, transitions: [(1000, 1)], offsets: [0, 3600],
      leapSeconds: [(10, 26), (500, 27), (2000, 27)])
    let zone = try #require(TimeZone(tzif: parts.bytes))
    #expect(zone.offset(999) == 0)
    #expect(zone.offset(1000) == 3600)
  }

  @Test func readsOffsetsAtTheLimits() {
    for offset in [-89_999, 93_599] as [Int32] {
      #expect(TimeZone(tzif: TZifParts(offsets: [offset]).bytes)?.offset(0) == Int(offset))
    }
    for offset in [-90_000, 93_600, .min, .max] as [Int32] {
      #expect(TimeZone(tzif: TZifParts(offsets: [0, offset]).bytes) == nil)
    }
  }

  @Test func refusesBrokenTables() {
    #expect(TimeZone(tzif: TZifParts(transitions: [(0, 1)], offsets: [0]).bytes) == nil)
    #expect(TimeZone(tzif: TZifParts(offsets: []).bytes) == nil)
    #expect(TimeZone(tzif: TZifParts(transitions: [(0, 0), (0, 0)]).bytes) == nil)
    #expect(TimeZone(tzif: TZifParts(transitions: [(5, 0), (4, 0)]).bytes) == nil)
    #expect(TimeZone(tzif: TZifParts(transitions: [(.min, 0), (4, 0)]).block(timeSize: 8)) == nil)
    for version in ["0", "\u{1}", " "] as [Character] {
      #expect(TimeZone(tzif: TZifParts(version: version).bytes) == nil)
    }
    // The second block has another version, or is missing.
    let blocks =
      TZifParts(version: "2").block(timeSize: 4) + TZifParts(version: "3").block(timeSize: 8)
    #expect(TimeZone(tzif: blocks + Array("\n\n".utf8)) == nil)
    #expect(TimeZone(tzif: TZifParts(version: "2").block(timeSize: 4)) == nil)
    #expect(TimeZone(tzif: []) == nil)
    // No newline before the footer.
    var bytes = TZifParts(footer: "AAA-1").bytes
    bytes[bytes.count - 7] = UInt8(ascii: "x")
    #expect(TimeZone(tzif: bytes) == nil)
  }

  @Test func readsTheFirstTransitionAtTheLowestTime() throws {
    let parts = TZifParts(transitions: [(.min, 1), (0, 0)], offsets: [60, 120])
    let zone = try #require(TimeZone(tzif: parts.bytes))
    #expect(zone.offset(.min) == 120)
    #expect(zone.offset(0) == 60)
  }

  @Test func convertsToLocalTime() throws {
    let zone = try #require(TimeZone(tzif: TZifParts(offsets: [-16_966]).bytes))
    // 1970-01-01T04:42:46Z is midnight, and seconds are dropped.
    #expect(zone.localTime(of: Instant(seconds: 16_966)).description == "1970-01-01 00:00")
    #expect(zone.localTime(of: Instant(seconds: 16_965)).description == "1969-12-31 23:59")
    #expect(zone.localTime(of: Instant(seconds: 0)).description == "1969-12-31 19:17")
    let east = try #require(TimeZone(tzif: TZifParts(offsets: [3600]).bytes))
    #expect(east.localTime(of: .last) == LocalTime(day: .last + 1, time: TimeOfDay(minutes: 59)))
    #expect(
      TimeZone.utc.localTime(of: .first) == LocalTime(day: .first, time: TimeOfDay(minutes: 0)))
  }

  /// Instants that no file can hold still have a local time.
  @Test(arguments: ["", "EST5EDT,M3.2.0,M11.1.0", "AAA-24:59:59BBB,J1/-167,365/167"])
  func convertsAllInstants(footer: String) throws {
    let zone = try #require(TimeZone(tzif: TZifParts(offsets: [-89_999], footer: footer).bytes))
    for seconds in [.min, .min + 1, .max, .max - 1, 0, 1 << 62] as [Int64] {
      let day = zone.localTime(of: Instant(seconds: seconds)).day.number
      #expect(abs(day - Int(seconds / 86_400)) <= 2)
    }
  }
}

extension LocalTime {
  fileprivate var description: String { "\(day) \(time)" }
}

/// Damaged files are refused or read, without a runtime trap.
@Suite(.enabled(if: TimeZone.isKnown("Europe/Berlin"), "zoneinfo is not installed"))
struct DamagedTimeZoneTests {
  static let zones = [
    "Europe/Berlin", "Europe/Dublin", "America/New_York", "America/Nuuk", "Africa/Casablanca",
    "Asia/Gaza", "Asia/Tokyo", "Australia/Lord_Howe", "Etc/UTC",
  ]

  @Test(arguments: zones)
  func refusesFilesCutAtAnyLength(zone: String) throws {
    let bytes = try fileBytes("/usr/share/zoneinfo/" + zone)
    for length in 0..<bytes.count { #expect(TimeZone(tzif: Array(bytes[..<length])) == nil) }
    // The first block alone is a file of version 1.
    var first = bytes
    first[4] = 0
    let end = try #require(TZifHeader(bytes, at: 0)).blockEnd(timeSize: 4)
    for length in 0..<end { #expect(TimeZone(tzif: Array(first[..<length])) == nil) }
    #expect(TimeZone(tzif: Array(first[..<end])) != nil)
  }

  @Test(arguments: zones)
  func readsBothBlocksAlike(zone: String) throws {
    let bytes = try fileBytes("/usr/share/zoneinfo/" + zone)
    let whole = try #require(TimeZone(tzif: bytes))
    var narrow = bytes
    narrow[4] = 0
    let first = try #require(TimeZone(tzif: narrow))
    // A slim file has an empty first block.
    guard let header = TZifHeader(bytes, at: 0), header.transitionCount > 0 else { return }
    for seconds in stride(from: -2_100_000_000, to: 2_100_000_000, by: 1_000_003) as StrideTo<Int64>
    {
      #expect(first.offset(seconds) == whole.offset(seconds), "\(seconds)")
    }
  }

  @Test(arguments: zones)
  func survivesAnyBytes(zone: String) throws {
    let bytes = try fileBytes("/usr/share/zoneinfo/" + zone)
    let second = try #require(TZifHeader(bytes, at: 0)).blockEnd(timeSize: 4)
    var random = SplitMix64(seed: 9636)
    var read = 0
    for _ in 0..<1000 {
      var changed = bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        // Half of the changes are in the headers or the footer.
        let places = [0..<44, second..<second + 44, bytes.count - 30..<bytes.count]
        let place =
          Bool.random(using: &random)
          ? Int.random(in: random.pick(places), using: &random)
          : changed.indices.randomElement(using: &random)
        changed[place ?? 0] = random.pick([
          0, 1, 0x7F, 0x80, 0xFF, UInt8.random(in: 0...255, using: &random),
        ])
      }
      guard let zone = TimeZone(tzif: changed) else { continue }
      read += 1
      for seconds in [.min, -4_000_000_000, 0, 1_700_000_000, 4_000_000_000, .max] as [Int64] {
        _ = zone.localTime(of: Instant(seconds: seconds))
      }
    }
    #expect((1..<1000).contains(read))
  }
}
