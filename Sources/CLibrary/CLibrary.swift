// The only file that imports the platform's C library; every other file imports this module.
// porelog is tested on Linux with glibc only. The other two branches offer the same functions, but
// have never been run.

#if canImport(Glibc)
  @_exported import Glibc
#elseif canImport(Musl)
  @_exported import Musl
#else
  @_exported import Darwin
#endif
