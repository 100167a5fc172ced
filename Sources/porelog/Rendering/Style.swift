import Text

/// How text is drawn: in colour or without, with Unicode marks or in ASCII, and how wide.
struct Style: Sendable {
  let hasColor: Bool
  let hasUnicode: Bool
  /// The columns there are to fill.
  let columns: Int

  /// Without colour and in ASCII, as for a pipe.
  static let plain = Style(hasColor: false, hasUnicode: false, columns: 80)

  init(hasColor: Bool, hasUnicode: Bool, columns: Int) {
    self.hasColor = hasColor
    self.hasUnicode = hasUnicode
    self.columns = columns
  }

  /// Colour and Unicode only on a terminal that takes them; --color always overrules the first.
  ///
  /// NO_COLOR: https://no-color.org. The locale is the first of LC_ALL, LC_CTYPE and LANG that is set,
  /// as POSIX has it.
  ///
  /// - Parameter color: the value of --color; nil is auto.
  /// - Throws: `Failure` when `color` is none of its values.
  init(color: String?, _ terminal: Terminal, _ environment: [String: String]) throws {
    func isSet(_ name: String) -> Bool { environment[name].map { !$0.isEmpty } ?? false }
    switch color ?? "auto" {
    case "always": hasColor = true
    case "never": hasColor = false
    case "auto":
      hasColor = terminal.isTerminal && !isSet("NO_COLOR") && environment["TERM"] != "dumb"
    case let other:
      throw Failure(.usage, "--color is auto, always or never, not \(quoted(other))")
    }
    let locale =
      ["LC_ALL", "LC_CTYPE", "LANG"].first(where: isSet).flatMap { environment[$0] } ?? ""
    let charset = locale.lowercased().filter { $0 != "-" }
    hasUnicode = terminal.isTerminal && charset.contains("utf8")
    columns = max(20, terminal.columns)
  }

  /// The same on so many columns.
  func resized(to columns: Int) -> Style {
    Style(hasColor: hasColor, hasUnicode: hasUnicode, columns: max(20, columns))
  }

  /// What text can be made to stand out by.
  enum Emphasis: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
  }

  /// `text` made to stand out, where there is colour.
  func paint(_ text: String, _ emphasis: Emphasis?) -> String {
    guard hasColor, let emphasis, !text.isEmpty else { return text }
    return "\u{1B}[\(emphasis.rawValue)m\(text)\u{1B}[0m"
  }

  /// `text` cut or filled up with blanks to `width` columns.
  func fit(_ text: String, to width: Int) -> String {
    let total = displayWidth(text)
    if total <= width { return text + blanks(width - total) }
    let mark = hasUnicode ? "…" : "~"
    var fitted = ""
    var used = 1
    for character in text {
      let size = displayWidth(String(character))
      if used + size > width { break }
      fitted.append(character)
      used += size
    }
    return fitted + mark + blanks(max(0, width - used))
  }

  /// `number` with blanks before it up to `width` columns.
  func right(_ text: String, _ width: Int) -> String {
    blanks(max(0, width - displayWidth(text))) + text
  }

  /// `words` in lines of at most `columns`, the first behind `head`, the others under it.
  func wrap(_ words: [String], head: String) -> [String] {
    let margin = displayWidth(head)
    var lines: [String] = []
    var (line, width, isFresh) = (head, margin, true)
    // A number and its % stay together.
    func isPercent(_ word: String) -> Bool { word.utf8.first == UInt8(ascii: "%") }
    for (index, word) in words.enumerated() {
      let size = displayWidth(word)
      let next = index + 1 < words.count ? words[index + 1] : ""
      let whole = isPercent(next) ? size + 1 + displayWidth(next) : size
      if !isFresh, !isPercent(word), width + 1 + whole > columns {
        lines.append(line)
        (line, width, isFresh) = (blanks(margin), margin, true)
      }
      line += isFresh ? word : " " + word
      width += isFresh ? size : 1 + size
      isFresh = false
    }
    return lines + [line]
  }

  /// A sentence in lines of at most `columns`.
  func wrap(_ sentence: String) -> [String] {
    wrap(sentence.split(separator: " ").map(String.init), head: "")
  }
}

/// So many blanks, at once: `String(repeating:count:)` appends one after the other, which shows in a line for each of
/// ten thousand people.
func blanks(_ count: Int) -> String {
  String(unsafeUninitializedCapacity: count) { bytes in
    bytes.initialize(repeating: UInt8(ascii: " "))
    return count
  }
}

/// How many columns of a terminal `text` takes.
///
/// The C library's `wcwidth` depends on the locale and knows nothing in the C one, so the blocks of East
/// Asian wide characters stand here: https://www.unicode.org/Public/UCD/latest/ucd/EastAsianWidth.txt
func displayWidth(_ text: String) -> Int {
  if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
  return text.unicodeScalars.reduce(0) { width, scalar in
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: width
    default: width + (wideBlocks.contains { $0.contains(scalar.value) } ? 2 : 1)
    }
  }
}

private let wideBlocks: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x231A...0x231B, 0x23E9...0x23EC, 0x25FD...0x25FE, 0x2614...0x2615,
  0x2648...0x2653, 0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5, 0x26F2...0x26F3,
  0x2705...0x2705, 0x270A...0x270B, 0x2728...0x2728, 0x274C...0x274C, 0x2753...0x2755,
  0x2757...0x2757, 0x2795...0x2797, 0x2B1B...0x2B1C, 0x2B50...0x2B50, 0x2B55...0x2B55,
  0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
  0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
  0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
  0x20000...0x3FFFD,
]
