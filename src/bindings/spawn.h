// SPDX-License-Identifier: MIT
/* spawn.h: what process_wrap.c and spawn_sync.c share: reading the options object of spawn(), and starting
 * a child (spawn.c). */
#ifndef EDDY_SPAWN_H
#define EDDY_SPAWN_H

#include "eddy.h"

/* Everything that uv_spawn points to; freed by eddy_spawn_release. */
struct eddy_spawn {
  uv_process_options_t options;
  char *file, *cwd;
  char **args, **env;
  size_t env_borrowed;       /* the first ones of env belong to the process's own environment */
  uv_stdio_container_t *stdio;
};

/* Fills file, args, cwd, env, uid, gid and flags from { file, args, cwd, envPairs, … }; stdio is for the
 * caller. envPairs: the child's environment, or with `ownEnv: true` what it gets besides this process's own.
 * 0 or a negative code. JavaScript has validated it. */
int eddy_spawn_read(napi_env env, napi_value js, struct eddy_spawn *out);
void eddy_spawn_release(struct eddy_spawn *s);

/* Starts the child, for a caller that waits for it by other means than a loop. ends[i]: our end of stdio entry i,
 * -1 if there is none; the caller's to close. pidfd: NULL if none is wanted. 0 or a negative code. */
int eddy_child_launch(struct eddy_spawn *spawn, int *ends, int *pid, int *pidfd);
/* Has this kernel pidfds that can be polled? */
bool eddy_child_pidfds(void);

/* A child process on a loop. Zeroed before; exited is set by the caller, and called once. */
struct eddy_child {
  union { uv_handle_t handle; uv_process_t process; uv_poll_t poll; uv_idle_t nothing; } uv;
  struct eddy_env *env;
  struct eddy_child *next;   /* of env->ended_children */
  int pid, pidfd;
  int how;                   /* as waitpid() tells it */
  bool reaped;
  void (*exited)(struct eddy_child *p, int64_t status, int signal);
};
/* 0 or a negative code. Either way uv.handle is a handle on env's loop, to be closed by the caller; and the pipes are
 * open, those of a child that could not be started at their end. */
int eddy_child_spawn(struct eddy_env *env, struct eddy_child *p, struct eddy_spawn *spawn);
/* Calls exited() of the children that have ended in this turn of the loop: for loop.c, when all I/O has been seen, so that
 * what a child has written last is read before. */
void eddy_children_tell(struct eddy_env *env);
int eddy_child_kill(struct eddy_child *p, int signal);
/* After uv.handle has been closed. */
void eddy_child_release(struct eddy_child *p);
/* "SIGTERM"; NULL for 0 or an unknown number. */
const char *eddy_signal_name(int signal);

#endif
