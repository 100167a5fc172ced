import Journal
import Routine

/// What a change is made with.
struct ChangeContext {
  let session: Session
  let journal: Journal
  let account: Account
  let today: Day
  /// The day that the call's option names; today without one.
  let day: Day

  var user: UserID { account.id }
  var arguments: Arguments { session.arguments }

  /// The user's step that `text` names on the day.
  func step(_ text: String) throws -> Step {
    try StepName(text, in: nil).find(in: try journal.routine(of: user), on: day)
  }

  /// The user's product that `text` names: the one of that name, else the only one whose name holds it.
  func product(_ text: String) throws -> Product {
    let name = try Texts.name(text, "a product's name", longest: Texts.longestLine)
    let products = try journal.products(of: user)
    if let product = products.first(where: { $0.name == name }) { return product }
    let near = products.filter { $0.name.lowercased().contains(name.lowercased()) }
    if near.count == 1 { return near[0] }
    let names = near.isEmpty ? products.map(\.name) : near.map(\.name)
    let hint = near.isEmpty ? nearest(to: name, among: names) : ""
    let advice =
      near.isEmpty
      ? "add it with porelog product add" : "it may be \(names.joined(separator: " or "))"
    throw Failure(.dataError, "there is no product \(quoted(name))\(hint): \(advice)")
  }

  /// What a scope on the command line covers: a step's name alone is enough where only one slot has it.
  func scope(_ text: String) throws -> Scope {
    if text == "all" || text.hasPrefix("active:") { return try Scope(parsing: text) }
    return .step(try step(text).key)
  }
}

/// What a change came to.
struct Outcome {
  /// What it was, for undo's list.
  let summary: String
  /// The line that tells the user; the summary unless given.
  let line: String
  /// Words about it that are no result.
  var remarks: [String] = []

  init(_ summary: String, line: String? = nil, remarks: [String] = []) {
    self.summary = summary
    self.line = line ?? summary + "."
    self.remarks = remarks
  }
}

extension Session {
  /// Makes a change as the user the call is for, all or nothing, and says what it was. With no user at
  /// all it makes the first one before, as a change of its own.
  ///
  /// - Parameters:
  ///   - option: the option that names the day, such as `on`.
  ///   - isPast: whether that day may not be after today.
  ///   - timeZone: the zone to reckon today in, instead of the user's.
  func change(
    day option: String? = nil, isPast: Bool = false, timeZone: String? = nil,
    _ body: (ChangeContext) throws -> Outcome
  ) throws {
    let journal = try journal()
    let (outcome, isChanged) = try journal.write {
      let named: (Day) throws -> Day? = { today in
        try option.flatMap(self.arguments.value).map { try parseDay($0, today: today) }
      }
      let (account, today) = try accountOrFirst(from: named, in: timeZone)
      let day = try named(today) ?? today
      if isPast, day > today {
        throw Failure(.dataError, "\(day) has not come yet (today is \(today)): log it then")
      }
      let context = ChangeContext(
        session: self, journal: journal, account: account, today: today, day: day)
      return try journal.change(by: account.id, at: now, summary: \.summary) { try body(context) }
    }
    if isChanged { outcome.remarks.forEach(sayAfterwards) }
    try confirm(
      isChanged ? outcome.line : "Nothing changes: it is so already.",
      json: .object(["changed": isChanged ? .string(outcome.summary) : .null]))
  }
}
