import Journal
import Routine

/// `porelog routine show`: the routine as it stands.
enum RoutineShow: Command {
  static var name: String { "routine show" }
  static let description = CommandDescription(
    name: name, options: [.init(name: "all", help: "steps that have ended as well")],
    summary: "show the steps, their schedules and products")

  static func run(_ session: Session) throws {
    let journal = try session.journal()
    guard let account = try session.account() else {
      let empty = session.wantsJSON ? "[]" : "There is no routine yet: porelog log pm --all begins."
      return try session.console.print(empty)
    }
    let today = try session.today(for: account.user)
    let isShown: (RoutineStep) -> Bool = { step in
      session.arguments.has("all") || step.step.lastDay.map { $0 >= today } ?? true
    }
    let routine = try journal.read { try journal.routine(of: account.id) }.filter(isShown)
    if session.wantsJSON {
      return try session.console.print(JSON.array(routine.map { json($0, today) }).text)
    }
    if routine.isEmpty { return try session.console.print("The routine has no steps.") }
    try session.console.print(lines(routine, today, session.style).joined(separator: "\n"))
  }

  private static func lines(_ routine: [RoutineStep], _ today: Day, _ style: Style) -> [String] {
    let nameWidth = min(
      24, routine.map { displayWidth($0.step.key.slug.description) + 2 }.max() ?? 0)
    var lines: [String] = []
    for slot in Slot.allCases {
      let steps = routine.filter { $0.step.key.slot == slot }
      if steps.isEmpty { continue }
      lines.append(style.paint(slot.rawValue, .bold))
      for step in steps {
        let head = style.fit("  " + step.step.key.slug.description, to: nameWidth) + "  "
        lines += style.wrap(words(step, today), head: head)
      }
    }
    return lines
  }

  private static func words(_ line: RoutineStep, _ today: Day) -> [String] {
    let step = line.step
    var parts = [line.schedule(on: today)?.description ?? "no schedule"]
    parts.append(step.kind.rawValue + (step.active.map { " (\($0.rawValue))" } ?? ""))
    if let product = line.product(on: today) { parts.append(product) }
    if step.firstDay > today { parts.append("begins on \(step.firstDay)") }
    if let last = step.lastDay {
      parts.append(last < today ? "ended on \(last)" : "ends on \(last)")
    }
    for version in line.schedules where version.from > today && version.from > step.firstDay {
      parts.append("from \(version.from) \(version.value)")
    }
    for version in line.products where version.from > today {
      parts.append("from \(version.from) \(version.value ?? "no product")")
    }
    return parts.dropLast().map { $0 + "," } + parts.suffix(1)
  }

  private static func json(_ line: RoutineStep, _ today: Day) -> JSON {
    .object([
      "slot": .string(line.step.key.slot.rawValue),
      "step": .string(line.step.key.slug.description), "position": .integer(line.step.position),
      "kind": .string(line.step.kind.rawValue), "active": .string(line.step.active?.rawValue),
      "startsOn": .string(line.step.firstDay.description),
      "endsOn": .string(line.step.lastDay?.description),
      "every": .string(line.schedule(on: today)?.description),
      "product": .string(line.product(on: today)),
    ])
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
      .init(name: "every", value: "SCHEDULE", help: "daily, mon,wed, 2-3/week, 2/week, as-needed"),
      .init(name: "product", value: "P", help: "the product it uses"),
      .init(name: "from", value: "DAY", help: "its first day; else today"),
    ],
    summary: "add a step",
    details: [
      "What the name or the product tells need not be said: routine add pm/retinol knows its kind, its active and how to begin. A new active begins at 2-3/week unless it is told otherwise; add one active at a time.",
      "Kinds are \(Kind.allCases.map(\.rawValue).joined(separator: ", ")). Actives are \(Active.allCases.map(\.rawValue).joined(separator: ", ")).",
    ])

  static func run(_ session: Session) throws {
    try session.change(day: "from") { context in
      let arguments = context.arguments
      let key = try StepKey(parsing: arguments.operands[0])
      let product = try arguments.value("product").map { try productToUse($0, context) }
      let known =
        arguments.value("product").flatMap(Catalogue.item(for:))
        ?? Catalogue.item(for: key.slug.description)
      guard
        let kind = try arguments.value("kind").map(Kind.init(parsing:)) ?? product?.kind
          ?? known?.kind
      else {
        throw Failure(.usage, "\(key) needs a --kind: it is one of \(Kind.names)")
      }
      let active =
        try arguments.value("active").map(Active.init(parsing:)) ?? product?.active
        ?? (arguments.has("kind") && known?.kind != kind ? nil : known?.active)
      // The catalogue's schedule is for its own kind and active.
      let isAsKnown = known?.kind == kind && known?.active == active
      guard
        let schedule = try arguments.value("every").map(Schedule.init(parsing:))
          ?? (isAsKnown ? known?.schedule : nil) ?? (active == nil ? nil : Choices.newActive)
      else {
        throw Failure(.usage, "\(key) needs a schedule: give --every daily, 2-3/week or mon,thu")
      }
      let positions = try context.journal.routine(of: context.user)
        .filter { $0.step.key.slot == key.slot }.map(\.step.position)
      let step = Step(
        key: key, position: min(Step.lastPosition, (positions.max() ?? 0) + 1), kind: kind,
        active: active,
        firstDay: context.day)
      try context.journal.addStep(step, schedule: schedule, for: context.user)
      if let product {
        try context.journal.use(product.name, from: step.firstDay, inStep: key, for: context.user)
      }
      let details =
        [kind.rawValue, active?.rawValue, schedule.description, product?.name].compactMap { $0 }
        .joined(separator: ", ")
      return Outcome(
        "routine add \(key)", line: "Added \(key): \(details), from \(step.firstDay).",
        remarks: remarks(active))
    }
  }

  /// The user's product of that name, added from the catalogue when that knows it.
  private static func productToUse(_ text: String, _ context: ChangeContext) throws -> Product {
    do {
      return try context.product(text)
    } catch {
      guard let item = Catalogue.item(for: text), item.brand != nil else { throw error }
      let product = ProductAdd.product(of: item, named: nil)
      _ = try context.journal.merge(product, for: context.user, replacing: false)
      return product
    }
  }

  private static func remarks(_ active: Active?) -> [String] {
    active == .retinoid
      ? ["A retinoid is not for pregnancy or breastfeeding without a doctor's word."] : []
  }
}

