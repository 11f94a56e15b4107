// SPDX-License-Identifier: MIT
/* loop_alarm.h: --loop-alarm=MS: tells on stderr what blocks a thread's event loop, while it blocks it. A callback of the
 * loop (with the ticks and microtasks after it) that runs for longer has its JavaScript stack printed, once; a second line
 * tells for how long it has run in the end. One thread watches all loops of the process; without the option there is none. */
#ifndef EDDY_LOOP_ALARM_H
#define EDDY_LOOP_ALARM_H

#include "eddy.h"

/* The thread's loop is about to run: it is watched from now on if the option is given. Not before: what a program does
 * while it starts blocks nobody. */
void eddy_loop_alarm_start(struct eddy_env *env);
void eddy_loop_alarm_release(struct eddy_env *env);

/* The loop enters JavaScript, and leaves it; the outermost call. */
void eddy_loop_alarm_enter(struct eddy_loop_alarm *alarm);
void eddy_loop_alarm_leave(struct eddy_loop_alarm *alarm);
/* The callback stands still for a reason that is not its own, a debugger's pause; afterwards it counts anew. alarm: may be NULL. */
void eddy_loop_alarm_pause(struct eddy_loop_alarm *alarm, bool paused);

#endif
