import Calendar

/// The constants of the routine and its reports.
///
/// *The guide*, here and in other comments, is the J-beauty guide to the look of enlarged pores that porelog follows.
/// Each constant is a number from the guide or a choice, as its comment says. None is a scientific finding.
public enum Policy {
  /// The default day start, 04:00. Choice: nearly everyone goes to bed before it and gets up after it.
  public static let dayStart = TimeOfDay(minutes: 240)
  /// The latest day start, 06:00. Choice.
  public static let latestDayStart = TimeOfDay(minutes: 360)

  /// Noon, 12:00: from then until the day start, commands suggest the steps of the evening. Choice.
  public static let noon = TimeOfDay(minutes: 720)

  /// How many days recovery takes after the day of a procedure; nil for an unknown kind, for which the user must give
  /// the date. Choice; a date from the clinic takes precedence.
  public static func recoveryDays(after kind: String) -> Int? {
    switch kind.lowercased() {
    case "superficial peel", "superficial-peel": 10
    case "microneedling", "fmr", "fractional microneedling": 7
    case "non-ablative laser", "non-ablative-laser": 7
    default: nil
    }
  }

  /// The default schedule of a new active. The guide: 2 to 3 times a week.
  public static let newActive = Schedule.quota(minimum: 2, maximum: 3)

  /// A week is *kept* when its credit reaches this percentage of what was expected, rounded up to a whole number.
  /// Choice: studies of medication commonly take 80 % as the limit of good adherence.
  ///
  /// When four or fewer are expected, rounding up requires all of them.
  public static let keptPercent = 80

  /// An attempt at the texture milestone lapses after this many days in a row on which no required
  /// step is done. Choice: a gap of two weeks is more than an interruption.
  public static let textureLapse = 14
  /// The same for the milestone of an active. Choice: four weeks, the time in which the skin is
  /// commonly said to renew itself.
  public static let activeLapse = 28
  /// The window of the texture milestone, in credited days. The guide: smoother texture after 2 to 4 weeks.
  public static let textureWindow = 14...28
  /// The window of the milestone of an active, in credited days. The guide: a change from niacinamide or a retinoid
  /// after 8 to 12 weeks.
  public static let activeWindow = 56...84
  /// How many weeks a projection covers, including the running one. Choice: two years.
  public static let projectionWeeks = 104

  /// The number of ratings around the anchor that a comparison needs. Choice: few people rate twice in the first week,
  /// and a report tells that it is one rating.
  public static let baselineRatingsNeeded = 1
  /// The number of ratings in the window that a comparison needs. Choice: a single one may come from an unusual day.
  public static let windowRatingsNeeded = 2
  /// A report invites a rating while a window is open and the last rating is this many days old. Choice: a week.
  public static let ratingInvitationDays = 7
  /// The smallest difference of two medians that counts as a change, on the scale from 0 to 10. Choice.
  public static let ratingChange = 2.0
  /// The days of baseline ratings, relative to the anchor: from a week before it through the first week. Choice.
  public static let ratingBaseline = -7...6
  /// The days of baseline photos, relative to the anchor: from two weeks before it through the first week. Choice.
  public static let photoBaseline = -14...6

  /// The score of a sign of irritation, from 0 to 3, at which a pause is advised. Choice.
  public static let irritationSign = 2
  /// The score of a sign of irritation at which seeing a professional is advised. Choice.
  public static let severeSign = 3
  /// The length in days of the pause that is advised for a sign below `severeSign`. Choice.
  public static let irritationPause = 3
  /// How many minutes a clay mask stays on. From the guide.
  public static let clayMinutes = 10...15
  /// How many minutes a sheet mask stays on. From the guide.
  public static let sheetMinutes = 15...20
  /// How many minutes a mask of `kind` stays on; nil when `kind` is no mask.
  public static func maskMinutes(of kind: Kind) -> ClosedRange<Int>? {
    switch kind {
    case .clayMask: clayMinutes
    case .sheetMask: sheetMinutes
    default: nil
    }
  }
  /// The fewest days from one pore strip to the next. The guide: at most once a week.
  public static let poreStripDays = 7
  /// The levels through which the use of an active is raised. The guide: start at 2 to 3 times a week and raise slowly.
  /// The higher levels are a choice.
  public static let rampLevels: [Schedule] = [
    newActive, .quota(minimum: 3, maximum: 4),
    .quota(minimum: 5, maximum: 7),
  ]
  /// How many closed weeks at a level are needed for the next. Choice.
  public static let rampWeeks = 2
  /// How many days without a sign of irritation (`irritationSign` or more) are needed for the next level. Choice.
  public static let rampSignDays = 7

  /// A person is quiet after this many days without an entry. Choice.
  public static let quietDays = 7

  /// The pace at which a pack is used is that of this many days before its last use. Choice: four weeks.
  public static let forecastDays = 28
  /// How many uses of a pack a forecast needs. The pace is that of at least as many uses, even if they began earlier.
  /// Choice.
  public static let forecastUses = 3
  /// `today` tells of a pack that runs out within this many days. Choice: time to buy another.
  public static let runOutNotice = 7
  /// `today` tells of a product that expires within this many days. Choice.
  public static let expiryNotice = 14
  /// A rate of uses a week needs this many days. Choice: a whole week.
  public static let usageRateDays = 7
  /// The cohort counts a person as keeping most weeks from this part of the counted weeks on: 3 of 4. Choice.
  public static let mostWeeks = (kept: 3, of: 4)
}
