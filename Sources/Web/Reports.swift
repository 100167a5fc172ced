import Calendar
import Documents
import Files
import HTTP
import Interchange
import Journal
import Page
import Pictures
import Reporting
import Routine
import Text
import Tracker

extension Service {
  /// A document of the user of `visitor`. A device that reads everybody's reports names the user in the query.
  func document(_ report: Route.Report, for admitted: Admitted) throws -> Response {
    let (head, visitor) = (admitted.head, admitted.visitor)
    guard let query = head.query else { return .problem(400, "The query cannot be read.") }
    let allowed: Set<String> =
      switch report {
      case .weeks: ["user", "last"]
      default: ["user"]
      }
    guard allowed.isSuperset(of: query.keys) else {
      return .problem(400, "The query has a parameter that this address does not take.")
    }
    let isCohort = visitor?.device.kind == .cohort
    switch report {
    case .changes: return Response.json(JSON.changes(try version()).text)
    case .cohort:
      guard isCohort else { return .problem(403, "This device reads the reports of one user.") }
      return Response.json(try cohort(admitted.tracker)).tagged(for: head)
    default: break
    }
    if !isCohort, query["user"] != nil {
      return .problem(403, "This device reads the reports of one user.")
    }
    guard let name = userName(for: admitted) else {
      return .problem(400, "The query names no user.")
    }
    if case .devices = report, let visitor {
      let document = try admitted.tracker.devices().document(of: name, seenFrom: visitor.device)
      return Response.json(document.text).tagged(for: head)
    }
    let text = try document(report, of: .named(name), last: query["last"], admitted.tracker)
    return Response.json(text).tagged(for: head)
  }

  /// The name of the user about whom `admitted` asks: that of the device, or the one in the query when the device reads
  /// everybody's reports.
  private func userName(for admitted: Admitted) -> String? {
    admitted.visitor?.device.kind == .cohort
      ? admitted.head.query?["user"] : admitted.visitor?.account?.user.name
  }

  private func document(
    _ report: Route.Report, of user: UserChoice, last: String?, _ tracker: Tracker
  ) throws -> String {
    let document: JSON?
    switch report {
    case .user:
      document = try tracker.account(user).map { account in
        account.document(key: try tracker.journal.key(of: account.id))
      }
    case .today: document = try tracker.today(user)?.document
    case .day(let day): document = try tracker.day(user, .day(try Day(parsing: day)))?.document
    case .week(let week):
      let choice = try week.map { WeekChoice.week(try Week(parsing: $0)) } ?? .running
      let view = try tracker.week(user, choice, last: 1)
      document = view.document(of: view.week)
    case .weeks:
      let count = try last.map { text in
        guard let count = wholeNumber(text) else { throw InvalidInput("last is no whole number") }
        return count
      }
      document = try tracker.week(user, .running, last: count ?? 12).trendDocument
    case .milestones: document = try tracker.milestones(user)?.document
    case .usage: document = try tracker.usage(user, from: nil, to: nil)?.document
    case .routine: document = try tracker.routine(user, withEnded: false)?.document
    case .products: document = .array(try tracker.products(user).map(\.document))
    case .pauses: document = try tracker.pauses(user).document
    case .photos: document = .photoList(try tracker.photos(user))
    case .devices, .cohort, .changes: document = nil
    }
    return (document ?? .null).text
  }

  /// The document of all users.
  private func cohort(_ tracker: Tracker) throws -> String {
    var text = ""
    var week: Week?
    var separator = ""
    let summary = try tracker.cohort(
      .default, week: nil, width: { _ in 0 },
      begin: { frame in
        week = frame.week
        text = CohortSummary().documentAround(week: frame.week).before
      },
      { member in
        text += separator + member.document.text
        separator = ","
      })
    return text + (week.map { summary.documentAround(week: $0).after } ?? "")
  }

  /// The picture of a photo of the visitor's user.
  func image(_ id: String, for admitted: Admitted) throws -> Response {
    let photo = try userName(for: admitted).flatMap { name in
      try admitted.tracker.photos(.named(name)).first { $0.id == id }
    }
    guard let photo, let picture = StoredPicture(at: photo.file) else {
      return .problem(404, "There is no such picture.")
    }
    return .content(
      picture.mediaType, .file(descriptor: picture.descriptor, size: picture.size),
      [("Content-Disposition", "inline")])
  }

  /// The rows of the visitor's user in a table. A photo is named, without the folder in which it lies.
  func csv(_ table: Table, for admitted: Admitted) throws -> Response {
    guard let name = userName(for: admitted) else {
      return .problem(400, "The query names no user.")
    }
    var bytes: [UInt8] = []
    let selection = try ExportSelection(
      of: .named(name), everyone: false, from: nil, to: nil, withPhotoPaths: false,
      in: admitted.tracker)
    try Exporter(admitted.tracker.journal, selection).export(table) { bytes += $0 }
    return .content(
      "text/csv; charset=utf-8", .bytes(bytes),
      [("Content-Disposition", "attachment; filename=\"\(table.fileName)\"")])
  }

  /// The report of the visitor's user, as `porelog export --html` writes it.
  func reportPage(for admitted: Admitted) throws -> Response {
    guard let name = userName(for: admitted) else {
      return .problem(400, "The query names no user.")
    }
    let view = try admitted.tracker.period(.named(name), from: nil, to: nil)
    let page = ReportPage(view, EmbeddedPicture.all(of: view))
    var response = Response.content("text/html; charset=utf-8", .text(page.text))
    // The page has a style sheet and a script in it, which its own policy names.
    response.headers.removeAll { $0.name == "Content-Security-Policy" }
    response.headers.append(
      ("Content-Security-Policy", page.policy + "; frame-ancestors 'none'"))
    return response.tagged(for: admitted.head)
  }

  /// Makes an address for the calendar of reminders.
  func makeFeed(for admitted: Admitted) throws -> Response {
    guard let json = JSONReader.value(of: admitted.request.body) else {
      return .problem(400, "The body is not JSON.")
    }
    try EmptyForm.read(json)
    guard let token = token(of: admitted.head),
      let feed = try admitted.tracker.makeFeed(byToken: token)
    else {
      return .problem(403, "This device reads the reports of all users.")
    }
    return .json(JSON.feed(path: "/api/v1/feed/\(feed).ics").text)
  }

  /// The calendar of reminders with `token`.
  func feed(_ token: String, for admitted: Admitted) throws -> Response {
    let tracker = admitted.tracker
    guard let visitor = try tracker.visitor(withToken: token), visitor.device.kind == .feed,
      let account = visitor.account,
      let view = try tracker.upcoming(.named(account.user.name))
    else { return Service.nothingThere }
    let calendar = UpcomingReminders(view).calendar(at: tracker.moment.now)
    let response = Response.content("text/calendar; charset=utf-8", .text(calendar))
    if tracker.isDueForRenewal(visitor.device) { try? tracker.renew(visitor.device) }
    return response
  }
}
