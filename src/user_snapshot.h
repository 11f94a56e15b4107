// SPDX-License-Identifier: MIT
/* user_snapshot.h: start-up snapshots of programs (--build-snapshot, --snapshot-blob). */
#ifndef EDDY_USER_SNAPSHOT_H
#define EDDY_USER_SNAPSHOT_H

#include "eddy.h"

/* What the command line asks for: reads --build-snapshot-config, checks that there is an entry point, or makes the
 * file of --snapshot-blob what environments start from. 0, or the exit code after a message on stderr. */
int eddy_user_snapshot_open(void);
/* This process makes a snapshot. */
bool eddy_user_snapshot_building(void);
/* This process has started from a program's snapshot. */
bool eddy_user_snapshot_restored(void);
/* Runs the loop, then the program's serialize callbacks, and writes the heap to the file. Ends the life of `env`.
 * Returns the exit code. */
int eddy_user_snapshot_write(struct eddy_env *env);

#endif
