/// FNV-1a over the text's UTF-8, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/). It finds an edit,
/// not an attack; written here because no library within reach has a checksum.
///
/// - Complexity: O(length of `text`).
public func fnv1a(_ text: String) -> UInt64 {
  var text = text
  // Over the buffer: it is done at every start of the program.
  return text.withUTF8 { utf8 in
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return hash
  }
}
