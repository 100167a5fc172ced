/// Bytes read from the outside: what lies beyond their end is nil, never a trap.
struct Bytes {
  let all: [UInt8]
  /// Where this part of them begins and ends.
  let range: Range<Int>

  init(_ all: [UInt8]) { self.init(all, 0..<all.count) }

  private init(_ all: [UInt8], _ range: Range<Int>) {
    self.all = all
    self.range = range
  }

  var count: Int { range.count }

  /// The part from `start` on, so many bytes; nil when it is not all there.
  func part(_ start: Int, _ count: Int) -> Bytes? {
    guard start >= 0, count >= 0, start <= self.count, count <= self.count - start else {
      return nil
    }
    let first = range.lowerBound + start
    return Bytes(all, first..<first + count)
  }

  /// The part from `start` to the end; nil beyond it.
  func from(_ start: Int) -> Bytes? { part(start, count - start) }

  subscript(index: Int) -> UInt8? {
    index >= 0 && index < count ? all[range.lowerBound + index] : nil
  }

  /// The number that `width` bytes at `index` are.
  func number(_ index: Int, _ width: Int, littleEndian: Bool = false) -> Int? {
    guard let part = part(index, width) else { return nil }
    let bytes = littleEndian ? Array(part.slice.reversed()) : Array(part.slice)
    return bytes.reduce(0) { $0 << 8 | Int($1) }
  }

  var slice: ArraySlice<UInt8> { all[range] }

  func starts(with text: String) -> Bool { slice.starts(with: text.utf8) }

  /// Where `text` begins, at `start` or behind it.
  ///
  /// - Complexity: O(bytes · length of `text`).
  func index(of text: String, from start: Int = 0) -> Int? {
    let wanted = Array(text.utf8)
    guard let first = wanted.first, start <= count - wanted.count else { return nil }
    var index = start
    while index <= count - wanted.count {
      let place = range.lowerBound + index
      if all[place] == first, all[place..<place + wanted.count].elementsEqual(wanted) {
        return index
      }
      index += 1
    }
    return nil
  }

  func contains(_ text: String) -> Bool { index(of: text) != nil }
}
