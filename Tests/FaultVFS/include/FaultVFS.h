// A fault-injecting file system for SQLite (https://sqlite.org/vfs.html). It forwards to the default file system,
// counts the operations in one folder and makes one of them fail, or simulates a power cut in which unsynced writes
// are lost, torn or reordered.
//
// The state is global to the process. Files outside the folder are not affected.

#ifndef PORELOG_FAULT_VFS_H
#define PORELOG_FAULT_VFS_H

#include <stdint.h>

// How an operation fails.
typedef enum {
  FaultIOError = 0,  // any operation fails with an I/O error
  FaultFull = 1,     // a write fails because the disk is full
  FaultShortRead = 2 // a read returns no bytes, as at the end of a file
} FaultKind;

// Registers it as the default file system. Returns an SQLite result code.
int faults_install(void);

// Makes the `n`-th operation in `folder` from now on fail, counted from 1, and with `sticky` all later ones too.
// If `n` is 0, operations are only counted.
void faults_arm(const char *folder, long n, FaultKind kind, int sticky);

// Stops counting and failing operations.
void faults_disarm(void);

// The number of operations since faults_arm() that the kind of fault applies to.
long faults_count(void);

// The number of operations that failed since faults_arm().
long faults_fired(void);

// If `on`, failing operations return SQLITE_OK, as in a build that ignores errors.
void faults_swallow(int on);

// From now on, writes in `folder` are durable only after a sync, and the power is cut at the `n`-th write, sync,
// truncation or deletion: each unsynced sector is kept or lost at random, and all later operations fail. `seed` is that
// of the random numbers.
void power_arm(const char *folder, long n, uint64_t seed);

// Whether the power was cut.
int power_is_cut(void);

// Ends the simulation. After a power cut the files have what was kept, otherwise all changes.
void power_restore(void);

// If `on`, syncs do nothing, as in a build that does not sync.
void power_ignore_syncs(int on);

// The number of unsynced sectors that were lost and kept in all power cuts so far.
long power_lost(void);
long power_kept(void);

// Installs a memory allocator that can fail. It must be called before any other SQLite function in the process
// (https://sqlite.org/c3ref/config.html). Returns an SQLite result code.
int memory_install(void);

// Makes the `n`-th allocation from now on fail, and with `sticky` all later ones too. If `n` is 0, none fails.
void memory_arm(long n, int sticky);

// The number of allocations since memory_arm(), and of those that failed.
long memory_count(void);
long memory_fired(void);

#endif
