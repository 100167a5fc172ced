import Calendar
import Routine
import TestSupport
import Testing

@testable import Reporting

/// Compares packs, photo pairs, levels and cautions with the naive implementation, on random input.
@Suite struct EvidenceComparisonTests {
  @Test func packsMatchTheNaivePacks() {
    var seen: [Int] = [0, 0, 0]
    for seed in 1...ComparisonTests.count * 5 {
      var random = SplitMix64(seed: seed)
      let today = Int.random(in: 20_000...20_060, using: &random)
      func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
      let every = Int.random(in: 1...12, using: &random)
      let uses = (19_990...20_070).filter { _ in Int.random(in: 0..<every, using: &random) == 0 }
        .flatMap { chance(20) ? [$0, $0] : [$0] }
      let opened = chance(90) ? Int.random(in: 19_980...20_050, using: &random) : nil
      let size = chance(90) ? Int.random(in: 1...40, using: &random) : nil
      let finished = chance(20) ? Int.random(in: 20_000...20_070, using: &random) : nil
      var product = Product(name: "a")
      product.openedOn = opened.map { Day(number: $0) }
      product.usesPerPack = size
      product.finishedOn = finished.map { Day(number: $0) }
      let ours = Pack(of: product, uses: uses.map { Day(number: $0) }, today: Day(number: today))
      let theirs = NaiveEvidence.pack(
        opened: opened, size: size, finished: finished, uses: uses, today: today)
      let compared = NaiveEvidence.Pack(
        left: ours.left, usedUpOn: ours.usedUpOn?.number, runsOutOn: ours.runsOutOn?.number)
      guard compared == theirs else {
        Issue.record(
          "seed \(seed): \(compared), naively \(theirs); \(product), today \(today), \(uses)")
        return
      }
      seen[0] += theirs.runsOutOn == nil ? 0 : 1
      seen[1] += theirs.usedUpOn == nil ? 0 : 1
      seen[2] += theirs.left == nil ? 0 : 1
    }
    #expect(!seen.contains(0), "\(seen)")
  }

  @Test func pairsMatchTheNaivePairs() {
    let anchor = Day(number: 20_241)
    var pairs = 0
    for seed in 1...ComparisonTests.count {
      var random = SplitMix64(seed: seed)
      var attempt = Attempt(.texture, number: 1, anchor: anchor)
      let today = anchor + Int.random(in: 0...60, using: &random)
      if today >= anchor + 21, Bool.random(using: &random) {
        (attempt.credited, attempt.openedOn) = (14, anchor + 21)
        if today >= anchor + 42, Bool.random(using: &random) { attempt.passedOn = anchor + 42 }
      }
      let views: [PhotoView] = [.front, .nose, .cheeks]
      let photos = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        let isEarly = Bool.random(using: &random)
        var photo = Photo(
          day: anchor + Int.random(in: isEarly ? -16...8 : 18...45, using: &random),
          view: random.pick(views),
          sha256: String(repeating: random.pick(["a", "b", "c"]), count: 64), bytes: 1, file: "x")
        photo.tag = random.pick([nil, nil, .before, .after, .progress])
        photo.light = random.pick([nil, "window", "window", "lamp"])
        photo.distance = random.pick([nil, 30, 30, 40])
        return photo
      }
      let ours = PhotoPair(among: photos, attempt, today)
      let theirs = NaiveEvidence.pair(
        photos, anchor: anchor, window: attempt.windowDays(on: today), today: today)
      guard ours.before == theirs.before, ours.after == theirs.after,
        ours.isMatched == theirs.isMatched
      else {
        Issue.record("seed \(seed): \(ours), naively \(theirs)")
        return
      }
      pairs += theirs.isMatched == nil ? 0 : 1
    }
    #expect(pairs > 0)
  }

  @Test func levelsMatchTheNaiveLevels() {
    var due = 0
    for seed in 1...ComparisonTests.count {
      let journal = SmallJournal.random(seed: seed &* 17)
      let (diary, naive) = (journal.diary, NaiveReport(journal: journal))
      for index in journal.steps.indices {
        let schedule = naive.schedule(index, journal.today.number)
        guard let report = RampReport(of: index, in: diary, ratings: [], today: journal.today)
        else {
          #expect(schedule == nil)
          continue
        }
        let weeks = NaiveEvidence.weeks(naive, index)
        let level = schedule.map(NaiveEvidence.level) ?? 0
        let isDue =
          level < 3 && naive.lives(index, journal.today.number) && weeks.count >= 2
          && weeks.prefix(2).allSatisfy { $0 == true }
        #expect(report.isDue == isDue, "seed \(seed), step \(index): \(weeks)\n\(journal)")
        #expect(report.next == (level < 3 ? Policy.rampLevels[level] : nil))
        due += isDue ? 1 : 0
      }
    }
    #expect(due > 0)
  }

  @Test func cautionsMatchTheNaiveCautions() {
    let codes: Set<Caution.Code> = [.overMax, .activeTwoDaysRunning, .doneDuringPause]
    var counts: [Caution.Code: Int] = [:]
    for seed in 1...ComparisonTests.count {
      let journal = SmallJournal.random(seed: seed &* 13)
      let logged = journal.loggedDays.filter { $0.status == .done }
      let input = ReportInput(
        diary: journal.diary,
        uses: logged.map { Use(day: $0.day, step: $0.step) }.sorted {
          ($0.day, $0.step) < ($1.day, $1.step)
        }, pauses: journal.pauses, procedures: journal.procedures)
      let found = input.cautions(
        from: journal.today - 200, through: journal.today + 9, today: journal.today
      ).filter { codes.contains($0.code) }
      let ours = Set(found.map { "\($0.day) \($0.code.rawValue) \($0.step?.description ?? "")" })
      let theirs = NaiveEvidence.cautions(NaiveReport(journal: journal))
      guard ours == theirs, ours.count == found.count else {
        Issue.record(
          "seed \(seed &* 13): only ours \(ours.subtracting(theirs)), only naive \(theirs.subtracting(ours))\n\(journal)"
        )
        return
      }
      for caution in found { counts[caution.code, default: 0] += 1 }
    }
    for code in codes { #expect((counts[code] ?? 0) > 0, "\(code)") }
  }
}
