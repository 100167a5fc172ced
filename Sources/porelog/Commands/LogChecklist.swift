import Calendar
import Reporting
import Routine
import Tracker

/// `porelog log` on a terminal with no step named: a list to tick off.
enum LogChecklist {
  /// Shows the list, and logs its changes when it is saved.
  static func run(_ session: Session, on day: RelativeDay?, slot: Slot?) throws {
    let (report, name, slot, today) = try session.tracker().checklist(
      session.user, on: day, slot: slot)
    var list = Checklist(report, slot: slot, user: name, today: today)
    guard let saved = try show(&list, session) else { return session.say("Nothing was logged.") }
    let changed = saved.filter(\.isChanged)
    if changed.isEmpty { return session.say("Nothing has changed.") }
    let marks = changed.map { row in
      LogNight.Mark(row.key, shown: row.logged, chosen: row.mark, note: row.note)
    }
    try Log.log(LogNight(on: .day(report.day), marks), session)
  }

  /// Shows the list until it is saved or left.
  ///
  /// - Returns: the rows; nil when the list was left without saving.
  private static func show(_ list: inout Checklist, _ session: Session) throws -> [Checklist.Row]? {
    // `keyboard` is released at the end of this function, which restores the terminal. Nothing else may write before
    // that.
    let keyboard = try Keyboard()
    while true {
      let terminal = Terminal.current()
      let style = session.style.resized(to: terminal.columns)
      keyboard.draw(list.lines(style, height: terminal.lines))
      switch list.press(keyboard.next()) {
      case .stay: continue
      case .save: return list.rows
      case .leave: return nil
      case .interrupt: throw Failure(.interrupted, "nothing was logged")
      case .suspend: keyboard.suspend()
      }
    }
  }
}
