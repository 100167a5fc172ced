import Calendar
import Files
import Text
import Tracker

/// Reads the data of harsh: two text files in one folder, `habits` and `log`.
///
/// - `habits` has lines such as `! Heading` and `Name: 3/7`. A frequency is times/days, or an interval in days; with a
///   suffix w, m, q or y the interval is in weeks, months, quarters or years. A habit with frequency `0` is never due.
/// - `log` has lines such as `2025-01-01 : Name : y : comment : amount`; comment and amount are optional. `y` is done,
///   `n` not done, `s` skipped. If a day has several lines, the last one counts.
enum Harsh {
  static let files = ["habits", "log"]

  static func read(_ folder: String) throws -> HabitCollection {
    var problems = ImportProblems()
    var collection = HabitCollection()
    var indices: [String: Int] = [:]
    let habitsPath = "\(folder)/\(files[0])"
    var heading: String?
    for (number, line) in try lines(of: habitsPath) {
      if line.hasPrefix("!") {
        heading = line.dropFirst().description.trimmed
      } else if let habit = habit(line, under: heading) {
        if indices[habit.name] == nil {
          indices[habit.name] = collection.habits.count
          collection.habits.append(habit)
        } else {
          problems.add(
            habitsPath, number, "there are two habits of the name \(quoted(habit.name)): rename one"
          )
        }
      } else {
        problems.add(
          habitsPath, number,
          "this is no habit: a name, a colon, a blank and a frequency such as 1, 3/7, 1w or 0 make one"
        )
      }
    }
    let logPath = "\(folder)/\(files[1])"
    for (number, line) in try lines(of: logPath) {
      do {
        let (name, record) = try record(line)
        if indices[name] == nil {
          // The user has removed the habit from `habits`. Its records are still imported.
          indices[name] = collection.habits.count
          collection.habits.append(
            Habit(name: name, frequency: Frequency(times: 0, days: 1), isArchived: true))
        }
        collection.habits[indices[name] ?? 0].records.append(record)
      } catch let invalid as InvalidInput {
        problems.add(logPath, number, invalid.description)
      }
    }
    try problems.check()
    return collection
  }

  /// The lines that are neither empty nor comments, with their numbers, the first being 1.
  private static func lines(of path: String) throws -> [(number: Int, line: String)] {
    // Split by bytes: Swift's `String` treats CRLF as one character.
    var result: [(Int, String)] = []
    let text = try wholeText(of: path)
    for (index, line) in text.utf8.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    ).enumerated() {
      let line = String(Substring(line))
      if !line.trimmed.isEmpty, !line.hasPrefix("#") {
        result.append(
          (index + 1, line.utf8.last == 13 ? String(line.unicodeScalars.dropLast()) : line))
      }
    }
    return result
  }

  private static func habit(_ line: String, under heading: String?) -> Habit? {
    let fields = fields(of: line, separatedBy: ": ")
    guard fields.count >= 2, !fields[0].isEmpty, let frequency = frequency(fields[1]) else {
      return nil
    }
    return Habit(name: fields[0], heading: heading, frequency: frequency)
  }

  /// Reads `3/7`, `1`, `7`, `1w`, `2/30`, `0`.
  private static func frequency(_ text: String) -> Frequency? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2 else { return nil }
    if parts.count == 1 {
      if parts[0] == "0" { return Frequency(times: 0, days: 1) }
      return interval(parts[0]).map { Frequency(times: 1, days: $0) }
    }
    guard let times = decimal(parts[0]), let days = interval(parts[1]), (1...days).contains(times)
    else { return nil }
    return Frequency(times: times, days: days)
  }

  private static func interval(_ text: Substring) -> Int? {
    let units: [Character: Int] = ["d": 1, "w": 7, "m": 30, "q": 90, "y": 365]
    let unit = text.last.flatMap { units[$0] }
    guard let number = decimal(unit == nil ? text : text.dropLast()), (1...366).contains(number)
    else { return nil }
    return number * (unit ?? 1)
  }

  private static func record(_ line: String) throws -> (name: String, record: HabitRecord) {
    let fields = fields(of: line, separatedBy: " : ")
    guard (3...5).contains(fields.count) else {
      throw InvalidInput(
        "the line's fields are \(fields.count), split at ' : ': it has day, habit, y, n or s, and perhaps a comment and an amount"
      )
    }
    let day = try Day(parsing: fields[0])
    let name = fields[1]
    guard !name.isEmpty else { throw InvalidInput("the habit has no name") }
    let outcomes: [String: HabitRecord.Outcome] = ["y": .done, "n": .notDone, "s": .excused]
    guard let outcome = outcomes[fields[2]] else {
      throw InvalidInput("\(quoted(fields[2])) is no result: it is y, n or s")
    }
    var record = HabitRecord(day: day, outcome: outcome)
    if fields.count > 3 { record.note = fields[3].isEmpty ? nil : fields[3] }
    if fields.count > 4, !fields[4].isEmpty {
      guard let amount = thousandths(fields[4]) else {
        throw InvalidInput("\(quoted(fields[4])) is no amount: write a number such as 2.5")
      }
      record.amount = amount == 0 ? nil : amount
    }
    return (name, record)
  }

  /// Splits `line` at each `separator`, compared byte by byte, and trims the parts.
  private static func fields(of line: String, separatedBy separator: String) -> [String] {
    let (bytes, mark) = (Array(line.utf8), Array(separator.utf8))
    var fields: [String] = []
    var (start, index) = (0, 0)
    while index < bytes.count {
      if bytes[index...].starts(with: mark) {
        fields.append(String(decoding: bytes[start..<index], as: UTF8.self).trimmed)
        index += mark.count
        start = index
      } else {
        index += 1
      }
    }
    return fields + [String(decoding: bytes[start...], as: UTF8.self).trimmed]
  }
}
