/// A bar of cells: parts of a whole.
enum Bar {
  /// A part of a bar.
  enum Part: CaseIterable {
    case done, missed, open

    func cell(_ style: Style) -> String {
      switch self {
      case .done: style.hasUnicode ? "█" : "#"
      case .missed: style.hasUnicode ? "▒" : "="
      case .open: style.hasUnicode ? "░" : "."
      }
    }

    fileprivate var color: Style.Emphasis {
      switch self {
      case .done: .green
      case .missed: .red
      case .open: .dim
      }
    }
  }

  /// A bar of `width` cells for `done`, `missed` and `open` times.
  static func text(done: Int, missed: Int, open: Int, width: Int, _ style: Style) -> String {
    let cells = cells(for: [done, missed, open], width: width)
    return zip(Part.allCases, cells).map { part, count in
      style.paint(String(repeating: part.cell(style), count: count), part.color)
    }.joined()
  }

  /// The cells of each of `amounts`, `width` in all, by the largest remainder: each gets its whole cells, and the cells
  /// that are left go to the largest fractions, the first of equal ones. No cells when all amounts are 0.
  static func cells(for amounts: [Int], width: Int) -> [Int] {
    let total = amounts.reduce(0, +)
    guard total > 0 else { return amounts.map { _ in 0 } }
    var cells = amounts.map { $0 * width / total }
    let byRemainder = amounts.indices.sorted {
      let (left, right) = (amounts[$0] * width % total, amounts[$1] * width % total)
      return left == right ? $0 < $1 : left > right
    }
    for index in byRemainder.prefix(width - cells.reduce(0, +)) { cells[index] += 1 }
    return cells
  }
}
