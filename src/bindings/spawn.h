// SPDX-License-Identifier: MIT
/* spawn.h: what process_wrap.c and spawn_sync.c share: reading the options object of spawn(). */
#ifndef EDDY_SPAWN_H
#define EDDY_SPAWN_H

#include "eddy.h"

/* Everything that uv_spawn points to; freed by eddy_spawn_release. */
struct eddy_spawn {
  uv_process_options_t options;
  char *file, *cwd;
  char **args, **env;
  uv_stdio_container_t *stdio;
};

/* Fills file, args, cwd, env, uid, gid and flags from { file, args, cwd, envPairs, … }; stdio is for the
 * caller. 0 or a negative code. JavaScript has validated it. */
int eddy_spawn_read(napi_env env, napi_value js, struct eddy_spawn *out);
void eddy_spawn_release(struct eddy_spawn *s);
/* "SIGTERM"; NULL for 0 or an unknown number. */
const char *eddy_signal_name(int signal);

#endif
