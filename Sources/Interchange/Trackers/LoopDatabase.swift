import Calendar
import Files
import SQLite
import Text

/// Reads Loop Habit Tracker's database backup: the tables `Habits` and `Repetitions` of a SQLite file. The file is
/// opened read-only.
enum LoopDatabase {
  static func read(_ path: String) throws -> HabitCollection {
    // Refuses a pipe, on which SQLite would wait, and reports an unreadable file as for all other formats.
    _ = try InputFile(path)
    do {
      let database = try Connection(readingForeign: path)
      return try database.read { try read(database, path) }
    } catch let error as SQLiteError where error.code != .ioError {
      throw ImportError(
        "\(path.terminalSafe) cannot be read as Loop's backup (\(error.message.prefix { !$0.isNewline }.prefix(120))): make the backup anew"
      )
    }
  }

  private static func read(_ database: Connection, _ path: String) throws -> HabitCollection {
    let habitColumns = try columns(of: "Habits", in: database, path, needed: ["id", "name"])
    let markColumns = try columns(
      of: "Repetitions", in: database, path, needed: ["habit", "timestamp"])
    try database.checkQuickly()
    var problems = ImportProblems()
    var collection = HabitCollection()
    var indices: [Int64: Int] = [:]
    // Older backups lack some columns. `other` is the value that Loop filled in when it added the
    // column.
    func column(_ name: String, else other: String) -> String {
      habitColumns.contains(name) ? "h.\(name)" : other
    }
    try database.statement(
      """
      SELECT h.id, h.name, \(column("freq_num", else: "1")), \(column("freq_den", else: "1")),
        \(column("archived", else: "0")), \(column("type", else: "0")), \(column("target_type", else: "0")),
        CAST(round(1000 * \(column("target_value", else: "0"))) AS INTEGER),
        ifnull(\(column("unit", else: "''")), ''), ifnull(\(column("question", else: "''")), '') <> '',
        ifnull(\(column("description", else: "''")), '') <> ''
      FROM Habits AS h ORDER BY \(column("position", else: "h.id")), h.id
      """
    ).forEach { row in
      let name = try row.text(1).trimmed
      let (times, days) = (try row.integer(2), try row.integer(3))
      let bounds = Int64(Frequency.bounds.lowerBound + 1)...Int64(Frequency.bounds.upperBound)
      guard !name.isEmpty else {
        return problems.add(path, "habit \(try row.integer(0))", "it has no name")
      }
      guard bounds.contains(times), bounds.contains(days) else {
        return problems.add(
          path, "habit \(quoted(name))", "\(times) times in \(days) days is no frequency")
      }
      var habit = Habit(name: name, frequency: Frequency(times: Int(times), days: Int(days)))
      habit.isArchived = try row.integer(4) != 0
      if try row.integer(5) == 1 {
        habit.isToAvoid = try row.integer(6) == 1
        habit.goal = Int(try row.integer(7))
        habit.unit = try row.text(8)
      }
      collection.unsupported.add("question", Int(try row.integer(9)))
      collection.unsupported.add("description", Int(try row.integer(10)))
      indices[try row.integer(0)] = collection.habits.count
      collection.habits.append(habit)
    }
    let value = markColumns.contains("value") ? "r.value" : "\(LoopValue.done)"
    let notes = markColumns.contains("notes") ? "nullif(r.notes, '')" : "NULL"
    try database.statement(
      "SELECT r.habit, r.timestamp, \(value), \(notes) FROM Repetitions AS r ORDER BY r.timestamp"
    ).forEach { row in
      guard let index = indices[try row.integer(0)] else {
        collection.unsupported.add("orphaned record")
        return
      }
      let habit = collection.habits[index]
      guard let day = day(milliseconds: try row.integer(1)) else {
        problems.add(
          path, "habit \(quoted(habit.name))", "a day of it lies outside the years 1 to 9999")
        return
      }
      collection.habits[index].records.append(
        LoopValue.record(
          Int(try row.integer(2)), isNumeric: habit.goal != nil, on: day,
          note: try row.optionalText(3)))
    }
    try problems.check()
    collection.unsupported.add("colour", collection.habits.count)
    return collection
  }

  /// The day in UTC at a time in milliseconds since 1970-01-01; nil outside the years 1 to 9999.
  private static func day(milliseconds: Int64) -> Day? {
    let (days, rest) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
    let day = Day(number: Int(rest < 0 ? days - 1 : days))
    return day >= .first && day <= .last ? day : nil
  }

  /// The columns of an ordinary table. Views, virtual tables and generated columns are not read, because reading them
  /// runs code that the file defines.
  private static func columns(
    of table: String, in database: Connection, _ path: String, needed: [String]
  ) throws -> Set<String> {
    let isTable = try database.statement(
      "SELECT 1 FROM pragma_table_list(?) WHERE schema = 'main' AND type = 'table'"
    ).first(table) { _ in true }
    var names: Set<String> = []
    if isTable == true {
      try database.statement("SELECT lower(name) FROM pragma_table_xinfo(?) WHERE hidden = 0")
        .forEach(table) { names.insert(try $0.text(0)) }
    }
    guard names.isSuperset(of: needed) else {
      throw ImportError(
        "\(path.terminalSafe) is a database, but not Loop's backup: it has no table \(table) with \(needed.joined(separator: " and "))"
      )
    }
    return names
  }
}
