import Calendar
import Digest
import Interchange
import Reporting
import Routine
import Tracker

extension Outcome {
  /// The document of a command that changes the journal, unless another one is listed for it.
  ///
  /// - `changed`: the change in one line, as `porelog undo --list` shows it; null when no row differs from before.
  public var document: JSON {
    .object(["changed": isChanged ? .string(summary) : .null])
  }
}

extension LogNight.Logged {
  /// The document of `porelog log`.
  ///
  /// - `day`: the day that was logged.
  /// - `logged`: an array of the steps that were logged: first those that were named, in their order, then those of
  ///   `--all`. Each has
  ///   - `step`: the step.
  ///   - `status`: `done`, `skipped`, `excused`, `cleared` (the entry was removed) or `noted` (a note was added).
  /// - `week`: the week of the day.
  /// - `total`: the tally of that week, with what was logged, as `Tally.json`.
  /// - `cautions`: an array of the cautions that the log brought about, each as `Caution.json`.
  /// - `forewarnings`: an array of the cautions that only the rest of the day can prevent, each as `Caution.json`.
  /// - `alsoDue`: an array of the weekly steps that are due today and not logged yet.
  public var document: JSON {
    let entries = steps.map { key, status in
      JSON.object(["step": .string(key.description), "status": .string(status.word)])
    }
    return .object([
      "day": .day(day), "logged": .array(entries), "week": .string(week.week.description),
      "total": week.total.json, "cautions": .array(cautions.map(\.json)),
      "forewarnings": .array(forewarnings.map(\.json)),
      "alsoDue": .strings(alsoDue.map(\.description)),
    ])
  }
}

extension JSON {
  /// The document of `porelog user add`, `porelog user default` and `porelog user erase`.
  ///
  /// - `done`: the sentence that confirms the change, in English.
  public static func done(_ sentence: String) -> JSON { .object(["done": .string(sentence)]) }

  /// The document of `porelog backup` and `porelog restore`.
  ///
  /// - `file`: the path of the backup.
  /// - `users`: an array of the names of the users in it.
  /// - `kept`: only for `restore`: the path of the file that keeps the previous journal; null when
  ///   there was none.
  ///
  /// - Parameter kept: the value of `kept`; `.none` leaves the key out.
  public static func copy(_ file: String, users: [String], kept: String?? = .none) -> JSON {
    var members: JSON.Object = ["file": .string(file), "users": .strings(users)]
    if let kept { members.add("kept", .string(kept)) }
    return .object(members)
  }

  /// The document of `porelog export DIR`.
  ///
  /// - `folder`: the path of the folder.
  /// - `tables`: the number of tables that were written.
  public static func exported(to folder: String, tables: Int) -> JSON {
    .object(["folder": .string(folder), "tables": .integer(tables)])
  }

  /// The document of `porelog export --ics FILE`.
  ///
  /// - `file`: the path of the calendar.
  /// - `events`: the number of events in it.
  public static func calendar(_ file: String, events: Int) -> JSON {
    .object(["file": .string(file), "events": .integer(events)])
  }

  /// The document of `porelog export --html FILE`.
  ///
  /// - `file`: the path of the page.
  /// - `from`: the first day of its span.
  /// - `to`: the last day of its span.
  /// - `problems`: an array of sentences in English, one for each photo that the page does not show.
  public static func page(_ file: String, _ span: ClosedRange<Day>, problems: [String]) -> JSON {
    .object([
      "file": .string(file), "from": .day(span.lowerBound), "to": .day(span.upperBound),
      "problems": .strings(problems),
    ])
  }

  /// The document of `porelog doctor`.
  ///
  /// - `findings`: an array of what is wrong; empty when nothing is. Each has
  ///   - `what`: what is wrong, as a clause in English.
  ///   - `advice`: what to do about it, as a clause in English.
  public static func findings(_ findings: [(what: String, advice: String)]) -> JSON {
    let list = findings.map {
      JSON.object(["what": .string($0.what), "advice": .string($0.advice)])
    }
    return .object(["findings": .array(list)])
  }
}

extension ImportSummary.Counts {
  /// The number of records by what was done with them.
  ///
  /// - `added`: the records that were not in the journal.
  /// - `unchanged`: the records that were in the journal already.
  /// - `replaced`: the records that replaced another one with the same key.
  /// - `ahead`: those of the added and replaced records that are of days after today.
  fileprivate var json: JSON {
    .object([
      "added": .integer(added), "unchanged": .integer(unchanged), "replaced": .integer(replaced),
      "ahead": .integer(ahead),
    ])
  }
}

extension ImportSummary {
  /// The document of `porelog import` of CSV files that porelog wrote.
  ///
  /// - `dryRun`: whether `--dry-run` was given, so that nothing was imported, true or false.
  /// - `tables`: an object with the counts of each table that was imported, as `ImportSummary.Counts.json`. The keys
  ///   are raw values of `Table`, such as `entries`.
  public func document(isDryRun: Bool) -> JSON {
    let tables = tables.map { ($0.table.rawValue, $0.counts.json) }
    return .object([
      "dryRun": .bool(isDryRun), "tables": .object(JSON.Object(tables)),
    ])
  }
}

