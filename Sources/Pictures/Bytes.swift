/// Bytes of an untrusted file. Reading beyond their end returns nil and never traps.
struct Bytes {
  let all: [UInt8]
  /// The part of `all` that this value covers. Indices are relative to its start.
  let range: Range<Int>

  init(_ all: [UInt8]) { self.init(all, 0..<all.count) }

  private init(_ all: [UInt8], _ range: Range<Int>) {
    self.all = all
    self.range = range
  }

  var count: Int { range.count }

  /// The `count` bytes from index `start` on; nil unless all of them exist.
  func part(_ start: Int, _ count: Int) -> Bytes? {
    guard start >= 0, count >= 0, start <= self.count, count <= self.count - start else {
      return nil
    }
    let first = range.lowerBound + start
    return Bytes(all, first..<first + count)
  }

  /// The bytes from index `start` to the end; nil when `start` is beyond it.
  func from(_ start: Int) -> Bytes? { part(start, count - start) }

  subscript(index: Int) -> UInt8? {
    index >= 0 && index < count ? all[range.lowerBound + index] : nil
  }

  /// The unsigned integer in the `width` bytes at `index`; nil unless all of them exist.
  func number(_ index: Int, _ width: Int, littleEndian: Bool = false) -> Int? {
    guard let part = part(index, width) else { return nil }
    let bytes = littleEndian ? Array(part.slice.reversed()) : Array(part.slice)
    return bytes.reduce(0) { $0 << 8 | Int($1) }
  }

  var slice: ArraySlice<UInt8> { all[range] }

  func starts(with text: String) -> Bool { slice.starts(with: text.utf8) }

  /// The index of the first occurrence of `text` at or after `start`; nil when there is none.
  ///
  /// - Complexity: O(bytes · length of `text`).
  func index(of text: String, from start: Int = 0) -> Int? {
    let wanted = Array(text.utf8)
    guard let first = wanted.first, start <= count - wanted.count else { return nil }
    var index = start
    while index <= count - wanted.count {
      let position = range.lowerBound + index
      if all[position] == first, all[position..<position + wanted.count].elementsEqual(wanted) {
        return index
      }
      index += 1
    }
    return nil
  }

  func contains(_ text: String) -> Bool { index(of: text) != nil }
}
