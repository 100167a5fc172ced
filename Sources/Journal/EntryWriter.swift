import Calendar
import Routine
import SQLite

/// Writes many entries of one user, and caches the row numbers of the steps and products that it has looked up.
///
/// Use it within one transaction: after that, another connection could remove a step whose number is cached.
public final class EntryWriter {
  /// The user whose entries it writes.
  public let user: UserID
  private let journal: Journal
  // Exclusivity is not checked: accesses never overlap, and the checks take 0.6 % of the
  // instructions of an insertion.
  @exclusivity(unchecked) private var steps: RecentCache<StepKey, Int64>
  @exclusivity(unchecked) private var products = RecentCache<String, Int64>()

  // Kept here, because looking a statement up for each entry takes 2 % of the instructions of an
  // insertion.
  @exclusivity(unchecked) private var addStatement: Statement?
  @exclusivity(unchecked) private var putStatement: Statement?

  /// Creates a writer of the entries of `user` in `journal`.
  ///
  /// - Parameter routine: steps that are already known, so that their numbers need no look-up.
  public init(of user: UserID, in journal: Journal, _ routine: [RoutineStep] = []) {
    self.user = user
    self.journal = journal
    steps = RecentCache(capacity: max(64, routine.count))
    for step in routine { steps.insert(step.number, for: step.step.key) }
  }

  /// Writes `entry`, replacing any entry for the same step and day.
  ///
  /// - Throws: `InvalidInput` when the user has no such step or product; `SQLiteError`.
  public func put(_ entry: Entry) throws {
    try run(&putStatement, Journal.entries.put, entry)
  }

  /// Adds `entry` when there is none for its step and day; otherwise compares it with that one.
  ///
  /// - Parameter replacing: whether to overwrite an existing entry that differs.
  /// - Throws: `InvalidInput` when the user has no such step or product; `SQLiteError`, `Damaged`.
  public func merge(_ entry: Entry, replacing: Bool) throws -> MergeOutcome {
    try run(&addStatement, Journal.entries.add, entry)
    if journal.database.changedRows == 1 { return .added }
    let known = try journal.entry(of: entry.step, on: entry.day, for: user)
    if known == entry, isSameText(known?.note, entry.note) { return .unchanged }
    guard replacing else { return .conflict }
    try put(entry)
    return .replaced
  }

  /// Removes the entry of the step `key` on `day`, if there is one.
  ///
  /// - Throws: `InvalidInput` when the user has no such step; `SQLiteError`.
  public func remove(_ key: StepKey, on day: Day) throws {
    try journal.database.execute(
      "DELETE FROM entries WHERE user = ? AND day = ? AND step = ?", user.number, day.number,
      try number(of: key))
  }

  private func run(
    _ kept: inout Statement?, _ sql: @autoclosure () -> String, _ entry: Entry
  ) throws {
    let (step, product) = (try number(of: entry.step), try entry.product.flatMap(productNumber))
    if kept == nil { kept = try journal.database.statement(sql()) }
    try kept?.run { values in
      values.integer(user.number)
      values.integer(entry.day.number)
      values.integer(step)
      values.integer(entry.status.code)
      values.integer(entry.count)
      values.integer(entry.minutes)
      values.integer(product.map { Int($0) })
      values.text(entry.reason)
      values.text(entry.note)
      values.integer((entry.loggedAt?.seconds).map { Int($0) })
      values.integer(entry.loggedOn.map { $0 - entry.day })
    }
  }

  private func number(of key: StepKey) throws -> Int64 {
    if let known = steps.value(where: { $0 == key }) { return known }
    let number = try journal.referredStep(key, of: user)
    steps.insert(number, for: key)
    return number
  }

  private func productNumber(_ product: String) throws -> Int64? {
    if let known = products.value(where: { $0 == product }) { return known }
    let number = try journal.referredProduct(product, of: user)
    if let number { products.insert(number, for: product) }
    return number
  }
}
