import Calendar
import Routine

@testable import Reporting

/// A second implementation of packs, photo pairs, levels and some cautions, which follows Definitions and shares no code
/// with the reports.
enum NaiveEvidence {
  // MARK: Packs

  struct Pack: Equatable {
    var left: Int?
    var usedUpOn: Int?
    var runsOutOn: Int?
  }

  static func pack(opened: Int?, size: Int?, finished: Int?, uses: [Int], today: Int) -> Pack {
    guard let opened, let size, finished.map({ $0 > today }) ?? true else { return Pack() }
    let days = uses.filter { $0 >= opened && $0 <= today }.sorted()
    var pack = Pack(left: days.count >= size ? 0 : size - days.count)
    if days.count >= size {
      pack.usedUpOn = days[size - 1]
      return pack
    }
    guard let last = days.last, days.count >= 3 else { return pack }
    // The pace: from the first use of the last four weeks, or from the third last use.
    var first = last
    for day in days where day > last - 28 && day < first { first = day }
    first = min(first, days[days.count - 3])
    let span = last - first
    if span == 0 { return pack }
    let intervals = days.filter { $0 >= first }.count - 1
    func time(for uses: Int) -> Int {
      var needed = 0
      while needed * intervals < uses * span { needed += 1 }
      return needed
    }
    let left = size - days.count
    pack.runsOutOn = max(last + time(for: left), today + time(for: left - 1))
    return pack
  }

  // MARK: Photos

  /// The best pair, compared criterion by criterion over all pairs.
  static func pair(
    _ photos: [Photo], anchor: Day, window: ClosedRange<Day>?, today: Day
  ) -> (before: Photo?, after: Photo?, isMatched: Bool?) {
    let known = photos.filter { $0.day <= today }
    let befores = known.filter {
      $0.day >= anchor - 14 && $0.day <= anchor + 6 && $0.tag != .after
    }
    let afters = known.filter { photo in
      photo.tag != .before && (window.map { $0.contains(photo.day) } ?? false)
    }
    var pairs: [(Photo, Photo)] = []
    for before in befores {
      for after in afters where after.view == before.view && after != before {
        pairs.append((before, after))
      }
    }
    func isMatched(_ pair: (Photo, Photo)) -> Bool {
      guard let light = pair.0.light, let distance = pair.0.distance else { return false }
      return pair.1.light == light && pair.1.distance == distance
    }
    func keep<Item>(_ items: inout [Item], _ isBetter: (Item, Item) -> Bool) {
      items = items.filter { item in !items.contains { isBetter($0, item) } }
    }
    func order(_ photo: Photo) -> Int {
      ["front", "left", "right", "nose", "cheeks", "chin", "forehead"]
        .firstIndex(of: photo.view.rawValue) ?? 0
    }
    if !pairs.isEmpty {
      keep(&pairs) { isMatched($0) && !isMatched($1) }
      keep(&pairs) { $0.0.tag == .before && $1.0.tag != .before }
      keep(&pairs) { $0.1.tag == .after && $1.1.tag != .after }
      keep(&pairs) { $0.1.day > $1.1.day }
      keep(&pairs) { abs($0.0.day - anchor) < abs($1.0.day - anchor) }
      keep(&pairs) { $0.0.day < $1.0.day }
      keep(&pairs) { order($0.0) < order($1.0) }
      keep(&pairs) { $0.0.sha256 < $1.0.sha256 }
      keep(&pairs) { $0.1.sha256 < $1.1.sha256 }
      return (pairs[0].0, pairs[0].1, isMatched(pairs[0]))
    }
    var (first, last) = (befores, afters)
    keep(&first) { $0.tag == .before && $1.tag != .before }
    keep(&first) { abs($0.day - anchor) < abs($1.day - anchor) }
    keep(&first) { $0.day < $1.day }
    keep(&first) { order($0) < order($1) }
    keep(&first) { $0.sha256 < $1.sha256 }
    keep(&last) { $0.tag == .after && $1.tag != .after }
    keep(&last) { $0.day > $1.day }
    keep(&last) { order($0) < order($1) }
    keep(&last) { $0.sha256 < $1.sha256 }
    return (first.first, last.first, nil)
  }

