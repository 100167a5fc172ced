/// Columns and rows.
public struct PixelSize: Hashable, Sendable, CustomStringConvertible {
  /// Columns.
  public let width: Int
  /// Rows.
  public let height: Int

  /// The most of either: the most that JPEG can have, and more than a PNG of a phone's.
  public static let most = 65_535

  /// A size of so many columns and rows, each 1 to `most`; nil else.
  public init?(width: Int, height: Int) {
    let range = 1...PixelSize.most
    guard range.contains(width), range.contains(height) else { return nil }
    self.width = width
    self.height = height
  }

  /// The size as `3024x4032`.
  public var description: String { "\(width)x\(height)" }
}
