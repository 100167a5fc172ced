import HTTP
import Interchange
import Text

/// What an address of the server stands for.
enum Route {
  /// A file of the page.
  case file(PageFile)
  /// The description of the API.
  case description
  /// Pairing a device.
  case pair
  /// A document about a user or about all users.
  case report(Report)
  /// The report as a page of its own.
  case reportPage
  /// A table of the user's rows as CSV.
  case csv(Table)
  /// The picture of a photo.
  case image(id: String)
  /// The place of a picture with this SHA-256.
  case picture(hash: String)
  /// Performing actions.
  case actions
  /// Making an address for the calendar of reminders.
  case feeds
  /// The calendar of reminders with this token.
  case feed(token: String)

  /// A document.
  enum Report {
    case user, today, weeks, milestones, usage, routine, products, photos, pauses, devices, cohort
    case changes
    case day(String)
    case week(String?)
  }

  /// The route of a path; nil when there is none.
  init?(_ path: String) {
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .dropFirst().map { String(Substring($0)) }
    if parts == ["api", "openapi.json"] {
      self = .description
    } else if parts == ["report"] {
      self = .reportPage
    } else if parts.count > 2, parts[0] == "api", parts[1] == "v1" {
      self.init(api: Array(parts[2...]))
    } else {
      guard parts.count == 1, let file = PageFile(name: parts[0]) else { return nil }
      self = .file(file)
    }
  }

  private init?(api parts: [String]) {
    switch (parts[0], parts.count) {
    case ("user", 1): self = .report(.user)
    case ("today", 1): self = .report(.today)
    case ("day", 2): self = .report(.day(parts[1]))
    case ("week", 1): self = .report(.week(nil))
    case ("week", 2): self = .report(.week(parts[1]))
    case ("weeks", 1): self = .report(.weeks)
    case ("milestones", 1): self = .report(.milestones)
    case ("usage", 1): self = .report(.usage)
    case ("routine", 1): self = .report(.routine)
    case ("products", 1): self = .report(.products)
    case ("pauses", 1): self = .report(.pauses)
    case ("devices", 1): self = .report(.devices)
    case ("csv", 2) where parts[1].hasSuffix(".csv"):
      guard let table = Table(rawValue: String(parts[1].dropLast(4))) else { return nil }
      self = .csv(table)
    case ("photos", 1): self = .report(.photos)
    case ("photos", 2): self = .picture(hash: parts[1])
    // An ID is a day, a view and the beginning of a hash.
    case ("photos", 5) where parts[4] == "image":
      self = .image(id: parts[1...3].joined(separator: "/"))
    case ("cohort", 1): self = .report(.cohort)
    case ("changes", 1): self = .report(.changes)
    case ("actions", 1): self = .actions
    case ("pair", 1): self = .pair
    case ("feed", 1): self = .feeds
    case ("feed", 2) where parts[1].hasSuffix(".ics"):
      self = .feed(token: String(parts[1].dropLast(4)))
    default: return nil
    }
  }

  /// Whether it is only for a paired device. A feed is opened by its own token.
  var needsDevice: Bool {
    switch self {
    case .file, .description, .pair, .feed: false
    case .report, .reportPage, .csv, .image, .picture, .actions, .feeds: true
    }
  }

  /// The methods that it takes.
  var methods: [String] {
    switch self {
    case .file, .description, .report, .reportPage, .csv, .image, .feed: ["GET", "HEAD"]
    case .pair, .actions, .feeds: ["POST"]
    case .picture: ["PUT"]
    }
  }

  /// The media types of the body that it takes; empty when it takes none.
  var contentTypes: [String] {
    switch self {
    case .file, .description, .report, .reportPage, .csv, .image, .feed: []
    case .pair, .actions, .feeds: ["application/json"]
    case .picture: ["image/jpeg", "image/png", "image/heic"]
    }
  }

  /// The most bytes of a body. Choices: an action has some hundred bytes, and a photo of a phone a few MiB.
  var mostBytes: Int {
    if case .picture = self { 12 << 20 } else { 64 << 10 }
  }

  /// The address without what is about a person, for the log.
  var name: String {
    switch self {
    case .file(let file): "/\(file.name)"
    case .description: "/api/openapi.json"
    case .pair: "/api/v1/pair"
    case .report(.day): "/api/v1/day/DAY"
    case .report(.week): "/api/v1/week/WEEK"
    case .report(let report): "/api/v1/\(report)"
    case .reportPage: "/report"
    case .csv: "/api/v1/csv/TABLE.csv"
    case .image: "/api/v1/photos/ID/image"
    case .picture: "/api/v1/photos/SHA256"
    case .actions: "/api/v1/actions"
    case .feeds: "/api/v1/feed"
    case .feed: "/api/v1/feed/TOKEN.ics"
    }
  }
}
