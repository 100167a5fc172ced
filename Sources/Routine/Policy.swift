import Calendar

/// The constants of the routine and its reports, in one place. None is science: each is a choice, or the
/// guide's own number, and says which.
public enum Policy {
  /// When a day begins unless the user says otherwise: 04:00. Choice: late enough for the last to bed,
  /// early enough for the first to rise.
  public static let dayStart = TimeOfDay(minutes: 240)
  /// The latest that a day may begin: 06:00. Choice.
  public static let latestDayStart = TimeOfDay(minutes: 360)

  /// Noon: 12:00. From here on the evening's steps are suggested, and what is begun leaves the morning alone. Choice.
  public static let noon = TimeOfDay(minutes: 720)

  /// How many days recovery takes after the day itself, by kind of procedure. Policy, to be overruled by
  /// what the clinic says; nil for a kind that is not known, whose date must be given.
  public static func recoveryDays(after kind: String) -> Int? {
    switch kind.lowercased() {
    case "superficial peel", "superficial-peel": 10
    case "microneedling", "fmr", "fractional microneedling": 7
    case "non-ablative laser", "non-ablative-laser": 7
    default: nil
    }
  }

  /// How a new active begins unless it is told otherwise. The guide: 2 to 3 times a week.
  public static let newActive = Schedule.quota(minimum: 2, maximum: 3)

  /// A week counts as consistent when this share of what was due was done, rounded up to whole
  /// times: 80 %. Choice: the line above which studies of taking medicines commonly speak of good
  /// adherence. Of few it asks for all: 2 of 2, 3 of 3, 4 of 4.
  public static let consistentPercent = 80

  /// How many days in a row without any of it end an attempt at the texture milestone. Choice: twice a
  /// week missed is no longer a gap.
  public static let textureLapse = 14
  /// The same of an active. Choice: as long as the skin's own renewal is commonly put at.
  public static let activeLapse = 28
  /// The credited days within which the guide this program follows speaks of smoother texture:
  /// its 2 to 4 weeks.
  public static let textureWindow = 14...28
  /// The credited days within which it speaks of a change from niacinamide or a retinoid: its 8 to
  /// 12 weeks.
  public static let activeWindow = 56...84
  /// How many weeks a projection looks ahead, the running one being the first. Choice: two years.
  public static let projectionWeeks = 104

  /// How many ratings each span needs before they are compared. Choice: one is a mood.
  public static let ratingsNeeded = 2
  /// By how much the medians must differ to be told apart, of 10. Choice.
  public static let ratingChange = 2.0
  /// The days around the anchor whose ratings are the baseline: a week before to the end of the first.
  public static let ratingBaseline = -7...6
  /// The days around the anchor within which a photo is a baseline.
  public static let photoBaseline = -14...6

  /// The score of a sign of irritation from which a pause is advised: 2 of 3. Choice.
  public static let irritationSign = 2
  /// The score from which a professional should see it: 3 of 3. Choice.
  public static let severeSign = 3
  /// How many days of pause a sign of 2 suggests. Choice.
  public static let irritationPause = 3
  /// The minutes for which the guide leaves clay on.
  public static let clayMinutes = 10...15
  /// The minutes for which the guide leaves a sheet mask on.
  public static let sheetMinutes = 15...20
  /// The minutes for which a mask of `kind` stays on; nil for other kinds of step.
  public static func maskMinutes(of kind: Kind) -> ClosedRange<Int>? {
    switch kind {
    case .clayMask: clayMinutes
    case .sheetMask: sheetMinutes
    default: nil
    }
  }
  /// The fewest days between two pore strips: at most once a week, as the guide has it.
  public static let poreStripDays = 7
  /// The levels at which an active is raised: 2-3, 3-4 and 5-7 times a week. The guide: start at 2-3,
  /// raise slowly; the steps above are a choice.
  public static let rampLevels: [Schedule] = [
    newActive, .quota(minimum: 3, maximum: 4),
    .quota(minimum: 5, maximum: 7),
  ]
  /// How many closed weeks at a level come before the next. Choice.
  public static let rampWeeks = 2
  /// How many days without a sign of irritation come before the next level. Choice.
  public static let rampSignDays = 7

  /// How many days without an entry make one gone quiet.
  public static let quietDays = 7

  /// The days whose uses a forecast is made from.
  public static let forecastDays = 28
  /// The uses within them that a forecast needs. Choice: two a week, nearly.
  public static let forecastUses = 7
}
