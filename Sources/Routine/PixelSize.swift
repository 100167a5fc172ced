/// The size of a picture in pixels.
public struct PixelSize: Hashable, Sendable, CustomStringConvertible {
  /// The number of columns.
  public let width: Int
  /// The number of rows.
  public let height: Int

  /// The range of both: up to the most that a JPEG can have (ITU-T T.81, B.2.2).
  public static let sides = 1...65_535

  /// Creates a size; nil when the width or the height lies outside `sides`.
  public init?(width: Int, height: Int) {
    guard PixelSize.sides.contains(width), PixelSize.sides.contains(height) else { return nil }
    self.width = width
    self.height = height
  }

  /// The size as `3024x4032`.
  public var description: String { "\(width)x\(height)" }
}
