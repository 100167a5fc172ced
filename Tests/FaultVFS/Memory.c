#include <sqlite3.h>
#include <stddef.h>

#include "FaultVFS.h"

static sqlite3_mem_methods real;
static long n, count, fired;
static int isSticky;

static int fails(void) {
  count++;
  if (n > 0 && (count == n || (isSticky && count > n))) {
    fired++;
    return 1;
  }
  return 0;
}

static void *allocate(int size) { return fails() ? NULL : real.xMalloc(size); }
static void *reallocate(void *memory, int size) { return fails() ? NULL : real.xRealloc(memory, size); }

int memory_install(void) {
  int result = sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real);
  if (result != SQLITE_OK) return result;
  sqlite3_mem_methods methods = real;
  methods.xMalloc = allocate;
  methods.xRealloc = reallocate;
  return sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
}

void memory_arm(long turn, int sticky) {
  n = turn;
  count = 0;
  fired = 0;
  isSticky = sticky;
}

long memory_count(void) { return count; }
long memory_fired(void) { return fired; }
