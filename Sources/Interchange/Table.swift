/// A table of our own CSV, one file each. Import reads them in the order in which they stand here, so
/// that what a row refers to is there before it.
public enum Table: String, CaseIterable, Sendable {
  /// People.
  case users
  /// Their products.
  case products
  /// The steps of their routines.
  case steps
  /// When the steps are due.
  case schedules
  /// Which products the steps use.
  case stepProducts = "step_products"
  /// What was logged.
  case entries
  /// What is paused.
  case pauses
  /// What was done in an office.
  case procedures
  /// What was rated.
  case ratings
  /// What was written of a day.
  case notes
  /// Photos, without the pictures.
  case photos
  /// The weekly reports: written, and passed over by import.
  case weeks
  /// The milestones, an attempt a row: written, and passed over by import.
  case milestones
  /// How products were used: written, and passed over by import.
  case usage

  /// The name of its file.
  public var fileName: String { rawValue + ".csv" }

  /// Whether it is made from the others, and so not taken in.
  public var isReport: Bool { [.weeks, .milestones, .usage].contains(self) }

  /// Its columns, in the order in which they are written.
  public var columns: [String] {
    switch self {
    case .users: ["user", "day_start", "time_zone", "created_on"]
    case .products:
      [
        "user", "product", "brand", "kind", "active", "strength", "opened_on", "pao_months",
        "finished_on", "uses_per_pack", "note",
      ]
    case .steps:
      ["user", "slot", "step", "position", "kind", "active", "starts_on", "ends_on"]
    case .schedules: ["user", "slot", "step", "from_day", "every"]
    case .stepProducts: ["user", "slot", "step", "from_day", "product"]
    case .entries:
      [
        "user", "day", "slot", "step", "status", "count", "minutes", "product", "reason", "note",
        "logged_at",
      ]
    case .pauses: ["user", "from_day", "to_day", "scope", "reason"]
    case .procedures: ["user", "day", "kind", "recover_until", "note"]
    case .ratings: ["user", "day", "measure", "score"]
    case .notes: ["user", "day", "note"]
    case .photos:
      [
        "user", "day", "view", "tag", "light", "distance_cm", "sha256", "bytes", "file", "note",
      ]
    case .milestones:
      [
        "user", "milestone", "active", "attempt", "state", "anchor", "window_from", "window_to",
        "credited", "excused", "failed", "neutral", "opened_on", "passed_on", "projected_open_on",
        "lapsed_on",
      ]
        + ["texture", "congestion", "pores", "oiliness"].flatMap { look in
          ["baseline", "window", "change", "verdict"].map { "\(look)_\($0)" }
        } + ["photo_before", "photo_after", "photo_matched", "confounders"]
    case .usage:
      [
        "user", "product", "uses", "uses_per_week", "first_used", "last_used", "expires_on",
        "runs_out_on",
      ]
    case .weeks:
      [
        "user", "week", "from", "to", "closed", "scope", "name", "expected", "credit", "missed",
        "open", "skipped", "unlogged", "needed", "spare_left", "adherence", "consistent",
      ]
    }
  }

  /// The first line of its file.
  public var header: String { columns.joined(separator: ",") }
}
