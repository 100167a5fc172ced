import Journal
import Reporting
import Routine

/// `porelog note`: writes a note on a night.
enum NoteCommand: Command {
  static var name: String { "note" }
  static let description = CommandDescription(
    name: name, operands: "[TEXT]", operandCount: 0...1,
    options: [
      .init(name: "on", value: "DAY", help: "of another day than today"),
      .init(name: "clear", help: "take the note out"),
    ],
    summary: "write a note on the day, or show it",
    details: [
      "Without TEXT the day's note is shown. A day has one note; more is added on a line of its own, so that nothing written is lost."
    ])

  static func run(_ session: Session) throws {
    let text = session.arguments.operands.first
    if text == nil, !session.arguments.has("clear") { return try show(session) }
    guard text == nil || !session.arguments.has("clear") else {
      throw Failure(.usage, "--clear takes the note out, and text adds to it: give one of them")
    }
    try session.change(day: "on", isPast: true) { context in
      let known = try context.journal.note(of: context.day, for: context.user)
      guard let text else {
        guard known != nil else {
          throw Failure(
            .dataError, "there is no note on \(context.day), so there is nothing to clear")
        }
        try context.journal.removeNote(of: context.day, for: context.user)
        return Outcome(
          "note --clear on \(context.day)", line: "Took out the note of \(context.day).")
      }
      let whole = try Texts.note((known.map { $0.text + "\n" } ?? "") + Texts.note(text))
      let note = DayNote(day: context.day, text: whole)
      _ = try context.journal.merge(note, for: context.user, replacing: true)
      return Outcome(
        "note on \(context.day)",
        line: known == nil ? "Noted on \(context.day)." : "Added to the note of \(context.day).")
    }
  }
}

extension NoteCommand {
  /// Shows the day's note.
  private static func show(_ session: Session) throws {
    let journal = try session.journal()
    let account = try session.account()
    let today = try session.today(for: account?.user ?? session.newcomer())
    let day = try session.arguments.value("on").map { try parseDay($0, today: today) } ?? today
    let note = try account.flatMap { try journal.note(of: day, for: $0.id) }
    if session.wantsJSON {
      let document = JSON.object(["day": .string(day.description), "note": .string(note?.text)])
      return try session.console.print(document.text)
    }
    let lines = note.map { $0.text.split(separator: "\n", omittingEmptySubsequences: false) }
    try session.console.print(
      lines.map { $0.map { String($0).cleaned }.joined(separator: "\n") }
        ?? "There is no note on \(day).")
  }
}

/// `porelog rate`: rates the skin.
enum Rate: Command {
  static var name: String { "rate" }
  static let description = CommandDescription(
    name: name, operands: "[MEASURE=N...]", operandCount: 0...8,
    options: [.init(name: "on", value: "DAY", help: "of another day than today")],
    summary: "rate how the skin looks and feels",
    details: [
      "texture, congestion, pores and oiliness go from 0 (best) to 10 (worst); the signs of irritation redness, dryness, burning and itch from 0 (none) to 3. texture= takes a rating out. On a terminal, rate alone asks for the four looks."
    ])

  static func run(_ session: Session) throws {
    var words = session.arguments.operands
    if words.isEmpty {
      guard session.invocation.terminal.isInteractive else {
        throw Failure(.usage, "name what you rate: porelog rate texture=4 pores=5")
      }
      words = try ask(session)
      if words.isEmpty { return session.say("Nothing was rated.") }
    }
    let ratings = try words.map(parse)
    let repeated = ratings.indices.first { index in
      ratings[..<index].contains { $0.measure == ratings[index].measure }
    }
    if let repeated {
      throw Failure(.usage, "\(ratings[repeated].measure.rawValue) is rated twice: rate it once")
    }
    try session.change(day: "on", isPast: true) { context in
      for (measure, score) in ratings {
        if let score {
          let rating = Rating(day: context.day, measure: measure, score: score)
          _ = try context.journal.merge(rating, for: context.user, replacing: true)
        } else if try !context.journal.removeRating(of: measure, on: context.day, for: context.user)
        {
          throw Failure(
            .dataError,
            "\(measure.rawValue) is not rated on \(context.day), so there is nothing to clear")
        }
      }
      let told = ratings.map { rating in
        "\(rating.measure.rawValue) \(rating.score.map(String.init) ?? "taken out")"
      }
      return Outcome(
        "rate \(ratings.map(\.measure.rawValue).joined(separator: " ")) on \(context.day)",
        line: "Rated on \(context.day): \(told.joined(separator: ", ")).",
        remarks: try irritation(ratings, context))
    }
  }

  /// What a sign of 2 or 3 leads to: a pause is offered, and never made unasked.
  private static func irritation(
    _ ratings: [(measure: Measure, score: Int?)], _ context: ChangeContext
  ) throws -> [String] {
    let worst = ratings.filter(\.measure.isSign).compactMap(\.score).max() ?? 0
    guard worst >= 2 else { return [] }
    let steps = try context.journal.routine(of: context.user).map(\.step)
      .filter { $0.lives(on: context.day) && Procedure.pauses($0) }
    let actives = Active.allCases.filter { active in steps.contains { $0.active == active } }
    let scopes =
      actives.map { "active:\($0.rawValue)" }
      + steps.filter { $0.active == nil }.map(\.key.description)
    let last = context.day + Choices.irritationPause - 1
    let until = worst >= 3 ? "" : " --to \(last)"
    let offer =
      worst >= 3
      ? "A sign of 3: pause actives and exfoliants, and see a professional."
      : "A sign of 2: consider \(Choices.irritationPause) days without actives and exfoliants."
    return [offer]
      + scopes.map { "  porelog pause \($0) --from \(context.day)\(until) --reason irritation" }
  }

  private static func parse(_ word: String) throws -> (measure: Measure, score: Int?) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw Failure(.usage, "\(quoted(word)) is no rating: write it as texture=4")
    }
    let measure = try Measure(parsing: String(parts[0]))
    if parts[1].isEmpty { return (measure, nil) }
    return (measure, try score(String(parts[1]), of: measure))
  }

  private static func score(_ text: String, of measure: Measure) throws -> Int {
    guard let score = wholeNumber(text), measure.scores.contains(score) else {
      throw Failure(
        .dataError,
        "\(measure.rawValue) goes from 0 to \(measure.scores.upperBound): \(quoted(text)) is not one of them"
      )
    }
    return score
  }

  /// Asks for the four looks, one line each; an empty answer leaves one out.
  private static func ask(_ session: Session) throws -> [String] {
    var words: [String] = []
    session.say("0 is best, 10 is worst; return alone leaves one out.")
    for measure in Measure.allCases where !measure.isSign {
      while true {
        try session.console.write(Array("\(measure.rawValue) (0-10): ".utf8))
        guard let answer = session.console.readLine() else { return [] }
        let text = answer.trimmed
        if text.isEmpty { break }
        do {
          words.append("\(measure.rawValue)=\(try score(text, of: measure))")
          break
        } catch let failure as Failure {
          session.say(failure.message)
        }
      }
    }
    return words
  }
}
