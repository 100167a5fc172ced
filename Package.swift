// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
]

/// Links everything into the program, still at addresses that change from run to run: it starts in half the time that
/// it takes to find and bind libraries. glibc stops such a program at its start when it names a path to look for some.
let standalone: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-static-executable", "-use-ld=lld", "-Xclang-linker", "-static-pie",
      "-Xlinker", "--pack-dyn-relocs=relr",
    ],
    .when(platforms: [.linux], configuration: .release, traits: ["Standalone"]))
]

/// A target of the library, in its folder under `Sources`.
func room(_ name: String, uses dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The tests of one layer, in `Tests/<layer>Tests`.
func tests(of layer: String, uses dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(layer)Tests", dependencies: [.target(name: layer), "TestSupport"] + dependencies,
    swiftSettings: settings)
}

let package = Package(
  name: "porelog",
  products: [.executable(name: "porelog", targets: ["porelog"])],
  traits: [
    .trait(
      name: "Standalone",
      description:
        "a release build that needs no library of the machine; give --disable-local-rpath"
    )
  ],
  targets: [
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3",
      providers: [
        .apt(["libsqlite3-dev"]), .yum(["sqlite-devel"]), .brew(["sqlite"]),
      ]),
    room("SQLite", uses: ["CSQLite"]),
    room("Routine"),
    room("Reporting", uses: ["Routine"]),
    room("Pictures", uses: ["Routine"]),
    .target(
      name: "Migrations", path: "migrations",
      resources: [
        .embedInCode("0001_first_journal.sql"), .embedInCode("0002_photo_details.sql"),
      ],
      swiftSettings: settings),
    room("Journal", uses: ["SQLite", "Routine", "Reporting", "Migrations"]),
    .target(
      name: "Page", dependencies: ["Pictures", "Reporting", "Routine"],
      resources: [.embedInCode("page.css"), .embedInCode("page.js")], swiftSettings: settings),
    room("Interchange", uses: ["Journal", "Page", "Pictures", "Reporting", "Routine", "SQLite"]),
    .executableTarget(
      name: "porelog",
      dependencies: [
        "Interchange", "Journal", "Page", "Pictures", "Reporting", "Routine", "SQLite",
      ],
      swiftSettings: settings, linkerSettings: standalone),
    .target(name: "CBenchmark", dependencies: ["CSQLite"]),
    .executableTarget(
      name: "porelog-benchmark", dependencies: ["CBenchmark", "Journal", "Routine"],
      swiftSettings: settings, linkerSettings: standalone),
    .target(name: "TestSupport", path: "Tests/Support", swiftSettings: settings),
    tests(of: "SQLite"),
    tests(of: "Routine"),
    tests(of: "Reporting", uses: ["Routine"]),
    tests(of: "Pictures", uses: ["Routine"]),
    tests(of: "Page", uses: ["Pictures", "Reporting", "Routine"]),
    tests(of: "Journal", uses: ["Reporting", "Routine", "SQLite"]),
    tests(of: "Interchange", uses: ["Journal", "Reporting", "Routine", "SQLite"]),
    tests(of: "porelog", uses: ["Journal", "Reporting", "Routine"]),
    .target(
      name: "FaultVFS", dependencies: ["CSQLite"], path: "Tests/FaultVFS",
      cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])]),
    .testTarget(
      name: "FaultTests",
      dependencies: ["FaultVFS", "SQLite", "Routine", "TestSupport", "porelog"],
      swiftSettings: settings),
    .testTarget(
      name: "EndToEndTests", dependencies: ["TestSupport", "porelog"], exclude: ["cases"],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)

// The fuzzer brings a main of its own, so it is built by itself: Tests/Fuzz/run.
if Context.environment["PORELOG_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "porelog-fuzz",
      dependencies: ["Interchange", "Journal", "Pictures", "Routine", "SQLite"], path: "Tests/Fuzz",
      exclude: ["run", "corpus.tar.gz"],
      swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]))
}
