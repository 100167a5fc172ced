// The interface between FaultVFS.c and Power.c.

#ifndef PORELOG_FAULT_SHARED_H
#define PORELOG_FAULT_SHARED_H

#include <sqlite3.h>

// The content of a file as programs see it, and the changes that are not synced.
typedef struct PowerImage PowerImage;

// SQLITE_CANTOPEN if the power is cut and `path` is in the folder of power_arm(); else SQLITE_OK.
int power_check_open(const char *path);
// The image of the file at `path`, read through `real`; NULL outside the folder of power_arm().
PowerImage *power_open(const char *path, sqlite3_file *real);
void power_close(PowerImage *image);
int power_read(PowerImage *image, void *bytes, int count, sqlite3_int64 offset);
int power_write(PowerImage *image, const void *bytes, int count, sqlite3_int64 offset);
int power_truncate(PowerImage *image, sqlite3_int64 size);
int power_sync(PowerImage *image);
int power_size(PowerImage *image, sqlite3_int64 *size);
int power_delete(const char *path);

#endif
