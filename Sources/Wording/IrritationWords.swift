import Routine

/// Sentences about signs of irritation.
public enum IrritationWords {
  /// The advice after a sign of irritation was rated `sign`, which is `Policy.irritationSign` or more.
  public static func advice(sign: Int) -> String {
    "A sign of \(sign): \(measures(sign: sign))."
  }

  /// What to do after such a rating, as a clause.
  static func measures(sign: Int) -> String {
    sign >= Policy.severeSign
      ? "pause actives and exfoliants, and see a professional"
      : "consider \(Policy.irritationPause) days without actives and exfoliants"
  }
}
