import Calendar
import Files
import Text

/// Reads Loop Habit Tracker's unpacked CSV export: `Habits.csv`, and for each habit a folder with
/// its `Checkmarks.csv`. The `Checkmarks.csv` beside `Habits.csv`, which has all habits, is not
/// read, because Loop does not escape its contents.
enum LoopFolder {
  static let index = "Habits.csv"

  private static let columns = [
    "Position", "Name", "Type", "Question", "Description", "FrequencyNumerator",
    "FrequencyDenominator", "Color", "Unit", "Target Type", "Target Value", "Archived?",
  ]
  private static let markColumns = ["Date", "Value", "Notes"]
  private static let tooOld =
    "is of a Loop before 2.3.1, which left out what is needed: make a full backup in Loop's settings and import that file"

  static func read(_ folder: String) throws -> HabitCollection {
    var problems = ImportProblems()
    var collection = HabitCollection()
    let folders = try Folder.names(in: folder)
    var positions: Set<Int> = []
    let path = "\(folder)/\(index)"
    try forEachRow(of: path, columns, &problems) { field, problems in
      guard let position = decimal(field[0][...]), !field[1].trimmed.isEmpty else {
        throw InvalidInput("a habit has a position, a number, and a name")
      }
      guard positions.insert(position).inserted else {
        throw InvalidInput("there are two habits at position \(position)")
      }
      var habit = Habit(name: field[1].trimmed)
      let isNumeric = field[2] == "NUMERICAL"
      guard isNumeric || field[2] == "YES_NO" else {
        throw InvalidInput("\(quoted(field[2])) is no type: it is YES_NO or NUMERICAL")
      }
      guard let times = decimal(field[5][...]), let days = decimal(field[6][...]),
        Frequency.bounds.contains(times), Frequency.bounds.contains(days), times > 0, days > 0
      else {
        throw InvalidInput(
          "the frequency is none: \(quoted(field[5])) times in \(quoted(field[6])) days")
      }
      habit.frequency = Frequency(times: times, days: days)
      guard field[11] == "true" || field[11] == "false" else {
        throw InvalidInput(
          "\(quoted(field[11])) says not whether it is archived: it is true or false")
      }
      habit.isArchived = field[11] == "true"
      if isNumeric {
        guard let goal = thousandths(field[10]) else {
          throw InvalidInput("\(quoted(field[10])) is no target value: it is a number")
        }
        habit.goal = goal
        habit.unit = field[8].isEmpty ? nil : field[8]
        habit.isToAvoid = field[9] == "AT_MOST"
      }
      collection.unsupported.add("question", field[3].isEmpty ? 0 : 1)
      collection.unsupported.add("description", field[4].isEmpty ? 0 : 1)
      let number =
        String(repeating: "0", count: max(0, 3 - String(position).count)) + String(position)
      guard let habitFolder = folders.first(where: { $0 == number || $0.hasPrefix(number + " ") })
      else {
        throw InvalidInput("the folder \(number) of the habit is missing: unpack the whole export")
      }
      habit.records = try records(
        in: "\(folder)/\(habitFolder)/Checkmarks.csv", isNumeric, &problems)
      collection.habits.append(habit)
    }
    try problems.check()
    collection.unsupported.add("colour", collection.habits.count)
    return collection
  }

  private static func records(
    in path: String, _ isNumeric: Bool, _ problems: inout ImportProblems
  ) throws -> [HabitRecord] {
    var records: [HabitRecord] = []
    try forEachRow(of: path, markColumns, &problems) { field, _ in
      let day = try Day(parsing: field[0])
      guard let value = values[field[1]] ?? (isNumeric ? decimal(field[1][...]) : nil) else {
        let expected =
          "YES_MANUAL, YES_AUTO, NO, SKIP or UNKNOWN" + (isNumeric ? ", or a number" : "")
        throw InvalidInput("\(quoted(field[1])) is no value: it is \(expected)")
      }
      records.append(
        LoopValue.record(
          value, isNumeric: isNumeric, on: day, note: field[2].isEmpty ? nil : field[2]))
    }
    return records
  }

  /// The names of values in the export. For a habit with amounts, all except UNKNOWN also stand for
  /// amounts of 0 to 3 thousandths.
  private static let values = [
    "UNKNOWN": LoopValue.unknown, "NO": LoopValue.no, "YES_AUTO": LoopValue.automatic,
    "YES_MANUAL": LoopValue.done, "SKIP": LoopValue.skip,
  ]

  /// Calls `body` with the fields of each row after the header, which must be `columns`.
  private static func forEachRow(
    of path: String, _ columns: [String], _ problems: inout ImportProblems,
    _ body: ([String], inout ImportProblems) throws -> Void
  ) throws {
    let file = try InputFile(path)
    var reader = CSVReader(read: file.read)
    var record = CSVRecord()
    do {
      guard try reader.next(&record) else { throw ImportError("\(path.terminalSafe) is empty") }
      guard try texts(record) == columns else {
        throw ImportError("\(path.terminalSafe) \(tooOld)")
      }
      while try reader.next(&record) {
        do {
          let fields = try texts(record)
          guard fields.count == columns.count else {
            throw InvalidInput(
              "the row's fields are \(fields.count) where there are \(columns.count)")
          }
          try body(fields, &problems)
        } catch let invalid as InvalidInput {
          problems.add(path, record.line, invalid.description)
        }
      }
    } catch let problem as CSVProblem {
      problems.add(path, problem.line, problem.message)
    }
  }

  private static func texts(_ record: CSVRecord) throws -> [String] {
    try (0..<record.count).map { index in
      guard let text = record.text(at: index) else { throw InvalidInput("the row is not UTF-8") }
      return text
    }
  }
}

/// The value that Loop stores for a day: one of these numbers or, for a habit with amounts, the amount in thousandths.
enum LoopValue {
  static let unknown = -1
  static let no = 0
  static let automatic = 1
  static let done = 2
  static let skip = 3

  static func record(_ value: Int, isNumeric: Bool, on day: Day, note: String?) -> HabitRecord {
    var record = HabitRecord(day: day, outcome: .unknown, note: note)
    switch value {
    case unknown: break
    case skip: record.outcome = .excused
    case _ where isNumeric:
      record.outcome = .done
      record.amount = value
    case no: record.outcome = .notDone
    case automatic: record.outcome = .automatic
    default: record.outcome = .done
    }
    return record
  }
}
