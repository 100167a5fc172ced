import Calendar
import Journal
import Routine
import Text
import Wording

/// Rates how the skin looks and feels on one day.
public struct RateSkin: PersonalAction {
  /// A measure and its score, within `Measure.scores`; nil removes the rating.
  public typealias Score = (measure: Measure, score: Int?)

  /// The day to rate; nil is today.
  public var day: RelativeDay?
  /// Whether ratings are only removed: a day after today cannot be rated, but what a wrong clock
  /// made there can be taken out.
  public var allowsFutureDay: Bool { !ratings.isEmpty && ratings.allSatisfy { $0.score == nil } }
  /// The ratings, at most one for each measure.
  public var ratings: [Score]

  /// Adds, replaces or removes `ratings` on `day`; nil is today.
  public init(_ ratings: [Score], on day: RelativeDay? = nil) {
    self.ratings = ratings
    self.day = day
  }

  /// The pause that is advised after a sign of irritation.
  public struct Advice: Hashable, Sendable {
    /// The highest score of the signs that were rated.
    public let sign: Int
    /// The scope to pause; nil when the routine has no step that a recovery pauses.
    public let scope: Scope?
    /// The first day of the pause.
    public let from: Day
    /// Whether the pause begins today.
    public let isToday: Bool
    /// The last day of the pause; nil when it should last until a professional has seen the skin.
    public let to: Day?
  }

  /// Makes the change. The effect is the advised pause; nil when no sign reaches `Policy.irritationSign`.
  ///
  /// - Throws: `ActionError.ratedTwice`; `ActionError.notRated` when there is no rating to remove; `InvalidInput` when a
  ///   score is out of the range of its measure; `SQLiteError`, `Damaged`.
  public func change(_ context: ActionContext) throws -> Outcome<Advice?> {
    let day = context.day
    var rated: Set<Measure> = []
    for (measure, score) in ratings {
      guard rated.insert(measure).inserted else { throw ActionError.ratedTwice(measure) }
      if let score, !measure.scores.contains(score) {
        throw InvalidInput("\(measure.rawValue) goes from \(measure.scores.words), not \(score)")
      }
      if let score {
        let rating = Rating(day: day, measure: measure, score: score)
        _ = try context.journal.merge(rating, for: context.user, replacing: true)
      } else if try !context.journal.removeRating(of: measure, on: day, for: context.user) {
        throw ActionError.notRated(measure, day)
      }
    }
    let scores = ratings.map {
      "\($0.measure.rawValue) \($0.score.map(String.init) ?? "taken out")"
    }
    let advice = try advice(context)
    return Outcome(
      "rate \(ratings.map(\.measure.rawValue).joined(separator: " ")) on \(day)",
      sentence: "Rated for \(day.titled(on: context.today)): \(scores.joined(separator: ", ")).",
      remarks: advice.map { [IrritationWords.advice(sign: $0.sign)] } ?? [], effect: advice)
  }

  /// The pause to advise. The action itself never adds one.
  private func advice(_ context: ActionContext) throws -> Advice? {
    let worst = ratings.filter(\.measure.isSign).compactMap(\.score).max() ?? 0
    guard worst >= Policy.irritationSign else { return nil }
    let hasActives = try context.journal.routine(of: context.user, withProducts: false)
      .contains { $0.step.exists(on: context.day) && Procedure.pauses($0.step) }
    return Advice(
      sign: worst, scope: hasActives ? .actives : nil,
      from: context.day, isToday: context.day == context.today,
      to: worst >= Policy.severeSign ? nil : context.day + Policy.irritationPause - 1)
  }
}
