import Reporting
import Routine
import SQLite

extension Journal {
  /// What the user's reports are made from: the routine and all that was logged of it.
  ///
  /// - Complexity: O(entries of the user); theirs lie together in the file, in the order needed.
  public func diary(of user: UserID) throws -> Diary {
    let routine = try routine(of: user)
    let pauses = try pauses(of: user)
    let procedures = try procedures(of: user)
    let steps = routine.map { step in
      StepHistory(
        step: step.step, schedules: step.schedules, pauses: pauses, procedures: procedures)
    }
    var indices: [Int64: Int] = [:]
    for (index, step) in routine.enumerated() { indices[step.number] = index }

    var marks: [Mark] = []
    try database.statement(
      "SELECT day, step, status FROM entries WHERE user = ? ORDER BY day, step"
    ).forEach(user.number) { row in
      let number = try row.integer(1)
      guard let index = indices[number] else {
        throw Malformed("an entry is of a step that is not there: run porelog doctor")
      }
      marks.append(
        Mark(day: try row.day(0), step: index, status: try Status(code: try row.integer(2))))
    }
    return Diary(steps: steps, marks: marks)
  }
}
