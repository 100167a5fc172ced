import Calendar
import Journal
import Reporting
import Routine
import Tracker
import Wording

extension Pause {
  /// A pause.
  ///
  /// - `scope`: what the pause covers: `all`, a slot, `actives`, a step such as `pm/retinol`, or an active such as `active:retinoid`.
  /// - `from`: the first day.
  /// - `to`: the last day; null for an open-ended pause.
  /// - `reason`: `irritation`, `procedure`, `travel`, `illness` or `other`.
  var json: JSON {
    .object([
      "scope": .string(scope.description), "from": .day(from), "to": .day(to),
      "reason": .string(reason.rawValue),
    ])
  }
}

extension NoteView {
  /// The document of `porelog note` without a text.
  ///
  /// - `day`: the day.
  /// - `note`: the note of the day; null without any.
  public var document: JSON { .object(["day": .day(day), "note": .string(text)]) }
}

extension PausesView {
  /// The document of `porelog pause list`.
  ///
  /// - `pauses`: an array of the pauses, ordered by scope, each as `Pause.json`.
  /// - `procedures`: an array of the procedures, ordered by day and kind. Each has
  ///   - `kind`: the kind of procedure, in the user's words.
  ///   - `day`: the day of the procedure.
  ///   - `recoverUntil`: the last day of recovery; null when it is not known, and then nothing is paused.
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
  /// The document of `porelog routine show`: an array of the steps as of today, in slot, position, slug order. It is
  /// empty while the journal has no user. Each step has
  ///
  /// - `slot`: `am`, `pm` or `weekly`.
  /// - `step`: the name of the step in its slot.
  /// - `position`: the position of the step in its slot, an integer. Steps with the same position are ordered by name.
  /// - `kind`: the kind of the step, a raw value of `Kind`.
  /// - `active`: the active of the step, a raw value of `Active`; null for none.
  /// - `startsOn`: the first day.
  /// - `endsOn`: the last day; null for none.
  /// - `every`: the schedule in force today; null when the step has none.
  /// - `product`: the name of the product in use today; null for none.
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
  /// The document of `porelog routine ramp`.
  ///
  /// - `step`: the step.
  /// - `current`: the schedule in force today.
  /// - `next`: the schedule of the next level; null at the last level.
  /// - `due`: whether the next level is due, true or false.
  /// - `reasons`: an array of the reasons why it is not due, each a clause in English; empty when it is due.
  public var document: JSON {
    .object([
      "step": .string(step.description), "current": .string(report.current.description),
      "next": .string(report.next?.description), "due": .bool(report.isDue),
      "reasons": .strings(report.reasons.map(\.words)),
    ])
  }
}

extension Product {
  /// A product. The document of `porelog product list` is an array of these, ordered by name.
  ///
  /// - `product`: the name.
  /// - `brand`: the brand; null when it is not known.
  /// - `kind`: the kind of step that the product is for, a raw value of `Kind`; null when it is not known.
  /// - `active`: the active, a raw value of `Active`; null for none.
  /// - `strength`: the strength as printed on the product; null when it is not known.
  /// - `openedOn`: the day on which the pack was opened; null when it is not known.
  /// - `paoMonths`: the period after opening in months, an integer; null when it is not known.
  /// - `expiresOn`: the last day of use, as printed on the pack; null when it is not known.
  /// - `finishedOn`: the day on which the pack was used up; null before.
  /// - `usesPerPack`: the number of uses in a pack; null when it is not known.
  public var document: JSON {
    .object([
      "product": .string(name), "brand": .string(brand), "kind": .string(kind?.rawValue),
      "active": .string(active?.rawValue), "strength": .string(strength),
      "openedOn": .day(openedOn), "paoMonths": .integer(paoMonths),
      "expiresOn": .day(expiresOn), "finishedOn": .day(finishedOn),
      "usesPerPack": .integer(usesPerPack),
    ])
  }
}

