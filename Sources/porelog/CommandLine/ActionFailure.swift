import Routine
import SQLite
import Text
import Tracker

extension Failure {
  /// The failure for a refused action: the error's sentence, completed with the option or command that helps.
  init(_ error: ActionError) {
    let sentence = error.sentence
    switch error {
    // Usage errors: something on the command line is missing or repeated.
    case .stepNamedTwice, .ratedTwice: self.init(.usage, sentence)
    case .kindMissing(let key):
      self.init(.usage, "\(key) needs a --kind: it is one of \(Kind.names)")
    case .scheduleMissing(let key):
      self.init(.usage, "\(key) needs a schedule: give --every daily, 2-3/week or mon,thu")
    case .recoveryUnknown: self.init(.usage, "\(sentence): give --recover-until DAY")
    case .noStep(let reference, _) where reference.isSlot: self.init(.usage, sentence)

    case .noUser: self.init(.dataError, "\(sentence): porelog user list shows them")
    case .noUserYet:
      self.init(.dataError, "\(sentence): add one with porelog user add NAME")
    case .endsBeforeStart(let end, let start):
      self.init(
        .dataError, "--to \(end) lies before --from \(start): a span ends after it begins")
    case .pauseEndsBeforeStart: self.init(.dataError, "--to \(sentence)")
    case .stepBeginsLater: self.init(.dataError, "\(sentence) with --from")
    case .noSchedule: self.init(.dataError, "\(sentence): give it one with routine every")
    case .noProduct:
      self.init(.dataError, "\(sentence): porelog product list shows them")
    case .productExists(let name):
      self.init(.dataError, "\(sentence), or product open \(name)")
    case .pauseExists: self.init(.dataError, "\(sentence): porelog pause list shows it")
    case .noPauseBegins, .noProcedure:
      self.init(.dataError, "\(sentence): porelog pause list shows them")
    case .recoveryTooLate: self.init(.dataError, "\(sentence): give --recover-until DAY")
    case .recoveryBeforeProcedure: self.init(.dataError, "--recover-until \(sentence)")
    case .procedureExists:
      self.init(.dataError, "\(sentence): porelog procedure remove takes it out")
    case .noDevice: self.init(.dataError, "\(sentence): porelog device list shows them")
    case .noPhoto: self.init(.dataError, "\(sentence): porelog photo list shows them")
    case .nothingToShow: self.init(.dataError, "\(sentence): porelog log pm --all")
    case .nothingDue: self.init(.dataError, "\(sentence), so there is nothing to remind of")
    case .spanInFuture: self.init(.dataError, "\(sentence): give an earlier --from")
    case .spanTooLong(_, let earliest):
      self.init(.dataError, "\(sentence): give --from \(earliest) or a later day")

    case .dayAhead, .noStep, .ambiguousStep, .stepRemoved, .noActive, .rampNotDue, .nothingLogged,
      .noNote, .notRated, .ambiguousProduct, .notPaused, .ambiguousPhoto, .ambiguousDevice,
      .nothingToUndo,
      .nothingToRedo, .finishedBeforeOpened, .productInUse, .notEnded, .resumedTooEarly:
      self.init(.dataError, sentence)
    }
  }

  /// The failure for a file that is not restored.
  init(_ refused: RestoreJournal.Refused) {
    let source = refused.source.terminalSafe
    switch refused.reason {
    case .missing: self.init(.noInput, "there is no file \(source): check the path")
    case .sameFile:
      self.init(.dataError, "\(source) is the journal itself: name a backup of it")
    case .invalid(let error): self.init(invalid: error, source)
    }
  }

  private init(invalid error: any Error, _ source: String) {
    switch error {
    case Migrator.Refusal.notADatabase, Migrator.Refusal.foreign:
      self.init(
        .dataError, "\(source) is no journal of porelog: name a file that porelog backup made")
    case Migrator.Refusal.unexpectedSchemaObject(let name):
      self.init(
        .dataError,
        "\(source) holds \(quoted(name)), which porelog did not make and which could change what is logged: name another backup"
      )
    case Migrator.Refusal.orphanedLog:
      self.init(.dataError, "\(source) is empty: name a file that porelog backup made")
    case let error as SQLiteError where error.isBusy:
      self.init(
        .dataError,
        "\(source) has changes beside it that are not in it: restore what porelog backup --db \(source) makes of it"
      )
    case let error as SQLiteError:
      switch error.code {
      case .corrupt, .notADatabase:
        self.init(
          .dataError, "\(source) is damaged (\(error.message.prefix(120))): name another backup")
      case .cantOpen:
        self.init(.noInput, "\(source) cannot be read (\(error.message)): name a backup")
      default: self.init(error, journal: source)
      }
    default: self.init(error, journal: source)
    }
  }
}
