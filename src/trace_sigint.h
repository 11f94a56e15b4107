// SPDX-License-Identifier: MIT
/* trace_sigint.h: --trace-sigint. */
#ifndef EDDY_TRACE_SIGINT_H
#define EDDY_TRACE_SIGINT_H

#include "eddy.h"

/* From now on SIGINT prints what the main thread, whose environment this is, does, and ends the process. Called by main. */
void eddy_trace_sigint_start(struct eddy_env *env);
/* The main thread's loop has been woken: does so, if that is why. */
void eddy_trace_sigint_woken(struct eddy_env *env);

#endif
