import Reporting
import Routine
import Text
import Tracker
import Wording

/// Draws how often products were used, and the changes of product.
struct UsageText {
  let view: UsageView
  let style: Style

  private var report: UsageReport { view.report }

  var lines: [String] {
    let head = style.paint("Usage from \(report.from) to \(report.to)", .bold) + "  " + view.user
    if report.products.isEmpty {
      return [head, "", "There are no products yet: porelog product add NAME."]
    }
    let body = report.products.flatMap { usage in
      [style.paint(style.fit(usage.product.name, to: style.columns).droppingBlanksAtEnd, .bold)]
        + style.wrap(words(usage), head: "  ")
    }
    let swaps = report.swaps.flatMap { swap in
      style.wrap(
        "\(swap.step): \(swap.from ?? "nothing") to \(swap.to ?? "nothing")".split(separator: " ")
          .map(String.init), head: "  \(swap.day)  ")
    }
    let foot = style.wrap(disclaimer("usage"))
    return [head, ""] + body + (swaps.isEmpty ? [] : ["", style.paint("Changed", .bold)] + swaps)
      + [""] + foot.map { style.paint($0, .dim) }
  }

  private func words(_ usage: ProductUsage) -> [String] {
    var parts = [usage.uses == 1 ? "1 use" : "\(usage.uses) uses"]
    if usage.count != usage.uses { parts.append("\(usage.count) layers or applications") }
    if let perWeek = usage.usesPerWeek { parts.append("\(oneDecimal(perWeek)) a week") }
    if let last = usage.lastUsed, let since = usage.daysSince {
      let ago = since == 1 ? "yesterday" : "\(since) days ago"
      parts.append(since == 0 ? "last used today" : "last used \(last), \(ago)")
    } else {
      parts.append("never used")
    }
    if let opened = usage.product.openedOn { parts.append("opened \(opened)") }
    if let expires = usage.pack.expiresOn { parts.append("keeps until \(expires)") }
    if let finished = usage.product.finishedOn { parts.append("finished \(finished)") }
    if let left = usage.pack.left { parts.append("\(left) left in the pack") }
    if let usedUp = usage.pack.usedUpOn { parts.append("used up since \(usedUp)") }
    if let runsOut = usage.pack.runsOutOn { parts.append("runs out about \(runsOut)") }
    let list = parts.dropLast().map { $0 + "," } + parts.suffix(1)
    return list.flatMap { $0.split(separator: " ").map(String.init) }
  }
}
