// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  // A file imports each module whose members it uses, so its imports show what it depends on.
  .enableUpcomingFeature("MemberImportVisibility"),
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

/// A layer of the program, in its folder under `Sources`.
func layer(_ name: String, uses dependencies: [Target.Dependency] = []) -> Target {
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
  products: [
    .executable(name: "porelog", targets: ["porelog"]),
    .executable(name: "porelog-serve", targets: ["porelog-serve"]),
  ],
  traits: [
    .trait(
      name: "Standalone",
      description:
        "a release build that needs no library of the machine; give --disable-local-rpath"
    ),
    .trait(
      name: "QRCode",
      description: "device add draws a QR code on terminals; needs libqrencode-dev"),
  ],
  targets: [
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3",
      providers: [
        .apt(["libsqlite3-dev"]), .yum(["sqlite-devel"]), .brew(["sqlite"]),
      ]),
    .systemLibrary(name: "CQREncode"),
    layer("CLibrary"),
    layer("Text"),
    layer("Digest"),
    layer("Files", uses: ["CLibrary", "Text"]),
    layer("Calendar", uses: ["CLibrary", "Text"]),
    layer("Pictures", uses: ["Calendar", "Text"]),
    layer("SQLite", uses: ["CLibrary", "CSQLite", "Digest"]),
    layer("Routine", uses: ["Calendar", "Text"]),
    layer("Reporting", uses: ["Calendar", "Routine"]),
    layer("Wording", uses: ["Calendar", "Pictures", "Reporting", "Routine", "Text"]),
    .target(
      name: "Migrations", path: "migrations",
      resources: [
        .embedInCode("0001_first_journal.sql"), .embedInCode("0002_photo_details.sql"),
        .embedInCode("0003_second_edition.sql"), .embedInCode("0004_devices.sql"),
        .embedInCode("0005_user_keys.sql"),
      ],
      swiftSettings: settings),
    layer("Journal", uses: ["Calendar", "Files", "Migrations", "Routine", "SQLite", "Text"]),
    layer(
      "Tracker",
      uses: [
        "Calendar", "CLibrary", "Digest", "Files", "Journal", "Pictures", "Reporting", "Routine",
        "SQLite", "Text", "Wording",
      ]),
    layer(
      "Interchange",
      uses: [
        "Calendar", "CLibrary", "Digest", "Files", "Journal", "Reporting", "Routine", "SQLite",
        "Text", "Tracker", "Wording",
      ]),
    layer(
      "Documents",
      uses: [
        "Calendar", "Interchange", "Journal", "Reporting", "Routine", "Tracker", "Wording",
      ]),
    .target(
      name: "Page",
      dependencies: [
        "Calendar", "Digest", "Pictures", "Reporting", "Routine", "Text", "Tracker", "Wording",
      ],
      resources: [.embedInCode("page.css"), .embedInCode("page.js")], swiftSettings: settings),
    .executableTarget(
      name: "porelog",
      dependencies: [
        "Calendar", "CLibrary", "Documents", "Files", "Interchange", "Journal", "Page",
        "Reporting", "Routine", "SQLite", "Text", "Tracker", "Wording",
        .target(name: "CQREncode", condition: .when(traits: ["QRCode"])),
      ],
      swiftSettings: settings, linkerSettings: standalone),
    .systemLibrary(name: "CMicroHTTPD"),
    .systemLibrary(name: "CGnuTLS"),
    .systemLibrary(name: "CJansson"),
    .systemLibrary(name: "CZlib"),
    layer("HTTP", uses: ["CLibrary", "CMicroHTTPD"]),
    .target(
      name: "Web",
      dependencies: [
        "CGnuTLS", "CJansson", "CLibrary", "CZlib", "Calendar", "Digest", "Documents", "Files",
        "HTTP",
        "Interchange", "Journal", "Page", "Pictures", "Reporting", "Routine", "SQLite", "Text",
        "Tracker",
      ],
      resources: [
        "app.js", "checkin.js", "copies.js", "day.js", "days.js", "dom.js", "editing.js",
        "entry.js", "icon.svg",
        "index.html",
        "kept.js",
        "manifest.webmanifest", "milestones.js", "model.js", "openapi.json", "page.css",
        "pairing.js",
        "photos.js", "routine.js", "send.js", "settings.js", "shelf.js", "store.js", "sw.js",
        "toast.js", "tonight.js", "week.js",
      ].map { .embedInCode("Page/\($0)") },
      swiftSettings: settings),
    .executableTarget(
      name: "porelog-serve",
      dependencies: [
        "CLibrary", "Calendar", "Files", "HTTP", "Journal", "SQLite", "Text", "Tracker", "Web",
      ],
      swiftSettings: settings),
    .target(name: "CBenchmark", dependencies: ["CSQLite"]),
    .executableTarget(
      name: "porelog-benchmark-twin",
      linkerSettings: ["gnutls", "jansson", "microhttpd", "sqlite3"].map { .linkedLibrary($0) }),
    .executableTarget(
      name: "porelog-benchmark",
      dependencies: ["Calendar", "CBenchmark", "CLibrary", "Digest", "Journal", "Routine"],
      swiftSettings: settings, linkerSettings: standalone),
    .target(name: "TestSupport", path: "Tests/Support", swiftSettings: settings),
    tests(of: "Text"),
    tests(of: "Digest"),
    tests(of: "Files"),
    tests(of: "Calendar"),
    tests(of: "Pictures", uses: ["Calendar", "Routine"]),
    tests(of: "SQLite"),
    tests(of: "Routine", uses: ["Calendar", "Text"]),
    tests(of: "Reporting", uses: ["Calendar", "Routine"]),
    tests(of: "Wording", uses: ["Calendar", "Pictures", "Reporting", "Routine"]),
    tests(of: "Journal", uses: ["Calendar", "Reporting", "Routine", "SQLite", "Text"]),
    tests(
      of: "Tracker",
      uses: [
        "CSQLite", "Calendar", "Files", "Journal", "Reporting", "Routine", "SQLite", "Text",
      ]),
    tests(
      of: "Interchange",
      uses: ["Calendar", "Journal", "Reporting", "Routine", "SQLite", "Text", "Tracker"]),
    tests(of: "Page"),
    tests(of: "Documents", uses: ["Calendar", "Routine", "Text", "Tracker"]),
    tests(
      of: "Web",
      uses: ["Calendar", "Digest", "Documents", "HTTP", "Journal", "Routine", "Text", "Tracker"]),
    tests(of: "porelog", uses: ["Calendar", "Routine"]),
    .target(
      name: "FaultVFS", dependencies: ["CSQLite"], path: "Tests/FaultVFS",
      cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])]),
    .testTarget(
      name: "FaultTests",
      dependencies: [
        "Calendar", "FaultVFS", "HTTP", "Journal", "Routine", "SQLite", "TestSupport", "Tracker",
        "Web", "porelog",
      ],
      swiftSettings: settings),
    .testTarget(name: "ArchitectureTests", swiftSettings: settings),
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
      dependencies: [
        "Calendar", "CLibrary", "Digest", "Files", "HTTP", "Interchange", "Journal", "Pictures",
        "Routine", "SQLite", "Text", "Tracker", "Web",
      ],
      path: "Tests/Fuzz",
      exclude: ["run", "corpus.tar.gz"],
      swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]))
}
