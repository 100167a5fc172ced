import Calendar
import Reporting
import Routine
import Tracker
import Wording

extension Tally {
  /// A tally: how often something was due, and how often it was done.
  ///
  /// - `expected`: the number of times it was due.
  /// - `credit`: the number of times it was done, at most `expected`.
  /// - `missed`: the number of times that can no longer be done.
  /// - `open`: the number of times that can still be done: `expected` − `credit` − `missed`.
  /// - `skipped`: the part of `missed` that was logged as skipped.
  /// - `unlogged`: the rest of `missed`.
  /// - `needed`: the credit at which the week is kept, 80 % of `expected` rounded up.
  /// - `spareLeft`: the number of further misses with which the week can still be kept; negative
  ///   when it can no longer be kept.
  /// - `adherence`: `credit` / (`credit` + `missed`), a number from 0 to 1; null when both are 0.
  /// - `consistent`: whether the week was kept, true or false; null while the week runs, and when `expected` is 0.
  var json: JSON { .writing(write) }

  /// Writes the members of `json`.
  func write(_ object: inout JSON.ObjectWriter) {
    object.add("adherence", .double(adherence))
    object.add("consistent", .bool(isKept))
    object.add("credit", .integer(credit))
    object.add("expected", .integer(expected))
    object.add("missed", .integer(missed))
    object.add("needed", .integer(needed))
    object.add("open", .integer(open))
    object.add("skipped", .integer(skipped))
    object.add("spareLeft", .integer(spareLeft))
    object.add("unlogged", .integer(unlogged))
  }
}

extension Caution {
  /// A caution.
  ///
  /// - `code`: the kind of caution, a raw value of `Caution.Code`, such as `over-max`.
  /// - `day`: the day that the caution is about.
  /// - `step`: the step; null when the caution is about none.
  /// - `message`: the caution as a sentence in English.
  var json: JSON {
    .object([
      "code": .string(code.rawValue), "day": .day(day), "step": .string(step?.description),
      "message": .string(message),
    ])
  }
}

extension Streaks {
  /// The streaks of complete days, as of today and over the whole journal.
  ///
  /// - `am`: the streak of the daily morning steps.
  /// - `pm`: the streak of the daily evening steps.
  /// - `both`: the streak of the daily steps of both slots.
  ///
  /// Each of the three has
  ///
  /// - `current`: the number of complete days in the current streak.
  /// - `longest`: the number of complete days in the longest streak.
  var json: JSON {
    func streak(_ streak: Streak) -> JSON {
      .object(["current": .integer(streak.current), "longest": .integer(streak.longest)])
    }
    return .object(["am": streak(am), "pm": streak(pm), "both": streak(both)])
  }
}

extension WeekView {
  /// The document of `porelog week`, about `week`, which is one of the view's weeks.
  ///
  /// - `user`: the name of the user; null while the journal has no user.
  /// - `week`: the week.
  /// - `from`: its Monday.
  /// - `to`: its Sunday.
  /// - `closed`: whether today is after its Sunday, true or false.
  /// - `total`: the tally of all steps, as `Tally.json`.
  /// - `says`: how the week stands, as a sentence in English.
  /// - `sameDay`: an object about the done entries of the week. It has
  ///   - `logged`: the number of entries that were logged on their own day.
  ///   - `of`: the number of entries whose day of logging is known.
  /// - `slots`: an object with the tally of each slot that has a step this week. The keys are `am`, `pm` and `weekly`.
  /// - `groups`: an object with the tally of each group that has a step this week. The keys are raw values of `Group`.
  /// - `actives`: an object with the tally of each active that a step has this week. The keys are raw values of
  ///   `Active`.
  /// - `steps`: an array of the steps that exist on a day of the week, in slot, position, slug order. Each has
  ///   - `slot`: `am`, `pm` or `weekly`.
  ///   - `step`: the name of the step in its slot.
  ///   - `kind`: the kind of the step, a raw value of `Kind`.
  ///   - `active`: the active of the step, a raw value of `Active`; null for none.
  ///   - `tally`: the tally of the step, as `Tally.json`.
  ///   - `days`: an array of seven states, Monday first, each a raw value of `DayState`: `done`, `skipped`, `excused`,
  ///     `none` (outside the step's lifetime), `future`, `not-due`, `pending`, `moved` or `missed`.
  /// - `runs`: the streaks of complete days, as `Streaks.json`. They do not depend on the week.
  /// - `cautions`: an array of the cautions about the days of the week, each as `Caution.json`.
  /// - `causes`: an object with the causes that a step of the week addresses. The keys are `sebum`, `elasticity`, `sun`
  ///   and `congestion`. The value is `covered` when the steps of the cause were kept this week or can still be kept.
  ///   It is `open` otherwise. A cause whose steps expect nothing this week is left out.
  public func document(of week: WeekReport) -> JSON {
    .writing { document in
      document.add("actives") { write(week.actives, &$0) }
      document.add(
        "causes",
        .object(
          JSON.Object(
            week.causes.map { ($0.cause.rawValue, .string($0.isCovered ? "covered" : "open")) })))
      document.add("cautions", .array(cautions(of: week).map(\.json)))
      document.add("closed", .bool(week.isClosed))
      document.add("from", .day(week.week.monday))
      document.add("groups") { write(week.groups, &$0) }
      document.add("runs", streaks.json)
      document.add(
        "sameDay",
        .object(["logged": .integer(week.sameDay.logged), "of": .integer(week.sameDay.of)]))
      document.add("says", .string(week.total.standing(of: week.week, on: today)))
      document.add("slots") { write(week.slots, &$0) }
      document.add("steps", week.steps, write)
      document.add("to", .day(week.week.sunday))
      document.add("total", week.total.write)
      document.add("user", .string(user))
      document.add("week", .string(week.week.description))
    }
  }

  private func write<Key: Named>(
    _ tallies: [(Key, Tally)], _ object: inout JSON.ObjectWriter
  ) {
    for (key, tally) in tallies.sorted(by: { $0.0.rawValue < $1.0.rawValue }) {
      object.add(named: key.rawValue, tally.write)
    }
  }

  private func write(_ line: WeekReport.StepLine, _ object: inout JSON.ObjectWriter) {
    object.add("active", .string(line.step.active?.rawValue))
    object.add("days", .strings(line.days.lazy.map(\.rawValue)))
    object.add("kind", .string(line.step.kind.rawValue))
    object.add("slot", .string(line.step.key.slot.rawValue))
    object.add("step", .string(line.step.key.slug.description))
    object.add("tally", line.tally.write)
  }

  /// The document of `porelog week --last N`.
  ///
  /// - `weeks`: an array of the weeks, oldest first, each as `document(of:)`.
  public var trendDocument: JSON { .object(["weeks": .array(weeks.map(document))]) }
}
