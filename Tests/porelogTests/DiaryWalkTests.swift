import Calendar
import Foundation
import Routine
import TestSupport
import Testing

@testable import porelog

/// Reads the fixture diary day by day for fourteen weeks, on `today`, `week`, `milestones`, `usage` and `cohort`, and
/// checks that no two of them contradict each other.
@Suite struct DiaryWalkTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    #expect(try call(["import", fixtures + "/diary"]).code == 0)
  }

  func call(_ words: [String]) throws -> (output: String, errors: String, code: Int32) {
    porelog.run(
      Invocation(
        arguments: words, environment: ["HOME": folder.path, "TZ": "UTC"],
        now: try Instant(parsing: "2025-05-25T14:00:00Z")))
  }

  typealias Object = [String: Any]

  func document(_ words: [String], _ day: Day) throws -> Object {
    let (output, errors, code) = try call(words + ["--json", "--today", "\(day)"])
    #expect(code == 0, "\(errors)")
    return try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? Object)
  }

  func text(_ words: [String], _ day: Day) throws -> String {
    // One line, so that a sentence that is wrapped is found.
    try call(words + ["--today", "\(day)"]).output.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }

  static let first = Day(number: 20_150)
  static let days = (0..<98).map { first + $0 }

  /// The number of `key` in `object`.
  func number(_ object: Object, _ key: String) -> Int { object[key] as? Int ?? -1 }
  func list(_ object: Object, _ key: String) -> [Object] { object[key] as? [Object] ?? [] }
  func name(_ step: Object) -> String { "\(step["slot"] ?? "")/\(step["step"] ?? "")" }

  @Test func theFixtureBeginsOnTheFirstDay() { #expect("\(DiaryWalkTests.first)" == "2025-03-03") }

  @Test func todayAndWeekAgree() throws {
    for day in DiaryWalkTests.days {
      let (today, week) = (try document(["today"], day), try document(["week"], day))
      #expect(
        NSDictionary(dictionary: today["total"] as? Object ?? [:]) == week["total"]
          as? NSDictionary, "\(day)")
      let lines = Dictionary(uniqueKeysWithValues: list(week, "steps").map { (name($0), $0) })
      var pending: Set<String> = []
      for step in list(today, "steps") {
        let line = try #require(lines[name(step)], "\(day): \(name(step)) is not in the week")
        let states = line["days"] as? [String] ?? []
        #expect(states[day.weekday] == step["state"] as? String, "\(day): \(name(step))")
        let tally = line["tally"] as? Object ?? [:]
        let why = step["why"] as? String ?? ""
        // What is still owed is what the tally of the week has open, in every way to say it.
        if let more = step["more"] as? Int {
          #expect(more == number(tally, "open"), "\(day): \(name(step))")
        }
        if why.contains("more by Sunday") {
          #expect(
            why == "your choice: \(number(tally, "open")) more by Sunday", "\(day): \(name(step))")
        }
        if why.contains("enough") {
          #expect(number(tally, "open") == 0 && number(tally, "missed") == 0, "\(day): \(why)")
        }
        if why == "your choice" || why.hasSuffix(" done") {
          #expect(number(tally, "expected") == 0, "\(day): \(why)")
        }
        #expect((why == "to do") == (step["state"] as? String == "pending"), "\(day): \(why)")
        if why == "to do" { pending.insert(name(step)) }
      }
      let listed = try text(["week"], day)
      #expect(listed.contains("? to do today") == !pending.isEmpty, "\(day)")
      // Both screens tell the same of the week, and how much is left today.
      let done = try #require(listed.firstMatch(of: #/\d+ of \d+ done/#), "\(day)").output
      let screen = try text(["today"], day)
      #expect(screen.contains("This week: \(done)"), "\(day): \(done)")
      #expect(
        screen.contains(" \(pending.count) to do ") == !pending.isEmpty, "\(day): \(screen)")
      let daily = list(week, "cautions").filter { $0["day"] as? String == "\(day)" }
      #expect(
        NSArray(array: daily) == NSArray(array: list(today, "cautions")), "\(day): cautions")
    }
  }

  /// A week is told in the same way while it runs on its Sunday, as a past week, in a trend and in the cohort.
  @Test func aPastWeekStaysAsItIs() throws {
    var kept = 0
    for sunday in DiaryWalkTests.days where sunday.weekday == 6 {
      let (monday, next) = (sunday - 6, sunday + 1)
      let week = try document(["week", "\(monday)"], next)
      let tally = week["total"] as? Object ?? [:]
      #expect(number(tally, "open") == 0 && week["closed"] as? Bool == true)
      let trend = list(try document(["week", "\(monday)", "--last", "1"], next), "weeks")
      #expect(NSArray(array: trend) == [week] as NSArray)
      kept += tally["consistent"] as? Bool == true ? 1 : 0
      let cohort = try document(["cohort"], next)
      let person = try #require(list(cohort, "users").first)
      #expect(cohort["week"] as? String == week["week"] as? String)
      #expect(NSDictionary(dictionary: tally) == person["tally"] as? NSDictionary, "\(monday)")
      #expect(number(person, "consistentWeeks") == kept, "\(monday)")
      // Streaks are those of today, so a past week does not show them.
      #expect(try !text(["week", "\(monday)", "--all"], next).contains("in a row"))
      #expect(try text(["week", "--all"], sunday).contains("in a row"))
    }
    #expect(kept > 0 && kept < 14)
  }

  @Test func todayAndMilestonesAgree() throws {
    for day in DiaryWalkTests.days {
      let today = try document(["today"], day)
      let milestones = list(try document(["milestones"], day), "milestones")
      let words = try text(["milestones"], day)
      let invites = today["invites"] as? [String] ?? []
      #expect(invites.contains("rate") == words.contains("A rating now"), "\(day)")
      #expect(invites.contains("photo") == words.contains("A photo now"), "\(day)")
      let week = try document(["week"], day)
      for milestone in milestones {
        let state = milestone["state"] as? String ?? ""
        let window = milestone["window"] as? [Int] ?? []
        let credited = number(milestone, "credited")
        let inside = credited >= window[0] && credited <= window[1]
        #expect((state == "window-open") == (inside && milestone["lapsedOn"] is NSNull), "\(day)")
        if let projected = milestone["projectedOpenOn"] as? String {
          #expect(state == "building" && projected > "\(day)", "\(day)")
        }
        for key in ["openedOn", "passedOn", "lapsedOn"] {
          if let past = milestone[key] as? String { #expect(past <= "\(day)", "\(day): \(key)") }
        }
        // What a milestone waits for expects nothing in the week.
        let tallies = (week["groups"] as? Object ?? [:]).merging(week["actives"] as? Object ?? [:])
        {
          first, _ in first
        }
        for group in milestone["waitingFor"] as? [String] ?? [] {
          let tally = tallies[group] as? Object
          #expect(tally.map { number($0, "expected") } ?? 0 == 0, "\(day): \(group)")
        }
        for (measure, value) in milestone["ratings"] as? Object ?? [:] {
          // Ratings that are there are told, also when they are not enough.
          let counts = (value as? Object)?["counts"] as? [Int] ?? []
          if counts != [0, 0] {
            #expect(words.lowercased().contains("\(measure) "), "\(day): \(measure)")
          }
        }
      }
      let person = try #require(list(try document(["cohort"], day), "users").first)
      let latest = list(person, "milestones").map {
        "\($0["milestone"] ?? ""): \($0["state"] ?? "")"
      }
      let shown = milestones.map {
        "\($0["active"] as? String ?? $0["milestone"] as? String ?? ""): \($0["state"] ?? "")"
      }
      #expect(Set(latest).isSubset(of: shown), "\(day)")
    }
  }

  @Test func todayAndUsageAgree() throws {
    for day in DiaryWalkTests.days {
      let usage = list(try document(["usage"], day), "products")
      let told = list(try document(["today"], day), "products")
      for product in told {
        let line = try #require(
          usage.first { $0["product"] as? String == product["product"] as? String }, "\(day)")
        for key in ["left", "runsOutOn", "usedUpOn", "expiresOn"] {
          #expect("\(product[key] ?? "")" == "\(line[key] ?? "")", "\(day): \(key)")
        }
      }
      let names = told.compactMap { $0["product"] as? String }
      for line in usage {
        let name = line["product"] as? String ?? ""
        let isSoon = (line["runsOutOn"] as? String).map { $0 <= "\(day + 7)" } ?? false
        let expires = (line["expiresOn"] as? String).map { $0 <= "\(day + 14)" } ?? false
        let isTold = isSoon || expires || line["usedUpOn"] is String
        #expect(names.contains(name) == isTold, "\(day): \(name)")
      }
    }
  }

  /// A day is shown with the entries that the week has for it.
  @Test func dayAndWeekAgree() throws {
    for day in DiaryWalkTests.days where day <= Day(number: 20_233) {
      let week = try document(["week", "\(day)"], DiaryWalkTests.days[97])
      let entries = list(try document(["day", "\(day)"], DiaryWalkTests.days[97]), "entries")
      let statuses = Dictionary(
        uniqueKeysWithValues: entries.map { (name($0), $0["status"] as? String ?? "") })
      for step in list(week, "steps") {
        let state = (step["days"] as? [String] ?? [])[day.weekday]
        if let status = statuses[name(step)] {
          #expect(status == state, "\(day): \(name(step))")
        } else {
          #expect(state != "done" && state != "skipped", "\(day): \(name(step))")
        }
      }
    }
  }
}
