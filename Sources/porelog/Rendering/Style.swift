import Text

/// How text is drawn: with or without colour, with Unicode marks or in ASCII, and the width of a line.
struct Style: Sendable {
  let hasColor: Bool
  let hasUnicode: Bool
  /// The width of a line, in columns.
  let columns: Int

  /// Without colour and in ASCII, as for a pipe.
  static let plain = Style(hasColor: false, hasUnicode: false, columns: 80)

  init(hasColor: Bool, hasUnicode: Bool, columns: Int) {
    self.hasColor = hasColor
    self.hasUnicode = hasUnicode
    self.columns = columns
  }

  /// The style for `terminal`: colour on a terminal unless NO_COLOR is set (https://no-color.org) or TERM is dumb, and
  /// Unicode on a terminal with a UTF-8 locale.
  ///
  /// The locale is the first of LC_ALL, LC_CTYPE and LANG that is set and not empty: POSIX.1-2017, 8.2.
  ///
  /// - Parameter color: the value of --color, which overrules the rule for colour; nil is auto.
  /// - Throws: `Failure` when `color` is not auto, always or never.
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

  /// The same style for lines of `columns`.
  func resized(to columns: Int) -> Style {
    Style(hasColor: hasColor, hasUnicode: hasUnicode, columns: max(20, columns))
  }

  /// A colour or weight of text: the parameter of its SGR sequence (ECMA-48, 8.3.117).
  enum Emphasis: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
  }

  /// `text` with `emphasis`, if the style has colour.
  func paint(_ text: String, _ emphasis: Emphasis?) -> String {
    guard hasColor, let emphasis, !text.isEmpty else { return text }
    return "\u{1B}[\(emphasis.rawValue)m\(text)\u{1B}[0m"
  }

  /// `text` cut or padded with blanks to `width` columns.
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

  /// `name` padded with blanks to `width` columns, or without its middle: names that begin alike differ at the end.
  func fitName(_ name: String, to width: Int) -> String {
    guard displayWidth(name) > width, width > 2 else { return fit(name, to: width) }
    let mark = hasUnicode ? "…" : "~"
    func prefix(of characters: some Sequence<Character>, _ limit: Int) -> [Character] {
      var used = 0
      return Array(
        characters.prefix {
          used += displayWidth(String($0))
          return used <= limit
        })
    }
    let head = String(prefix(of: name, width / 2))
    let tail = String(prefix(of: name.reversed(), width - 1 - displayWidth(head)).reversed())
    return fit(head + mark + tail, to: width)
  }

  /// `left` and `right` at both ends of a line, or on two lines where they do not fit.
  func spread(_ left: String, _ right: String, emphasis: Emphasis? = nil) -> [String] {
    let gap = columns - displayWidth(left) - displayWidth(right)
    if right.isEmpty { return [paint(left, emphasis)] }
    return gap >= 2
      ? [paint(left, emphasis) + blanks(gap) + paint(right, emphasis)]
      : [left, right].map { paint(fit($0, to: columns).droppingBlanksAtEnd, emphasis) }
  }

  /// `text` padded with blanks on the left to `width` columns.
  func right(_ text: String, _ width: Int) -> String {
    blanks(max(0, width - displayWidth(text))) + text
  }

  /// `words` in lines of at most `columns`. The first line begins with `head`; the others are indented by its width.
  func wrap(_ words: [String], head: String) -> [String] {
    let margin = displayWidth(head)
    var lines: [String] = []
    var (line, width, isFresh) = (head, margin, true)
    // Never break between a number and its %.
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

  /// The words of `sentence` in lines of at most `columns`. A command at its end, which is there to be copied, stands on
  /// one line, however long it is.
  func wrap(_ sentence: String) -> [String] {
    guard let start = sentence.ranges(of: ": porelog ").last?.lowerBound else {
      return wrap(sentence.split(separator: " ").map(String.init), head: "")
    }
    let command = String(sentence[sentence.index(start, offsetBy: 2)...])
    return wrap(
      sentence[...start].split(separator: " ").map(String.init) + [command], head: "")
  }
}

/// A string of `count` blanks. `String(repeating:count:)` appends them one by one, which is measurable in a cohort of
/// ten thousand people.
func blanks(_ count: Int) -> String {
  String(unsafeUninitializedCapacity: count) { bytes in
    bytes.initialize(repeating: UInt8(ascii: " "))
    return count
  }
}

/// The number of terminal columns that `text` takes.
///
/// C's `wcwidth` knows only ASCII in the C locale, so the blocks of wide characters are listed here.
func displayWidth(_ text: String) -> Int {
  if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
  return text.unicodeScalars.reduce(0) { width, scalar in
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: width
    default: width + (wideBlocks.contains { $0.contains(scalar.value) } ? 2 : 1)
    }
  }
}

/// The blocks of wide characters: https://www.unicode.org/Public/UCD/latest/ucd/EastAsianWidth.txt
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
