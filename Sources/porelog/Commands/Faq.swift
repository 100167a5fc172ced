import Routine
import Wording

/// `porelog help faq`: questions about pores with the answers of the guide that porelog follows. The text attributes
/// every claim to the guide.
enum Faq {
  static let lines = [
    "Questions and answers",
    "",
    "These are the answers of the J-beauty guide that porelog follows, in plain words. They are its claims, not porelog's, and no medical advice. Ask a dermatologist about your skin.",
    "",
    "Can enlarged pores be made to go away for good?",
    "No. The guide says that their visibility can be managed, but not ended. It names three aims: keep them clean, exfoliate consistently, protect collagen. And it names four causes: sebum, lost elasticity, sun, and congestion.",
    "",
    "How long does it take?",
    "The guide speaks of \(Policy.textureWindow.inWeeks.words) weeks of consistent cleansing and hydration until the skin feels smoother and less congested, and of \(Policy.activeWindow.inWeeks.words) weeks of steady use until niacinamide or a retinoid shows. porelog counts the days of the weeks that you kept. Whether you see a change is a separate question: rate your skin, and compare photos.",
    "",
    "Are pore strips bad?",
    "The guide says to use them sparingly: at most once a week, with a soothing toner afterwards.",
    "",
    "How do I begin with a new active?",
    "The guide says: add one at a time, begin with a low concentration, \(nightsAWeek), and raise it slowly. It also says that retinoids are not for pregnancy or breastfeeding unless a doctor agrees.",
    "",
    "Can I use clay and an exfoliant, or a scrub and an acid, on the same day?",
    "The guide says no. It puts the clay mask in mid-week, for \(Policy.clayMinutes.words) minutes, rinsed before it dries, and the exfoliant at the weekend, followed by a sheet mask for \(Policy.sheetMinutes.words) minutes.",
    "",
    "What about treatments in an office?",
    "The guide mentions them for cases in which a dedicated routine was not enough, followed by gentle, hydrating care and strict sun protection. It quotes 13.8 % after one session of fractional microneedling radiofrequency (from a look back at 58 noses), about 25 % in a month for botulinum toxin with hyaluronic acid, and 20 to 30 % over months for care at home, for which it names no source. porelog does not use any of these figures as a target.",
    "",
    "Why is 2 of 3 below \(keptShare)?",
    "The number needed for \(keptShare) is rounded up to a whole number. For 4 or fewer it is all of them: 2 of 2, 3 of 3, 4 of 4. Of 5 it is 4, and of 7 it is 6.",
    "",
    "Who can see what I log?",
    "Only someone who can read the file on this machine. porelog does not use the network. user list shows the names of all people in the journal. Reports, undo and export are about one person unless you choose otherwise.",
  ]

  /// How often a new active is used: `2 to 3 nights a week`.
  private static var nightsAWeek: String {
    Policy.newActive.words.replacing("times", with: "nights")
  }
}
