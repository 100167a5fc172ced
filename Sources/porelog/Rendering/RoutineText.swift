import Calendar
import Journal
import Routine
import Tracker
import Wording

/// Draws the steps of a routine by slot, with schedules and products.
struct RoutineText {
  let view: RoutineView
  let style: Style

  var lines: [String] {
    let names = view.steps.map { displayWidth($0.step.key.slug.description) + 2 }
    let nameWidth = min(24, names.max() ?? 0)
    var lines: [String] = []
    for slot in Slot.allCases {
      let steps = view.steps.filter { $0.step.key.slot == slot }
      if steps.isEmpty { continue }
      lines.append(style.paint("\(slot.title) (\(slot.rawValue))", .bold))
      for step in steps {
        let head = style.fit("  " + step.step.key.slug.description, to: nameWidth) + "  "
        lines += style.wrap(words(step), head: head)
      }
    }
    return lines
  }

  private func words(_ line: RoutineStep) -> [String] {
    let (step, today) = (line.step, view.today)
    var parts = [line.schedule(on: today)?.description ?? "no schedule"]
    parts.append(step.kind.rawValue + (step.active.map { " (\($0.rawValue))" } ?? ""))
    if let product = line.product(on: today) { parts.append(product) }
    if step.firstDay > today { parts.append("begins on \(step.firstDay)") }
    if let last = step.lastDay {
      parts.append(step.hasEnded(by: today) ? "ended on \(last)" : "ends on \(last)")
    }
    for version in line.schedules.versions(after: max(today, step.firstDay)) {
      parts.append("from \(version.from) \(version.value)")
    }
    for version in line.products.versions(after: today) {
      parts.append("from \(version.from) \(version.value ?? "no product")")
    }
    return parts.dropLast().map { $0 + "," } + parts.suffix(1)
  }
}
