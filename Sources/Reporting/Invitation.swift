import Calendar
import Routine

/// What a report invites the user to do, so that there is something to compare later.
public enum Invitation: String, Named {
  /// Rate the skin.
  case rate
  /// Take a photo.
  case photo
  /// Log what was due yesterday.
  case yesterday

  /// The noun for messages.
  public static var noun: String { "an invitation" }
}

extension ReportInput {
  /// The invitations on `today`, each at most once.
  ///
  /// - Complexity: O(steps + ratings + photos) for each attempt.
  public func invitations(of attempts: [Attempt], on today: Day) -> [Invitation] {
    let found = Set(attempts.flatMap { invitations(of: $0, on: today) })
    return Invitation.allCases.filter { invitation in
      invitation == .yesterday
        ? !unloggedYesterday(on: today).isEmpty : found.contains(invitation)
    }
  }

  /// The invitations for one attempt: in its first week to rate and to take a photo when its baseline has none, and
  /// while its window is open to take a photo when there is none, and to rate when the last rating is
  /// `Policy.ratingInvitationDays` days old.
  func invitations(of attempt: Attempt, on today: Day) -> [Invitation] {
    guard let anchor = attempt.anchor, attempt.lapsedOn == nil else { return [] }
    let looks = ratings.filter { !$0.measure.isSign && $0.day <= today }
    let known = photos.filter { $0.day <= today }
    var found: [Invitation] = []
    if today - anchor <= Policy.ratingBaseline.upperBound,
      !looks.contains(where: { Policy.ratingBaseline.contains($0.day - anchor) })
    {
      found.append(.rate)
    }
    if today - anchor <= Policy.photoBaseline.upperBound,
      !known.contains(where: { $0.isBaseline(of: anchor) })
    {
      found.append(.photo)
    }
    if attempt.state == .windowOpen, let window = attempt.windowDays(on: today) {
      if looks.last.map({ today - $0.day >= Policy.ratingInvitationDays }) ?? true {
        found.append(.rate)
      }
      if !known.contains(where: { window.contains($0.day) && $0.tag != .before }) {
        found.append(.photo)
      }
    }
    return found
  }

  /// The steps that were due yesterday, were not paused and have no entry, in the order of the diary.
  public func unloggedYesterday(on today: Day) -> [StepKey] {
    let yesterday = today - 1
    return diary.steps.enumerated().filter { index, history in
      history.isDue(on: yesterday) && !history.absences.contains { $0.contains(yesterday) }
        && diary.status(of: index, on: yesterday) == nil
    }.map(\.element.step.key)
  }
}
