import Reporting
import Routine

/// The regimen as a doctor asks for it: step, product, strength, schedule, since when, every change.
struct Regimen {
  let lines: [RegimenLine]
  let today: Day

  var markup: Markup {
    let current = lines.filter { $0.step.lastDay.map { $0 >= today } ?? true }
    let ended = lines.filter { line in !current.contains { $0.step.key == line.step.key } }
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
    let schedule = (line.schedules.last { $0.from <= day } ?? line.schedules.first)?.value
    let product = line.products.last { $0.from <= day }?.value
    let active: Markup = step.active.map { "<small>\($0.rawValue)</small>" } ?? .nothing
    return """
      <tr><th scope="row">\(written(step.key.slug.description))\(active)</th>\
      <td>\(product.map(words) ?? "<span class=\"none\">none noted</span>")</td>\
      <td>\(schedule.map(Regimen.words) ?? "no schedule")</td><td>\(since(line))</td></tr>
      """
  }

  private func words(_ product: Product?) -> Markup {
    guard let product else { return "<span class=\"none\">none noted</span>" }
    let details = [product.brand, product.strength].compactMap { $0 }.filter {
      !product.name.contains($0)
    }
    let small: Markup =
      details.isEmpty ? .nothing : "<small>\(details.map(written).separated(by: ", "))</small>"
    return written(product.name) + small
  }

  private static func capitalized(_ word: String) -> String {
    word.prefix(1).uppercased() + word.dropFirst()
  }

  /// A schedule as one says it.
  static func words(_ schedule: Schedule) -> String {
    switch schedule {
    case .daily: "daily"
    case .weekdays(let days):
      Weekdays.names.indices.filter(days.has).map { Regimen.capitalized(Weekdays.names[$0]) }
        .joined(separator: ", ")
    case .quota(let minimum, let maximum?) where maximum != minimum:
      "\(minimum) to \(maximum) times a week"
    case .quota(1, _): "once a week"
    case .quota(let minimum, _): "\(minimum) times a week"
    case .asNeeded(1): "as needed, at most once a week"
    case .asNeeded(let maximum?): "as needed, at most \(maximum) times a week"
    case .asNeeded(nil): "as needed"
    }
  }

  /// `since 2025-03-03`, and a line for each change after.
  private func since(_ line: RegimenLine) -> Markup {
    let step = line.step
    var changes: [(day: Day, what: Markup)] = []
    for (before, version) in zip(line.schedules, line.schedules.dropFirst())
    where before.value != version.value {
      changes.append((version.from, "\(Regimen.words(version.value))"))
    }
    for (before, version) in zip(line.products, line.products.dropFirst())
    where before.value?.name != version.value?.name {
      changes.append((version.from, version.value.map { written($0.name) } ?? "no product"))
    }
    if let first = line.products.first, first.from > step.firstDay, let product = first.value {
      changes.append((first.from, written(product.name)))
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
  /// The pieces with `separator` between them.
  func separated(by separator: String) -> Markup {
    Markup(enumerated().map { $0.offset == 0 ? $0.element : "\(separator)\($0.element)" })
  }
}
