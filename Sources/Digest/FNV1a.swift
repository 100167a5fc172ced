/// The 64-bit FNV-1a hash of the text's UTF-8 (http://www.isthe.com/chongo/tech/comp/fnv/).
///
/// It detects accidental changes, but not deliberate ones. Implemented here because neither the standard library nor
/// SQLite's library offers a checksum.
/// - Complexity: O(length of `text`).
public func fnv1a(_ text: String) -> UInt64 {
  var text = text
  // On the contiguous buffer, for speed: every start of the program hashes the migration scripts.
  return text.withUTF8 { utf8 in
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return hash
  }
}