extension Photo {
  /// A photo.
  ///
  /// - `id`: the ID: the day, the view and the first 8 digits of the hash, such as `2025-06-02/nose/1c974641`.
  /// - `day`: the day that the photo shows.
  /// - `view`: `front`, `left`, `right`, `nose`, `cheeks`, `chin` or `forehead`.
  /// - `tag`: `before`, `progress` or `after`; null for none.
  /// - `light`: the light in which it was taken, in the user's words; null when it is not given.
  /// - `distanceCm`: the distance from which it was taken, in centimetres; null when it is not given.
  /// - `sha256`: the SHA-256 of the file, 64 lower-case hexadecimal digits.
  /// - `bytes`: the size of the file in bytes.
  /// - `width`: the width of the picture as stored, in pixels; null when it is not known.
  /// - `height`: the height of the picture as stored, in pixels; null when it is not known.
  /// - `takenOn`: the day in the metadata of the picture, by the camera's clock; null when it is not known.
  /// - `file`: the path of the file, or its name alone for a photo that was imported without a path.
  /// - `note`: the note on the photo; null without any.
  var document: JSON {
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
  /// The document of `porelog photo list`.
  ///
  /// - `photos`: an array of the photos, ordered by day, view and hash.
  public static func photoList(_ photos: [Photo]) -> JSON {
    .object(["photos": .array(photos.map(\.document))])
  }

  /// The document of `porelog photo check`.
  ///
  /// - `photos`: an array of the photos, ordered by day, view and hash. Each has
  ///   - `id`: the ID of the photo.
  ///   - `state`: `present`, `missing`, `altered`, `unlocated` (only the name of the file is known), `unreadable` or
  ///     `moved` (found under the folder of `--under`).
  ///   - `file`: the path of the file; of a moved photo it is the new one.
  public static func photoCheck(_ checked: [(photo: Photo, state: PhotoState)]) -> JSON {
    let list = checked.map { photo, state in
      JSON.object([
        "id": .string(photo.id), "state": .string(state.rawValue), "file": .string(photo.file),
      ])
    }
    return .object(["photos": .array(list)])
  }
}

extension Account {
  /// The user of a device: an element of `UsersView.document` with `account` in place of `default`.
  ///
  /// - Parameter key: `Journal.key(of:)`, the value of `account`.
  public func document(key: String?) -> JSON {
    .object([
      "account": .string(key), "createdOn": .day(user.createdOn),
      "dayStart": .string(user.dayStart.description), "timeZone": .string(user.timeZone),
      "user": .string(user.name),
    ])
  }
}

extension UsersView {
  /// The document of `porelog user list`: an array of the users, ordered by name. Each user has
  ///
  /// - `user`: the name.
  /// - `timeZone`: the IANA name of the time zone.
  /// - `dayStart`: the day start, a string such as `04:00`.
  /// - `createdOn`: the day on which the user was added.
  /// - `default`: whether the user is the default user, true or false.
  public var document: JSON {
    .array(
      users.map { user in
        .object([
          "user": .string(user.name), "timeZone": .string(user.timeZone),
          "dayStart": .string(user.dayStart.description), "createdOn": .day(user.createdOn),
          "default": .bool(user.name == defaultUser),
        ])
      })
  }
}

extension DevicesView {
  /// The document of `porelog device list`: an array of the devices, in the order in which they were paired. Each has
  ///
  /// - `device`: the number of the device, an integer.
  /// - `name`: its name.
  /// - `kind`: what it is allowed to do: `page`, `cohort` or `feed`.
  /// - `user`: the name of the user whose journal it opens; null for `cohort`.
  /// - `lastSeen`: the day on which it was last seen.
  public var document: JSON {
    .array(
      lines.map { line in
        .object([
          "device": .integer(Int(line.device.number)), "name": .string(line.device.name),
          "kind": .string(line.device.kind.rawValue), "user": .string(line.user),
          "lastSeen": .day(line.seenOn),
        ])
      })
  }
}

extension DevicesView {
  /// The devices of one user, as the device `here` sees them: an array, each as in `document`, with
  ///
  /// - `here`: whether it is the device that asks, true or false.
  ///
  /// The keys `kind` and `user` are left out, and so are calendars.
  public func document(of user: String, seenFrom here: Device) -> JSON {
    .array(
      lines.filter { $0.user == user && $0.device.kind == .page }.map { line in
        .object([
          "device": .integer(Int(line.device.number)), "name": .string(line.device.name),
          "lastSeen": .day(line.seenOn), "here": .bool(line.device.number == here.number),
        ])
      })
  }
}

extension InviteDevice.Invitation {
  /// The document of `porelog device add`.
  ///
  /// - `link`: the address to open on the device.
  /// - `code`: the code to type instead.
  /// - `user`: the name of the user whose journal the device will open; null for `--cohort`.
  /// - `validUntil`: the instant in UTC until which the invitation is valid.
  public func document(link: String, validUntil: Instant) -> JSON {
    .object([
      "link": .string(link), "code": .string(shortCode), "user": .string(user),
      "validUntil": .string(validUntil.description),
    ])
  }
}

extension Change {
  /// The document of `porelog undo`: the change that was undone. The document of `porelog undo --list` is an array of
  /// the changes that can be undone, newest first.
  ///
  /// - `madeAt`: the instant of the change in UTC, a string such as `2025-06-02T20:15:00Z`.
  /// - `summary`: the change in one line.
  public var document: JSON {
    .object(["madeAt": .string(madeAt.description), "summary": .string(summary)])
  }
}
