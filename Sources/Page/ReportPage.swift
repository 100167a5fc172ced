import Calendar
import Digest
import Routine
import Tracker
import Wording

/// The report as one self-contained HTML page. It loads nothing, and its content security policy forbids
/// loading anything.
public struct ReportPage: Sendable {
  private let content: PeriodView
  /// The pictures by photo ID.
  private let pictures: [String: EmbeddedPicture]

  /// The start of every page, by which porelog recognises its own files.
  public static let signature = """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8">
    <meta name="generator" content="porelog">

    """

  /// Creates the page of `content`.
  ///
  /// - Parameter pictures: the pictures of the photos, by photo ID.
  public init(_ content: PeriodView, _ pictures: [String: EmbeddedPicture]) {
    self.content = content
    self.pictures = pictures
  }

  private var title: String {
    "Skincare report of \(content.user), \(content.span.lowerBound) to \(content.span.upperBound)"
  }

  /// The content security policy. It allows the page's own style sheet and script, each by its hash
  /// (https://www.w3.org/TR/CSP3/#grammardef-hash-source), and pictures in data URLs.
  public var policy: String {
    """
    default-src 'none'; style-src 'sha256-\(ReportPage.hash(style))'; \
    script-src 'sha256-\(ReportPage.hash(script))'; img-src data:; base-uri 'none'; form-action 'none'
    """
  }

  private var style: String {
    String(decoding: PackageResources.page_css, as: UTF8.self) + positionRules
  }
  private var script: String { String(decoding: PackageResources.page_js, as: UTF8.self) }

  /// A class for each position in whole percent. The policy does not allow `style` attributes.
  private var positionRules: String {
    (0...100).map { ".axis .at\($0){left:\($0)%}" }.joined() + "\n"
  }

  private static func hash(_ text: String) -> String {
    var hash = SHA256()
    hash.update(Array(text.utf8))
    return base64(hash.digest())
  }

  /// The HTML of the page.
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
      \(Markup(trusted: ReportPage.signature))\
      <meta http-equiv="Content-Security-Policy" content="\(Markup(trusted: policy))">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">
      <meta name="robots" content="noindex">
      <title>\(title)</title>
      <style>\(Markup(trusted: style))</style></head>
      <body><a class="skip" href="#standing">To the report</a>
      <header><h1>Skincare report</h1><p>\(userText(content.user)), \(content.span.lowerBound) to \
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
      <footer><p>Counted by porelog from what \(userText(content.user)) logged. The weeks of the milestones are those the \
      guide speaks of, not a promise. No medical advice.</p>
      <p>A share is what was done of what was due and is over, done or missed. A week is \
      kept at \(keptShare), rounded up to whole times. Days of a milestone are counted in \
      weeks that are over; paused and excused days count for neither side.</p></footer>
      <script>\(Markup(trusted: script))</script>
      </body></html>

      """
    return page.text
  }
}
