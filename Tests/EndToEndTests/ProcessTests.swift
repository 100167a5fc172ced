import Foundation
import TestSupport
import Testing

/// Behaviour that takes several processes to observe.
@Suite struct ProcessTests {
  let folder: TemporaryFolder
  let environment: [String: String]

  init() throws {
    folder = try TemporaryFolder()
    environment = ["HOME": folder.path, "PORELOG_NOW": "2025-06-04T21:10:00Z"]
  }

  func call(_ words: [String]) throws -> Finished {
    try start(program, words, environment: environment).finish()
  }

  /// Eight processes log at once, at first to a journal that does not exist yet. All succeed, and no entry is lost.
  @Test func eightProcessesLogAtOnce() throws {
    let steps = [
      "am/cleanse", "am/toner", "am/moisturizer", "am/sunscreen", "pm/oil-cleanse",
      "pm/water-cleanse",
      "pm/niacinamide", "weekly/sheet-mask",
    ]
    for round in 0..<6 {
      let running = try steps.map { step in
        try start(program, ["log", step, "--on", "-\(round)"], environment: environment)
      }
      for (step, process) in zip(steps, running) {
        let finished = process.finish()
        #expect(finished.code == 0, "\(step): \(finished.errors)")
      }
    }
    let rows = try call(["export", "--table", "entries"]).output.split(separator: "\r\n")
    #expect(rows.count == 1 + 6 * steps.count)
    #expect(try call(["user", "list"]).output.split(separator: "\n").count == 1)
    // Each command is one change, and adding the first user is another.
    #expect(
      try call(["undo", "--list", "--json"]).output.components(separatedBy: "{").count - 1
        == 6 * steps.count + 1)
  }

  /// A read transaction sees one snapshot and does not block a writer. Here it ends only after the writer has finished.
  @Test func aReaderKeepsNobodyWaiting() throws {
    _ = try call(["log", "pm", "--all", "--on", "yesterday"])
    let journal = folder.path + "/.local/share/porelog/porelog.db"
    let (begun, ended) = (folder.file("begun"), folder.file("ended"))
    let count = "SELECT count(*) FROM entries;"
    let reader = try start(
      "/bin/sh",
      [
        "-c",
        "(echo 'BEGIN; \(count)'; touch '\(begun)'; while [ ! -e '\(ended)' ]; do sleep 0.05; done; echo '\(count) COMMIT;') | sqlite3 '\(journal)'",
      ], environment: ["PATH": "/usr/bin:/bin"])
    while !FileManager.default.fileExists(atPath: begun) { Thread.sleep(forTimeInterval: 0.02) }
    Thread.sleep(forTimeInterval: 0.2)
    #expect(try call(["log", "am", "--all"]).code == 0)
    try folder.write("", to: "ended")
    #expect(reader.finish().output == "3\n3\n")
    #expect(
      try call(["export", "--table", "entries"]).output.split(separator: "\r\n").count == 8)
  }

  @Test func writingToAFullDeviceIsAnIOError() throws {
    let finished = try start(
      "/bin/sh", ["-c", "'\(program)' help > /dev/full"], environment: environment
    ).finish()
    #expect(finished.code == 74)
    #expect(finished.errors == "porelog: cannot write the output: no space left on device\n")
  }

  /// The output is larger than the buffer of a pipe whose reader exits: SIGPIPE ends the program without a message.
  @Test(.enabled(if: isInstalled("/bin/bash"), "bash is not installed"))
  func aClosedPipeEndsTheProgramSilently() throws {
    _ = try call(["log", "pm", "--all"])
    let finished = try start(
      "/bin/bash",
      ["-c", "'\(program)' week --last 1000 --json | head -c 1; echo \" ${PIPESTATUS[0]}\""],
      environment: environment.merging(["PATH": "/usr/bin:/bin"]) { $1 }
    ).finish()
    #expect(finished.output == "{ 141\n" && finished.errors.isEmpty)
  }
}
