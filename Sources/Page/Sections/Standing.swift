import Calendar
import Reporting
import Routine
import Tracker
import Wording

/// The current state: the week, the streaks of complete days, and the milestones with what delays
/// them.
struct Standing {
  let content: PeriodView

  var markup: Markup {
    """
    <section aria-labelledby="standing"><h2 id="standing">Where it stands</h2>
    <div class="cards">\(week)\(content.milestones.map(milestone))</div></section>
    """
  }

  private var week: Markup {
    let report = content.week
    let total = report.total
    let share = total.percent.map(inPercent) ?? "nothing due yet"
    let settled: Markup =
      total.settled == 0 ? .nothing : "<small>\(total.credit) of \(total.settled) done</small>"
    let state = report.isClosed ? "" : ", running"
    let outlook =
      total.isClosed
      ? (total.isKept.map {
        $0 ? "Kept well enough." : "Not kept to \(keptShare)."
      }
        ?? "Nothing was due.")
      : "\(total.open) open; \(total.outlook)."
    let streaks = content.streaks
    return """
      <article class="card"><h3>Week \(report.week.description)<small>\(report.week.monday) to \
      \(report.week.sunday)\(state)</small></h3>
      <p class="figure">\(share)\(settled)</p>
      \(bar(total.adherence ?? 0, mark: Double(Policy.keptPercent) / 100, label: "\(share) done, the mark is \(keptShare)"))
      <p>\(outlook)</p>
      <p>Complete days in a row: morning \(streaks.am.current) (longest \(streaks.am.longest)), evening \
      \(streaks.pm.current) (longest \(streaks.pm.longest)).</p>\(groups)</article>
      """
  }

  /// The week by group, and the causes that the routine addresses.
  private var groups: Markup {
    let rows = content.week.groups.filter { $0.1.expected > 0 }.map { group, tally -> Markup in
      let share = tally.percent.map(inPercent) ?? ""
      let settled = tally.settled > 0 ? "\(tally.credit) of \(tally.settled)" : ""
      let open = tally.open > 0 ? "\(tally.open) open" : ""
      return """
        <tr><th scope="row">\(group.rawValue)</th><td>\(settled)</td><td class="number">\(share)</td>\
        <td class="number">\(open)</td></tr>
        """
    }
    let causes = content.week.causes
    let covered = causes.filter(\.isCovered).map(\.cause.rawValue).joined(separator: ", ")
    let others = causes.filter { !$0.isCovered }.map(\.cause.rawValue).joined(separator: ", ")
    let sentence = [
      covered.isEmpty ? nil : "covered \(covered)", others.isEmpty ? nil : "not covered \(others)",
    ].compactMap { $0 }.joined(separator: "; ")
    let addressed: Markup =
      sentence.isEmpty ? .nothing : "<p>Causes that the routine addresses: \(sentence).</p>"
    return """
      <table class="week"><caption class="hidden">This week by group</caption><tbody>\(rows)</tbody></table>\(addressed)
      """
  }

  private func milestone(_ report: MilestoneReport) -> Markup {
    let attempt = report.attempt
    let words = MilestoneWords(report: report, today: content.today)
    let sentences =
      (words.account + [words.weeksInWords.map { $0 + "." }].compactMap { $0 } + words.seen).map {
        "<p>\($0)</p>" as Markup
      }
    let confounders = report.confounders.map { confounder in
      "<li>\(confounder.day.spoken(on: content.today)): \(confounder.step.slug.description) \(userText(confounder.words))</li>"
        as Markup
    }
    let changed: Markup =
      confounders.isEmpty
      ? .nothing
      : "<p>\(MilestoneWords.confoundersIntroduction)</p><ul>\(confounders)</ul>"
    return """
      <article class="card"><h3>\(words.title)<small>\(words.state)</small></h3>
      <p class="figure">\(attempt.credited)<small>\(attempt.credited == 1 ? "day" : "days") in weeks that were kept</small></p>
      \(progress(attempt, words.progress))
      \(sentences)\(changed)</article>
      """
  }

  /// A bar of the credited days, from 0 to the end of the window. The window is shaded.
  private func progress(_ attempt: Attempt, _ label: String) -> Markup {
    let window = attempt.milestone.window
    let whole = Double(window.upperBound)
    let band = box("band", Double(window.lowerBound), 0, Double(window.count - 1), 10)
    let done = box("done", 0, 3, min(whole, Double(attempt.credited)), 4)
    return """
      \(stretched(width: window.upperBound, height: 10, label: label, [box("rail", 0, 3, whole, 4), band, done]))
      <p class="ends" aria-hidden="true"><span>0</span><span>window \(window.lowerBound) to \(window.upperBound) days</span></p>
      """
  }

  private func bar(_ share: Double, mark: Double, label: String) -> Markup {
    stretched(
      width: 100, height: 10, label: label,
      [
        box("rail", 0, 3, 100, 4), box("done", 0, 3, share * 100, 4),
        line("mark", [(mark * 100, 0), (mark * 100, 10)]),
      ])
  }
}
