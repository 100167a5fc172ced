/// The bytes in Base64 with padding (RFC 4648, section 4).
///
/// Implemented here because the only other encoder is in Foundation, which the program does not load.
public func base64(_ bytes: some Collection<UInt8>) -> String {
  let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var text: [UInt8] = []
  text.reserveCapacity((bytes.count + 2) / 3 * 4)
  var (group, count) = (0, 0)
  for byte in bytes {
    group = group << 8 | Int(byte)
    count += 1
    if count == 3 {
      for shift in [18, 12, 6, 0] { text.append(digits[group >> shift & 63]) }
      (group, count) = (0, 0)
    }
  }
  if count > 0 {
    group <<= 8 * (3 - count)
    for shift in [18, 12, 6, 0].prefix(count + 1) { text.append(digits[group >> shift & 63]) }
    text += [UInt8](repeating: UInt8(ascii: "="), count: 3 - count)
  }
  return String(decoding: text, as: UTF8.self)
}