  // MARK: Levels

  static func level(of schedule: Schedule) -> Int {
    let text = schedule.description
    let days: Int
    if text == "daily" {
      days = 7
    } else if text.hasPrefix("as-needed") {
      days = 0
    } else if text.hasSuffix("-days") {
      days = ["2": 3, "3": 2][String(text.prefix(1))] ?? 1
    } else if text.hasSuffix("/week") {
      days = Int(String(text.prefix(1))) ?? 0
    } else {
      days = text.split(separator: ",").count
    }
    return days < 2 ? 0 : days == 2 ? 1 : days <= 4 ? 2 : 3
  }

  /// The whole closed weeks in a row at today's level, back from the last one, each with whether it was kept.
  static func weeks(_ naive: NaiveReport, _ step: Int) -> [Bool?] {
    let today = naive.journal.today.number
    guard let schedule = naive.schedule(step, today) else { return [] }
    var monday = Week(of: naive.journal.today).monday.number - 7
    var weeks: [Bool?] = []
    while (monday..<monday + 7).allSatisfy({ day in
      naive.lives(step, day)
        && naive.schedule(step, day).map { level(of: $0) == level(of: schedule) } ?? false
    }) {
      weeks.append(naive.figures(step, monday: monday).consistent)
      monday -= 7
    }
    return weeks
  }

  // MARK: Cautions

  /// The cautions over-max, active-two-days-running and done-during-pause of `journal`, as `DAY CODE STEP`.
  static func cautions(_ naive: NaiveReport) -> Set<String> {
    let journal = naive.journal
    var found: Set<String> = []
    for (index, step) in journal.steps.enumerated() {
      func isDone(_ day: Int) -> Bool { naive.entry(index, day) == .done }
      let days = journal.loggedDays.filter { $0.step == index }.map(\.day.number)
      for day in Set(days) where isDone(day) && day <= journal.today.number {
        func add(_ code: String) { found.insert("\(Day(number: day)) \(code) \(step.step.key)") }
        let monday = Week(of: Day(number: day)).monday.number
        if let schedule = naive.schedule(index, day), let most = most(schedule) {
          let version = naive.version(index, day)
          let same = (monday..<monday + 7).filter {
            isDone($0) && naive.lives(index, $0) && naive.version(index, $0) == version
          }
          if same.count > most, same[most] == day { add("over-max") }
        }
        let isStrong = [.bha, .aha, .retinoid].contains(step.step.active)
        let isNights = [day - 1, day].allSatisfy {
          naive.schedule(index, $0)?.description.hasSuffix("-days") ?? false
        }
        if isStrong, isNights, isDone(day - 1) { add("active-two-days-running") }
        if naive.isTouched(step.step), isForSkin(step.step, day, journal) {
          add("done-during-pause")
        }
      }
    }
    return found
  }

  private static func most(_ schedule: Schedule) -> Int? {
    switch schedule {
    case .daily, .weekdays: nil
    case .everyDays(let days): [2: 4, 3: 3, 4: 2, 5: 2, 6: 2][days]
    case .quota(_, let maximum), .asNeeded(let maximum): maximum
    }
  }

  /// Whether a recovery, or a pause for irritation or a procedure, covers the step, first days left out.
  private static func isForSkin(_ step: Step, _ day: Int, _ journal: SmallJournal) -> Bool {
    for pause in journal.pauses where pause.reason == .irritation || pause.reason == .procedure {
      let covers =
        switch pause.scope {
        case .all: true
        case .slot(let slot): slot == step.key.slot
        case .actives: true
        case .step(let key): key == step.key
        case .active(let active): step.active == active
        }
      let last = pause.to?.number ?? .max
      if covers, day > pause.from.number, day <= last { return true }
    }
    for procedure in journal.procedures {
      guard let last = procedure.recoverUntil?.number, day <= last else { continue }
      if day > procedure.day.number { return true }
      if day == procedure.day.number, step.key.slot != .am { return true }
    }
    return false
  }
}
