/// The constants of the reports. None is science; each is a choice, with its reason.
public enum Choices {
  /// A week counts as consistent when this share of what was due was done, rounded up to whole
  /// times: 80 %. Choice: the line above which studies of taking medicines commonly speak of good
  /// adherence. Of few it asks for all: 2 of 2, 3 of 3, 4 of 4.
  public static let consistentPercent = 80
}
