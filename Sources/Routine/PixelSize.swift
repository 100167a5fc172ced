/// The columns and rows of a picture.
public struct PixelSize: Hashable, Sendable, CustomStringConvertible {
  /// Columns.
  public let width: Int
  /// Rows.
  public let height: Int

  /// The bounds of either: the most that a JPEG can have (ITU-T T.81, B.2.2).
  public static let sides = 1...65_535

  /// A size of so many columns and rows; nil when either lies outside `sides`.
  public init?(width: Int, height: Int) {
    guard PixelSize.sides.contains(width), PixelSize.sides.contains(height) else { return nil }
    self.width = width
    self.height = height
  }

  /// The size as `3024x4032`.
  public var description: String { "\(width)x\(height)" }
}
