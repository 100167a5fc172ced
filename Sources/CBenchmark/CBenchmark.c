#include "CBenchmark.h"

#include <sqlite3.h>
#include <string.h>
#include <time.h>

double benchmark_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

const char *const benchmark_reason = "tired";
const char *const benchmark_note = "a note, of mine";

benchmark_entry benchmark_make_entry(long long first_day, long long index) {
  // A multiplicative hash, so that consecutive entries have unrelated contents.
  unsigned long long random = (unsigned long long)(index + 1) * 0x9E3779B97F4A7C15ull;
  int part = (int)((random >> 32) % 100);
  benchmark_entry entry = {.day = first_day + index / benchmark_steps,
                           .step = (int)(index % benchmark_steps) + 1,
                           .status = 1,
                           .count = 1};
  entry.logged_at = entry.day * 86400 + 7 * 3600 + (long long)(random >> 48) % 50000;
  if (part < 5) {
    entry.count = 2;
    entry.minutes = 5;
    entry.note = benchmark_note;
  } else if (part < 11) {
    entry.status = 0;
    entry.reason = benchmark_reason;
  } else if (part < 15) {
    entry.status = 2;
  }
  return entry;
}

static int begin(const char *path, sqlite3 **database) {
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  int code = sqlite3_open_v2(path, database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  // SQLite opens the file and reads the schema when the first statement is prepared. Done here, so it is not timed.
  if (code == SQLITE_OK)
    code = sqlite3_exec(*database, "PRAGMA foreign_keys = ON; SELECT 1 FROM users LIMIT 1", NULL, NULL, NULL);
  return code;
}

static int prepare(sqlite3 *database, const char *sql, sqlite3_stmt **statement) {
  return sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL);
}

static void bind_text(sqlite3_stmt *statement, int index, const char *text) {
  if (text) sqlite3_bind_text(statement, index, text, -1, SQLITE_STATIC);
  else sqlite3_bind_null(statement, index);
}

int benchmark_clear(const char *path) {
  sqlite3 *database = NULL;
  int code = begin(path, &database);
  if (code == SQLITE_OK) code = sqlite3_exec(database, "DELETE FROM entries", NULL, NULL, NULL);
  sqlite3_close(database);
  return code;
}

