import Foundation
import TestSupport
import Testing

/// What is a person's stays theirs: nobody else can open a file that porelog makes, or read along.
@Suite struct PrivacyTests {
  let home: Home
  // The usual place, and a umask that gives everything to everyone.
  init() throws { home = try Home(now: "2025-06-04T21:10:00Z", ["PORELOG_DB": ""]) }
  func script(_ text: String) throws -> Finished { try home.script("umask 0; \(text)") }

  @Test func everyFileIsForItsOwnerAlone() throws {
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
    // The log and the shared memory were there when it was looked.
    #expect(
      made.output
        == "porelog.db porelog.db-shm porelog.db-wal porelog.db.before-restore-1749071400 ")
  }

  @Test func nothingIsWrittenThroughALinkThatWasLaid() throws {
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

  /// While a call waits for another, its words are not to be seen in the list of processes.
  @Test func theWordsOfACallAreNotInTheProcessTitle() throws {
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

  /// Errors about an entry, a note or a row name the place, and not what was written there.
  @Test func errorsDoNotTellWhatWasWritten() throws {
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
