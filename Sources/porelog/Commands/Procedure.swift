import Journal
import Routine
import Tracker

/// `porelog procedure add`: records a procedure and its recovery, which pauses actives, exfoliants, scrubs and pore
/// strips.
enum ProcedureAdd: Command {
  static var name: String { "procedure add" }
  static let description = CommandDescription(
    name: name, operands: "KIND", operandCount: 1...1,
    options: [
      .init(name: "on", value: "DAY", help: "the day; else today"),
      .init(name: "recover-until", value: "DAY", help: "the last day of recovery"),
      .init(name: "note", value: "TEXT", help: "a note"),
    ],
    summary: "record a procedure and its recovery",
    details: [
      "Until the last day of recovery, every step with an active, exfoliants, scrubs and pore strips are paused. Other steps, such as sunscreen, are not. Unless you give another day, recovery takes \(recoveryDays(after: "superficial peel")) days after a 'superficial peel' and \(recoveryDays(after: "microneedling")) after microneedling, fmr or a 'non-ablative laser'. These numbers are defaults of porelog; follow what your clinic says. Other kinds need --recover-until."
    ])

  static func run(_ session: Session) throws {
    let arguments = session.arguments
    try session.change(
      AddProcedure(
        arguments.operands[0], on: try session.day("on"),
        recoverUntil: try session.day("recover-until"), note: arguments.value("note")))
  }

  private static func recoveryDays(after kind: String) -> String {
    Policy.recoveryDays(after: kind).map { "\($0)" } ?? "unknown"
  }
}

/// `porelog procedure remove`: deletes a procedure that was entered by mistake.
enum ProcedureRemove: Command {
  static var name: String { "procedure remove" }
  static let description = CommandDescription(
    name: name, operands: "KIND", operandCount: 1...1,
    options: [.init(name: "on", value: "DAY", help: "the day of the procedure")],
    summary: "remove a procedure that was entered by mistake")

  static func run(_ session: Session) throws {
    guard let day = try session.day("on") else {
      throw Failure(.usage, "name the procedure by its day: --on DAY")
    }
    try session.change(RemoveProcedure(session.arguments.operands[0], on: day))
  }
}
