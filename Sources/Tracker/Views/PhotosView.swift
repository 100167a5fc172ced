import Files
import Journal
import Routine

extension Tracker {
  /// The photos of `user`, by day, view and hash.
  ///
  /// - Throws: `ActionError.noUser`, `SQLiteError`, `Damaged`.
  public func photos(_ user: UserChoice) throws -> [Photo] {
    try journal.read { try account(user).map { try journal.photos(of: $0.id) } ?? [] }
  }

  /// Compares the files of `photos` with what the journal keeps. What is not in place is searched for in `folder`; what
  /// is found there is kept in the journal, as one change of `user`.
  ///
  /// - Parameter progress: called after each piece with its number of bytes.
  /// - Throws: `FileProblem`, `SQLiteError`, `Damaged`.
  public func check(
    _ photos: [Photo], of user: UserChoice, under folder: String?, progress: (Int) -> Void
  ) throws -> [(photo: Photo, state: PhotoState)] {
    var checked = photos.map { ($0, $0.fileState(progress: progress)) }
    let lost = checked.filter { $0.1 != .present }.map(\.0)
    guard let folder, !lost.isEmpty else { return checked }
    let found = try findPhotos(lost, under: folder)
    try perform(RelocatePhotos(found), as: user)
    for (index, (photo, state)) in checked.enumerated() where state != .present {
      guard let path = found[photo.sha256] else { continue }
      var moved = photo
      moved.file = path
      checked[index] = (moved, .moved)
    }
    return checked
  }
}
