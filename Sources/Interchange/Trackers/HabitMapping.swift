import Files
import Routine
import SQLite
import Text

/// Where the habits of another tracker go in a routine: by the words in their names, or as a file says.
public struct HabitMapping {
  /// What a row of the file says of the habit of that name; what it leaves empty is found by the name.
  struct Row {
    var slot: Slot?
    var slug: Slug?
    var kind: Kind?
    var active: Active?
    /// Whether the habit is to be left out.
    var isLeftOut = false
  }

  /// Where a habit goes.
  struct Target {
    let key: StepKey
    let kind: Kind
    let active: Active?
    /// Whether the file says the kind or the active.
    let isChosen: Bool
  }

  private var rows: [String: Row] = [:]

  /// The columns of the file.
  public static let columns = ["name", "slot", "step", "kind", "active"]
  /// What stands for the slot of a habit that is to be left out.
  static let leftOut = "-"

  /// A mapping by names alone.
  init() {}

  /// Reads the file at `path`, whose rows name habits of `habits`.
  ///
  /// - Throws: `ImportRefused`, `FileProblem`.
  init(at path: String, for habits: [Habit]) throws {
    var problems = ImportProblems()
    let file = try InputFile(path)
    var reader = CSVReader(read: file.read)
    let header = "the first line must be \(HabitMapping.columns.joined(separator: ","))"
    do {
      var record = CSVRecord()
      guard try reader.next(&record) else {
        throw ImportRefused("\(path.cleaned) is empty: \(header)")
      }
      let names = record.names
      guard Set(names) == Set(HabitMapping.columns), names.count == HabitMapping.columns.count
      else {
        throw ImportRefused("\(path.cleaned) line 1: \(header)")
      }
      var fields = Fields(
        columns: HabitMapping.columns, places: HabitMapping.columns.map(names.firstIndex(of:)))
      let known = Set(habits.map(\.name.composed))
      while try reader.next(&fields.record) {
        let line = fields.record.line
        guard fields.record.count == names.count else {
          problems.refuse(
            path, line,
            "the row's fields are \(fields.record.count) where the header's are \(names.count)")
          continue
        }
        fields.begin()
        do {
          let (name, row) = try HabitMapping.row(&fields)
          if !known.contains(name) {
            problems.refuse(path, line, "there is no habit \(quoted(name)) in what is imported")
          } else if rows.updateValue(row, forKey: name) != nil {
            problems.refuse(path, line, "the habit \(quoted(name)) stands twice")
          }
        } catch let problem as Fields.Problem {
          problems.refuse(path, line, "column \(problem.column): \(problem.message)")
        }
      }
    } catch let problem as CSVProblem {
      problems.refuse(path, problem.line, problem.message)
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

  /// Where each of `habits` goes; nil for one that goes nowhere. Of two that would be one step the later
  /// gets a number behind its name, unless the file says otherwise.
  ///
  /// - Throws: `InvalidInput` when the file makes one step of two habits.
  func targets(of habits: [Habit]) throws -> [Target?] {
    var taken: Set<StepKey> = []
    // What the file says comes first, so that no name found by words stands in its way.
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
      // The catalogue's active is for its own kind.
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

  /// The slot that a word of the name tells, or else of the heading; the evening's without one.
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
        // Written without blanks between the words.
        || slot.signs.contains { sign in found.contains { $0.contains(sign) } }
    }?.slot
  }
}
