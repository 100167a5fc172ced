// Jansson, with the macros and inline functions that Swift does not see.
#ifndef CJANSSON_SHIM_H
#define CJANSSON_SHIM_H

#include <jansson.h>

static inline json_type cjansson_type(const json_t *json) { return json_typeof(json); }
static inline void cjansson_release(json_t *json) { json_decref(json); }

#endif
