#if QRCode
  import CQREncode

  /// A QR code of a text, drawn with two modules in each character cell.
  enum QRCodeText {
    /// The number of light modules around the code: ISO/IEC 18004, 5.3.8.
    private static let border = 4

    /// The lines of a QR code of `text`: dark modules on a light ground, whatever the colours of the terminal are; nil when
    /// the text is too long, or when a line is wider than `columns`.
    static func lines(of text: String, columns: Int) -> [String]? {
      guard let code = QRcode_encodeString(text, 0, QR_ECLEVEL_L, QR_MODE_8, 1) else { return nil }
      defer { QRcode_free(code) }
      let width = Int(code.pointee.width)
      guard width + 2 * border <= columns, let modules = code.pointee.data else { return nil }
      let range = -border..<width + border
      func isDark(_ row: Int, _ column: Int) -> Bool {
        // The lowest bit of a module is its colour: qrencode.h.
        (0..<width).contains(row) && (0..<width).contains(column)
          && modules[row * width + column] & 1 == 1
      }
      return stride(from: range.lowerBound, to: range.upperBound, by: 2).map { row in
        let cells = range.map { column in
          switch (isDark(row, column), isDark(row + 1, column)) {
          case (true, true): "█"
          case (true, false): "▀"
          case (false, true): "▄"
          case (false, false): " "
          }
        }
        // SGR 30 and 107: black on bright white.
        return "\u{1B}[30;107m\(cells.joined())\u{1B}[0m"
      }
    }
  }
#endif
