import Calendar
import Reporting
import Routine
import Tracker
import Wording

/// The sections on products used, cautions, and notes and procedures.
struct Lists {
  let content: PeriodView

  var markup: Markup { Markup([usage, cautions, notes]) }

  private var usage: Markup {
    let products = content.usage.products.filter {
      $0.lastUsed != nil || $0.product.openedOn != nil
    }
    if products.isEmpty { return .nothing }
    let rows = products.map { usage -> Markup in
      let perWeek = usage.usesPerWeek.map(oneDecimal) ?? ""
      let cells = [
        usage.lastUsed, usage.product.openedOn, usage.pack.expiresOn, usage.pack.runsOutOn,
      ].map {
        "<td class=\"day\">\($0?.description ?? "")</td>" as Markup
      }
      return """
        <tr><th scope="row">\(userText(usage.product.name))</th><td class="number">\(usage.uses)</td>\
        <td class="number">\(perWeek)</td>\(cells)</tr>
        """
    }
    let head = ["product", "uses", "a week", "last used", "opened", "expires", "runs out"].map {
      "<th scope=\"col\">\($0)</th>" as Markup
    }
    return """
      <section aria-labelledby="usage"><h2 id="usage">Products used</h2><div \(scrolling("Table of products"))><table>\
      <thead><tr>\(head)</tr></thead><tbody>\(rows)</tbody></table></div></section>
      """
  }

  private var cautions: Markup {
    if content.cautions.isEmpty { return .nothing }
    // Cautions with the same message become one item that lists their days.
    var kinds: [(message: String, days: [Day])] = []
    for caution in content.cautions {
      if let index = kinds.firstIndex(where: { $0.message == caution.message }) {
        kinds[index].days.append(caution.day)
      } else {
        kinds.append((caution.message, [caution.day]))
      }
    }
    let items = kinds.map { kind -> Markup in
      let days = kind.days.map(\.description).joined(separator: ", ")
      return "<li>\(userText(kind.message))<small>\(days)</small></li>"
    }
    return """
      <section aria-labelledby="cautions"><h2 id="cautions">Cautions</h2><ul class="plain">\(items)</ul></section>
      """
  }

  private var notes: Markup {
    let procedures = content.procedures.map { procedure -> (Day, Markup) in
      let until: Markup = procedure.recoverUntil.map { ", recovery to \($0)" } ?? .nothing
      let note: Markup = procedure.note.map { ": \(userText($0))" } ?? .nothing
      return (procedure.day, "\(userText(procedure.kind))\(until)\(note)")
    }
    let notes = content.notes.map { ($0.day, userText($0.text)) }
    let all = (procedures + notes).sorted { $0.0 < $1.0 }
    if all.isEmpty { return .nothing }
    let items = all.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" as Markup }
    return """
      <section aria-labelledby="notes"><h2 id="notes">Notes and procedures</h2><dl>\(items)</dl></section>
      """
  }
}
