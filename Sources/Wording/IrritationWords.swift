import Routine

/// Sentences about signs of irritation.
public enum IrritationWords {
  /// The advice after a sign of irritation was rated `sign`, which is `Policy.irritationSign` or more.
  public static func advice(sign: Int) -> String {
    sign >= Policy.severeSign
      ? "A sign of \(sign): pause actives and exfoliants, and see a professional."
      : "A sign of \(sign): consider \(Policy.irritationPause) days without actives and exfoliants."
  }
}