/// `porelog routine every`: changes how often a step is due.
enum RoutineEvery: Command {
  static var name: String { "routine every" }
  static let description = CommandDescription(
    name: name, operands: "STEP SCHEDULE", operandCount: 2...2,
    options: [
      .init(name: "from", value: "DAY", help: "the first day on which it holds; else today")
    ],
    summary: "change how often a step is due",
    details: [
      "SCHEDULE is daily, weekdays such as mon,wed,fri, 2-3/week (at least 2, at most 3), 2/week (at least 2), as-needed or as-needed<=1/week. Days before stay as they were."
    ])

  static func run(_ session: Session) throws {
    try session.change(day: "from") { context in
      let key = try context.stepAlive(context.arguments.operands[0])
      let schedule = try Schedule(parsing: context.arguments.operands[1])
      let before = try context.journal.routine(of: context.user)
        .first { $0.step.key == key }?.schedule(on: context.day)
      // A version equal to the one before it is none.
      if before != schedule {
        try context.journal.set(schedule, from: context.day, ofStep: key, for: context.user)
      }
      let was = before.map { " (\($0) before)" } ?? ""
      return Outcome(
        "routine every \(key) \(schedule)",
        line: "\(key) is \(schedule) from \(context.day)\(was).", remarks: context.past())
    }
  }
}

/// `porelog routine use`: changes the product of a step.
enum RoutineUse: Command {
  static var name: String { "routine use" }
  static let description = CommandDescription(
    name: name, operands: "STEP PRODUCT", operandCount: 2...2,
    options: [
      .init(name: "from", value: "DAY", help: "the first day on which it holds; else today")
    ],
    summary: "change the product a step uses",
    details: [
      "PRODUCT is the name of one of yours or a part of it, or none. Days before stay as they were."
    ])

  static func run(_ session: Session) throws {
    try session.change(day: "from") { context in
      let key = try context.stepAlive(context.arguments.operands[0])
      let text = context.arguments.operands[1]
      let product = text == "none" ? nil : try context.product(text).name
      let before = try context.journal.routine(of: context.user)
        .first { $0.step.key == key }?.product(on: context.day)
      if before != product {
        try context.journal.use(product, from: context.day, inStep: key, for: context.user)
      }
      let name = product ?? "no product"
      return Outcome(
        "routine use \(key): \(name)", line: "\(key) uses \(name) from \(context.day).",
        remarks: context.past())
    }
  }
}

/// `porelog routine end`: ends a step.
enum RoutineEnd: Command {
  static var name: String { "routine end" }
  static let description = CommandDescription(
    name: name, operands: "STEP", operandCount: 1...1,
    options: [.init(name: "on", value: "DAY", help: "its last day; else today")],
    summary: "end a step; what was logged of it stays")

  static func run(_ session: Session) throws {
    try session.change(day: "on") { context in
      let key = try context.step(context.arguments.operands[0]).key
      try context.journal.end(key, on: context.day, for: context.user)
      return Outcome(
        "routine end \(key)", line: "\(key) ends on \(context.day), its last day.",
        remarks: context.past())
    }
  }
}

/// `porelog routine move`: changes the order of the steps.
enum RoutineMove: Command {
  static var name: String { "routine move" }
  static let description = CommandDescription(
    name: name, operands: "STEP POSITION", operandCount: 2...2,
    summary: "put a step in another place of its slot, 1 being the first",
    details: ["The order is that of every list, of weeks gone by as well; no figure depends on it."]
  )

  static func run(_ session: Session) throws {
    try session.change { context in
      let key = try context.step(context.arguments.operands[0]).key
      let text = context.arguments.operands[1]
      guard let position = wholeNumber(text), (1...Step.lastPosition).contains(position) else {
        throw Failure(.dataError, "\(quoted(text)) is not a position: it is 1 for the first step")
      }
      try context.journal.move(key, to: position, on: context.today, for: context.user)
      let order = try context.journal.routine(of: context.user).map(\.step)
        .filter { $0.key.slot == key.slot && $0.lives(on: context.today) }
      let names = order.map(\.key.slug.description).joined(separator: ", ")
      return Outcome("routine move \(key) \(position)", line: "\(key.slot.rawValue): \(names).")
    }
  }
}

extension ChangeContext {
  /// The step that `text` names, which must have begun by the day.
  func stepAlive(_ text: String) throws -> StepKey {
    let step = try step(text)
    guard day >= step.firstDay else {
      throw Failure(
        .dataError,
        "\(step.key) begins on \(step.firstDay): name that day or a later one with --from")
    }
    return step.key
  }

  /// A word about a change that reaches back before today.
  func past() -> [String] {
    day < today ? ["From \(day) on, so reports of days gone by may change."] : []
  }
}
