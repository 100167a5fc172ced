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
    "No. How visible they are can be managed, says the guide, not ended. It names three aims: keep them clean, exfoliate consistently, protect collagen. And four causes: sebum, lost elasticity, sun, and congestion.",
    "",
    "How long does it take?",
    "The guide speaks of \(Policy.textureWindow.inWeeks.words) weeks of consistent cleansing and hydration until the skin feels smoother and less congested, and of \(Policy.activeWindow.inWeeks.words) weeks of steady use until niacinamide or a retinoid shows. porelog counts how steadily you kept at it. Whether anything shows is for your own eyes: rate it, and compare photos.",
    "",
    "Are pore strips bad?",
    "Sparingly, says the guide: at most once a week, with a soothing toner after.",
    "",
    "How do I begin with a new active?",
    "One at a time, at a low concentration, \(nightsAWeek), and raised slowly. Retinoids are not for pregnancy or breastfeeding without a doctor's word.",
    "",
    "Clay and exfoliant, scrub and acid: on one day?",
    "No. The guide puts the clay mask in mid-week, \(Policy.clayMinutes.words) minutes and rinsed before it dries, and the exfoliant at the weekend, with a sheet mask of \(Policy.sheetMinutes.words) minutes after.",
    "",
    "What about treatments in an office?",
    "They come in where a dedicated routine was not enough, with gentle, hydrating care after and sunscreen relentlessly. The guide quotes 13.8 % after one session of fractional microneedling radiofrequency (from a look back at 58 noses), about 25 % in a month for botulinum toxin with hyaluronic acid, and 20 to 30 % over months for care at home, for which it names no source. porelog takes none of these for a target.",
    "",
    "Why is 2 of 3 below \(keptShare)?",
    "\(keptShare) of few is all of them: 2 of 2, 3 of 3, 4 of 4; of 5 it is 4, of 7 it is 6.",
    "",
    "Who can see what I log?",
    "Whoever can read the file on this machine; nobody else. porelog talks to no other machine. user list shows the names of all who keep a journal in the file; reports, undo and export are of one person unless told otherwise.",
  ]

  /// How often a new active is used: `2 to 3 nights a week`.
  private static var nightsAWeek: String {
    Policy.newActive.words.replacing("times", with: "nights")
  }
}
