// The work that the benchmark compares porelog's layers with, in plain C over libsqlite3. It is meant to be as fast as
// possible: no mutexes and no memory statistics in SQLite, every statement prepared once, no text copied.

#ifndef PORELOG_CBENCHMARK_H
#define PORELOG_CBENCHMARK_H

extern const char *const benchmark_reason;
extern const char *const benchmark_note;

// An entry of the benchmark's journals. Its contents follow from its index: most entries are done, and some have a note
// or a reason.
typedef struct {
  long long day;
  int step;  // from 1
  int status;
  int count;
  int minutes;         // 0 for none
  const char *reason;  // or NULL
  const char *note;    // or NULL
  long long logged_at;
} benchmark_entry;

// The number of steps logged each day.
enum { benchmark_steps = 7 };

// Makes the entry with an index from 0. The first `benchmark_steps` entries are on `first_day`, which is a number of
// days since 1970-01-01.
benchmark_entry benchmark_make_entry(long long first_day, long long index);

typedef struct {
  int code;        // SQLite's result code, 0 for success
  double seconds;  // the time without opening the file
  long long rows;
  long long sum;  // a checksum of what was read or written, which must equal that of porelog's layers
} benchmark_result;

// The time of a monotonic clock in seconds.
double benchmark_now(void);

// Deletes all entries. Returns SQLite's result code.
int benchmark_clear(const char *path);

// Inserts the entries 0 to `count` - 1 for `user` in one transaction, `times` times. They are deleted between the
// repetitions, which is not timed.
benchmark_result benchmark_insert(const char *path, long long user, long long first_day, long long count,
                                  long long times);

// Reads all entries of the user by day and step, with the names of the steps, `times` times.
benchmark_result benchmark_scan(const char *path, long long user, long long times);

// Reads `times` single weeks of the user, spread over the `weeks` weeks that begin on `first_day`.
benchmark_result benchmark_weeks(const char *path, long long user, long long first_day, long long weeks,
                                 long long times);

// Reads everyone's entries by user, day and step: all columns if `whole`, else only the four that are needed to count
// the entries.
benchmark_result benchmark_everyone(const char *path, int whole);

#endif
