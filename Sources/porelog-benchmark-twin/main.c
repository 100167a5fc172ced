// What porelog-serve does for two requests, in C over the same libraries: a week of a user's entries as JSON, and one
// entry that is logged durably, with its record in the undo history and its identifier. It checks the host and the device
// of a request like the server. It computes no figures.
//
//     porelog-benchmark-twin JOURNAL PORT HOST

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <jansson.h>
#include <microhttpd.h>
#include <signal.h>
#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static sqlite3 *database;
static sqlite3_stmt *find_device, *find_user, *read_week, *find_step, *put_entry, *put_id, *put_change, *trim, *begin, *commit;
static const char *host;
static volatile sig_atomic_t is_ending;

static void end(int number) {
  (void)number;
  is_ending = 1;
}

static sqlite3_stmt *prepare(const char *sql) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK) {
    fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(database));
    exit(70);
  }
  return statement;
}

static sqlite3_int64 first(sqlite3_stmt *statement) {
  sqlite3_int64 value = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
  sqlite3_reset(statement);
  return value;
}

// A text that grows.
struct text {
  char *bytes;
  size_t count, capacity;
};

static void append(struct text *text, const char *bytes, size_t count) {
  if (text->count + count > text->capacity) {
    text->capacity = 2 * (text->count + count);
    text->bytes = realloc(text->bytes, text->capacity);
  }
  memcpy(text->bytes + text->count, bytes, count);
  text->count += count;
}

// Appends a JSON string, or null.
static void append_string(struct text *text, const char *value) {
  if (!value) {
    append(text, "null", 4);
    return;
  }
  append(text, "\"", 1);
  for (; *value; value++) {
    char escaped[8];
    if (*value == '"' || *value == '\\') {
      escaped[0] = '\\';
      escaped[1] = *value;
      append(text, escaped, 2);
    } else if ((unsigned char)*value < 0x20) {
      append(text, escaped, (size_t)snprintf(escaped, sizeof escaped, "\\u%04x", *value));
    } else {
      append(text, value, 1);
    }
  }
  append(text, "\"", 1);
}

static void append_integer(struct text *text, sqlite3_int64 value) {
  char digits[24];
  append(text, digits, (size_t)snprintf(digits, sizeof digits, "%lld", (long long)value));
}

#define LITERAL(text, literal) append(text, literal, sizeof literal - 1)

static enum MHD_Result answer(struct MHD_Connection *connection, unsigned status, struct text *body) {
  struct MHD_Response *response =
      MHD_create_response_from_buffer(body->count, body->bytes, MHD_RESPMEM_MUST_FREE);
  MHD_add_response_header(response, "Content-Type", "application/json");
  MHD_add_response_header(response, "Cache-Control", "no-store");
  enum MHD_Result result = MHD_queue_response(connection, status, response);
  MHD_destroy_response(response);
  return result;
}

// Whether the host is ours and the cookie is that of a device.
static int is_admitted(struct MHD_Connection *connection) {
  const char *named = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Host");
  const char *cookie = MHD_lookup_connection_value(connection, MHD_COOKIE_KIND, "__Host-porelog");
  if (!named || strcmp(named, host) || !cookie) return 0;
  unsigned char hash[32];
  gnutls_hash_fast(GNUTLS_DIG_SHA256, cookie, strlen(cookie), hash);
  sqlite3_bind_blob(find_device, 1, hash, sizeof hash, SQLITE_STATIC);
  return first(find_device) != 0;
}

static sqlite3_int64 user_number(const char *name) {
  sqlite3_bind_text(find_user, 1, name ? name : "", -1, SQLITE_STATIC);
  return first(find_user);
}

// The entries of seven days.
static void week(sqlite3_int64 user, sqlite3_int64 monday, struct text *text) {
  sqlite3_bind_int64(read_week, 1, user);
  sqlite3_bind_int64(read_week, 2, monday);
  sqlite3_bind_int64(read_week, 3, monday + 6);
  LITERAL(text, "{\"entries\":[");
  for (int isFirst = 1; sqlite3_step(read_week) == SQLITE_ROW; isFirst = 0) {
    if (!isFirst) LITERAL(text, ",");
    time_t seconds = (time_t)sqlite3_column_int64(read_week, 0) * 86400;
    struct tm date;
    char day[16];
    gmtime_r(&seconds, &date);
    strftime(day, sizeof day, "%Y-%m-%d", &date);
    LITERAL(text, "{\"day\":");
    append_string(text, day);
    LITERAL(text, ",\"slot\":");
    append_string(text, (const char *)sqlite3_column_text(read_week, 1));
    LITERAL(text, ",\"step\":");
    append_string(text, (const char *)sqlite3_column_text(read_week, 2));
    LITERAL(text, ",\"status\":");
    append_integer(text, sqlite3_column_int64(read_week, 3));
    LITERAL(text, ",\"count\":");
    append_integer(text, sqlite3_column_int64(read_week, 4));
    LITERAL(text, ",\"reason\":");
    append_string(text, (const char *)sqlite3_column_text(read_week, 5));
    LITERAL(text, ",\"note\":");
    append_string(text, (const char *)sqlite3_column_text(read_week, 6));
    LITERAL(text, ",\"loggedAt\":");
    append_integer(text, sqlite3_column_int64(read_week, 7));
    LITERAL(text, "}");
  }
  sqlite3_reset(read_week);
  LITERAL(text, "]}");
}

