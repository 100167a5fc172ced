import Calendar
import Documents
import Routine
import Text
import Tracker
import Wording

/// `porelog rate`: rates the skin.
enum Rate: Command {
  static var name: String { "rate" }
  static let description = CommandDescription(
    name: name, operands: "[MEASURE=N...]", operandCount: 0...16,
    options: [.init(name: "on", value: "DAY", help: "the day to rate; else today")],
    summary: "rate how the skin looks and feels",
    details: [
      "texture, congestion, pores and oiliness go from \(looks.lowerBound) (best) to \(looks.upperBound) (worst). The signs of irritation redness, dryness, burning and itch go from \(signs.lowerBound) (none) to \(signs.upperBound). rate pores 5 is the same as rate pores=5. texture= removes a rating. On a terminal, rate without a measure asks for the first four."
    ])

  /// The scores of the looks.
  private static let looks = Measure.texture.scores
  /// The scores of the signs of irritation.
  private static let signs = Measure.redness.scores

  static func run(_ session: Session) throws {
    var operands = session.arguments.operands
    if operands.isEmpty {
      guard session.invocation.terminal.isInteractive else {
        throw Failure(.usage, "name what you rate: porelog rate texture=4 pores=5")
      }
      operands = try ask(session)
      if operands.isEmpty { return session.say("Nothing was rated.") }
    }
    let ratings = try joined(operands).map(parse)
    let outcome = try session.perform(RateSkin(ratings, on: try session.day("on")))
    if outcome.isChanged, let advice = outcome.effect {
      if let scope = advice.scope {
        let from = advice.isToday ? "" : " --from \(advice.from)"
        let length = advice.to.map { " --for \($0 - advice.from + 1)" } ?? ""
        session.sayAfterwards("  porelog pause \(scope)\(from)\(length) --reason irritation")
      }
    }
    try session.confirm(outcome.sentence, json: outcome.document)
  }

  /// Joins a measure and the number after it, so that `pores 5` is read as `pores=5`.
  private static func joined(_ operands: [String]) -> [String] {
    var joined: [String] = []
    for operand in operands {
      if let last = joined.last, Measure(rawValue: last) != nil, !operand.contains("=") {
        joined[joined.count - 1] = "\(last)=\(operand)"
      } else {
        joined.append(operand.lowercased())
      }
    }
    return joined
  }

  /// Parses `MEASURE=N`; an empty N is nil.
  private static func parse(_ operand: String) throws -> (measure: Measure, score: Int?) {
    let parts = operand.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw Failure(.usage, "\(quoted(operand)) is no rating: write it as texture=4")
    }
    let measure = try Measure(parsing: String(parts[0]))
    if parts[1].isEmpty { return (measure, nil) }
    return (measure, try score(String(parts[1]), of: measure))
  }

  private static func score(_ text: String, of measure: Measure) throws -> Int {
    guard let score = wholeNumber(text), measure.scores.contains(score) else {
      throw Failure(
        .dataError,
        "\(measure.rawValue) goes from \(measure.scores.words): \(quoted(text)) is not one of them"
      )
    }
    return score
  }

  /// Asks for the four looks, one after the other. A look with an empty answer is left out.
  ///
  /// - Returns: the ratings as operands; none when the input ends.
  private static func ask(_ session: Session) throws -> [String] {
    var operands: [String] = []
    session.say(
      "\(looks.lowerBound) is best, \(looks.upperBound) is worst; return alone leaves one out.")
    let range = "\(looks.lowerBound)-\(looks.upperBound)"
    for measure in Measure.allCases where !measure.isSign {
      while true {
        try session.console.write(Array("\(measure.rawValue) (\(range)): ".utf8))
        guard let answer = session.console.readLine() else { return [] }
        let text = answer.trimmed
        if text.isEmpty { break }
        do {
          operands.append("\(measure.rawValue)=\(try score(text, of: measure))")
          break
        } catch let failure as Failure {
          session.say(failure.message)
        }
      }
    }
    return operands
  }
}