static int insert_all(sqlite3 *database, sqlite3_stmt *statement, long long user, long long first_day,
                      long long count, benchmark_result *result) {
  int code = sqlite3_exec(database, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  if (code != SQLITE_OK) return code;
  for (long long index = 0; index < count; index++) {
    benchmark_entry entry = benchmark_make_entry(first_day, index);
    sqlite3_bind_int64(statement, 1, user);
    sqlite3_bind_int64(statement, 2, entry.day);
    sqlite3_bind_int64(statement, 3, entry.step);
    sqlite3_bind_int64(statement, 4, entry.status);
    sqlite3_bind_int64(statement, 5, entry.count);
    if (entry.minutes) sqlite3_bind_int64(statement, 6, entry.minutes);
    else sqlite3_bind_null(statement, 6);
    bind_text(statement, 7, entry.reason);
    bind_text(statement, 8, entry.note);
    sqlite3_bind_int64(statement, 9, entry.logged_at);
    sqlite3_bind_int64(statement, 10, 0);
    code = sqlite3_step(statement);
    sqlite3_reset(statement);
    if (code != SQLITE_DONE) return code;
    result->rows++;
    result->sum += entry.day + entry.step;
  }
  return sqlite3_exec(database, "COMMIT", NULL, NULL, NULL);
}

benchmark_result benchmark_insert(const char *path, long long user, long long first_day, long long count,
                                  long long times) {
  benchmark_result result = {0};
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;
  if ((result.code = begin(path, &database))) goto end;
  for (long long time = 0; time < times; time++) {
    if (time > 0 && (result.code = benchmark_clear(path))) goto end;
    double start = benchmark_now();
    if (!statement)
      result.code = prepare(database,
                            "INSERT INTO entries (user, day, step, status, count, minutes, product, reason, "
                            "note, logged_at, logged_after) VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?)",
                            &statement);
    if (result.code) goto end;
    if ((result.code = insert_all(database, statement, user, first_day, count, &result))) goto end;
    result.seconds += benchmark_now() - start;
  }
end:
  sqlite3_finalize(statement);
  sqlite3_close(database);
  return result;
}

typedef struct {
  char slot[8];
  char slug[65];
} step_name;

// An entry as a program in C would represent it: with the name of its step, and with pointers to texts, not copies.
typedef struct {
  long long day;
  const step_name *step;
  long long status, count, minutes, product, logged_at, logged_after;
  const unsigned char *reason, *note;
  int reason_bytes, note_bytes;
} entry;

enum { most_steps = 64 };

static int read_names(sqlite3_stmt *names, long long user, step_name *steps) {
  sqlite3_bind_int64(names, 1, user);
  int code;
  while ((code = sqlite3_step(names)) == SQLITE_ROW) {
    long long number = sqlite3_column_int64(names, 0);
    if (number < 0 || number >= most_steps) continue;
    strncpy(steps[number].slot, (const char *)sqlite3_column_text(names, 1), sizeof steps->slot - 1);
    strncpy(steps[number].slug, (const char *)sqlite3_column_text(names, 2), sizeof steps->slug - 1);
  }
  sqlite3_reset(names);
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

static void __attribute__((noinline)) take(const entry *entry, benchmark_result *result) {
  result->rows++;
  result->sum += entry->day + (long long)strlen(entry->step->slug) + entry->status + entry->count +
                 entry->minutes + entry->reason_bytes + entry->note_bytes + entry->logged_at + entry->logged_after;
}

static int read_entries(sqlite3_stmt *statement, const step_name *steps, benchmark_result *result) {
  int code;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
    entry entry;
    entry.day = sqlite3_column_int64(statement, 0);
    entry.step = &steps[sqlite3_column_int64(statement, 1) % most_steps];
    entry.status = sqlite3_column_int64(statement, 2);
    entry.count = sqlite3_column_int64(statement, 3);
    entry.minutes = sqlite3_column_int64(statement, 4);
    entry.product = sqlite3_column_int64(statement, 5);
    entry.reason = sqlite3_column_text(statement, 6);
    entry.reason_bytes = entry.reason ? sqlite3_column_bytes(statement, 6) : 0;
    entry.note = sqlite3_column_text(statement, 7);
    entry.note_bytes = entry.note ? sqlite3_column_bytes(statement, 7) : 0;
    entry.logged_at = sqlite3_column_int64(statement, 8);
    entry.logged_after = sqlite3_column_int64(statement, 9);
    take(&entry, result);
  }
  sqlite3_reset(statement);
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

static const char *names_sql = "SELECT step, slot, slug FROM steps WHERE user = ?";
static const char *entries_sql =
    "SELECT day, step, status, count, minutes, product, reason, note, logged_at, "
    "logged_after FROM entries WHERE user = ? AND day BETWEEN ? AND ? ORDER BY day, step";

// Reads `times` spans of `length` days. Each begins `stride` days after the one before, modulo `days`.
static benchmark_result read_spans(const char *path, long long user, long long first_day, long long days,
                                   long long length, long long stride, long long times) {
  benchmark_result result = {0};
  sqlite3 *database = NULL;
  sqlite3_stmt *names = NULL, *entries = NULL;
  step_name steps[most_steps] = {0};
  if ((result.code = begin(path, &database))) goto end;
  double start = benchmark_now();
  if ((result.code = prepare(database, names_sql, &names))) goto end;
  if ((result.code = prepare(database, entries_sql, &entries))) goto end;
  for (long long time = 0; time < times; time++) {
    long long first = first_day + time * stride % days;
    if ((result.code = read_names(names, user, steps))) goto end;
    sqlite3_bind_int64(entries, 1, user);
    sqlite3_bind_int64(entries, 2, first);
    sqlite3_bind_int64(entries, 3, first + length - 1);
    if ((result.code = read_entries(entries, steps, &result))) goto end;
  }
  result.seconds = benchmark_now() - start;
end:
  sqlite3_finalize(names);
  sqlite3_finalize(entries);
  sqlite3_close(database);
  return result;
}

benchmark_result benchmark_scan(const char *path, long long user, long long times) {
  return read_spans(path, user, -719162, 1, 3652059, 0, times);
}

benchmark_result benchmark_weeks(const char *path, long long user, long long first_day, long long weeks,
                                 long long times) {
  return read_spans(path, user, first_day, weeks * 7, 7, 7 * 7919, times);
}

static int read_counted(sqlite3_stmt *statement, benchmark_result *result) {
  int code;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
    result->rows++;
    result->sum += sqlite3_column_int64(statement, 0) + sqlite3_column_int64(statement, 1) +
                   sqlite3_column_int64(statement, 2) + sqlite3_column_int64(statement, 3);
  }
  return code;
}

static int read_whole(sqlite3_stmt *statement, benchmark_result *result) {
  int code;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
    result->rows++;
    for (int column = 0; column < 7; column++) result->sum += sqlite3_column_int64(statement, column);
    result->sum += sqlite3_column_int64(statement, 9) + sqlite3_column_int64(statement, 10);
    if (sqlite3_column_text(statement, 7)) result->sum += sqlite3_column_bytes(statement, 7);
    if (sqlite3_column_text(statement, 8)) result->sum += sqlite3_column_bytes(statement, 8);
  }
  return code;
}

benchmark_result benchmark_everyone(const char *path, int whole) {
  benchmark_result result = {0};
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;
  if ((result.code = begin(path, &database))) goto end;
  double start = benchmark_now();
  result.code = prepare(database,
                        whole ? "SELECT user, day, step, status, count, minutes, product, reason, note, "
                                "logged_at, logged_after FROM entries ORDER BY user, day, step"
                              : "SELECT user, day, step, status FROM entries ORDER BY user, day, step",
                        &statement);
  if (result.code) goto end;
  int code = whole ? read_whole(statement, &result) : read_counted(statement, &result);
  result.code = code == SQLITE_DONE ? SQLITE_OK : code;
  result.seconds = benchmark_now() - start;
end:
  sqlite3_finalize(statement);
  sqlite3_close(database);
  return result;
}
