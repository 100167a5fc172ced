/// A line on the terminal that shows how far a longer work has come, and is gone when it is done.
///
/// It appears after a second, so that short work shows none, and changes at most ten times a second.
final class ProgressBar {
  private let label: String
  private let total: Int
  private let console: any Console
  /// The columns of the terminal; 0 where there is none to draw on.
  private let columns: Int
  private let clock: () -> Int
  private let start: Int
  private var drawnAt = 0
  private var drawn = 0
  private var done = 0

  /// The milliseconds after which it appears. The contract: for work over a second.
  private static let patience = 1000

  /// Shows how much of `total` is done of the work called `label`.
  ///
  /// - Parameters:
  ///   - columns: the columns of the terminal; with 0 nothing is shown.
  ///   - clock: milliseconds that only go forward.
  init(
    _ label: String, total: Int, on console: any Console, columns: Int,
    clock: @escaping () -> Int = Clock.milliseconds
  ) {
    self.label = label
    self.total = max(1, total)
    self.console = console
    self.columns = columns
    self.clock = clock
    start = clock()
  }

  deinit { erase() }

  /// Says that so much more is done.
  func advance(by amount: Int) {
    done += amount
    guard columns > 0 else { return }
    let now = clock()
    guard now - start >= ProgressBar.patience, now - drawnAt >= 100 else { return }
    drawnAt = now
    let line = ProgressBar.line(label, done, of: total, columns: columns)
    drawn = line.utf8.count
    console.writeError("\r" + line)
  }

  /// Takes the line off the terminal.
  func erase() {
    guard drawn > 0 else { return }
    console.writeError("\r" + blanks(drawn) + "\r")
    drawn = 0
  }

  /// `Importing  ##########----------   50 %`, within the columns and one less, where terminals wrap.
  static func line(_ label: String, _ done: Int, of total: Int, columns: Int) -> String {
    let percent = min(100, done * 100 / total)
    let figure = blanks(3 - String(percent).count) + "\(percent) %"
    let width = min(40, columns - label.utf8.count - figure.utf8.count - 5)
    guard width >= 5 else { return String(figure.prefix(max(0, columns - 1))) }
    let filled = width * percent / 100
    let bar =
      String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
    return "\(label)  \(bar)  \(figure)"
  }
}