// Logs {"id": …, "user": …, "day": …, "step": …, "count": …} in one transaction.
static unsigned log_entry(const struct text *body) {
  json_t *json = json_loadb(body->bytes ? body->bytes : "", body->count, JSON_REJECT_DUPLICATES, NULL);
  const char *id, *name, *slot, *slug;
  json_int_t day, count;
  unsigned status = 400;
  if (json && !json_unpack(json, "{s:s,s:s,s:I,s:s,s:s,s:I}", "id", &id, "user", &name, "day", &day, "slot", &slot,
                           "step", &slug, "count", &count)) {
    sqlite3_step(begin);
    sqlite3_reset(begin);
    sqlite3_int64 user = user_number(name);
    sqlite3_bind_int64(find_step, 1, user);
    sqlite3_bind_text(find_step, 2, slot, -1, SQLITE_STATIC);
    sqlite3_bind_text(find_step, 3, slug, -1, SQLITE_STATIC);
    sqlite3_bind_int64(put_entry, 1, user);
    sqlite3_bind_int64(put_entry, 2, day);
    sqlite3_bind_int64(put_entry, 3, first(find_step));
    sqlite3_bind_int64(put_entry, 4, count);
    sqlite3_bind_int64(put_entry, 5, time(NULL));
    sqlite3_bind_int64(put_id, 1, user);
    // The first 16 characters stand for the bytes of the UUID.
    sqlite3_bind_blob(put_id, 2, id, 16, SQLITE_STATIC);
    sqlite3_session *session;
    int bytes = 0;
    void *changes = NULL;
    sqlite3session_create(database, "main", &session);
    sqlite3session_attach(session, NULL);
    int isPut = sqlite3_step(put_entry) == SQLITE_DONE;
    sqlite3_reset(put_entry);
    sqlite3session_changeset(session, &bytes, &changes);
    sqlite3session_delete(session);
    sqlite3_bind_int64(put_change, 1, user);
    sqlite3_bind_int64(put_change, 2, time(NULL));
    sqlite3_bind_blob(put_change, 3, changes, bytes, SQLITE_STATIC);
    isPut = sqlite3_step(put_change) == SQLITE_DONE && isPut;
    sqlite3_reset(put_change);
    sqlite3_free(changes);
    sqlite3_bind_int64(trim, 1, user);
    sqlite3_step(trim);
    sqlite3_reset(trim);
    int isNew = sqlite3_step(put_id) == SQLITE_DONE;
    sqlite3_reset(put_id);
    int isCommitted = sqlite3_step(commit) == SQLITE_DONE;
    sqlite3_reset(commit);
    status = isPut && isNew && isCommitted ? 200 : 500;
  }
  json_decref(json);
  return status;
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *data, size_t *size, void **exchange) {
  (void)context;
  (void)version;
  struct text *body = *exchange;
  if (!body) {
    *exchange = calloc(1, sizeof(struct text));
    return MHD_YES;
  }
  if (*size) {
    append(body, data, *size);
    *size = 0;
    return MHD_YES;
  }
  struct text text = {0};
  unsigned status = 401;
  if (is_admitted(connection)) {
    if (!strcmp(method, "GET") && !strcmp(url, "/week")) {
      const char *name = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "user");
      const char *monday = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "monday");
      week(user_number(name), atoll(monday ? monday : "0"), &text);
      status = 200;
    } else if (!strcmp(method, "POST") && !strcmp(url, "/log")) {
      status = log_entry(body);
      LITERAL(&text, "{}");
    }
  }
  if (!text.bytes) LITERAL(&text, "{}");
  return answer(connection, status, &text);
}

static void completed(void *context, struct MHD_Connection *connection, void **exchange,
                      enum MHD_RequestTerminationCode code) {
  (void)context;
  (void)connection;
  (void)code;
  struct text *body = *exchange;
  if (body) free(body->bytes);
  free(body);
}

int main(int count, char **words) {
  if (count != 4) return 64;
  host = words[3];
  if (sqlite3_open_v2(words[1], &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) return 66;
  sqlite3_exec(database, "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 2000;", NULL, NULL, NULL);
  find_device = prepare("SELECT device FROM devices WHERE token = ?");
  find_user = prepare("SELECT user FROM users WHERE name = ?");
  read_week = prepare(
      "SELECT e.day, s.slot, s.slug, e.status, e.count, e.reason, e.note, e.logged_at FROM entries AS e "
      "JOIN steps AS s ON s.user = e.user AND s.step = e.step WHERE e.user = ? AND e.day BETWEEN ? AND ?");
  find_step = prepare("SELECT step FROM steps WHERE user = ? AND slot = ? AND slug = ?");
  put_entry = prepare("INSERT OR REPLACE INTO entries (user, day, step, status, count, logged_at) VALUES (?, ?, ?, 1, ?, ?)");
  put_id = prepare("INSERT INTO performed (user, action) VALUES (?, ?)");
  put_change = prepare("INSERT INTO history (user, made_at, summary, changeset) VALUES (?, ?, 'log', ?)");
  trim = prepare(
      "DELETE FROM history WHERE user = ?1 AND change <= (SELECT change FROM history WHERE user = ?1 AND undone = 0 "
      "ORDER BY change DESC LIMIT 1 OFFSET 100)");
  begin = prepare("BEGIN IMMEDIATE");
  commit = prepare("COMMIT");
  signal(SIGTERM, end);
  signal(SIGPIPE, SIG_IGN);
  struct MHD_Daemon *daemon = MHD_start_daemon(
      MHD_USE_EPOLL, (uint16_t)atoi(words[2]), NULL, NULL, handle, NULL, MHD_OPTION_CONNECTION_LIMIT, 64,
      MHD_OPTION_CONNECTION_TIMEOUT, 15, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)16384,
      MHD_OPTION_NOTIFY_COMPLETED, completed, NULL, MHD_OPTION_END);
  if (!daemon) return 69;
  while (!is_ending) MHD_run_wait(daemon, 1000);
  MHD_stop_daemon(daemon);
  return 0;
}
