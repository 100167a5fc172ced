/// What the bytes of a picture are: its format, its size and what its metadata tells. The picture itself is not
/// decoded.
public struct Picture: Hashable, Sendable {
  /// How it is written.
  public enum Format: String, Sendable {
    /// JPEG (ITU-T T.81).
    case jpeg
    /// PNG (https://www.w3.org/TR/png-3/).
    case png
    /// What iPhones make unless they are told otherwise; browsers cannot show it.
    case heic
    /// Anything else.
    case other

    /// The media type of those that a page can show; nil for the others.
    public var mediaType: String? {
      switch self {
      case .jpeg: "image/jpeg"
      case .png: "image/png"
      case .heic, .other: nil
      }
    }
  }

  /// Columns and rows, each at least 1.
  public struct Size: Hashable, Sendable {
    /// Columns.
    public let width: Int
    /// Rows.
    public let height: Int

    /// A size of so many columns and rows; nil unless both are positive.
    init?(width: Int, height: Int) {
      guard width > 0, height > 0 else { return nil }
      self.width = width
      self.height = height
    }
  }

  /// How it is written.
  public let format: Format
  /// Its columns and rows, as they are stored; nil when the format does not tell or is not known.
  public internal(set) var size: Size?
  /// What its metadata tells.
  public internal(set) var metadata = PictureMetadata()

  /// Looks at the bytes of a file.
  public init(_ bytes: [UInt8]) {
    let bytes = Bytes(bytes)
    if bytes.slice.starts(with: JPEG.start) {
      format = .jpeg
      JPEG.read(bytes, into: &self)
    } else if bytes.slice.starts(with: PNG.signature) {
      format = .png
      PNG.read(bytes, into: &self)
    } else {
      let brands = ["heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"]
      let brand = bytes.part(8, 4).map { String(decoding: $0.slice, as: UTF8.self) } ?? ""
      let isHEIC = bytes.part(4, 4)?.starts(with: "ftyp") == true && brands.contains(brand)
      format = isHEIC ? .heic : .other
      // Its boxes are not followed: an Exif that lies in one is found by its mark.
      if isHEIC, let mark = bytes.index(of: "Exif\0\0"), let tiff = bytes.from(mark + 6) {
        Exif(tiff)?.read(into: &metadata)
      }
    }
  }

  /// The same picture without any metadata, for a page: only how it is to be turned is written anew. Nil
  /// when the bytes are no JPEG or PNG from their start to their end.
  ///
  /// Profiles, previews, comments and what lies behind the picture's end, such as a film, are left out.
  public static func stripped(_ bytes: [UInt8]) -> [UInt8]? {
    let picture = Picture(bytes)
    guard picture.size != nil else { return nil }
    switch picture.format {
    case .jpeg: return JPEG.stripped(Bytes(bytes), picture.metadata.orientation)
    case .png: return PNG.stripped(Bytes(bytes), picture.metadata.orientation)
    case .heic, .other: return nil
    }
  }
}

/// Names and places as XMP, an XML of its own, holds them.
enum XMP {
  static func read(_ bytes: Bytes, into metadata: inout PictureMetadata) {
    let places = ["GPSLatitude", "GPSLongitude", "photoshop:City", "Iptc4xmpCore:Location"]
    if places.contains(where: bytes.contains) { metadata.hasPlace = true }
    let names = ["dc:creator", "OwnerName", "photoshop:Credit", "xmpRights:Owner", "PersonInImage"]
    if names.contains(where: bytes.contains) { metadata.hasName = true }
  }
}
