/// A line on standard error that shows the progress of long work and is erased at the end.
///
/// It appears after one second and is redrawn at most ten times a second.
final class ProgressBar {
  private let label: String
  private let total: Int
  private let console: any Console
  /// The width of the terminal; 0 draws nothing.
  private let columns: Int
  private let clock: () -> Int
  private let start: Int
  private var drawnAt = 0
  /// The width of the line on the screen; 0 when none is drawn.
  private var drawnWidth = 0
  private var done = 0

  /// The milliseconds after which the line appears. Choice: shorter work needs no progress bar.
  private static let delay = 1000

  /// - Parameters:
  ///   - label: what the work is called, in ASCII.
  ///   - total: the amount of work, in any unit.
  ///   - columns: the width of the terminal; 0 draws nothing.
  ///   - clock: a monotonic clock, in milliseconds.
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

  /// Adds `amount` to the work done, and redraws the line if it is time.
  func advance(by amount: Int) {
    done += amount
    guard columns > 0 else { return }
    let now = clock()
    guard now - start >= ProgressBar.delay, now - drawnAt >= 100 else { return }
    drawnAt = now
    let line = ProgressBar.line(label, done, of: total, columns: columns)
    drawnWidth = line.utf8.count
    console.writeError("\r" + line)
  }

  /// Erases the line.
  func erase() {
    guard drawnWidth > 0 else { return }
    console.writeError("\r" + blanks(drawnWidth) + "\r")
    drawnWidth = 0
  }

  /// `Importing  ##########----------   50 %`, narrower than `columns`: terminals wrap a line of their full width.
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
