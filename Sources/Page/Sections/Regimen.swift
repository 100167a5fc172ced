import Calendar
import Routine
import Tracker
import Wording

/// The regimen with the details that a doctor needs: step, product, strength, schedule, start and every change.
struct Regimen {
  let lines: [RegimenLine]
  let today: Day

  var markup: Markup {
    let current = lines.filter { !$0.step.hasEnded(by: today) }
    let ended = lines.filter { $0.step.hasEnded(by: today) }
    let slots: [(Slot, String)] = [(.am, "Morning"), (.pm, "Evening"), (.weekly, "Weekly")]
    let tables = slots.compactMap { slot, title in
      table(title, current.filter { $0.step.key.slot == slot })
    }
    let past = table("Ended", ended)
    return """
      <section aria-labelledby="regimen"><h2 id="regimen">Regimen</h2>
      \(lines.isEmpty ? ["<p>No steps yet.</p>"] : tables)\(past ?? .nothing)</section>
      """
  }

  private func table(_ title: String, _ lines: [RegimenLine]) -> Markup? {
    if lines.isEmpty { return nil }
    let rows = lines.map(row)
    return """
      <div \(scrolling("Regimen: \(title)"))><table class="regimen"><caption>\(title)</caption><thead><tr><th scope="col">step</th>\
      <th scope="col">product</th><th scope="col">how often</th><th scope="col">since, changes</th>\
      </tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }

  private func row(_ line: RegimenLine) -> Markup {
    let step = line.step
    let day = min(max(today, step.firstDay), step.lastDay ?? .last)
    let schedule = line.schedules.value(on: day)
    let product = line.products.value(on: day)
    let active: Markup = step.active.map { "<small>\($0.rawValue)</small>" } ?? .nothing
    return """
      <tr><th scope="row">\(userText(step.key.slug.description))\(active)</th>\
      <td>\(product.map(words) ?? "<span class=\"none\">none noted</span>")</td>\
      <td>\(schedule.map(\.words) ?? "no schedule")</td><td>\(since(line))</td></tr>
      """
  }

  private func words(_ product: Product?) -> Markup {
    guard let product else { return "<span class=\"none\">none noted</span>" }
    let details = [product.brand, product.strength].compactMap { $0 }.filter {
      !product.name.contains($0)
    }
    let small: Markup =
      details.isEmpty ? .nothing : "<small>\(details.map(userText).separated(by: ", "))</small>"
    return userText(product.name) + small
  }

  /// The start, such as `since 2025-03-03`, and a line for each later change.
  private func since(_ line: RegimenLine) -> Markup {
    let step = line.step
    var changes: [(day: Day, what: Markup)] = []
    for change in line.schedules.changes {
      changes.append((change.day, "\(change.after.words)"))
    }
    for change in line.products.changes {
      changes.append((change.day, change.after.map { userText($0.name) } ?? "no product"))
    }
    if let first = line.products.versions.first, first.from > step.firstDay,
      let product = first.value
    {
      changes.append((first.from, userText(product.name)))
    }
    if let last = step.lastDay { changes.append((last, "last day")) }
    let items = changes.sorted { $0.day < $1.day }.map {
      "<li>\($0.day): \($0.what)</li>" as Markup
    }
    let list: Markup = items.isEmpty ? .nothing : "<ul>\(items)</ul>"
    return "since \(step.firstDay)\(list)"
  }
}

extension [Markup] {
  /// Joins the pieces with `separator` between them.
  func separated(by separator: String) -> Markup {
    Markup(enumerated().map { $0.offset == 0 ? $0.element : "\(separator)\($0.element)" })
  }
}
