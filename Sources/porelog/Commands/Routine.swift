import Documents
import Journal
import Routine
import Text
import Tracker

/// `porelog routine show`: lists the steps with schedules and products.
enum RoutineShow: Command {
  static var name: String { "routine show" }
  static let description = CommandDescription(
    name: name, options: [.init(name: "all", help: "include steps that have ended; -a for short")],
    summary: "show the steps, their schedules and products")

  static func run(_ session: Session) throws {
    let isAll = session.arguments.has("all")
    guard let view = try session.tracker().routine(session.user, withEnded: isAll) else {
      return try session.print(
        .array([]), ["There is no routine yet: porelog log pm --all"])
    }
    try session.print(
      view.document,
      view.steps.isEmpty
        ? ["The routine has no steps."] : RoutineText(view: view, style: session.style).lines)
  }
}

/// `porelog routine add`: adds a step.
enum RoutineAdd: Command {
  static var name: String { "routine add" }
  static let description = CommandDescription(
    name: name, operands: "SLOT/SLUG", operandCount: 1...1,
    options: [
      .init(name: "kind", value: "K", help: "what it does", values: Kind.allCases.map(\.rawValue)),
      .init(
        name: "active", value: "A", help: "its active", values: Active.allCases.map(\.rawValue)),
      .init(
        name: "every", value: "SCHEDULE",
        help: "daily, mon,wed, 2-days, 2-3/week, 2/week, as-needed"),
      .init(name: "product", value: "P", help: "the product it uses"),
      .init(
        name: "from", value: "DAY",
        help: "its first day; else today, or tomorrow for a morning step from noon on"),
    ],
    summary: "add a step",
    details: [
      "If the name or the product is known, the kind, the active and the schedule are filled in: routine add pm/retinol. A new active begins with \(Policy.newActive) unless you give another schedule. Add one active at a time.",
      "Kinds are \(Kind.allCases.map(\.rawValue).joined(separator: ", ")). Actives are \(Active.allCases.map(\.rawValue).joined(separator: ", ")).",
    ])

  static func run(_ session: Session) throws {
    let arguments = session.arguments
    try session.change(
      AddStep(
        try StepKey(parsing: arguments.operands[0]),
        kind: try arguments.value("kind").map(Kind.init(parsing:)),
        active: try arguments.value("active").map(Active.init(parsing:)),
        schedule: try arguments.value("every").map(Schedule.init(parsing:)),
        product: arguments.value("product"), from: try session.day("from")))
  }
}

/// `porelog routine every`: changes how often a step is due.
enum RoutineEvery: Command {
  static var name: String { "routine every" }
  static let description = CommandDescription(
    name: name, operands: "STEP SCHEDULE", operandCount: 2...2,
    options: [
      .init(name: "from", value: "DAY", help: "the first day of the change; else today")
    ],
    summary: "change how often a step is due",
    details: [
      "SCHEDULE is daily, weekdays such as mon,wed,fri, 2-days to 6-days (every other day to every sixth, from the first day on), 2-3/week (at least 2, at most 3), 2/week (at least 2), as-needed or as-needed<=1/week. Earlier days do not change."
    ])

  static func run(_ session: Session) throws {
    let operands = session.arguments.operands
    try session.change(
      ChangeSchedule(
        try StepReference(typed: operands[0]), to: try Schedule(parsing: operands[1]),
        from: try session.day("from")))
  }
}

/// `porelog routine use`: changes the product of a step.
enum RoutineUse: Command {
  static var name: String { "routine use" }
  static let description = CommandDescription(
    name: name, operands: "STEP PRODUCT", operandCount: 2...2,
    options: [
      .init(name: "from", value: "DAY", help: "the first day of the change; else today")
    ],
    summary: "change the product a step uses",
    details: [
      "PRODUCT is the name of one of your products, a part of the name, or none. Earlier days do not change."
    ])

  static func run(_ session: Session) throws {
    let operands = session.arguments.operands
    try session.change(
      ChangeProduct(
        try StepReference(typed: operands[0]), to: operands[1] == "none" ? nil : operands[1],
        from: try session.day("from")))
  }
}

/// `porelog routine end`: ends a step.
enum RoutineEnd: Command {
  static var name: String { "routine end" }
  static let description = CommandDescription(
    name: name, operands: "STEP", operandCount: 1...1,
    options: [.init(name: "on", value: "DAY", help: "its last day; else today")],
    summary: "end a step; its entries stay")

  static func run(_ session: Session) throws {
    let step = try StepReference(typed: session.arguments.operands[0])
    try session.change(EndStep(step, on: try session.day("on")))
  }
}

/// `porelog routine resume`: continues a step that has ended.
enum RoutineResume: Command {
  static var name: String { "routine resume" }
  static let description = CommandDescription(
    name: name, operands: "STEP", operandCount: 1...1,
    options: [
      .init(
        name: "from", value: "DAY",
        help: "its first day again; else today, or tomorrow for a morning step from noon on")
    ],
    summary: "continue a step that has ended",
    details: [
      "A pause covers the days between, so the step is not missed on them. Reports of those days may change."
    ])

  static func run(_ session: Session) throws {
    let step = try StepReference(typed: session.arguments.operands[0])
    try session.change(ResumeStep(step, from: try session.day("from")))
  }
}

/// `porelog routine rename`: gives a step another name.
enum RoutineRename: Command {
  static var name: String { "routine rename" }
  static let description = CommandDescription(
    name: name, operands: "STEP SLUG", operandCount: 2...2,
    summary: "give a step another name; its entries stay with it")

  static func run(_ session: Session) throws {
    let operands = session.arguments.operands
    try session.change(
      RenameStep(
        try StepReference(typed: operands[0]), to: try Slug(parsing: operands[1])))
  }
}

/// `porelog routine move`: changes the order of the steps.
enum RoutineMove: Command {
  static var name: String { "routine move" }
  static let description = CommandDescription(
    name: name, operands: "STEP POSITION", operandCount: 2...2,
    summary: "move a step to another position in its slot; 1 is the first",
    details: ["The order applies to every list, also of past weeks. No figure depends on it."]
  )

  static func run(_ session: Session) throws {
    let operands = session.arguments.operands
    guard let position = wholeNumber(operands[1]), position > 0,
      Step.positions.contains(position)
    else {
      throw Failure(
        .dataError, "\(quoted(operands[1])) is not a position: it is 1 for the first step")
    }
    try session.change(MoveStep(try StepReference(typed: operands[0]), to: position))
  }
}
