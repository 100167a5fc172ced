// A file system for SQLite that fails on purpose, for tests: it passes through to the real one
// (https://sqlite.org/vfs.html), counts what is done in one folder, and makes one of these operations fail; or it
// cuts the power, so that what was not synced may be lost, torn or out of order.
//
// There is one of it in a process, for one sweep at a time. Files outside the folder are not touched.

#ifndef PORELOG_FAULT_VFS_H
#define PORELOG_FAULT_VFS_H

#include <stdint.h>

// What becomes of the operation that fails.
typedef enum {
  FaultIOError = 0,  // it fails, as with a broken disk
  FaultFull = 1,     // a write finds no room; others pass
  FaultShortRead = 2 // a read finds less than there was; others pass
} FaultKind;

// Makes it the default file system. Returns a SQLite result code.
int faults_install(void);

// From now on the `n`-th operation in `folder`, from 1, fails, and with `sticky` every one after it as well.
// With `n` 0 nothing fails and operations are counted.
void faults_arm(const char *folder, long n, FaultKind kind, int sticky);

// Nothing fails any more.
void faults_disarm(void);

// How many operations there were since it was armed, of those that the kind can make fail.
long faults_count(void);

// How many of them failed.
long faults_fired(void);

// Makes the failing operation say that it succeeded: a build that swallows errors.
void faults_swallow(int on);

// From now on what is written in `folder` is durable only with a sync, and at the `n`-th write, sync, truncation or deletion the
// power is cut: of what was not synced each sector is kept or lost, by `seed`, and every operation after fails.
void power_arm(const char *folder, long n, uint64_t seed);

// Whether the power was cut.
int power_is_cut(void);

// The power comes back: what is on disk is what was kept.
void power_restore(void);

// Makes syncs do nothing: a disk, or a build, that does not sync.
void power_ignore_syncs(int on);

// How many unsynced sectors were lost at the cuts so far, and how many were kept.
long power_lost(void);
long power_kept(void);

// Replaces SQLite's memory by one that runs out. Call it before anything else of SQLite is called in the
// process. Returns a SQLite result code.
int memory_install(void);

// The `n`-th allocation from now on fails, and with `sticky` every one after it; with 0 none.
void memory_arm(long n, int sticky);

// How many allocations there were since it was armed, and how many failed.
long memory_count(void);
long memory_fired(void);

#endif
