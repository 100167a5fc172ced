// The work that the benchmark compares porelog's layers with, by hand in plain C over libsqlite3. It is the limit: no
// lock of SQLite's, no statistics of memory, every statement prepared once, no text copied.

#ifndef PORELOG_CBENCHMARK_H
#define PORELOG_CBENCHMARK_H

extern const char *const benchmark_reason;
extern const char *const benchmark_note;

// What an entry of the benchmark's journals holds, made from its place among the others: most evenings are done, some
// have a note or a reason.
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

// Seven steps a day, from `first_day` on.
enum { benchmark_steps = 7 };
benchmark_entry benchmark_make_entry(long long first_day, long long index);

typedef struct {
  int code;        // SQLite's, 0 for success
  double seconds;  // without opening the file
  long long rows;
  long long sum;  // over all that was read: both sides must come to the same
} benchmark_result;

// Seconds of a clock that only goes forward.
double benchmark_now(void);

// Takes out all entries. Answers SQLite's code.
int benchmark_clear(const char *path);

// Inserts the entries 0 to `count` - 1 of `user` in one transaction, `times` over; they are taken out in between, which
// does not count.
benchmark_result benchmark_insert(const char *path, long long user, long long first_day, long long count,
                                  long long times);

// Steps through the user's entries by day and step, with the names of the steps, `times` over.
benchmark_result benchmark_scan(const char *path, long long user, long long times);

// Reads single weeks of the user's, `times` over, all over the `weeks` that there are from `first_day` on.
benchmark_result benchmark_weeks(const char *path, long long user, long long first_day, long long weeks,
                                 long long times);

// Steps through everyone's entries by user, day and step, and reads the columns of each: all if `whole`, else the four
// that it takes to count them.
benchmark_result benchmark_everyone(const char *path, int whole);

#endif
