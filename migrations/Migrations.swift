/// The scripts in this folder, oldest first. The build embeds their bytes in the program. In the names that it
/// generates, an underscore replaces the first digit.
public let migrationScripts: [(name: String, bytes: [UInt8])] = [
  ("0001_first_journal", PackageResources._001_first_journal_sql),
  ("0002_photo_details", PackageResources._002_photo_details_sql),
  ("0003_second_edition", PackageResources._003_second_edition_sql),
  ("0004_devices", PackageResources._004_devices_sql),
  ("0005_user_keys", PackageResources._005_user_keys_sql),
]
