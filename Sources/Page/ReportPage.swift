import Calendar
import Digest
import Routine
import Tracker
import Wording

/// The report as one self-contained page of HTML: nothing is loaded from anywhere, and the policy in the
/// page itself forbids it.
public struct ReportPage: Sendable {
  private let content: PeriodView
  /// The pictures by the photos' IDs.
  private let pictures: [String: EmbeddedPicture]

  /// How every page begins.
  public static let mark = """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8">
    <meta name="generator" content="porelog">

    """

  /// Makes the page of `content`.
  ///
  /// - Parameter pictures: what it shows of each photo, by the photos' IDs.
  public init(_ content: PeriodView, _ pictures: [String: EmbeddedPicture]) {
    self.content = content
    self.pictures = pictures
  }

  private var title: String {
    "Skincare report of \(content.user), \(content.span.lowerBound) to \(content.span.upperBound)"
  }

  /// Only what stands in the page: one style sheet and one script, each known by its hash, and pictures that are
  /// part of it (https://www.w3.org/TR/CSP3/#grammardef-hash-source).
  private var policy: String {
    """
    default-src 'none'; style-src 'sha256-\(ReportPage.hash(style))'; \
    script-src 'sha256-\(ReportPage.hash(script))'; img-src data:; base-uri 'none'; form-action 'none'
    """
  }

  private var style: String { String(decoding: PackageResources.page_css, as: UTF8.self) + places }
  private var script: String { String(decoding: PackageResources.page_js, as: UTF8.self) }

  /// A place for each whole per cent: the policy allows no style beside an element.
  private var places: String {
    (0...100).map { ".axis .at\($0){left:\($0)%}" }.joined() + "\n"
  }

  private static func hash(_ text: String) -> String {
    var hash = SHA256()
    hash.update(Array(text.utf8))
    return base64(hash.digest())
  }

  /// The file's text.
  public var text: String {
    let shares = WeekShares(weeks: content.weeks)
    let calendar = HeatMap(days: content.days)
    let timeline = Timeline(content: content)
    let drawn = timeline.markup
    let seen: Markup =
      drawn.text.isEmpty
      ? .nothing
      : """
      <section aria-labelledby="seen"><h2 id="seen">What was seen</h2>\(drawn)\(timeline.table)</section>
      """
    let page: Markup = """
      \(Markup(trusted: ReportPage.mark))\
      <meta http-equiv="Content-Security-Policy" content="\(Markup(trusted: policy))">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">
      <meta name="robots" content="noindex">
      <title>\(title)</title>
      <style>\(Markup(trusted: style))</style></head>
      <body><a class="skip" href="#standing">To the report</a>
      <header><h1>Skincare report</h1><p>\(written(content.user)), \(content.span.lowerBound) to \
      \(content.span.upperBound), as of \(content.today)</p></header>
      <main>
      \(Standing(content: content).markup)
      \(Regimen(lines: content.regimen, today: content.today).markup)
      <section aria-labelledby="kept"><h2 id="kept">How it was kept</h2>
      <h3>By day</h3><p>\(calendar.summary)</p>\(calendar.markup)
      <h3>By week</h3>\(shares.markup)\(shares.table)</section>
      \(seen)
      \(PhotoPairs(milestones: content.milestones, pictures: pictures).markup)
      \(Lists(content: content).markup)
      </main>
      <footer><p>Counted by porelog from what \(written(content.user)) logged. The weeks of the milestones are those the \
      guide speaks of, not a promise. No medical advice.</p>
      <p>A share is what was done of what is settled: of what was due, all that is done or can no longer be done. A week is \
      consistent at \(Policy.consistentPercent) %, rounded up to whole times. Days of a milestone are counted in \
      weeks that are over; paused and excused days count for neither side.</p></footer>
      <script>\(Markup(trusted: script))</script>
      </body></html>

      """
    return page.text
  }
}
