import Journal

/// Undoes the user's last change.
public struct UndoChange: Action {
  /// Whether the last change is left as it is and the one before is undone. Changes that others have built on are passed
  /// over too.
  public var isSkipping: Bool

  /// Undoes the last change, or with `skipping` the one before it.
  public init(skipping: Bool = false) { isSkipping = skipping }

  /// Makes the change.
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
        if isSkipping, let skipped = try journal.forgetLastChange(of: account.id) {
          remarks.append("Left for good as it is: \(skipped.summary).")
        }
        do {
          guard let change = try journal.undo(by: account.id) else {
            throw ActionError.nothingToUndo(user: name)
          }
          // Whose change it was, where that could be in question.
          let whose = try journal.countAccounts() > 1 ? " (A change of \(name).)" : ""
          return Outcome(
            "undo", says: "Took back: \(change.summary).\(whose)", remarks: remarks,
            effect: change)
        } catch is NotUndoable where self.isSkipping {
          isSkipping = true
        }
      }
    }
  }
}
