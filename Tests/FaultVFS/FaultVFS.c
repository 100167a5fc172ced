#include "FaultVFS.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "Shared.h"

// A file of this file system. The file of the real one follows it in memory.
typedef struct {
  sqlite3_file base;
  PowerImage *image; // NULL outside the folder of power_arm()
  int isWatched;     // whether it is in the folder of faults_arm()
} FaultFile;

static sqlite3_vfs *real;
static sqlite3_vfs ours;
static sqlite3_io_methods methods;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static struct {
  char folder[512];
  long n, count, fired;
  FaultKind kind;
  int sticky, swallow;
} state;

static sqlite3_file *behind(sqlite3_file *file) {
  return (sqlite3_file *)((char *)file + sizeof(FaultFile));
}

static int isIn(const char *path, const char *folder) {
  size_t length = strlen(folder);
  return length > 0 && path != NULL && strncmp(path, folder, length) == 0;
}

// Counts an operation that can fail, and returns whether it fails.
static int fails(FaultKind kinds, int isOf) {
  (void)kinds;
  pthread_mutex_lock(&lock);
  int result = 0;
  if (state.folder[0] && isOf) {
    state.count++;
    if (state.n > 0 && (state.count == state.n || (state.sticky && state.count > state.n))) {
      state.fired++;
      result = 1;
    }
  }
  pthread_mutex_unlock(&lock);
  return result;
}

// Whether an operation fails. A full disk affects only writes, and a short read only reads.
static int failing(FaultFile *file, int isRead, int isWrite) {
  if (!file->isWatched) return 0;
  int isOf = state.kind == FaultIOError || (state.kind == FaultFull && isWrite) ||
             (state.kind == FaultShortRead && isRead);
  return fails(state.kind, isOf);
}

static int code(int ioError) {
  if (state.swallow) return SQLITE_OK;
  return state.kind == FaultFull ? SQLITE_FULL : ioError;
}

static int xClose(sqlite3_file *file) {
  FaultFile *ours = (FaultFile *)file;
  if (ours->image) power_close(ours->image);
  return behind(file)->pMethods ? behind(file)->pMethods->xClose(behind(file)) : SQLITE_OK;
}

static int xRead(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
  FaultFile *ours = (FaultFile *)file;
  if (failing(ours, 1, 0)) {
    if (state.kind != FaultShortRead) return code(SQLITE_IOERR_READ);
    // As at the end of the file: the rest must be filled with zeros (https://sqlite.org/c3ref/io_methods.html).
    memset(bytes, 0, (size_t)count);
    return SQLITE_IOERR_SHORT_READ;
  }
  if (ours->image) return power_read(ours->image, bytes, count, offset);
  return behind(file)->pMethods->xRead(behind(file), bytes, count, offset);
}

static int xWrite(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
  FaultFile *ours = (FaultFile *)file;
  if (failing(ours, 0, 1)) return code(SQLITE_IOERR_WRITE);
  if (ours->image) return power_write(ours->image, bytes, count, offset);
  return behind(file)->pMethods->xWrite(behind(file), bytes, count, offset);
}

static int xTruncate(sqlite3_file *file, sqlite3_int64 size) {
  FaultFile *ours = (FaultFile *)file;
  if (failing(ours, 0, 0)) return code(SQLITE_IOERR_TRUNCATE);
  if (ours->image) return power_truncate(ours->image, size);
  return behind(file)->pMethods->xTruncate(behind(file), size);
}

static int xSync(sqlite3_file *file, int flags) {
  FaultFile *ours = (FaultFile *)file;
  if (failing(ours, 0, 0)) return code(SQLITE_IOERR_FSYNC);
  if (ours->image) return power_sync(ours->image);
  return behind(file)->pMethods->xSync(behind(file), flags);
}

static int xFileSize(sqlite3_file *file, sqlite3_int64 *size) {
  FaultFile *ours = (FaultFile *)file;
  if (failing(ours, 0, 0)) return code(SQLITE_IOERR_FSTAT);
  if (ours->image) return power_size(ours->image, size);
  return behind(file)->pMethods->xFileSize(behind(file), size);
}

static int xLock(sqlite3_file *file, int level) {
  if (failing((FaultFile *)file, 0, 0)) return code(SQLITE_IOERR_LOCK);
  return behind(file)->pMethods->xLock(behind(file), level);
}

static int xUnlock(sqlite3_file *file, int level) {
  // Unlocking never fails: a lock that is kept would block the rest of the test.
  return behind(file)->pMethods->xUnlock(behind(file), level);
}

static int xCheckReservedLock(sqlite3_file *file, int *result) {
  if (failing((FaultFile *)file, 0, 0)) return code(SQLITE_IOERR_CHECKRESERVEDLOCK);
  return behind(file)->pMethods->xCheckReservedLock(behind(file), result);
}

