// sqlite3.h, and functions for the parts of it that Swift cannot import.

#ifndef PORELOG_CSQLITE_SHIM_H
#define PORELOG_CSQLITE_SHIM_H

// sqlite3.h declares the session extension only where both are defined (https://sqlite.org/sessionintro.html).
#ifndef SQLITE_ENABLE_SESSION
#define SQLITE_ENABLE_SESSION 1
#endif
#ifndef SQLITE_ENABLE_PREUPDATE_HOOK
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#endif

#include <sqlite3.h>

// SQLITE_TRANSIENT is a cast of -1 to a function pointer, which Swift does not import.
static inline int csqlite_bind_text(sqlite3_stmt *statement, int index, const char *text, int bytes) {
  return sqlite3_bind_text(statement, index, text, bytes, SQLITE_TRANSIENT);
}

static inline int csqlite_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int count) {
  return sqlite3_bind_blob(statement, index, bytes, count, SQLITE_TRANSIENT);
}

// sqlite3_db_config is variadic, which Swift does not import. `effective` receives the setting after the call; it shows
// whether this build of SQLite knows the option.
static inline int csqlite_configure(sqlite3 *database, int option, int on, int *effective) {
  return sqlite3_db_config(database, option, on, effective);
}

// sqlite3_config is variadic as well.
static inline int csqlite_keep_memory_statistics(int on) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, on);
}

#endif
