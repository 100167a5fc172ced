/// Reads and strips JPEG files: sequences of segments, each of which begins with FF, a marker and,
/// in most cases, a length (ITU-T T.81, annex B).
enum JPEG {
  static let start: [UInt8] = [0xFF, 0xD8, 0xFF]

  private enum Marker {
    static let endOfImage: UInt8 = 0xD9
    static let startOfScan: UInt8 = 0xDA
    static let comment: UInt8 = 0xFE
    static let jfif: UInt8 = 0xE0
    static let exif: UInt8 = 0xE1
    static let photoshop: UInt8 = 0xED
    static let adobe: UInt8 = 0xEE
    static let applications: ClosedRange<UInt8> = 0xE0...0xEF
    static let restarts: ClosedRange<UInt8> = 0xD0...0xD7
    /// Whether `marker` starts a frame. Three markers in the range have other meanings.
    static func isFrame(_ marker: UInt8) -> Bool {
      (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
    }
  }

  private struct Segment {
    let marker: UInt8
    /// The bytes after the length.
    let body: Bytes
    /// The index after the segment. After a start of scan, the bytes of the scan begin there.
    let end: Int
  }

  /// The segment at `index`; nil when there is none. Additional FF bytes can precede the marker.
  private static func segment(_ bytes: Bytes, at index: Int) -> Segment? {
    guard bytes[index] == 0xFF else { return nil }
    var index = index
    while bytes[index + 1] == 0xFF { index += 1 }
    guard let marker = bytes[index + 1], marker != 0 else { return nil }
    if marker == Marker.endOfImage {
      return bytes.part(index + 2, 0).map { Segment(marker: marker, body: $0, end: index + 2) }
    }
    guard let length = bytes.number(index + 2, 2), length >= 2,
      let body = bytes.part(index + 4, length - 2)
    else { return nil }
    return Segment(marker: marker, body: body, end: index + 2 + length)
  }

  /// The index of the marker that ends the scan whose bytes begin at `start`; nil when the file is cut off.
  private static func endOfScan(_ bytes: Bytes, from start: Int) -> Int? {
    var index = start
    while let byte = bytes[index] {
      if byte == 0xFF, let next = bytes[index + 1] {
        if next != 0, !Marker.restarts.contains(next) { return index }
        index += 1
      }
      index += 1
    }
    return nil
  }

  /// Adds the size and the metadata to `picture`, as far as they can be read.
  static func read(_ bytes: Bytes, into picture: inout Picture) {
    var index = 2
    while let segment = segment(bytes, at: index) {
      let body = segment.body
      if Marker.isFrame(segment.marker) {
        // The precision (1 byte), the rows and the columns (2 bytes each).
        if let height = body.number(1, 2), let width = body.number(3, 2) {
          picture.size = Picture.Size(width: width, height: height)
        }
      } else if segment.marker == Marker.exif, body.starts(with: "Exif\0\0") {
        body.from(6).flatMap(Exif.init)?.read(into: &picture.metadata)
      } else if segment.marker == Marker.exif {
        XMP.read(body, into: &picture.metadata)
      } else if segment.marker == Marker.photoshop {
        // IPTC datasets: 2:80 By-line and 2:110 Credit, then 2:90 City and 2:92 Sublocation.
        if body.contains("\u{1C}\u{02}P") || body.contains("\u{1C}\u{02}n") {
          picture.metadata.hasName = true
        }
        if body.contains("\u{1C}\u{02}Z") || body.contains("\u{1C}\u{02}\\") {
          picture.metadata.hasLocation = true
        }
      }
      // All metadata precedes the first scan.
      if segment.marker == Marker.startOfScan || segment.marker == Marker.endOfImage { return }
      index = segment.end
    }
  }

  /// The picture without metadata, except the orientation; nil when it is cut off or not a JPEG.
  static func stripped(_ bytes: Bytes, _ orientation: Int) -> [UInt8]? {
    var output: [UInt8] = [0xFF, 0xD8]
    func append(_ marker: UInt8, _ body: some Collection<UInt8>) {
      let length = body.count + 2
      output += [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)]
      output += body
    }
    if orientation != 1 {
      append(Marker.exif, Array("Exif\0\0".utf8) + Exif.orientationOnly(orientation))
    }
    var index = 2
    while let segment = segment(bytes, at: index) {
      switch segment.marker {
      case Marker.endOfImage:
        // Bytes after the end, such as the video of a moving photo, are left out.
        return output + [0xFF, Marker.endOfImage]
      case Marker.startOfScan:
        guard let end = endOfScan(bytes, from: segment.end),
          let scan = bytes.part(segment.end, end - segment.end)
        else { return nil }
        append(Marker.startOfScan, segment.body.slice)
        output += scan.slice
        index = end
        continue
      case Marker.adobe where segment.body.starts(with: "Adobe"):
        // The transform of the colours (ITU-T T.872, 6.5.3), in the first 12 bytes.
        append(Marker.adobe, segment.body.slice.prefix(12))
      case Marker.jfif where segment.body.starts(with: "JFIF\0"):
        // The version and the density, without the thumbnail (ITU-T T.871, 10.1).
        guard let head = segment.body.part(0, 12) else { return nil }
        append(Marker.jfif, Array(head.slice) + [0, 0])
      case Marker.comment, Marker.applications: break
      default: append(segment.marker, segment.body.slice)
      }
      index = segment.end
    }
    return nil
  }
}
