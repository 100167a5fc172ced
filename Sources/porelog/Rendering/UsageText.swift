import Calendar
import Reporting
import Routine
import Text
import Tracker
import Wording

/// Draws how often products were used as a table, those that run out or expire next on top, and the changes of product.
struct UsageText {
  let view: UsageView
  let style: Style

  private var report: UsageReport { view.report }

  /// The columns behind the name: uses, uses a week, last used, left.
  private static let figures = 5 + 8 + 12 + 6

  var lines: [String] {
    let span = "\(report.from.spoken(on: report.to)) to \(report.to.spoken(on: report.to))"
    let head = style.spread("Usage  \(view.user)", span, emphasis: .bold)
    if report.products.isEmpty {
      return head + ["", "There are no products yet: porelog product add"]
    }
    let title =
      style.fit("", to: nameWidth) + style.right("uses", 5) + style.right("a week", 8)
      + "  " + style.fit("last used", to: 10) + style.right("left", 6)
    let swaps = report.swaps.flatMap { swap in
      style.wrap(
        "\(swap.step.slug): \(swap.from ?? "nothing") to \(swap.to ?? "nothing")"
          .split(separator: " ").map(String.init), head: "  \(swap.day.spoken(on: report.to))  ")
    }
    return head + [style.paint(title, .dim)] + ordered.flatMap(row)
      + (swaps.isEmpty ? [] : [style.paint("Changed", .bold)] + swaps)
  }

  private var nameWidth: Int {
    let longest = report.products.map { displayWidth($0.product.name.terminalSafe) }.max() ?? 0
    return min(longest, max(10, style.columns - UsageText.figures - notesWidth))
  }

  /// The room for the notes beside the figures; 0 where they go below.
  private var notesWidth: Int { style.columns >= 72 ? 24 : 0 }

  /// The products by the next day that matters, then by name; those that are finished come last.
  private var ordered: [ProductUsage] {
    func next(_ usage: ProductUsage) -> Day {
      if usage.product.finishedOn != nil { return .last }
      return [usage.pack.usedUpOn, usage.pack.runsOutOn, usage.pack.expiresOn].compactMap { $0 }
        .min() ?? .last - 1
    }
    return report.products.enumerated().sorted {
      let (left, right) = (next($0.element), next($1.element))
      return left == right ? $0.offset < $1.offset : left < right
    }.map(\.element)
  }

  private func row(_ usage: ProductUsage) -> [String] {
    let name = style.fitName(usage.product.name.terminalSafe, to: nameWidth)
    let perWeek = usage.usesPerWeek.map(oneDecimal) ?? ""
    let left = usage.pack.left.map(String.init) ?? ""
    let row =
      name + style.right("\(usage.uses)", 5) + style.right(perWeek, 8) + "  "
      + style.fit(lastUsed(usage), to: 10) + style.right(left, 6)
    let notes = notes(usage).joined(separator: ", ")
    if notes.isEmpty { return [row.droppingBlanksAtEnd] }
    if displayWidth(row) + 2 + displayWidth(notes) <= style.columns { return [row + "  " + notes] }
    return [row.droppingBlanksAtEnd]
      + style.wrap(notes.split(separator: " ").map(String.init), head: "  ")
  }

  private func lastUsed(_ usage: ProductUsage) -> String {
    guard let last = usage.lastUsed, let since = usage.daysSince else { return "never" }
    return since == 0 ? "today" : since == 1 ? "yesterday" : last.shortened(on: report.to)
  }

  private func notes(_ usage: ProductUsage) -> [String] {
    func spoken(_ day: Day) -> String { day.spoken(on: report.to) }
    var notes: [String] = []
    if let finished = usage.product.finishedOn { return ["finished on \(spoken(finished))"] }
    if let usedUp = usage.pack.usedUpOn { notes.append("used up since \(spoken(usedUp))") }
    if let runsOut = usage.pack.runsOutOn { notes.append("runs out about \(spoken(runsOut))") }
    if let expires = usage.pack.expiresOn {
      notes.append("\(expires < report.to ? "expired" : "expires") on \(spoken(expires))")
    }
    if usage.count != usage.uses { notes.append("\(usage.count) layers or applications") }
    return notes
  }
}
