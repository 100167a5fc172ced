/// Reads and strips PNG files: sequences of chunks, each with a length, a type, data and a checksum
/// (https://www.w3.org/TR/png-3/#5DataRep).
enum PNG {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The chunks that are needed to draw the picture: critical ones, transparency and colour space.
  private static let drawn: Set = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB"]

  private struct Chunk {
    let type: String
    let data: Bytes
    /// The complete chunk, with length and checksum.
    let whole: Bytes
  }

  /// The chunk at `index`; nil when there is no complete one.
  private static func chunk(_ bytes: Bytes, at index: Int) -> Chunk? {
    guard let length = bytes.number(index, 4), let type = bytes.part(index + 4, 4),
      let data = bytes.part(index + 8, length), let whole = bytes.part(index, length + 12)
    else { return nil }
    return Chunk(type: String(decoding: type.slice, as: UTF8.self), data: data, whole: whole)
  }

  /// Adds the size and the metadata to `picture`, as far as they can be read.
  static func read(_ bytes: Bytes, into picture: inout Picture) {
    var index = signature.count
    while let chunk = chunk(bytes, at: index) {
      switch chunk.type {
      case "IHDR":
        if let width = chunk.data.number(0, 4), let height = chunk.data.number(4, 4) {
          picture.size = Picture.Size(width: width, height: height)
        }
      case "eXIf": Exif(chunk.data)?.read(into: &picture.metadata)
      case "tEXt", "zTXt", "iTXt":
        let names = ["Author", "Copyright", "Artist"]
        if names.contains(where: chunk.data.starts) { picture.metadata.hasName = true }
        XMP.read(chunk.data, into: &picture.metadata)
      case "IEND": return
      default: break
      }
      index += chunk.whole.count
    }
  }

  /// The picture without metadata, except the orientation; nil when it is cut off or not a PNG.
  static func stripped(_ bytes: Bytes, _ orientation: Int) -> [UInt8]? {
    var output = signature
    var index = signature.count
    while let chunk = chunk(bytes, at: index) {
      if drawn.contains(chunk.type) { output += chunk.whole.slice }
      if chunk.type == "IHDR", orientation != 1 {
        output += self.chunk("eXIf", Exif.orientationOnly(orientation))
      }
      if chunk.type == "IEND" { return output }
      index += chunk.whole.count
    }
    return nil
  }

  /// The bytes of a chunk with this type and data.
  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    func bigEndian(_ number: UInt32) -> [UInt8] {
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
    }
    let body = Array(type.utf8) + data
    return bigEndian(UInt32(data.count)) + body + bigEndian(crc32(body))
  }

  /// The checksum of a chunk (https://www.w3.org/TR/png-3/#D-CRCAppendix). It is calculated without a table, because
  /// the chunks that are written have few bytes.
  private static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var crc = UInt32.max
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? 0xEDB8_8320 ^ (crc >> 1) : crc >> 1 }
    }
    return ~crc
  }
}
