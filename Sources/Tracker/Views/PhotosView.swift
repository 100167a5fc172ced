import Files
import Journal
import Routine

extension Tracker {
  /// The photos of `user`, ordered by day, view and hash; none while the journal has no user.
  ///
  /// - Throws: `ActionError.noUser`, `SQLiteError`, `Damaged`.
  public func photos(_ user: UserChoice) throws -> [Photo] {
    try journal.read { try account(user).map { try journal.photos(of: $0.id) } ?? [] }
  }

  /// Compares the files of `photos` with their records in the journal.
  ///
  /// Files that are not in place are searched for under `folder`. The paths of those that are found are stored in the
  /// journal, as one change of `user`.
  ///
  /// - Parameters:
  ///   - photos: photos of `user`.
  ///   - folder: the folder to search; nil searches nowhere.
  ///   - progress: called after each piece that was read, with its number of bytes.
  /// - Returns: each photo with its state, in the order of `photos`.
  /// - Throws: `FileProblem` when `folder` cannot be read; as `perform(_:as:)`.
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