extension TrackerSummary {
  /// The document of `porelog import` from another tracker.
  ///
  /// - `dryRun`: whether `--dry-run` was given, so that nothing was imported, true or false.
  /// - `format`: the tracker, a raw value of `HabitTracker`: `loop`, `loop-db`, `harsh` or `table-habit`.
  /// - `habits`: an array of the habits, in the order of the tracker. Each has
  ///   - `name`: the name of the habit.
  ///   - `slot`: the slot of the step that it became; null when the habit was left out.
  ///   - `step`: the name of that step in its slot; null when the habit was left out.
  ///   - `kind`: the kind of that step, a raw value of `Kind`; null when the habit was left out.
  ///   - `active`: the active of that step, a raw value of `Active`; null for none.
  ///   - `every`: the schedule of that step; null when it has none.
  ///   - `startsOn`: the first day of that step; null when the habit was left out.
  ///   - `isNew`: false when the journal had the step before the import; true otherwise, also for a habit that was left
  ///     out.
  ///   - `remarks`: an array of remarks, each a clause in English.
  ///   - `records`: an object that counts the records of the habit by what became of them. The keys
  ///     are raw values of `RecordOutcome`: `done`, `skipped`, `excused`, `automatic` (ticked by
  ///     the tracker itself), `unknown` (the tracker has no outcome), `repeated` (replaced by a
  ///     later record of the same day) and `left out`. Keys that would be 0 are left out.
  /// - `withoutPlace`: an object that counts what porelog cannot store. The keys are kinds of data
  ///   in the singular, such as `colour` or `reminder`. Keys that would be 0 are left out.
  /// - `newSteps`: the number of steps that were added.
  /// - `entries`: the counts of the entries, as `ImportSummary.Counts.json`.
  /// - `notedLines`: the number of lines added to notes of days, from records that have a note but
  ///   did not become an entry.
  public func document(of tracker: HabitTracker, isDryRun: Bool) -> JSON {
    let habits = habits.map { habit -> JSON in
      let records = habit.records.map { ($0.key.rawValue, JSON.integer($0.value)) }
      return .object([
        "name": .string(habit.name), "slot": .string(habit.step?.key.slot.rawValue),
        "step": .string(habit.step?.key.slug.description),
        "kind": .string(habit.step?.kind.rawValue),
        "active": .string(habit.step?.active?.rawValue),
        "every": .string(habit.schedule?.description), "startsOn": .day(habit.step?.firstDay),
        "isNew": .bool(!habit.isKnown), "remarks": .strings(habit.remarks),
        "records": .object(JSON.Object(records)),
      ])
    }
    let unsupported = unsupported.map { ($0.what, JSON.integer($0.count)) }
    return .object([
      "dryRun": .bool(isDryRun), "format": .string(tracker.rawValue), "habits": .array(habits),
      "withoutPlace": .object(JSON.Object(unsupported)),
      "newSteps": .integer(newSteps), "entries": entries.json,
      "notedLines": .integer(noteLinesAdded),
    ])
  }
}

extension JSON {
  /// What became of the actions that a device sent.
  ///
  /// - `results`: an array with an element for each action, in their order. Each has
  ///   - `id`: the UUID of the action.
  ///   - `status`: `done`, `before` when it had been performed before, or `refused`.
  ///   - `says`: the sentence that confirms it, or the reason why it was refused; null for `before`.
  ///   - `remarks`: an array of further sentences, such as advice.
  public static func results(of sent: [SentAction], _ results: [SentResult]) -> JSON {
    let elements = zip(sent, results).map { action, result in
      let status: String
      var says: String?
      var remarks: [String] = []
      switch result {
      case .done(let sentence, let more): (status, says, remarks) = ("done", sentence, more)
      case .before: status = "before"
      case .refused(let reason): (status, says) = ("refused", reason)
      }
      return JSON.object([
        "id": .string(action.uuid), "status": .string(status), "says": .string(says),
        "remarks": .strings(remarks),
      ])
    }
    return .object(["results": .array(elements)])
  }

  /// Whether the journal has changed.
  ///
  /// - `version`: a string that differs from the one before when anything has changed since.
  public static func changes(_ version: String) -> JSON { .object(["version": .string(version)]) }

  /// A new calendar of reminders.
  ///
  /// - `path`: the path of its address on the server.
  public static func feed(path: String) -> JSON { .object(["path": .string(path)]) }
}

extension SentAction {
  /// The UUID as text (RFC 9562).
  fileprivate var uuid: String {
    let digits = hexadecimal(id)
    var groups: [Substring] = []
    var rest = digits[...]
    for length in [8, 4, 4, 4, 12] {
      groups.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return groups.joined(separator: "-")
  }
}
