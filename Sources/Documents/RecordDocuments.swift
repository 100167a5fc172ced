import Calendar
import Journal
import Routine
import Tracker

extension Pause {
  var json: JSON {
    .object([
      "scope": .string(scope.description), "from": .day(from), "to": .day(to),
      "reason": .string(reason.rawValue),
    ])
  }
}

extension NoteView {
  /// The document of a day's note.
  public var document: JSON { .object(["day": .day(day), "note": .string(text)]) }
}

extension PausesView {
  /// The document of pauses and procedures.
  public var document: JSON {
    let procedures = procedures.map { procedure in
      JSON.object([
        "kind": .string(procedure.kind), "day": .day(procedure.day),
        "recoverUntil": .day(procedure.recoverUntil),
      ])
    }
    return .object(["pauses": .array(pauses.map(\.json)), "procedures": .array(procedures)])
  }
}

extension RoutineView {
  /// The document of the routine as it is today: an array of steps.
  public var document: JSON {
    .array(
      steps.map { line in
        .object([
          "slot": .string(line.step.key.slot.rawValue),
          "step": .string(line.step.key.slug.description),
          "position": .integer(line.step.position), "kind": .string(line.step.kind.rawValue),
          "active": .string(line.step.active?.rawValue), "startsOn": .day(line.step.firstDay),
          "endsOn": .day(line.step.lastDay),
          "every": .string(line.schedule(on: today)?.description),
          "product": .string(line.product(on: today)),
        ])
      })
  }
}

extension RampView {
  /// The document of an active's levels.
  public var document: JSON {
    .object([
      "step": .string(step.description), "current": .string(report.current.description),
      "next": .string(report.next?.description), "due": .bool(report.isDue),
      "reasons": .strings(report.reasons.map(\.words)),
    ])
  }
}

extension Product {
  /// The document of a product.
  public var document: JSON {
    .object([
      "product": .string(name), "brand": .string(brand), "kind": .string(kind?.rawValue),
      "active": .string(active?.rawValue), "strength": .string(strength),
      "openedOn": .day(openedOn), "paoMonths": .integer(paoMonths),
      "finishedOn": .day(finishedOn), "usesPerPack": .integer(usesPerPack),
    ])
  }
}

extension Photo {
  /// The document of a photo.
  public var document: JSON {
    .object([
      "id": .string(id), "day": .day(day), "view": .string(view.rawValue),
      "tag": .string(tag?.rawValue), "light": .string(light), "distanceCm": .integer(distance),
      "sha256": .string(sha256), "bytes": .integer(bytes), "width": .integer(width),
      "height": .integer(height), "takenOn": .day(takenOn), "file": .string(file),
      "note": .string(note),
    ])
  }
}

extension JSON {
  /// The document of photos and of whether their files are in place.
  public static func photoCheck(_ checked: [(photo: Photo, state: PhotoState)]) -> JSON {
    let list = checked.map { photo, state in
      JSON.object([
        "id": .string(photo.id), "state": .string(state.rawValue), "file": .string(photo.file),
      ])
    }
    return .object(["photos": .array(list)])
  }
}

extension UsersView {
  /// The document of the people: an array.
  public var document: JSON {
    .array(
      users.map { user in
        .object([
          "user": .string(user.name), "timeZone": .string(user.timeZone),
          "dayStart": .string(user.dayStart.description), "createdOn": .day(user.createdOn),
          "default": .bool(user.name == standard),
        ])
      })
  }
}

extension Change {
  /// The document of a change that was or can be undone.
  public var document: JSON {
    .object(["madeAt": .string(madeAt.description), "summary": .string(summary)])
  }
}
