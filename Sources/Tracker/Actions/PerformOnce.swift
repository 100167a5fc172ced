import Calendar
import Files
import Journal
import Routine
import SQLite
import Text
import Wording

/// An action that a device sent, with the identifier under which it is performed at most once.
public struct SentAction: Sendable {
  /// The 16 bytes of the UUID that the device gave the action.
  public let id: [UInt8]
  /// When the user acted, by the device's clock; nil when the device does not tell.
  public let at: Instant?
  /// The action, or why it cannot be read.
  public let action: Result<any Action, InvalidInput>

  /// Describes an action that a device sent.
  public init(id: [UInt8], at: Instant?, action: Result<any Action, InvalidInput>) {
    self.id = id
    self.at = at
    self.action = action
  }
}

/// What became of an action that a device sent.
public enum SentResult: Sendable {
  /// It was performed. `says` is the sentence that confirms it, and `remarks` are further sentences.
  case done(says: String, remarks: [String])
  /// It had been performed before, so it was not performed again.
  case before
  /// It was refused and changed nothing, for this reason.
  case refused(String)
}

/// Thrown when a device sends actions that are meant for another user than the one it is paired with. Nothing was
/// performed.
public struct OtherUser: Error {}

extension Tracker {
  /// Performs the actions that a device sent, in one transaction: either all of the results are stored or, when it
  /// throws, none.
  ///
  /// An action that is refused changes nothing and does not prevent the others. The identifiers of those that were
  /// performed are stored with their changes, so an action that is sent again is not performed again, however the answer
  /// to the first request was lost. Neither is an undo or a redo that was refused.
  ///
  /// - Parameters:
  ///   - token: the token of the device.
  ///   - key: the `Journal.key(of:)` of the user for whom the actions are meant; nil is the device's.
  /// - Returns: the result of each action; nil when no device that may change the journal has the token.
  /// - Throws: `OtherUser` when the device is not paired with that user; `SQLiteError`, `Damaged`.
  public func perform(
    _ sent: [SentAction], byToken token: String, for key: String? = nil
  ) throws -> [SentResult]? {
    try journal.write {
      guard let visitor = try visitor(withToken: token), let account = visitor.account,
        visitor.device.kind == .page
      else { return nil }
      if let key, try key != journal.key(of: account.id) { throw OtherUser() }
      // The actions before it can have changed the user's name.
      return try sent.map { try perform($0, for: try journal.account(of: account.id) ?? account) }
    }
  }

  /// Performs one action. It is called within a write transaction.
  private func perform(_ sent: SentAction, for account: Account) throws -> SentResult {
    if try journal.isPerformed(sent.id, for: account.id) { return .before }
    do {
      let action = try sent.action.get()
      return try journal.write {
        let result = try self.result(of: action, sentAt: sent.at, as: account.user.name)
        guard try journal.account(of: account.id) != nil else {
          throw InvalidInput("it would remove the user of this device: porelog undo does that")
        }
        try journal.markPerformed(sent.id, for: account.id)
        return result
      }
    } catch {
      guard let reason = refusal(error) else { throw error }
      // Sent again after a lost answer, it would take back what was done since.
      if case .success(let action) = sent.action, action is UndoChange || action is RedoChange {
        try journal.markPerformed(sent.id, for: account.id)
      }
      return .refused(reason)
    }
  }

  /// Performs `action` as at the instant at which the user acted. When that is later than the clock's time, or earlier
  /// than the day that the action is about, the device's clock is wrong, and the clock's time is used.
  private func result(
    of action: some Action, sentAt instant: Instant?, as user: String
  ) throws -> SentResult {
    let name = UserChoice.named(user)
    func perform(at instant: Instant) throws -> SentResult {
      let outcome = try Tracker(journal, at: moment.at(instant)).perform(action, as: name)
      return .done(says: outcome.sentence, remarks: outcome.remarks)
    }
    guard let instant, instant < moment.now else { return try perform(at: moment.now) }
    do { return try perform(at: instant) } catch ActionError.dayAhead {
      return try perform(at: moment.now)
    }
  }

  /// Why an action was refused with `error`, as a sentence; nil for an error that does not come from the action.
  private func refusal(_ error: any Error) -> String? {
    switch error {
    case let error as ActionError: error.sentence
    case let error as InvalidInput: error.description
    case let error as UndoConflict: error.sentence
    case let error as RedoConflict: error.sentence
    case let error as FileProblem: error.message
    // Sent again, the action would meet the same constraint, and the ones after it would never be performed.
    case let error as SQLiteError where error.isConstraint: "the journal cannot store it"
    default: nil
    }
  }
}
