import Reporting
import Routine

/// The photo from the start of each milestone, beside the one from its window if there is one.
struct PhotoPairs {
  let milestones: [MilestoneReport]
  let pictures: [String: EmbeddedPicture]

  private struct Pair: Hashable {
    let before: Photo
    let after: Photo?
  }

  var markup: Markup {
    var seen: Set<Pair> = []
    // Milestones that share a pair of photos have one figure. A single photo is shown only if no pair has it.
    let all = milestones.compactMap { report in
      report.photos.before.map { (Pair(before: $0, after: report.photos.after), report) }
    }
    let pairs = all.filter { pair, _ in
      let isInPair = all.contains { $0.0.before == pair.before && $0.0.after != nil }
      return (pair.after != nil || !isInPair) && seen.insert(pair).inserted
    }
    if pairs.isEmpty { return .nothing }
    let figures = pairs.enumerated().map {
      figure($0.element.0, $0.element.1, number: $0.offset + 1)
    }
    return """
      <section aria-labelledby="photos"><h2 id="photos">Before and after</h2>\(figures)</section>
      """
  }

  private func figure(_ pair: Pair, _ report: MilestoneReport, number: Int) -> Markup {
    let isMatched = report.photos.isMatched
    let words: String
    if pair.after == nil {
      words = "The photo of the beginning. One of the window is not there yet."
    } else if isMatched == true {
      words = "The same view, light and distance."
    } else {
      words = "The same view, but not the same light and distance, so hard to compare."
    }
    let after: Markup = pair.after.map { side("After", $0) } ?? .nothing
    let isShown = [pair.before, pair.after].compactMap { $0 }.allSatisfy {
      pictures[$0.id].map { $0.problem == nil } ?? false
    }
    // Hidden until the script inserts the pictures. Without the script there are only the pictures side by side.
    let slider: Markup =
      pair.after == nil || !isShown
      ? .nothing
      : """
      <div class="compare" hidden><div class="stack"><img alt="" class="under"><img alt="" class="over"></div>
      <label>Slide from before to after<input type="range" min="0" max="100" value="50" \
      aria-label="How much of the after photo is shown"></label></div>
      """
    return """
      <figure class="pair" id="pair\(number)"><div class="sides">\(side("Before", pair.before))\(after)</div>\(slider)
      <figcaption>\(pair.before.view.rawValue): \(words)</figcaption></figure>
      """
  }

  private func side(_ title: String, _ photo: Photo) -> Markup {
    let details = [photo.light, photo.distance.map { "\($0) cm" }].compactMap { $0 }.map(userText)
    let rest: Markup = details.isEmpty ? .nothing : ", \(details.separated(by: ", "))"
    let picture: Markup
    switch pictures[photo.id] {
    case let embedded? where embedded.problem == nil:
      picture =
        "<img src=\"\(embedded.url)\" alt=\"\(title): \(photo.view.rawValue) on \(photo.day)\">"
    case let embedded:
      picture =
        "<p class=\"missing\">\(embedded?.problem ?? "The picture is not there.")</p>"
    }
    return "<div class=\"side\">\(picture)<p><b>\(title)</b> \(photo.day)\(rest)</p></div>"
  }
}
