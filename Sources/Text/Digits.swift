/// The ASCII text that `append` builds, in a buffer that starts with room for `count` bytes.
package func ascii(count: Int, _ append: (inout [UInt8]) -> Void) -> String {
  var text: [UInt8] = []
  text.reserveCapacity(count)
  append(&text)
  return String(decoding: text, as: UTF8.self)
}

/// Appends `number`, which must not be negative, with leading zeros up to `width` digits.
package func appendDigits(_ number: Int, _ width: Int, to text: inout [UInt8]) {
  let zero = UInt8(ascii: "0")
  // The most frequent case: months, days, hours and minutes.
  if width == 2, number < 100 {
    text.append(zero + UInt8(truncatingIfNeeded: number / 10))
    text.append(zero + UInt8(truncatingIfNeeded: number % 10))
    return
  }
  if width > 1 || number > 9 { appendDigits(number / 10, width - 1, to: &text) }
  text.append(zero + UInt8(truncatingIfNeeded: number % 10))
}

/// The number in the part `range` of `bytes`; nil unless the part consists of 1 to 18 ASCII digits.
@inlinable public func decimal(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
  guard !range.isEmpty, range.count <= 18 else { return nil }
  var value = 0
  for index in range {
    let digit = bytes[index]
    guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
    value = value * 10 + Int(digit - UInt8(ascii: "0"))
  }
  return value
}

/// `number` with leading zeros up to `width` digits.
package func padded(_ number: Int, to width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// The number in `text`; nil unless it consists of ASCII digits and fits an Int.
public func wholeNumber(_ text: some StringProtocol) -> Int? {
  text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
}
