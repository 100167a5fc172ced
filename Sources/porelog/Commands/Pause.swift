import Journal
import Routine

/// `porelog pause`: stops asking for a part of the routine for a while.
enum PauseCommand: Command {
  static var name: String { "pause" }
  static let description = CommandDescription(
    name: name, operands: "SCOPE --reason R", operandCount: 1...1,
    options: [
      .init(name: "from", value: "DAY", help: "its first day; else today"),
      .init(name: "to", value: "DAY", help: "its last day; else until it is resumed"),
      .init(name: "reason", value: "R", help: "why", values: PauseReason.allCases.map(\.rawValue)),
    ],
    summary: "pause everything, a step or an active",
    details: [
      "SCOPE is all, a step such as pm/retinol, or active:retinoid. What a pause covers is not asked for and not held against you; what you do all the same counts.",
      "Reasons are \(PauseReason.allCases.map(\.rawValue).joined(separator: ", ")).",
    ])

  static func run(_ session: Session) throws {
    try session.change(day: "from") { context in
      let scope = try context.scope(context.arguments.operands[0])
      let to = try context.arguments.value("to").map { try parseDay($0, today: context.today) }
      if let to, to < context.day {
        throw Failure(
          .dataError,
          "--to \(to) lies before the first day \(context.day): a pause ends after it begins")
      }
      guard let text = context.arguments.value("reason") else {
        let reasons = PauseReason.allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure(.usage, "a pause needs a --reason: it is one of \(reasons)")
      }
      let reason = try PauseReason(parsing: text)
      let pause = Pause(scope: scope, from: context.day, to: to, reason: reason)
      guard try context.journal.merge(pause, for: context.user, replacing: false) == .added else {
        throw Failure(.dataError, "\(pause.words) is paused already: porelog pause list shows it")
      }
      return Outcome(
        "pause \(pause.words)", line: "Paused \(pause.words) (\(reason.rawValue)).")
    }
  }
}

/// `porelog resume`: asks again for what is paused.
enum Resume: Command {
  static var name: String { "resume" }
  static let description = CommandDescription(
    name: name, operands: "SCOPE", operandCount: 1...1,
    options: [
      .init(name: "on", value: "DAY", help: "the first day that is asked for again; else today")
    ],
    summary: "end a pause")

  static func run(_ session: Session) throws {
    try session.change(day: "on") { context in
      let scope = try context.scope(context.arguments.operands[0])
      let all = try context.journal.pauses(of: context.user)
      let ended = all.filter { pause in
        pause.scope == scope && pause.from <= context.day
          && pause.to.map { context.day <= $0 } ?? true
      }
      guard !ended.isEmpty else {
        let others = all.filter {
          $0.from <= context.day && $0.to.map { context.day <= $0 } ?? true
        }
        let names = others.map(\.scope.description).joined(separator: ", ")
        throw Failure(
          .dataError,
          "no pause of \(quoted(scope.description)) covers \(context.day): \(names.isEmpty ? "nothing is paused" : "paused is \(names)")"
        )
      }
      for pause in ended {
        try context.journal.remove(pause, for: context.user)
        // A pause of no day is none.
        guard pause.from < context.day else { continue }
        var shorter = pause
        shorter.to = context.day - 1
        _ = try context.journal.merge(shorter, for: context.user, replacing: false)
      }
      let what = scope == .all ? "Everything" : scope.description
      return Outcome(
        "resume \(scope) on \(context.day)", line: "\(what) is asked for again from \(context.day)."
      )
    }
  }
}

/// `porelog pause remove`: takes a pause out as if it had never been.
enum PauseRemove: Command {
  static var name: String { "pause remove" }
  static let description = CommandDescription(
    name: name, operands: "SCOPE", operandCount: 1...1,
    options: [.init(name: "from", value: "DAY", help: "the pause's first day")],
    summary: "take out a pause that should not be there")

  static func run(_ session: Session) throws {
    guard session.arguments.has("from") else {
      throw Failure(.usage, "name the pause by its first day: --from DAY")
    }
    try session.change(day: "from") { context in
      let scope = try context.scope(context.arguments.operands[0])
      let found = try context.journal.pauses(of: context.user)
        .filter { $0.scope == scope && $0.from == context.day }
      guard !found.isEmpty else {
        throw Failure(
          .dataError, "no pause of \(scope) begins on \(context.day): porelog pause list shows them"
        )
      }
      for pause in found { try context.journal.remove(pause, for: context.user) }
      let words = found.map(\.words).joined(separator: " and ")
      return Outcome("pause remove \(words)", line: "Took out the pause of \(words).")
    }
  }
}

/// `porelog pause list`: shows pauses and recoveries.
enum PauseList: Command {
  static var name: String { "pause list" }
  static let description = CommandDescription(
    name: name, summary: "show the pauses and the procedures")

  static func run(_ session: Session) throws {
    let journal = try session.journal()
    let account = try session.account()
    let pauses = try account.map { try journal.pauses(of: $0.id) } ?? []
    let procedures = try account.map { try journal.procedures(of: $0.id) } ?? []
    if session.wantsJSON {
      let document = JSON.object([
        "pauses": .array(pauses.map(json)), "procedures": .array(procedures.map(json)),
      ])
      return try session.console.print(document.text)
    }
    let lines =
      pauses.sorted { $0.from < $1.from }.map { "\($0.words) (\($0.reason.rawValue))" }
      + procedures.map(\.words)
    try session.console.print(lines.isEmpty ? "Nothing is paused." : lines.joined(separator: "\n"))
  }

  private static func json(_ pause: Pause) -> JSON {
    .object([
      "scope": .string(pause.scope.description), "from": .string(pause.from.description),
      "to": .string(pause.to?.description), "reason": .string(pause.reason.rawValue),
    ])
  }

  private static func json(_ procedure: Procedure) -> JSON {
    .object([
      "kind": .string(procedure.kind), "day": .string(procedure.day.description),
      "recoverUntil": .string(procedure.recoverUntil?.description),
    ])
  }
}

extension Pause {
  /// What it covers and when, in words.
  var words: String {
    let what = scope == .all ? "everything" : scope.description
    return to.map { "\(what) from \(from) to \($0)" } ?? "\(what) from \(from) until resumed"
  }
}

extension Procedure {
  /// What it was and when, in words.
  var words: String {
    "\(kind) on \(day)" + (recoverUntil.map { ", recovery to \($0)" } ?? "")
  }
}
