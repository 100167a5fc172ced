import Interchange
import Journal
import Page
import Pictures
import Reporting
import Routine

/// `porelog export --html`: the report as one page.
enum ExportPage {
  /// The weeks shown when no span is given: those of the longest milestone.
  private static let usualWeeks = 12
  /// The most days that a page shows. Choice: three years.
  static let mostDays = 1100
  /// The most bytes of a photo in a page, and of all of them.
  static let largestPhoto = 12 << 20
  static let largestPhotos = 48 << 20

  static func write(to file: String, from: Day?, to: Day?, _ session: Session) throws {
    let journal = try session.journal()
    guard let account = try session.account() else {
      throw Failure(.dataError, "there is nothing to show yet: porelog log pm --all begins")
    }
    let today = try session.today(for: account.user)
    let content = try journal.read {
      try gather(account, in: journal, from: from, to: to, today: today)
    }
    let problems = content.pictures.sorted { $0.key < $1.key }.compactMap { entry -> String? in
      entry.value.problem.map { "The photo \(entry.key) is not shown. \($0)" }
    }
    try writePage(ReportPage(content).text, to: file)
    problems.forEach(session.sayAfterwards)
    let span = "\(content.span.lowerBound) to \(content.span.upperBound)"
    try session.confirm(
      "Wrote the report of \(account.user.name), \(span), to \(file).",
      json: .object([
        "file": .string(file), "from": .string(content.span.lowerBound.description),
        "to": .string(content.span.upperBound.description),
        "problems": .array(problems.map { .string($0) }),
      ]))
  }

  private static func gather(
    _ account: Account, in journal: Journal, from: Day?, to: Day?, today: Day
  ) throws -> PageContent {
    let user = account.id
    let chronicle = try journal.chronicle(of: user)
    let diary = chronicle.diary
    let last = min(to ?? today, today)
    let usual = max(Week(of: last).monday - 7 * (usualWeeks - 1), Day.first)
    let first = from ?? max(usual, min(diary.firstDay ?? last, last))
    guard first <= last else {
      throw Failure(
        .dataError, "the span has no day up to today (\(today)): give an earlier --from")
    }
    let span = first...last
    guard last - first < mostDays else {
      throw Failure(
        .dataError,
        "a page shows at most \(mostDays) days: give --from \(last - (mostDays - 1)) or a later day"
      )
    }
    let weeks = stride(from: 0, through: Week(of: last) - Week(of: first), by: 1).map {
      WeekReport(of: diary, week: Week(of: first) + $0, today: today)
    }
    let milestones = MilestoneReport.all(of: chronicle, today: today)
    let products = Dictionary(uniqueKeysWithValues: chronicle.products.map { ($0.name, $0) })
    let regimen = try journal.routine(of: user).map { line in
      RegimenLine(
        step: line.step, schedules: line.schedules,
        products: line.products.map { version in
          Version(from: version.from, value: version.value.flatMap { products[$0] })
        })
    }
    return PageContent(
      user: account.user.name, span: span, today: today,
      week: WeekReport(of: diary, week: Week(of: last), today: today),
      runs: Runs(of: diary, asOf: last), weeks: weeks,
      days: diary.dayShares(from: first, through: last, today: today), milestones: milestones,
      regimen: regimen, ratings: chronicle.ratings.filter { span.contains($0.day) },
      pauses: try journal.pauses(of: user).filter { pause in
        pause.from <= last && pause.to.map { $0 >= first } ?? true
      },
      procedures: try journal.procedures(of: user).filter { span.contains($0.day) },
      usage: UsageReport(of: chronicle, from: first, to: last, today: today),
      cautions: chronicle.cautions(from: first, through: last, today: today),
      notes: try journal.notes(of: user).filter { span.contains($0.day) },
      pictures: pictures(of: milestones))
  }

  /// The pictures of the pairs, as far as they can be shown.
  private static func pictures(of milestones: [MilestoneReport]) -> [String: EmbeddedPicture] {
    var pictures: [String: EmbeddedPicture] = [:]
    var left = largestPhotos
    for photo in milestones.flatMap({ [$0.photos.before, $0.photos.after] }).compactMap({ $0 })
    where pictures[photo.id] == nil {
      pictures[photo.id] = picture(of: photo, left: &left)
    }
    return pictures
  }

  private static func picture(of photo: Photo, left: inout Int) -> EmbeddedPicture {
    if photo.bytes > largestPhoto {
      return EmbeddedPicture(
        problem:
          "It has \(PhotoText.bytes(photo.bytes)), and a page takes \(largestPhoto >> 20) MiB: add a smaller copy."
      )
    }
    if photo.bytes > left {
      return EmbeddedPicture(
        problem:
          "The page would have more than \(largestPhotos >> 20) MiB of photos: add smaller copies.")
    }
    switch photo.fileState() {
    case .present: break
    case .missing: return EmbeddedPicture(problem: "Its file is missing.")
    case .altered: return EmbeddedPicture(problem: "Its file is another than it was.")
    case .unlocated:
      return EmbeddedPicture(
        problem: "Its file is not located: porelog photo check --under DIR finds it.")
    case .unreadable: return EmbeddedPicture(problem: "Its file cannot be read.")
    }
    guard let bytes = try? wholeFile(photo.file, atMost: largestPhoto),
      let picture = EmbeddedPicture(bytes)
    else {
      return EmbeddedPicture(problem: "It is no whole JPEG or PNG, which a page could show.")
    }
    left -= photo.bytes
    return picture
  }
}
