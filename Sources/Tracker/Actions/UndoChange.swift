import Journal
import Routine

/// Undoes the user's last change.
public struct UndoChange: Action {
  /// Whether to leave the last change as it is and undo the one before it.
  ///
  /// Changes that cannot be undone because later changes are based on them are skipped as well. A
  /// skipped change can never be undone later.
  public var isSkipping: Bool

  /// Undoes the last change, or with `skipping` the one before it.
  public init(skipping: Bool = false) { isSkipping = skipping }

  /// Makes the change. The effect is the change that was undone.
  ///
  /// - Throws: `ActionError.nothingToUndo`; `UndoConflict` when later changes are based on the
  ///   change and `isSkipping` is false; `ActionError.noUser`, `SQLiteError`, `Damaged`.
  public func perform(in tracker: Tracker, as choice: UserChoice) throws -> Outcome<Change> {
    let journal = tracker.journal
    return try journal.write {
      guard let account = try tracker.account(choice) else {
        throw ActionError.nothingToUndo(user: nil)
      }
      let name = account.user.name
      var remarks: [String] = []
      var isSkipping = isSkipping
      while true {
        if isSkipping, let skipped = try journal.removeLastChange(of: account.id) {
          remarks.append("Left for good as it is: \(skipped.summary).")
        }
        do {
          guard let change = try journal.undo(by: account.id) else {
            throw ActionError.nothingToUndo(user: name)
          }
          // With several users, name the one whose change it was.
          let whose = try journal.countAccounts() > 1 ? " (A change of \(name).)" : ""
          return Outcome(
            "undo", sentence: "Took back: \(change.summary).\(whose)", remarks: remarks,
            effect: change)
        } catch is UndoConflict where self.isSkipping {
          isSkipping = true
        }
      }
    }
  }
}

extension UndoConflict {
  /// The error as a sentence without a full stop.
  public var sentence: String {
    "'\(summary)' cannot be taken back: what it made has been built on since"
  }
}

extension RedoConflict {
  /// The error as a sentence without a full stop.
  public var sentence: String {
    "'\(summary)' cannot be done again: other changes have taken its place since"
  }
}

/// Redoes the change that the user undid last. Only what was undone since the user's last change can be redone.
public struct RedoChange: Action {
  /// Redoes the last undone change.
  public init() {}

  /// Makes the change. The effect is the change that was redone.
  ///
  /// - Throws: `ActionError.nothingToRedo`; `RedoConflict` when other changes have taken its place; `ActionError.noUser`,
  ///   `SQLiteError`, `Damaged`.
  public func perform(in tracker: Tracker, as choice: UserChoice) throws -> Outcome<Change> {
    try tracker.journal.write {
      guard let account = try tracker.account(choice) else {
        throw ActionError.nothingToRedo(user: nil)
      }
      guard let change = try tracker.journal.redo(by: account.id) else {
        throw ActionError.nothingToRedo(user: account.user.name)
      }
      return Outcome("redo", sentence: "Did again: \(change.summary).", effect: change)
    }
  }
}
