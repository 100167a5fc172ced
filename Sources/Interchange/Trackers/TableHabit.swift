import Calendar
import SQLite
import Text

/// Reads Table Habit's (mhabit's) JSON export, with SQLite's JSON functions.
///
/// A date is the number of days since 1970-01-01, like `Day.number`.
enum TableHabit {
  static func read(_ path: String) throws -> HabitCollection {
    do {
      return try collection(path, try wholeText(of: path))
    } catch let error as SQLiteError where error.code == .mismatch {
      // An unpaired surrogate such as \ud800 gives a text that is not valid UTF-8.
      throw ImportError(
        "\(path.terminalSafe) cannot be read as Table Habit's export (\(error.message)): export it anew"
      )
    }
  }

  private static func collection(_ path: String, _ text: String) throws -> HabitCollection {
    // SQLite's JSON functions truncate a text at a NUL.
    guard !hasNUL(text) else {
      throw ImportError("\(path.terminalSafe) has a NUL character in a text: take it out")
    }
    let database = try Connection(path: ":memory:")
    try database.execute("CREATE TEMP TABLE export (document TEXT)")
    try database.execute("INSERT INTO export VALUES (?)", text)
    func isTrue(_ expression: String) throws -> Bool {
      try database.statement("SELECT \(expression) FROM export").first { try $0.integer(0) } == 1
    }
    guard try isTrue("json_valid(document)") else {
      throw ImportError("\(path.terminalSafe) is no JSON, or it is cut off: export it anew")
    }
    guard try isTrue("ifnull(json_type(document, '$.habits'), '') = 'array'") else {
      throw ImportError(
        "\(path.terminalSafe) is JSON, but not Table Habit's: it has no list \"habits\"")
    }
    return try read(database, path)
  }

  private static func read(_ database: Connection, _ path: String) throws -> HabitCollection {
    var problems = ImportProblems()
    var collection = HabitCollection()
    try database.statement(
      "SELECT each.key, each.value, each.type FROM export, json_each(document, '$.habits') AS each ORDER BY each.id"
    ).forEach { row in
      let location = "habit \(try row.integer(0) + 1)"
      do {
        guard try row.text(2) == "object" else { throw InvalidInput("it is no object") }
        let json = try row.text(1)
        var habit = try habit(database, json, &collection)
        habit.records = try records(database, json, habit, path, location, &problems)
        collection.habits.append(habit)
      } catch let invalid as InvalidInput {
        problems.add(path, location, invalid.description)
      }
    }
    try problems.check()
    return collection
  }

