import Calendar
import Text

/// What a picture's metadata tells of it and of its owner.
public struct PictureMetadata: Hashable, Sendable {
  /// How it is to be turned to stand upright: 1 not at all, to 8 (Exif 2.32, Orientation).
  public internal(set) var orientation = 1
  /// When it was taken, by the camera's clock.
  public internal(set) var takenAt: LocalTime?
  /// Whether it tells where it was taken.
  public internal(set) var hasPlace = false
  /// Whether it holds the name of a person, or of an owner.
  public internal(set) var hasName = false
}

/// Reads Exif: a TIFF structure of directories, each a list of entries of 12 bytes
/// (TIFF 6.0, section 2; Exif 2.32, section 4).
struct Exif {
  private let tiff: Bytes
  private let isLittleEndian: Bool

  /// What the entries are that matter here.
  private enum Tag {
    static let orientation = 0x0112
    static let dateTime = 0x0132
    static let exifDirectory = 0x8769
    static let placeDirectory = 0x8825
    static let dateTimeOriginal = 0x9003
    static let dateTimeDigitized = 0x9004
    /// Artist, Copyright, XPAuthor, CameraOwnerName.
    static let names: Set = [0x013B, 0x8298, 0x9C9D, 0xA430]
    /// GPSVersionID, which tells no place.
    static let placeVersion = 0
  }

  private static let ascii = 2
  /// More entries than any camera writes: a bound for what a hostile file can ask for.
  private static let mostEntries = 1000

  /// - Parameter tiff: what stands behind `Exif` and two zero bytes.
  init?(_ tiff: Bytes) {
    if tiff.starts(with: "II*\0") {
      isLittleEndian = true
    } else if tiff.starts(with: "MM\0*") {
      isLittleEndian = false
    } else {
      return nil
    }
    self.tiff = tiff
  }

  /// Adds what it tells to `metadata`.
  func read(into metadata: inout PictureMetadata) {
    let main = entries(at: number(4, 4))
    if let value = main[Tag.orientation].flatMap(short), (1...8).contains(value) {
      metadata.orientation = value
    }
    let details = entries(at: main[Tag.exifDirectory].flatMap(long))
    let dates = [
      details[Tag.dateTimeOriginal], details[Tag.dateTimeDigitized], main[Tag.dateTime],
    ]
    metadata.takenAt = metadata.takenAt ?? dates.compactMap { $0.flatMap(date) }.first
    let places = entries(at: main[Tag.placeDirectory].flatMap(long))
    if places.keys.contains(where: { $0 != Tag.placeVersion }) { metadata.hasPlace = true }
    for directory in [main, details] {
      for tag in Tag.names where directory[tag].map(saysSomething) == true {
        metadata.hasName = true
      }
    }
  }

  private struct Entry {
    let type: Int
    let count: Int
    /// Where its value or the way to it stands.
    let place: Int
  }

  /// The entries of the directory at `offset`, by tag.
  private func entries(at offset: Int?) -> [Int: Entry] {
    guard let offset, let count = number(offset, 2) else { return [:] }
    var entries: [Int: Entry] = [:]
    for index in 0..<min(count, Exif.mostEntries) {
      let place = offset + 2 + 12 * index
      guard let tag = number(place, 2), let type = number(place + 2, 2),
        let values = number(place + 4, 4)
      else { break }
      entries[tag] = Entry(type: type, count: values, place: place + 8)
    }
    return entries
  }

  private func number(_ index: Int, _ width: Int) -> Int? {
    tiff.number(index, width, littleEndian: isLittleEndian)
  }
  private func short(_ entry: Entry) -> Int? { number(entry.place, 2) }
  private func long(_ entry: Entry) -> Int? { number(entry.place, 4) }

  /// The bytes of the value; up to four stand in the entry itself.
  private func value(_ entry: Entry) -> Bytes? {
    entry.count <= 4
      ? tiff.part(entry.place, entry.count)
      : long(entry).flatMap { tiff.part($0, entry.count) }
  }

  private func saysSomething(_ entry: Entry) -> Bool {
    // XPAuthor is of bytes, the others of ASCII; blanks and zeros say nothing.
    value(entry)?.slice.contains { $0 > 0x20 } ?? false
  }

  /// Reads `2025:06:02 21:14:05`.
  private func date(_ entry: Entry) -> LocalTime? {
    guard entry.type == Exif.ascii, let text = value(entry)?.part(0, 16)?.slice else { return nil }
    let bytes = Array(text)
    guard bytes[4] == 0x3A, bytes[7] == 0x3A, bytes[10] == 0x20, bytes[13] == 0x3A,
      let year = decimal(bytes.span, 0..<4), let month = decimal(bytes.span, 5..<7),
      let day = decimal(bytes.span, 8..<10), let hour = decimal(bytes.span, 11..<13), hour < 24,
      let minute = decimal(bytes.span, 14..<16), minute < 60,
      let date = Day(year: year, month: month, day: day)
    else { return nil }
    return LocalTime(day: date, time: TimeOfDay(minutes: hour * 60 + minute))
  }

  /// The Exif that says how a picture is to be turned, and nothing else: big-endian, one entry of one short.
  static func orientationOnly(_ orientation: Int) -> [UInt8] {
    Array("MM\0*".utf8) + [0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1]
      + [0, UInt8(orientation), 0, 0, 0, 0, 0, 0]
  }
}
