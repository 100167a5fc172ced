import Calendar
import Reporting
import Routine

extension Caution {
  /// The caution as one sentence: what was found, then what to do instead.
  public var message: String {
    let step = step?.slug.description ?? ""
    switch (code, detail) {
    case (.clayAndExfoliant, .other(let other)):
      return "\(step) and \(other.slug) on one day: leave a day between them."
    case (.scrubAndAcid, .other(let acid)):
      return "\(step) and \(acid.slug) on one day: one of them is enough."
    case (.retinoidAndAcid, .other(let acid)):
      return "\(step) and \(acid.slug) in one night: leave a night between them."
    case (.activeTwoDaysRunning, _):
      return "\(step) on two days in a row: use it every other day at most."
    case (.poreStripTooSoon, .days(0)):
      return "\(step) is the second pore strip of the day: one a week is enough."
    case (.poreStripTooSoon, .days(let days)):
      return
        "\(step) \(counted(days, "day")) after the last pore strip: leave \(Policy.poreStripDays) days between."
    case (.poreStripWithoutToner, _):
      return "\(step) without a toner that day: soothe the skin with one afterwards."
    case (.maskTooLong, .minutes(let minutes, let kind)),
      (.maskTooShort, .minutes(let minutes, let kind)):
      let range = Policy.maskMinutes(of: kind).map { "\($0.lowerBound) to \($0.upperBound)" } ?? ""
      return "\(step) for \(counted(minutes, "minute")): leave it on for \(range) minutes."
    case (.noHydration, _):
      return
        "\(step) with nothing hydrating that day: follow it with a toner, a moisturizer or a sheet mask."
    case (.sunscreenMissed, .other(let active)):
      return
        "\(step) left out on the day after \(active.slug): it is the one step never to skip."
    case (.waterWithoutOil, _):
      return
        "\(step) without the oil cleanse before it: the double cleanse begins with the oil."
    case (.doneDuringPause, _):
      return "\(step) was used on a paused day: let the skin rest."
    case (.overMax, .times(let times, let maximum)):
      return "\(step) on \(counted(times, "day")) this week: at most \(maximum)."
    case (.productExpired, .product(let name, let expiresOn)):
      return "\(name) was used after it expired on \(expiresOn.spoken(on: day)): open a new one."
    case (.rampJump, .schedule(let schedule, isFirst: true)):
      return
        "\(step) begins with \(schedule.words): begin an active with \(Policy.newActive.words)."
    case (.rampJump, .schedule(let schedule, isFirst: false)):
      return
        "\(step) goes to \(schedule.words) at once: go up one level at a time, \(RampWords.levels) a week."
    case (.irritation, .sign(let sign, let score)):
      return "\(sign.rawValue) was rated \(score): \(IrritationWords.measures(sign: score))."
    case (.noBaselinePhoto, .milestone(let milestone, let anchor)):
      return
        "the milestone \(milestone.name), begun on \(anchor.spoken(on: day)), has no photo from its first week to compare with."
    case (.retinoidNotice, _):
      return
        "\(step) is a retinoid: not in pregnancy or while breastfeeding without a doctor's word."
    default:
      return code.rawValue
    }
  }
}
