import Journal
import Reporting
import Routine

/// `porelog routine ramp`: whether an active may be raised.
enum RoutineRamp: Command {
  static var name: String { "routine ramp" }
  static let description = CommandDescription(
    name: name, operands: "STEP", operandCount: 1...1,
    options: [.init(name: "advance", help: "raise it, if it is due")],
    summary: "whether an active may go to its next level, and why not",
    details: [
      "The levels are 2-3, 3-4 and 5-7 times a week. The next one is due after at least two whole weeks at the level, the last two of them consistent, and with no sign of irritation of 2 or more in the last 7 days. It is offered, never taken by itself."
    ])

  static func run(_ session: Session) throws {
    guard session.arguments.has("advance") else { return try show(session) }
    try session.change { context in
      let (key, ramp) = try report(
        context.arguments.operands[0], context.journal, context.account, context.today)
      guard let next = ramp.next, ramp.isDue else {
        throw Failure(
          .dataError, "\(key) stays at \(ramp.current): \(ramp.reasons.joined(separator: "; "))")
      }
      try context.journal.set(next, from: context.today, ofStep: key, for: context.user)
      return Outcome(
        "routine ramp \(key)",
        line: "\(key) is \(next) from \(context.today) (\(ramp.current) before).")
    }
  }

  private static func show(_ session: Session) throws {
    let journal = try session.journal()
    guard let account = try session.account() else {
      throw Failure(.dataError, "there is no routine yet: porelog log pm --all begins")
    }
    let today = try session.today(for: account.user)
    let (key, ramp) = try journal.read {
      try report(session.arguments.operands[0], journal, account, today)
    }
    if session.wantsJSON {
      let document = JSON.object([
        "step": .string(key.description), "current": .string(ramp.current.description),
        "next": .string(ramp.next?.description), "due": .bool(ramp.isDue),
        "reasons": .array(ramp.reasons.map { .string($0) }),
      ])
      return try session.console.print(document.text)
    }
    let text =
      ramp.next.map { next in
        ramp.isDue
          ? "\(key) is \(ramp.current); \(next) is due: porelog routine ramp \(key) --advance, if you like."
          : "\(key) is \(ramp.current); \(next) is not due yet: \(ramp.reasons.joined(separator: "; "))."
      } ?? "\(key) is \(ramp.current), which is the last level."
    try session.console.print(session.style.wrap(text).joined(separator: "\n"))
  }

  private static func report(
    _ name: String, _ journal: Journal, _ account: Account, _ today: Day
  ) throws -> (StepKey, RampReport) {
    let step = try StepName(name, in: nil).find(in: try journal.routine(of: account.id), on: today)
    guard step.active != nil else {
      throw Failure(.dataError, "\(step.key) has no active: only actives are raised by levels")
    }
    let diary = try journal.diary(of: account.id)
    let ratings = try journal.ratings(of: account.id)
    guard let index = diary.steps.firstIndex(where: { $0.step.key == step.key }),
      let ramp = RampReport(of: index, in: diary, ratings: ratings, today: today)
    else {
      throw Failure(.dataError, "\(step.key) has no schedule: give it one with routine every")
    }
    return (step.key, ramp)
  }
}
