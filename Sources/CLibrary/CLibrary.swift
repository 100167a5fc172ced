// The one file that names the platform's C library; every other file imports this module. porelog is tried on Linux
// with glibc only: the other two branches compile the same calls, and nobody has run them.

#if canImport(Glibc)
  @_exported import Glibc
#elseif canImport(Musl)
  @_exported import Musl
#else
  @_exported import Darwin
#endif
