/// The scripts in this folder, oldest first. The build compiles their bytes into the program, and
/// drops the first digit of a name that begins with one.
public let migrationScripts: [(name: String, bytes: [UInt8])] = [
  ("0001_first_journal", PackageResources._001_first_journal_sql),
  ("0002_photo_details", PackageResources._002_photo_details_sql),
]
