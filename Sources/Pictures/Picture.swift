/// The format, the size and the metadata of a picture, read from its bytes. The picture itself is not decoded.
public struct Picture: Hashable, Sendable {
  /// The format of a picture file.
  public enum Format: String, Sendable {
    /// JPEG (ITU-T T.81).
    case jpeg
    /// PNG (https://www.w3.org/TR/png-3/).
    case png
    /// HEIC, the default format of iPhones, which most browsers cannot show.
    case heic
    /// Any other format.
    case other

    /// The media type; nil for a format that a page cannot show.
    public var mediaType: String? {
      switch self {
      case .jpeg: "image/jpeg"
      case .png: "image/png"
      case .heic, .other: nil
      }
    }
  }

  /// The size of a picture in pixels.
  public struct Size: Hashable, Sendable {
    /// The number of columns, at least 1.
    public let width: Int
    /// The number of rows, at least 1.
    public let height: Int

    /// Creates a size; nil unless both are positive.
    init?(width: Int, height: Int) {
      guard width > 0, height > 0 else { return nil }
      self.width = width
      self.height = height
    }
  }

  /// The format of the file.
  public let format: Format
  /// The size as stored, before it is turned by the orientation; nil when it cannot be read.
  public internal(set) var size: Size?
  /// The metadata; empty for an unknown format.
  public internal(set) var metadata = PictureMetadata()

  /// Reads the bytes of a file.
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
      // The boxes of a HEIC file are not parsed; its Exif is found by the identifier.
      if isHEIC, let start = bytes.index(of: "Exif\0\0"), let tiff = bytes.from(start + 6) {
        Exif(tiff)?.read(into: &metadata)
      }
    }
  }

  /// The picture without metadata, for a page that others may see; nil when the bytes are not a complete JPEG or PNG.
  ///
  /// Colour profiles, thumbnails, comments and bytes after the picture's end are left out too. Of
  /// the metadata, only the orientation is kept, unless it is 1.
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

/// Searches XMP, which is XML, for properties that contain names and places.
enum XMP {
  static func read(_ bytes: Bytes, into metadata: inout PictureMetadata) {
    let places = ["GPSLatitude", "GPSLongitude", "photoshop:City", "Iptc4xmpCore:Location"]
    if places.contains(where: bytes.contains) { metadata.hasLocation = true }
    let names = ["dc:creator", "OwnerName", "photoshop:Credit", "xmpRights:Owner", "PersonInImage"]
    if names.contains(where: bytes.contains) { metadata.hasName = true }
  }
}
