import Calendar
import Text

/// The metadata of a picture that affects its display or its owner's privacy.
public struct PictureMetadata: Hashable, Sendable {
  /// How to rotate and mirror the picture for display: 1 (unchanged) to 8 (Exif 2.32, Orientation).
  public internal(set) var orientation = 1
  /// When it was taken, by the camera's clock; nil when the metadata does not contain it.
  public internal(set) var takenAt: LocalTime?
  /// Whether the metadata contains the place where it was taken.
  public internal(set) var hasLocation = false
  /// Whether the metadata contains the name of a person or an owner.
  public internal(set) var hasName = false
}

/// Reads Exif: a TIFF structure of directories, each a list of entries of 12 bytes
/// (TIFF 6.0, section 2; Exif 2.32, section 4).
struct Exif {
  private let tiff: Bytes
  private let isLittleEndian: Bool

  /// The tags of the entries that are read.
  private enum Tag {
    static let orientation = 0x0112
    static let dateTime = 0x0132
    static let exifDirectory = 0x8769
    static let placeDirectory = 0x8825
    static let dateTimeOriginal = 0x9003
    static let dateTimeDigitized = 0x9004
    /// Artist, Copyright, XPAuthor, CameraOwnerName.
    static let names: Set = [0x013B, 0x8298, 0x9C9D, 0xA430]
    /// GPSVersionID, which does not contain a place.
    static let placeVersion = 0
  }

  /// The number of the TIFF type ASCII, a text.
  private static let ascii = 2
  /// The most entries of a directory that are read. Choice: more than cameras write, but a limit for a hostile file.
  private static let mostEntries = 1000

  /// Creates a reader; nil when `tiff` is not a TIFF structure.
  ///
  /// - Parameter tiff: the bytes after `Exif` and two zero bytes.
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

  /// Adds the properties that the Exif contains to `metadata`.
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
    if places.keys.contains(where: { $0 != Tag.placeVersion }) { metadata.hasLocation = true }
    for directory in [main, details] {
      for tag in Tag.names where directory[tag].map(hasText) == true {
        metadata.hasName = true
      }
    }
  }

  private struct Entry {
    let type: Int
    let count: Int
    /// The index of the value, or of the value's offset.
    let valueIndex: Int
  }

  /// The entries of the directory at `offset`, by tag.
  private func entries(at offset: Int?) -> [Int: Entry] {
    guard let offset, let count = number(offset, 2) else { return [:] }
    var entries: [Int: Entry] = [:]
    for index in 0..<min(count, Exif.mostEntries) {
      let start = offset + 2 + 12 * index
      guard let tag = number(start, 2), let type = number(start + 2, 2),
        let values = number(start + 4, 4)
      else { break }
      entries[tag] = Entry(type: type, count: values, valueIndex: start + 8)
    }
    return entries
  }

  private func number(_ index: Int, _ width: Int) -> Int? {
    tiff.number(index, width, littleEndian: isLittleEndian)
  }
  private func short(_ entry: Entry) -> Int? { number(entry.valueIndex, 2) }
  private func long(_ entry: Entry) -> Int? { number(entry.valueIndex, 4) }

  /// The bytes of a value of type BYTE or ASCII. Up to four of them are stored in the entry itself.
  private func value(_ entry: Entry) -> Bytes? {
    entry.count <= 4
      ? tiff.part(entry.valueIndex, entry.count)
      : long(entry).flatMap { tiff.part($0, entry.count) }
  }

  /// Whether the value contains anything but control characters and blanks, which some cameras
  /// write when there is no name.
  private func hasText(_ entry: Entry) -> Bool {
    value(entry)?.slice.contains { $0 > 0x20 } ?? false
  }

  /// Reads a value such as `2025:06:02 21:14:05`. The seconds are ignored.
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

  /// An Exif that contains only the orientation: big-endian, with one entry of type SHORT.
  static func orientationOnly(_ orientation: Int) -> [UInt8] {
    Array("MM\0*".utf8) + [0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1]
      + [0, UInt8(orientation), 0, 0, 0, 0, 0, 0]
  }
}
