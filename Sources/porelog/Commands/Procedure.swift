import Journal
import Routine

/// `porelog procedure add`: notes something done in an office, and pauses what must wait.
enum ProcedureAdd: Command {
  static var name: String { "procedure add" }
  static let description = CommandDescription(
    name: name, operands: "KIND", operandCount: 1...1,
    options: [
      .init(name: "on", value: "DAY", help: "when; else today"),
      .init(name: "recover-until", value: "DAY", help: "the last day of recovery"),
      .init(name: "note", value: "TEXT", help: "a note on it"),
    ],
    summary: "note a procedure and its recovery",
    details: [
      "Until the recovery's last day every step with an active, exfoliants, scrubs and pore strips are paused. Sunscreen and gentle care go on. Unless told, recovery takes 10 days after a 'superficial peel' and 7 after microneedling, fmr or a 'non-ablative laser'; these are choices, and what the clinic says comes first. Other kinds need --recover-until."
    ])

  static func run(_ session: Session) throws {
    try session.change(day: "on") { context in
      let kind = try Texts.name(
        context.arguments.operands[0], "a procedure", longest: Texts.longestName)
      let note = try context.arguments.value("note").map(Texts.note)
      let told = try context.arguments.value("recover-until").map {
        try parseDay($0, today: context.today)
      }
      guard let until = told ?? Choices.recoveryDays(after: kind).map({ context.day + $0 }) else {
        throw Failure(
          .usage, "how long \(quoted(kind)) takes to recover is not known: give --recover-until DAY"
        )
      }
      guard until <= .last else {
        throw Failure(.dataError, "recovery would end after \(Day.last): give --recover-until DAY")
      }
      guard until >= context.day else {
        throw Failure(
          .dataError, "--recover-until \(until) lies before \(context.day): recovery ends later")
      }
      let procedure = Procedure(day: context.day, kind: kind, recoverUntil: until, note: note)
      guard try context.journal.merge(procedure, for: context.user, replacing: false) != .conflict
      else {
        throw Failure(
          .dataError,
          "\(quoted(kind)) on \(context.day) is there already: porelog procedure remove takes it out"
        )
      }
      return Outcome(
        "procedure add \(procedure.words)",
        line:
          "Noted \(procedure.words): till then actives, exfoliants, scrubs and pore strips are paused."
      )
    }
  }
}

/// `porelog procedure remove`: takes a procedure out.
enum ProcedureRemove: Command {
  static var name: String { "procedure remove" }
  static let description = CommandDescription(
    name: name, operands: "KIND", operandCount: 1...1,
    options: [.init(name: "on", value: "DAY", help: "the day it was done")],
    summary: "take out a procedure that should not be there")

  static func run(_ session: Session) throws {
    guard session.arguments.has("on") else {
      throw Failure(.usage, "name the procedure by its day: --on DAY")
    }
    try session.change(day: "on") { context in
      let kind = try Texts.name(
        context.arguments.operands[0], "a procedure", longest: Texts.longestName)
      guard try context.journal.removeProcedure(kind, on: context.day, for: context.user) else {
        let kinds = try context.journal.procedures(of: context.user).map(\.kind)
        throw Failure(
          .dataError,
          "there is no procedure \(quoted(kind)) on \(context.day)\(nearest(to: kind, among: kinds)): porelog pause list shows them"
        )
      }
      return Outcome(
        "procedure remove \(kind) on \(context.day)", line: "Took out \(kind) on \(context.day).")
    }
  }
}
