import Journal
import Reporting
import Routine

/// `porelog log` on a terminal with no step named: a list to tick off.
enum LogChecklist {
  /// Shows the list and logs what it comes to.
  static func run(_ session: Session, slot: Slot?) throws {
    let (report, name, slot) = try read(session, slot)
    var list = Checklist(report, slot: slot, user: name)
    guard let saved = try show(&list, session) else { return session.say("Nothing was logged.") }
    let changed = saved.filter(\.isChanged)
    if changed.isEmpty { return session.say("Nothing has changed.") }
    try Log.log(session, on: report.day) { call in
      for row in changed { try call.add(row) }
    }
  }

  /// What the day asks for; of a newcomer, of the routine that the first log will make.
  private static func read(
    _ session: Session, _ slot: Slot?
  ) throws -> (report: DayReport, user: String, slot: Slot) {
    let journal = try session.journal()
    let account = try session.account()
    let user = try account?.user ?? session.newcomer()
    let today = try session.today(for: user)
    let day = try session.arguments.value("on").map { try parseDay($0, today: today) } ?? today
    guard day <= today else {
      throw Failure(.dataError, "\(day) has not come yet (today is \(today)): log it then")
    }
    let slot = try slot ?? session.slotByTheHour(for: user)
    guard let account else {
      let steps = StarterRoutine.steps(from: day).map { step, schedule in
        StepHistory(
          step: step, schedules: [Version(from: day, value: schedule)], pauses: [], procedures: [])
      }
      let diary = Diary(steps: steps, marks: [])
      return (DayReport(of: diary, day: day, pauses: [], procedures: []), user.name, slot)
    }
    let report = try journal.read {
      DayReport(
        of: try journal.diary(of: account.id, in: Week(of: day)), day: day,
        pauses: try journal.pauses(of: account.id),
        procedures: try journal.procedures(of: account.id))
    }
    return (report, user.name, slot)
  }

  /// Shows the list until it is saved or left; nil when it is left.
  private static func show(_ list: inout Checklist, _ session: Session) throws -> [Checklist.Row]? {
    // The terminal is as it was before anything else is written.
    let keyboard = try Keyboard()
    while true {
      let terminal = Terminal.current()
      let style = session.style.resized(to: terminal.columns)
      keyboard.draw(list.lines(style, height: terminal.lines))
      switch list.press(keyboard.next()) {
      case .goesOn: continue
      case .save: return list.rows
      case .leave: return nil
      }
    }
  }
}
