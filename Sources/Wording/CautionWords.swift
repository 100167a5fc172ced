import Reporting
import Routine

extension Caution {
  /// The caution as one sentence.
  public var message: String {
    let step = step?.description ?? ""
    switch (code, detail) {
    case (.clayAndExfoliant, .other(let other)):
      return "\(step) and \(other) on one day: keep them days apart."
    case (.scrubAndAcid, .other(let acid)):
      return "\(step) and \(acid) on one day: one of them is enough."
    case (.retinoidAndAcid, .other(let acid)):
      return "\(step) and \(acid) in one night: take turns."
    case (.poreStripTooSoon, .days(0)):
      return "\(step) is the second pore strip on one day: one a week is enough."
    case (.activeTwoDaysRunning, _):
      return "\(step) on two days running: it is meant for every other day at most."
    case (.poreStripTooSoon, .days(let days)):
      return
        "\(step) \(counted(days, "day")) after the last: leave \(Policy.poreStripDays) between."
    case (.poreStripWithoutToner, _):
      return "\(step) without a toner that day: soothe after a strip."
    case (.maskTooLong, .minutes(let minutes, let kind)),
      (.maskTooShort, .minutes(let minutes, let kind)):
      let range = Policy.maskMinutes(of: kind).map { "\($0.lowerBound) to \($0.upperBound)" } ?? ""
      return "\(step) for \(counted(minutes, "minute")): \(range) minutes are meant."
    case (.noHydration, _):
      return
        "\(step) and nothing hydrating that day: a sheet mask, toner or moisturizer follows."
    case (.sunscreenMissed, .other(let active)):
      return
        "\(step) left out on the day after \(active): it is the one step never to skip."
    case (.waterWithoutOil, _):
      return
        "\(step) without the oil cleanse before it: the double cleanse begins with the oil."
    case (.doneDuringPause, _):
      return "\(step) was done during a recovery or a pause for the skin: let it rest."
    case (.overMax, .times(let times, let maximum)):
      return "\(step) on \(times) days this week: at most \(maximum) are meant."
    case (.productExpired, .product(let name, let expiresOn)):
      return "\(name) was used after it expired on \(expiresOn)."
    case (.rampJump, .schedule(let schedule, isFirst: true)):
      return "\(step) begins at \(schedule): an active begins at \(Policy.newActive)."
    case (.rampJump, .schedule(let schedule, isFirst: false)):
      return
        "\(step) goes to \(schedule) at once: one level at a time, \(RampWords.levels) a week."
    case (.irritation, .sign(let sign, let score)):
      return "\(sign.rawValue) was rated \(score): \(IrritationWords.measures(sign: score))."
    case (.noBaselinePhoto, .milestone(let milestone, let anchor)):
      return
        "the milestone \(milestone.name), begun on \(anchor), has no photo from its beginning to compare with."
    case (.retinoidNotice, _):
      return
        "\(step) is a retinoid: not in pregnancy or while breastfeeding without a doctor's word."
    default:
      return code.rawValue
    }
  }
}
