import Foundation
import TestSupport
import Testing

/// Other users of the machine cannot open the files of porelog or see what is logged.
@Suite struct PrivacyTests {
  let home: Home
  // The default path of the journal, and a umask that permits everything.
  init() throws { home = try Home(now: "2025-06-04T21:10:00Z", ["PORELOG_DB": ""]) }
  func script(_ text: String) throws -> Finished { try home.script("umask 0; \(text)") }

  @Test func everyFileIsForItsOwnerOnly() throws {
    let made = try script(
      """
      porelog log pm --all --quiet; porelog export out --quiet; porelog backup b.db --quiet
      porelog export --html r.html --quiet; porelog export --ics r.ics --quiet
      porelog restore b.db --quiet; cp '\(fixtures)/journals/version-1.db' old.db; chmod 600 old.db
      porelog --db old.db week > week.txt; porelog --db deep/er/j.db log pm --all --quiet
      (echo 'SELECT count(*) FROM users;'; sleep 1) | sqlite3 .local/share/porelog/porelog.db > count.txt &
      sleep 0.3; porelog note hush --quiet
      find . \\( -name '*.db*' -o -path './out/*' -o -name 'r.*' \\) -type f -perm /077
      find out deep .local/share/porelog -type d -perm /077
      ls .local/share/porelog | tr '\n' ' '; wait
      """)
    #expect(made.errors == "")
    // The WAL and shared-memory files existed during the check of the permissions.
    #expect(
      made.output
        == "porelog.db porelog.db-shm porelog.db-wal porelog.db.before-restore-1749071400 ")
  }

  @Test func nothingIsWrittenThroughADanglingLink() throws {
    let made = try script(
      """
      ln -s elsewhere j.db; porelog --db j.db log pm --all; echo $?
      porelog --db k.db log pm --all --quiet
      ln -s elsewhere b.db; porelog --db k.db backup b.db; echo $?
      ln -s elsewhere r.html; porelog --db k.db export --html r.html; echo $?
      ln -s elsewhere r.ics; porelog --db k.db export --ics r.ics; echo $?
      ls elsewhere
      """)
    #expect(made.output == "66\n73\n73\n73\n")
  }

  /// While a command waits for a lock, its arguments must not be visible in the list of processes.
  @Test func theArgumentsAreNotInTheProcessTitle() throws {
    let made = try script(
      """
      porelog --db j.db log pm --all --quiet
      (echo 'BEGIN IMMEDIATE;'; touch begun; sleep 1; echo 'COMMIT;') | sqlite3 j.db &
      while [ ! -e begun ]; do sleep 0.02; done; sleep 0.1
      porelog --db j.db note 'burning after the retinol' --quiet & child=$!
      sleep 0.4; tr '\\0' ' ' < /proc/$child/cmdline; echo; wait; porelog --db j.db export --table notes | tail -n 1
      """)
    #expect(!made.output.split(separator: "\n")[0].contains("burning"))
    #expect(made.output.contains("me,2025-06-04,burning after the retinol"))
  }

  /// Errors about an entry, a note or a row name the column or line, but do not quote the value.
  @Test func errorsDoNotQuoteNotes() throws {
    let secret = String(repeating: "s3cret", count: 8000)
    let made = try script(
      """
      porelog --db j.db log pm --all --quiet
      porelog --db j.db note '\(secret)'
      printf 'user,day,note\\r\\nme,2025-06-04,"\(secret)"\\r\\n' > notes.csv; porelog --db j.db import notes.csv
      printf 'user,day,slot,step,status,count,note\\r\\nme,2025-06-04,pm,oil-cleanse,done,the s3cret is here,x\\r\\n' > entries.csv; porelog --db j.db import entries.csv
      """)
    #expect(made.errors.split(separator: "\n").count == 3)
    #expect(!made.errors.contains("s3cret"))
  }
}
