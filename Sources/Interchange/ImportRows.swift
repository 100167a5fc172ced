import Journal
import Routine

extension Importer {
  /// Merges one row. Its fields are read in the order of the table's columns.
  mutating func merge(_ table: Table, _ fields: inout Fields) throws -> Merged {
    if table == .users {
      let user = User(
        name: try fields.name("a user's name", longest: Texts.longestName),
        dayStart: try fields.optional(TimeOfDay.init(parsingDayStart:)) ?? Choices.dayStart,
        timeZone: try fields.required(timeZone), createdOn: try fields.day())
      return try journal.merge(user, replacing: replacing)
    }
    let user = try user(&fields)
    if table == .entries {
      return try entries(of: user).merge(try entry(&fields), replacing: replacing)
    }
    switch table {
    case .users, .entries, .weeks, .milestones, .usage: return .unchanged
    case .products:
      return try journal.merge(try Importer.product(&fields), for: user, replacing: replacing)
    case .steps:
      return try journal.merge(try Importer.step(&fields), for: user, replacing: replacing)
    case .schedules:
      let key = try fields.stepKey()
      let version = Version(
        from: try fields.day(), value: try fields.required(Schedule.init(parsing:)))
      return try journal.merge(version, ofStep: key, for: user, replacing: replacing)
    case .stepProducts:
      let key = try fields.stepKey()
      let version = Version(
        from: try fields.day(),
        value: try fields.optionalName("a product's name", longest: Texts.longestLine))
      return try journal.merge(version, ofStep: key, for: user, replacing: replacing)
    case .pauses:
      return try journal.merge(try Importer.pause(&fields), for: user, replacing: replacing)
    case .procedures:
      return try journal.merge(try Importer.procedure(&fields), for: user, replacing: replacing)
    case .ratings:
      let (day, measure) = (try fields.day(), try fields.named() as Measure)
      let rating = Rating(
        day: day, measure: measure, score: try fields.integer(in: measure.scores))
      return try journal.merge(rating, for: user, replacing: replacing)
    case .notes:
      let note = DayNote(day: try fields.day(), text: try fields.note())
      return try journal.merge(note, for: user, replacing: replacing)
    case .photos:
      return try journal.merge(try Importer.photo(&fields), for: user, replacing: replacing)
    }
  }

  /// The user whom the row names.
  private mutating func user(_ fields: inout Fields) throws -> UserID {
    try fields.recurring(&known.users) { [journal] fields in
      let name = try fields.name("a user's name", longest: Texts.longestName)
      guard let account = try journal.account(named: name) else {
        throw fields.problem("there is no user \(quoted(name)): add a row for them to users.csv")
      }
      return account.id
    }
  }

  /// What writes the user's entries: the one of the row before, if that is of the same user.
  private mutating func entries(of user: UserID) throws -> EntryWriter {
    if let writer, writer.user == user { return writer }
    let writer = try EntryWriter(of: user, in: journal)
    self.writer = writer
    return writer
  }

  private func timeZone(_ text: String) throws -> String {
    guard text.utf8.count <= Texts.longestName, isTimeZone(text) else {
      throw Malformed(
        "there is no time zone \(quoted(text)): write a name such as Asia/Tokyo; Debian has them in the package tzdata"
      )
    }
    return text
  }

  private static func product(_ fields: inout Fields) throws -> Product {
    var product = Product(name: try fields.name("a product's name", longest: Texts.longestLine))
    product.brand = try fields.optionalName("a brand", longest: Texts.longestLine)
    product.kind = try fields.optionalNamed()
    product.active = try fields.optionalNamed()
    product.strength = try fields.optionalName("a strength", longest: Texts.longestLine)
    product.openedOn = try fields.optionalDay()
    product.paoMonths = try fields.optionalInteger(in: Product.monthsAfterOpening)
    product.finishedOn = try fields.optionalDay()
    product.usesPerPack = try fields.optionalInteger(in: Product.usesPerPack)
    product.note = try fields.optionalNote()
    return product
  }

  private static func step(_ fields: inout Fields) throws -> Step {
    let step = Step(
      key: try fields.stepKey(), position: try fields.integer(in: 0...Step.lastPosition),
      kind: try fields.named(), active: try fields.optionalNamed(), firstDay: try fields.day(),
      lastDay: try fields.optionalDay())
    try checkOrder(step.firstDay, step.lastDay, fields)
    return step
  }

  private mutating func entry(_ fields: inout Fields) throws -> Entry {
    let day = try fields.recurring(&known.days) { try $0.day() }
    let slot = try fields.recurring(&known.slots) { try $0.named() }
    let slug = try fields.recurring(&known.slugs) { try $0.slug() }
    var entry = Entry(
      day: day, step: StepKey(slot: slot, slug: slug),
      status: try fields.recurring(&known.statuses) { try $0.named() },
      count: try fields.optionalInteger(in: Entry.counts) ?? 1,
      minutes: try fields.optionalInteger(in: Entry.minutes),
      product: try fields.optionalName("a product's name", longest: Texts.longestLine))
    entry.reason = try fields.optionalName("a reason", longest: Texts.longestLine)
    if entry.reason != nil, entry.status == .done {
      throw fields.problem("what was done has no reason: leave it empty")
    }
    entry.note = try fields.optionalNote()
    entry.loggedAt = try fields.optionalInstant()
    return entry
  }

  private static func pause(_ fields: inout Fields) throws -> Pause {
    let (from, to) = (try fields.day(), try fields.optionalDay())
    try checkOrder(from, to, fields)
    return Pause(
      scope: try fields.required(Scope.init(parsing:)), from: from, to: to,
      reason: try fields.named())
  }

  private static func procedure(_ fields: inout Fields) throws -> Procedure {
    let day = try fields.day()
    let kind = try fields.name("a procedure", longest: Texts.longestName)
    let recoverUntil = try fields.optionalDay()
    try checkOrder(day, recoverUntil, fields)
    return Procedure(
      day: day, kind: kind, recoverUntil: recoverUntil, note: try fields.optionalNote())
  }

  private static func photo(_ fields: inout Fields) throws -> Photo {
    let (day, view) = (try fields.day(), try fields.named() as PhotoView)
    let tag: PhotoTag? = try fields.optionalNamed()
    let light = try fields.optionalName("a light", longest: Texts.longestName)
    let distance = try fields.optionalInteger(in: Photo.distances)
    let sha256 = try fields.required { text in
      let isHash =
        text.utf8.count == 64
        && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
      guard isHash else { throw Malformed("a SHA-256 has 64 digits from 0-9 and a-f") }
      return text
    }
    let bytes = try fields.integer(in: 0...Int.max)
    let file = try fields.required { text in
      let path = Fields.unguarded(text)
      guard path.utf8.count <= Texts.longestPath, !path.utf8.contains(0), path.utf8.last != 0x2F
      else {
        throw Malformed(
          "a file's path has 1 to \(Texts.longestPath) bytes, no NUL, and no / at its end")
      }
      return path
    }
    var photo = Photo(day: day, view: view, sha256: sha256, bytes: bytes, file: file)
    photo.tag = tag
    photo.light = light
    photo.distance = distance
    photo.note = try fields.optionalNote()
    return photo
  }

  private static func checkOrder(_ first: Day, _ last: Day?, _ fields: Fields) throws {
    guard let last, last < first else { return }
    throw fields.problem("\(last) lies before \(first): a span ends on or after its first day")
  }
}
