import Documents
import Journal
import Reporting
import Routine
import Tracker
import Wording

/// `porelog routine ramp`: prints whether an active may go to its next level, and raises it with --advance.
enum RoutineRamp: Command {
  static var name: String { "routine ramp" }
  static let description = CommandDescription(
    name: name, operands: "STEP", operandCount: 1...1,
    options: [.init(name: "advance", help: "go to the next level, if it is due")],
    summary: "whether the next level of an active is due, and why not",
    details: [
      "The levels are \(RampWords.levelsInSentence) times a week. The next one is due after at least two whole weeks at the present level, when the last two of them were kept and no sign of irritation was rated \(Policy.irritationSign) or more in the last \(Policy.rampSignDays) days. It is never applied automatically."
    ])

  static func run(_ session: Session) throws {
    let step = try StepReference(typed: session.arguments.operands[0])
    if session.arguments.has("advance") { return try session.change(AdvanceRamp(step)) }
    guard let view = try session.tracker().ramp(session.user, step) else {
      throw Failure(.dataError, "there is no routine yet: porelog log pm --all")
    }
    try session.print(view.document, session.style.wrap(sentence(view)))
  }

  private static func sentence(_ view: RampView) -> String {
    let (key, ramp) = (view.step, view.report)
    guard let next = ramp.next else { return "\(key) is \(ramp.current), which is the last level." }
    return ramp.isDue
      ? "\(key) is \(ramp.current); \(next) is due: porelog routine ramp \(key) --advance, if you like."
      : "\(key) is \(ramp.current); \(next) is not due yet: \(ramp.reasons.map(\.words).joined(separator: "; "))."
  }
}
