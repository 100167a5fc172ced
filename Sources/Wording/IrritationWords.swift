import Routine

/// What is said about signs of irritation.
public enum IrritationWords {
  /// What to do after a sign was rated `sign`, 2 or more.
  public static func advice(sign: Int) -> String {
    sign >= Policy.severeSign
      ? "A sign of \(sign): pause actives and exfoliants, and see a professional."
      : "A sign of \(sign): consider \(Policy.irritationPause) days without actives and exfoliants."
  }
}
