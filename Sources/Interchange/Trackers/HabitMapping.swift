import Files
import Routine
import SQLite
import Text

/// Maps the habits of another tracker to steps: by the words in their names, or as given by a mapping file.
public struct HabitMapping {
  /// A row of the mapping file. What it leaves empty is inferred from the name of the habit.
  struct Row {
    var slot: Slot?
    var slug: Slug?
    var kind: Kind?
    var active: Active?
    /// Whether the habit is not imported.
    var isLeftOut = false
  }

  /// The step for a habit.
  struct Target {
    let key: StepKey
    let kind: Kind
    let active: Active?
    /// Whether the mapping file gives the kind or the active.
    let isChosen: Bool
  }

  private var rows: [String: Row] = [:]

  /// The columns of the mapping file.
  public static let columns = ["name", "slot", "step", "kind", "active"]
  /// The value of `slot` for a habit that is not imported.
  static let leftOut = "-"

  /// Creates a mapping by names alone.
  init() {}

  /// Reads the mapping file at `path`, which may only name habits in `habits`.
  ///
  /// - Throws: `ImportError`, `FileProblem`.
  init(at path: String, for habits: [Habit]) throws {
    var problems = ImportProblems()
    let file = try InputFile(path)
    var reader = CSVReader(read: file.read)
    let header = "the first line must be \(HabitMapping.columns.joined(separator: ","))"
    do {
      var record = CSVRecord()
      guard try reader.next(&record) else {
        throw ImportError("\(path.terminalSafe) is empty: \(header)")
      }
      let names = record.names
      guard Set(names) == Set(HabitMapping.columns), names.count == HabitMapping.columns.count
      else {
        throw ImportError("\(path.terminalSafe) line 1: \(header)")
      }
      var fields = Fields(
        columns: HabitMapping.columns, indices: HabitMapping.columns.map(names.firstIndex(of:)))
      let known = Set(habits.map(\.name.composed))
      while try reader.next(&fields.record) {
        let line = fields.record.line
        guard fields.record.count == names.count else {
          problems.add(
            path, line,
            "the row's fields are \(fields.record.count) where the header's are \(names.count)")
          continue
        }
        fields.begin()
        do {
          let (name, row) = try HabitMapping.row(&fields)
          if !known.contains(name) {
            problems.add(path, line, "there is no habit \(quoted(name)) in what is imported")
          } else if rows.updateValue(row, forKey: name) != nil {
            problems.add(path, line, "the habit \(quoted(name)) stands twice")
          }
        } catch let problem as Fields.Problem {
          problems.add(path, line, "column \(problem.column): \(problem.message)")
        }
      }
    } catch let problem as CSVProblem {
      problems.add(path, problem.line, problem.message)
    }
    try problems.check()
  }

  private static func row(_ fields: inout Fields) throws -> (name: String, row: Row) {
    let name = try fields.required { Fields.unguarded($0).trimmed.composed }
    let slot = try fields.optional { text in text == leftOut ? nil : try Slot(parsing: text) }
    var row = Row(isLeftOut: slot == .some(nil))
    row.slot = slot ?? nil
    row.slug = try fields.optional(Slug.init(parsing:))
    row.kind = try fields.optional(Kind.init(parsing:))
    row.active = try fields.optional(Active.init(parsing:))
    return (name, row)
  }

  /// The step for each of `habits`; nil for one that is not imported. If two names give the same step, the later one
  /// gets a number after its name.
  ///
  /// - Throws: `InvalidInput` if the mapping file maps two habits to one step.
  func targets(of habits: [Habit]) throws -> [Target?] {
    var taken: Set<StepKey> = []
    // Steps named in the file are reserved first, so that no inferred name takes them.
    for habit in habits where !habit.isToAvoid {
      guard let row = rows[habit.name.composed], !row.isLeftOut, row.slug != nil else { continue }
      let key = key(of: habit, row)
      guard taken.insert(key).inserted else {
        throw InvalidInput("two habits are mapped to \(key): give each a step of its own")
      }
    }
    return habits.map { habit in
      let row = rows[habit.name.composed]
      if habit.isToAvoid || row?.isLeftOut == true { return nil }
      let isNamed = row?.slug != nil
      var key = key(of: habit, row)
      var number = 1
      while !isNamed, !taken.insert(key).inserted {
        number += 1
        key = self.key(of: habit, row, number: number)
      }
      let known = Catalogue.item(inWordsOf: habit.name)
      let kind = row?.kind ?? known?.kind ?? .other
      // The catalogue's active applies only to the catalogue's kind.
      let active =
        row?.active ?? (row?.kind == nil || row?.kind == known?.kind ? known?.active : nil)
      return Target(
        key: key, kind: kind, active: active, isChosen: row?.kind != nil || row?.active != nil)
    }
  }

  private func key(of habit: Habit, _ row: Row?, number: Int = 1) -> StepKey {
    StepKey(
      slot: row?.slot ?? HabitMapping.slot(of: habit),
      slug: row?.slug ?? Slug(wordsOf: habit.name, number: number)
        ?? Slug(stored: "habit-\(number)"))
  }

  /// The slot named by a word in the habit's name or, failing that, in its heading; the evening if neither has one.
  static func slot(of habit: Habit) -> Slot {
    slot(inWordsOf: habit.name) ?? habit.heading.flatMap(slot(inWordsOf:)) ?? .pm
  }

  private static let words: [(slot: Slot, words: [String], signs: [String])] = [
    (.am, ["am", "morning", "breakfast"], ["朝"]),
    (.pm, ["pm", "night", "nightly", "evening", "bedtime"], ["夜", "晩"]),
    (.weekly, ["weekly", "week"], ["毎週", "週"]),
  ]

  private static func slot(inWordsOf text: String) -> Slot? {
    let found = text.composed.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    return words.first { slot in
      slot.words.contains(where: found.contains)
        // Japanese has no spaces between words, so the sign may be anywhere in `found`.
        || slot.signs.contains { sign in found.contains { $0.contains(sign) } }
    }?.slot
  }
}
