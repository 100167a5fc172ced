#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "FaultVFS.h"
#include "Shared.h"

enum { Sector = 512 };

// A change to a file since its last sync: a write, or with NULL bytes a truncation to `offset`.
typedef struct Change {
  struct Change *next;
  sqlite3_int64 offset;
  int count;
  unsigned char *bytes;
} Change;

struct PowerImage {
  PowerImage *next;
  char path[512];
  int users;
  unsigned char *bytes;
  sqlite3_int64 size, room;
  Change *changes, **last;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static PowerImage *images;
static char folder[512];
static long n, count, lost, kept;
static int isCut, ignoresSyncs;
static uint64_t dice;

// SplitMix64.
static uint64_t roll(void) {
  uint64_t mixed = (dice += 0x9E3779B97F4A7C15ULL);
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9ULL;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBULL;
  return mixed ^ (mixed >> 31);
}

static int isIn(const char *path) {
  size_t length = strlen(folder);
  return length > 0 && path && strncmp(path, folder, length) == 0;
}

static void resize(PowerImage *image, sqlite3_int64 size) {
  if (size > image->room) {
    sqlite3_int64 room = size * 2;
    image->bytes = realloc(image->bytes, (size_t)room);
    memset(image->bytes + image->room, 0, (size_t)(room - image->room));
    image->room = room;
  }
  if (size < image->size) memset(image->bytes + size, 0, (size_t)(image->size - size));
  image->size = size;
}

static void forget(PowerImage *image) {
  while (image->changes) {
    Change *change = image->changes;
    image->changes = change->next;
    free(change->bytes);
    free(change);
  }
  image->last = &image->changes;
}

static void apply(int file, Change *change, sqlite3_int64 start, int length) {
  if (change->bytes) {
    if (pwrite(file, change->bytes + start, (size_t)length, change->offset + start) < 0) perror("pwrite");
  } else if (ftruncate(file, change->offset) < 0) {
    perror("ftruncate");
  }
}

// Writes the changes since the last sync to the real file: all of them, or at a power cut a random part.
static void settle(PowerImage *image, int isCutting) {
  int file = open(image->path, O_RDWR);
  for (Change *change = image->changes; change && file >= 0; change = change->next) {
    if (!change->bytes) {
      if (!isCutting || roll() & 1) apply(file, change, 0, 0);
      continue;
    }
    for (int start = 0; start < change->count; start += Sector) {
      int length = change->count - start < Sector ? change->count - start : Sector;
      if (isCutting && roll() % 3 == 0) {
        lost++;
        continue;
      }
      if (isCutting) kept++;
      apply(file, change, start, length);
    }
  }
  if (file >= 0) close(file);
  forget(image);
}

// Counts an operation, and cuts the power at the `n`-th. The caller holds the lock.
static int step(void) {
  if (isCut) return SQLITE_IOERR;
  if (n > 0 && ++count == n) {
    isCut = 1;
    for (PowerImage *image = images; image; image = image->next) settle(image, 1);
    return SQLITE_IOERR;
  }
  return SQLITE_OK;
}

static void record(PowerImage *image, sqlite3_int64 offset, int length, const void *bytes) {
  Change *change = calloc(1, sizeof(Change));
  change->offset = offset;
  change->count = length;
  if (bytes) {
    change->bytes = malloc((size_t)length);
    memcpy(change->bytes, bytes, (size_t)length);
  }
  *image->last = change;
  image->last = &change->next;
}

int power_check_open(const char *path) { return isIn(path) && isCut ? SQLITE_CANTOPEN : SQLITE_OK; }

PowerImage *power_open(const char *path, sqlite3_file *real) {
  if (!isIn(path)) return NULL;
  pthread_mutex_lock(&lock);
  PowerImage *image = images;
  while (image && strcmp(image->path, path) != 0) image = image->next;
  if (!image) {
    image = calloc(1, sizeof(PowerImage));
    strncpy(image->path, path, sizeof(image->path) - 1);
    image->last = &image->changes;
    image->next = images;
    images = image;
    sqlite3_int64 size = 0;
    real->pMethods->xFileSize(real, &size);
    resize(image, size);
    if (size > 0) real->pMethods->xRead(real, image->bytes, (int)size, 0);
  }
  image->users++;
  pthread_mutex_unlock(&lock);
  return image;
}

// The image stays, because closing a file does not discard unsynced changes.
void power_close(PowerImage *image) {
  pthread_mutex_lock(&lock);
  image->users--;
  pthread_mutex_unlock(&lock);
}

int power_read(PowerImage *image, void *bytes, int length, sqlite3_int64 offset) {
  pthread_mutex_lock(&lock);
  int result = isCut ? SQLITE_IOERR_READ : SQLITE_OK;
  if (result == SQLITE_OK) {
    sqlite3_int64 there = image->size - offset;
    if (there < 0) there = 0;
    if (there > length) there = length;
    memcpy(bytes, image->bytes + (there > 0 ? offset : 0), (size_t)there);
    if (there < length) {
      memset((char *)bytes + there, 0, (size_t)(length - there));
      result = SQLITE_IOERR_SHORT_READ;
    }
  }
  pthread_mutex_unlock(&lock);
  return result;
}

int power_write(PowerImage *image, const void *bytes, int length, sqlite3_int64 offset) {
  pthread_mutex_lock(&lock);
  int result = isCut ? SQLITE_IOERR_WRITE : SQLITE_OK;
  if (result == SQLITE_OK) {
    // Recorded before the possible cut, because an interrupted write can reach the disk in part.
    record(image, offset, length, bytes);
    if (offset + length > image->size) resize(image, offset + length);
    memcpy(image->bytes + offset, bytes, (size_t)length);
    result = step();
  }
  pthread_mutex_unlock(&lock);
  return result;
}

int power_truncate(PowerImage *image, sqlite3_int64 size) {
  pthread_mutex_lock(&lock);
  int result = isCut ? SQLITE_IOERR_TRUNCATE : SQLITE_OK;
  if (result == SQLITE_OK) {
    record(image, size, 0, NULL);
    resize(image, size);
    result = step();
  }
  pthread_mutex_unlock(&lock);
  return result;
}

int power_sync(PowerImage *image) {
  pthread_mutex_lock(&lock);
  int result = step();
  if (result == SQLITE_OK && !ignoresSyncs) settle(image, 0);
  pthread_mutex_unlock(&lock);
  return result;
}

int power_size(PowerImage *image, sqlite3_int64 *size) {
  *size = image->size;
  return isCut ? SQLITE_IOERR_FSTAT : SQLITE_OK;
}

int power_delete(const char *path) {
  if (!isIn(path)) return SQLITE_OK;
  pthread_mutex_lock(&lock);
  int result = step();
  for (PowerImage **place = &images; result == SQLITE_OK && *place; place = &(*place)->next) {
    PowerImage *image = *place;
    if (strcmp(image->path, path) != 0) continue;
    forget(image);
    resize(image, 0);
    // An open file keeps its image without a path. Opening the path again creates a new image.
    image->path[0] = 0;
    break;
  }
  pthread_mutex_unlock(&lock);
  return result;
}

static void forgetAll(void) {
  while (images) {
    PowerImage *image = images;
    images = image->next;
    forget(image);
    free(image->bytes);
    free(image);
  }
}

void power_arm(const char *where, long turn, uint64_t seed) {
  pthread_mutex_lock(&lock);
  forgetAll();
  strncpy(folder, where, sizeof(folder) - 1);
  n = turn;
  count = 0;
  isCut = 0;
  dice = seed;
  pthread_mutex_unlock(&lock);
}

int power_is_cut(void) { return isCut; }

void power_restore(void) {
  pthread_mutex_lock(&lock);
  // Without a power cut all changes reach the disk.
  for (PowerImage *image = images; image && !isCut; image = image->next)
    if (image->path[0]) settle(image, 0);
  forgetAll();
  folder[0] = 0;
  isCut = 0;
  n = 0;
  pthread_mutex_unlock(&lock);
}

void power_ignore_syncs(int on) { ignoresSyncs = on; }
long power_lost(void) { return lost; }
long power_kept(void) { return kept; }