  /// Whether `text` has a NUL, as it is or as a JSON escape.
  private static func hasNUL(_ text: String) -> Bool {
    var (isEscaped, rest) = (false, text.utf8[...])
    while let byte = rest.popFirst() {
      if byte == 0 || (isEscaped && byte == UInt8(ascii: "u") && rest.starts(with: "0000".utf8)) {
        return true
      }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    return false
  }

  private static func habit(
    _ database: Connection, _ json: String, _ collection: inout HabitCollection
  ) throws -> Habit {
    let fields = try fields(
      database, json,
      [
        "name": "text", "type": "integer", "status": "integer", "freq_type": "integer",
        "freq_custom": "json", "start_date": "integer", "daily_goal": "number",
        "daily_goal_unit": "text", "desc": "text", "reminder": "json", "reminder_quest": "text",
        "color": "integer",
      ])
    guard let name = fields.text("name")?.trimmed, !name.isEmpty else {
      throw InvalidInput("\"name\" is missing or empty")
    }
    var habit = Habit(name: name)
    habit.isToAvoid = fields.integer("type") == 2
    habit.isArchived = fields.integer("status") == 3
    habit.frequency = try frequency(
      database, type: fields.integer("freq_type") ?? 3, fields.text("freq_custom") ?? "[1,1]")
    habit.beginsOn = try fields.integer("start_date").map { try day($0, "start_date") }
    habit.goal = fields.integer("daily_goal")
    habit.unit = fields.text("daily_goal_unit")
    collection.unsupported.add("description", fields.text("desc")?.isEmpty == false ? 1 : 0)
    collection.unsupported.add("reminder", fields.text("reminder") == nil ? 0 : 1)
    collection.unsupported.add(
      "questions", fields.text("reminder_quest")?.isEmpty == false ? 1 : 0)
    collection.unsupported.add("colour", fields.integer("color") == nil ? 0 : 1)
    return habit
  }

  private static func records(
    _ database: Connection, _ json: String, _ habit: Habit, _ path: String, _ location: String,
    _ problems: inout ImportProblems
  ) throws -> [HabitRecord] {
    let type = try database.statement("SELECT ifnull(json_type(?, '$.records'), 'null')")
      .first(json) { try $0.text(0) }
    if type == "null" { return [] }
    guard type == "array" else { throw InvalidInput("\"records\" is no list") }
    var records: [HabitRecord] = []
    try database.statement(
      "SELECT key, value, type FROM json_each(?, '$.records') ORDER BY id"
    ).forEach(json) { row in
      do {
        guard try row.text(2) == "object" else { throw InvalidInput("it is no object") }
        records.append(try record(database, try row.text(1)))
      } catch let invalid as InvalidInput {
        problems.add(
          path, "\(location) \(quoted(habit.name)), record \(try row.integer(0) + 1)",
          invalid.description)
      }
    }
    return records
  }

  private static func record(_ database: Connection, _ json: String) throws -> HabitRecord {
    let fields = try fields(
      database, json,
      [
        "record_date": "integer", "record_type": "integer", "record_value": "number",
        "reason": "text",
      ])
    guard let date = fields.integer("record_date") else {
      throw InvalidInput("\"record_date\" is missing: it is a number of days")
    }
    var record = HabitRecord(day: try day(date, "record_date"), outcome: .unknown)
    record.note = fields.text("reason").flatMap { $0.isEmpty ? nil : $0 }
    switch fields.integer("record_type") {
    case 1:
      record.outcome = .done
      record.amount = fields.integer("record_value")
    case 2: record.outcome = .excused
    default: break
    }
    return record
  }

  private static func day(_ number: Int, _ name: String) throws -> Day {
    let day = Day(number: number)
    guard day >= .first, day <= .last else {
      throw InvalidInput("\"\(name)\" lies outside the years 1 to 9999")
    }
    return day
  }

  /// The frequency of `freq_type` 1 (`[times]` a week), 2 (`[times]` a month) or any other (`[times, days]`).
  private static func frequency(
    _ database: Connection, type: Int, _ list: String
  ) throws -> Frequency {
    let problem = InvalidInput("\"freq_custom\" is no list of one or two numbers, such as \"[3]\"")
    guard
      try database.statement("SELECT json_valid(?)").first(list, row: { try $0.integer(0) }) == 1
    else { throw problem }
    let numbers = try database.statement("SELECT value, type FROM json_each(?) ORDER BY id")
      .map(list) { row -> Int in
        guard try row.text(1) == "integer" else { throw problem }
        return Int(try row.integer(0))
      }
    guard let times = numbers.first, (1...366).contains(times) else { throw problem }
    switch type {
    case 1: return Frequency(times: times, days: 7)
    case 2: return Frequency(times: times, days: 30)
    default:
      guard numbers.count == 2, (1...366).contains(numbers[1]) else { throw problem }
      return Frequency(times: times, days: numbers[1])
    }
  }

  private struct Fields {
    var texts: [String: String] = [:]
    var integers: [String: Int] = [:]
    func text(_ name: String) -> String? { texts[name] }
    func integer(_ name: String) -> Int? { integers[name] }
  }

  /// The members of an object that `types` names, with the type that each must have. A null counts
  /// as missing. A member of type `number` is returned in thousandths. If a name is repeated, the
  /// last member counts.
  private static func fields(
    _ database: Connection, _ json: String, _ types: [String: String]
  ) throws -> Fields {
    var fields = Fields()
    try database.statement(
      """
      SELECT key, type, value, CASE WHEN type IN ('integer', 'real') AND value BETWEEN -1e12 AND 1e12
        THEN CAST(round(1000 * value) AS INTEGER) END
      FROM json_each(?) ORDER BY id
      """
    ).forEach(json) { row in
      let (key, type) = (try row.text(0), try row.text(1))
      guard let wanted = types[key], type != "null" else { return }
      switch (wanted, type) {
      case ("text", "text"), ("json", "text"), ("json", "array"), ("json", "object"):
        fields.texts[key] = try row.text(2)
      case ("integer", "integer"): fields.integers[key] = Int(try row.integer(2))
      case ("number", "integer"), ("number", "real"):
        guard let number = try row.optionalInteger(3) else {
          throw InvalidInput("\"\(key)\" is too large")
        }
        fields.integers[key] = Int(number)
      default:
        let expected = ["text": "a text", "integer": "a whole number", "number": "a number"]
        throw InvalidInput("\"\(key)\" is of the wrong type: it is \(expected[wanted] ?? "a text")")
      }
    }
    return fields
  }
}
