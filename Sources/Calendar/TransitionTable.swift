/// The header of a data block in a TZif file (RFC 9636, section 3.1).
struct TZifHeader {
  /// 0 for version 1, else the ASCII digit of the version.
  let version: UInt8
  /// The index of the first byte after the header.
  let end: Int
  let transitionCount: Int
  let typeCount: Int
  private let otherCounts: (universal: Int, standard: Int, leapSeconds: Int, characters: Int)

  private static let length = 44

  /// Reads the header at index `start`; nil when there is none.
  init?(_ bytes: [UInt8], at start: Int) {
    guard bytes.count >= TZifHeader.length, start <= bytes.count - TZifHeader.length,
      // "TZif" in ASCII.
      bigEndian(bytes, at: start, as: UInt32.self) == 0x545A_6966
    else { return nil }
    func count(_ index: Int) -> Int { Int(bigEndian(bytes, at: start + index, as: UInt32.self)) }
    version = bytes[start + 4]
    end = start + TZifHeader.length
    transitionCount = count(32)
    typeCount = count(36)
    otherCounts = (count(20), count(24), count(28), count(40))
  }

  /// The index of the first byte after the data block, which may lie beyond the end of the file.
  func blockEnd(timeSize: Int) -> Int {
    end + transitionCount * (timeSize + 1) + typeCount * TransitionTable.typeSize
      + otherCounts.characters + otherCounts.leapSeconds * (timeSize + 4) + otherCounts.standard
      + otherCounts.universal
  }
}

/// The transitions of a time zone, searched in the bytes of its TZif file (RFC 9636, section 3.2).
struct TransitionTable: Sendable {
  private let bytes: [UInt8]
  /// The size of a transition time: 4 or 8.
  private let timeSize: Int
  /// The index of the first transition time.
  private let times: Int
  /// The number of transitions.
  let count: Int

  /// The size of a local time type: the offset (4 bytes), isdst, the index of the designation.
  static let typeSize = 6

  /// The index of the first transition's type number.
  private var typeNumbers: Int { times + count * timeSize }
  /// The index of the first local time type.
  private var types: Int { typeNumbers + count }

  /// No transitions and no types.
  static var empty: TransitionTable { TransitionTable() }

  private init() {
    bytes = []
    timeSize = 8
    times = 0
    count = 0
  }

  /// Reads the data block after `header`; nil when it breaks a rule of RFC 9636 that a look-up relies on.
  init?(_ bytes: [UInt8], _ header: TZifHeader, timeSize: Int) {
    guard header.typeCount > 0, header.blockEnd(timeSize: timeSize) <= bytes.count else {
      return nil
    }
    self.bytes = bytes
    self.timeSize = timeSize
    times = header.end
    count = header.transitionCount
    for index in typeNumbers..<types where bytes[index] >= header.typeCount { return nil }
    for number in 0..<header.typeCount
    where !TransitionTable.offsets.contains(offset(ofType: number)) {
      return nil
    }
    // Look-ups are binary searches, which need the times in order.
    var last = Int64.min
    for index in 0..<count {
      let time = time(index)
      guard time > last || index == 0 else { return nil }
      last = time
    }
  }

  /// The range that RFC 9636 gives for offsets: more than -25 hours, less than 26 hours.
  private static let offsets = -89_999...93_599

  /// The number of transitions at or before `seconds`.
  func count(through seconds: Int64) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if time(middle) <= seconds { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The offset after the first `passed` transitions. Before the first, type 0 is in force.
  func offset(after passed: Int) -> Int {
    offset(ofType: passed == 0 ? 0 : Int(bytes[typeNumbers + passed - 1]))
  }

  private func offset(ofType number: Int) -> Int {
    Int(bigEndian(bytes, at: types + number * TransitionTable.typeSize, as: Int32.self))
  }

  private func time(_ index: Int) -> Int64 {
    timeSize == 8
      ? bigEndian(bytes, at: times + index * 8, as: Int64.self)
      : Int64(bigEndian(bytes, at: times + index * 4, as: Int32.self))
  }
}

/// The big-endian integer at `index`. Traps when it does not lie within `bytes`.
private func bigEndian<Value: FixedWidthInteger & BitwiseCopyable>(
  _ bytes: [UInt8], at index: Int, as type: Value.Type
) -> Value {
  Value(bigEndian: bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: type))
}
