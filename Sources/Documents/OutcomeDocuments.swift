import Calendar
import Interchange
import Tracker

extension Outcome {
  /// The document of a change: what was done, or null when no row differs from before.
  public var document: JSON {
    .object(["changed": isChanged ? .string(summary) : .null])
  }
}

extension LogNight.Logged {
  /// The document of what was logged, and of where the week stands.
  public var document: JSON {
    let entries = steps.map { key, fate in
      JSON.object(["step": .string(key.description), "status": .string(fate.word)])
    }
    return .object([
      "day": .day(day), "logged": .array(entries), "week": .string(week.week.description),
      "total": week.total.json,
    ])
  }
}

extension JSON {
  /// The document of something that was done, told by its sentence.
  public static func done(_ sentence: String) -> JSON { .object(["done": .string(sentence)]) }

  /// The document of a backup or a restore.
  ///
  /// - Parameter kept: where what a restore replaced is kept; nil in the document of a backup leaves the key out.
  public static func copy(_ file: String, users: [String], kept: String?? = .none) -> JSON {
    var members: [String: JSON] = ["file": .string(file), "users": .strings(users)]
    if let kept { members["kept"] = .string(kept) }
    return .object(members)
  }

  /// The document of an export into a folder.
  public static func exported(to folder: String, tables: Int) -> JSON {
    .object(["folder": .string(folder), "tables": .integer(tables)])
  }

  /// The document of a calendar that was written.
  public static func calendar(_ file: String, events: Int) -> JSON {
    .object(["file": .string(file), "events": .integer(events)])
  }

  /// The document of a page that was written, with the photos that it does not show.
  public static func page(_ file: String, _ span: ClosedRange<Day>, problems: [String]) -> JSON {
    .object([
      "file": .string(file), "from": .day(span.lowerBound), "to": .day(span.upperBound),
      "problems": .strings(problems),
    ])
  }

  /// The document of a check: what is wrong, each with what to do.
  public static func findings(_ findings: [(what: String, advice: String)]) -> JSON {
    let list = findings.map {
      JSON.object(["what": .string($0.what), "advice": .string($0.advice)])
    }
    return .object(["findings": .array(list)])
  }
}

extension ImportSummary.Counts {
  fileprivate var json: JSON {
    .object([
      "added": .integer(added), "unchanged": .integer(unchanged), "replaced": .integer(replaced),
    ])
  }
}

extension ImportSummary {
  /// The document of an import of porelog's own CSV.
  public func document(isDryRun: Bool) -> JSON {
    let tables = tables.map { ($0.table.rawValue, $0.counts.json) }
    return .object([
      "dryRun": .bool(isDryRun), "tables": .object(Dictionary(uniqueKeysWithValues: tables)),
    ])
  }
}

extension TrackerSummary {
  /// The document of an import from another tracker.
  public func document(of tracker: HabitTracker, isDryRun: Bool) -> JSON {
    let habits = habits.map { habit -> JSON in
      let fates = habit.records.map { ($0.key.rawValue, JSON.integer($0.value)) }
      return .object([
        "name": .string(habit.name), "slot": .string(habit.step?.key.slot.rawValue),
        "step": .string(habit.step?.key.slug.description),
        "kind": .string(habit.step?.kind.rawValue),
        "active": .string(habit.step?.active?.rawValue),
        "every": .string(habit.schedule?.description), "startsOn": .day(habit.step?.firstDay),
        "isNew": .bool(!habit.isKnown), "remarks": .strings(habit.remarks),
        "records": .object(Dictionary(uniqueKeysWithValues: fates)),
      ])
    }
    let unsupported = unsupported.map { ($0.what, JSON.integer($0.count)) }
    return .object([
      "dryRun": .bool(isDryRun), "format": .string(tracker.rawValue), "habits": .array(habits),
      "withoutPlace": .object(Dictionary(uniqueKeysWithValues: unsupported)),
      "newSteps": .integer(newSteps), "entries": entries.json, "notedLines": .integer(notedLines),
    ])
  }
}