static int xFileControl(sqlite3_file *file, int operation, void *argument) {
  // These would change the real file instead of the image.
  if (((FaultFile *)file)->image &&
      (operation == SQLITE_FCNTL_SIZE_HINT || operation == SQLITE_FCNTL_CHUNK_SIZE))
    return SQLITE_OK;
  return behind(file)->pMethods->xFileControl(behind(file), operation, argument);
}

static int xSectorSize(sqlite3_file *file) {
  return behind(file)->pMethods->xSectorSize(behind(file));
}

static int xDeviceCharacteristics(sqlite3_file *file) {
  // No guarantees, such as atomic writes, for a disk whose power may be cut.
  if (((FaultFile *)file)->image) return 0;
  return behind(file)->pMethods->xDeviceCharacteristics(behind(file));
}

static int xShmMap(sqlite3_file *file, int page, int size, int extend, void volatile **memory) {
  if (failing((FaultFile *)file, 0, 0)) return code(SQLITE_IOERR_SHMMAP);
  return behind(file)->pMethods->xShmMap(behind(file), page, size, extend, memory);
}

static int xShmLock(sqlite3_file *file, int offset, int n, int flags) {
  if ((flags & SQLITE_SHM_LOCK) && failing((FaultFile *)file, 0, 0)) return code(SQLITE_IOERR_SHMLOCK);
  return behind(file)->pMethods->xShmLock(behind(file), offset, n, flags);
}

static void xShmBarrier(sqlite3_file *file) { behind(file)->pMethods->xShmBarrier(behind(file)); }

static int xShmUnmap(sqlite3_file *file, int delete) {
  return behind(file)->pMethods->xShmUnmap(behind(file), delete);
}

static int xOpen(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out) {
  (void)vfs;
  FaultFile *ours = (FaultFile *)file;
  memset(ours, 0, sizeof(FaultFile));
  ours->isWatched = isIn(path, state.folder);
  if (failing(ours, 0, 0)) return SQLITE_CANTOPEN;
  int result = power_check_open(path);
  if (result == SQLITE_OK) result = real->xOpen(real, path, behind(file), flags, out);
  if (result != SQLITE_OK) return result;
  ours->image = power_open(path, behind(file));
  file->pMethods = &methods;
  return SQLITE_OK;
}

static int xDelete(sqlite3_vfs *vfs, const char *path, int sync) {
  (void)vfs;
  FaultFile asked = {.isWatched = isIn(path, state.folder)};
  if (failing(&asked, 0, 0)) return code(SQLITE_IOERR_DELETE);
  int result = power_delete(path);
  return result == SQLITE_OK ? real->xDelete(real, path, sync) : result;
}

static int xAccess(sqlite3_vfs *vfs, const char *path, int flags, int *result) {
  (void)vfs;
  FaultFile asked = {.isWatched = isIn(path, state.folder)};
  if (failing(&asked, 0, 0)) return code(SQLITE_IOERR_ACCESS);
  return real->xAccess(real, path, flags, result);
}

static int xFullPathname(sqlite3_vfs *vfs, const char *name, int size, char *path) {
  (void)vfs;
  return real->xFullPathname(real, name, size, path);
}

int faults_install(void) {
  if (real) return SQLITE_OK;
  real = sqlite3_vfs_find(NULL);
  if (!real) return SQLITE_ERROR;
  methods = (sqlite3_io_methods){
      .iVersion = 2, // without xFetch: memory-mapped reads would bypass xRead
      .xClose = xClose,
      .xRead = xRead,
      .xWrite = xWrite,
      .xTruncate = xTruncate,
      .xSync = xSync,
      .xFileSize = xFileSize,
      .xLock = xLock,
      .xUnlock = xUnlock,
      .xCheckReservedLock = xCheckReservedLock,
      .xFileControl = xFileControl,
      .xSectorSize = xSectorSize,
      .xDeviceCharacteristics = xDeviceCharacteristics,
      .xShmMap = xShmMap,
      .xShmLock = xShmLock,
      .xShmBarrier = xShmBarrier,
      .xShmUnmap = xShmUnmap,
  };
  ours = *real;
  ours.zName = "faults";
  ours.szOsFile = (int)sizeof(FaultFile) + real->szOsFile;
  ours.pNext = NULL;
  ours.xOpen = xOpen;
  ours.xDelete = xDelete;
  ours.xAccess = xAccess;
  ours.xFullPathname = xFullPathname;
  return sqlite3_vfs_register(&ours, 1);
}

void faults_arm(const char *folder, long n, FaultKind kind, int sticky) {
  pthread_mutex_lock(&lock);
  int swallow = state.swallow;
  memset(&state, 0, sizeof(state));
  strncpy(state.folder, folder, sizeof(state.folder) - 1);
  state.n = n;
  state.kind = kind;
  state.sticky = sticky;
  state.swallow = swallow;
  pthread_mutex_unlock(&lock);
}

void faults_disarm(void) {
  pthread_mutex_lock(&lock);
  state.folder[0] = 0;
  pthread_mutex_unlock(&lock);
}

long faults_count(void) { return state.count; }
long faults_fired(void) { return state.fired; }
void faults_swallow(int on) { state.swallow = on; }
