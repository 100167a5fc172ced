import Routine
import Text
import Tracker

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
    let outcome = try session.perform(RateSkin(ratings, on: try session.day("on")))
    if outcome.isChanged, let advice = outcome.effect {
      for scope in advice.scopes {
        let until = advice.to.map { " --to \($0)" } ?? ""
        session.sayAfterwards(
          "  porelog pause \(scope) --from \(advice.from)\(until) --reason irritation")
      }
    }
    try session.confirm(
      outcome.isChanged ? outcome.says : "Nothing changes: it is so already.",
      json: outcome.document)
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
