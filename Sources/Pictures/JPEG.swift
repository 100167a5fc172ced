/// JPEG: segments that begin with FF and a marker, most with their length, until the picture's end
/// (ITU-T T.81, annex B).
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
    /// Starts of frame; three of their range are something else.
    static func isFrame(_ marker: UInt8) -> Bool {
      (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
    }
  }

  /// A segment: its marker, and the bytes behind its length.
  private struct Segment {
    let marker: UInt8
    let body: Bytes
    /// Where the next begins; behind the start of a scan, the scan's bytes.
    let end: Int
  }

  /// The segment at `place`, which may have further FF before its marker; nil when there is none.
  private static func segment(_ bytes: Bytes, at place: Int) -> Segment? {
    guard bytes[place] == 0xFF else { return nil }
    var place = place
    while bytes[place + 1] == 0xFF { place += 1 }
    guard let marker = bytes[place + 1], marker != 0 else { return nil }
    if marker == Marker.endOfImage {
      return bytes.part(place + 2, 0).map { Segment(marker: marker, body: $0, end: place + 2) }
    }
    guard let length = bytes.number(place + 2, 2), length >= 2,
      let body = bytes.part(place + 4, length - 2)
    else { return nil }
    return Segment(marker: marker, body: body, end: place + 2 + length)
  }

  /// Where the marker stands that ends the scan whose bytes begin at `place`; nil when the file is cut off.
  private static func endOfScan(_ bytes: Bytes, from place: Int) -> Int? {
    var place = place
    while let byte = bytes[place] {
      if byte == 0xFF, let next = bytes[place + 1] {
        if next != 0, !Marker.restarts.contains(next) { return place }
        place += 1
      }
      place += 1
    }
    return nil
  }

  /// Adds size and metadata to `picture`, as far as they can be read.
  static func read(_ bytes: Bytes, into picture: inout Picture) {
    var place = 2
    while let segment = segment(bytes, at: place) {
      let body = segment.body
      if Marker.isFrame(segment.marker) {
        // Precision, rows, columns.
        if let height = body.number(1, 2), let width = body.number(3, 2) {
          picture.size = Picture.Size(width: width, height: height)
        }
        // What follows is the picture; metadata stands before it.
      } else if segment.marker == Marker.exif, body.starts(with: "Exif\0\0") {
        body.from(6).flatMap(Exif.init)?.read(into: &picture.metadata)
      } else if segment.marker == Marker.exif {
        XMP.read(body, into: &picture.metadata)
      } else if segment.marker == Marker.photoshop {
        // IPTC datasets 2:80 By-line, 2:110 Credit; 2:90 City, 2:92 Sublocation.
        if body.contains("\u{1C}\u{02}P") || body.contains("\u{1C}\u{02}n") {
          picture.metadata.hasName = true
        }
        if body.contains("\u{1C}\u{02}Z") || body.contains("\u{1C}\u{02}\\") {
          picture.metadata.hasPlace = true
        }
      }
      if segment.marker == Marker.startOfScan || segment.marker == Marker.endOfImage { return }
      place = segment.end
    }
  }

  /// The picture with nothing in it but what it is drawn from; nil when it is cut off or not one.
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
    var place = 2
    while let segment = segment(bytes, at: place) {
      switch segment.marker {
      case Marker.endOfImage:
        // What lies behind the end, such as a film, is left out.
        return output + [0xFF, Marker.endOfImage]
      case Marker.startOfScan:
        guard let end = endOfScan(bytes, from: segment.end),
          let scan = bytes.part(segment.end, end - segment.end)
        else { return nil }
        append(Marker.startOfScan, segment.body.slice)
        output += scan.slice
        place = end
        continue
      case Marker.adobe where segment.body.starts(with: "Adobe"):
        // It tells how colours are written (ITU-T T.872, 6.5.3): 12 bytes.
        append(Marker.adobe, segment.body.slice.prefix(12))
      case Marker.jfif where segment.body.starts(with: "JFIF\0"):
        // Version and density, without the preview (ITU-T T.871, 10.1).
        guard let head = segment.body.part(0, 12) else { return nil }
        append(Marker.jfif, Array(head.slice) + [0, 0])
      case Marker.comment, Marker.applications: break
      default: append(segment.marker, segment.body.slice)
      }
      place = segment.end
    }
    return nil
  }
}
