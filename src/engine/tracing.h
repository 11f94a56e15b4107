// SPDX-License-Identifier: MIT
/* tracing.h: the trace log (node:trace_events, --trace-event-categories) as C sees it. May be called from any
 * thread. Without categories nothing is written and no file is made. */
#ifndef EDDY_TRACING_H
#define EDDY_TRACING_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The enabled categories, with commas between; "" ends tracing. */
void eddy_trace_set(const char *categories);
/* Where the log goes: ${rotation} and ${pid} are replaced. Before the first event. */
void eddy_trace_pattern(const char *pattern);
/* Metadata of this thread: key "thread_name" or "process_name". */
void eddy_trace_name(const char *key, const char *name);
/* The flag of a group of categories ("node,node.environment"): non-zero while one of them is enabled. */
const uint8_t *eddy_trace_flag(const char *group);
/* An event without arguments: phase 'B', 'E' or 'I'. at_ns is a time of uv_hrtime(), 0 for now. */
void eddy_trace_write(char phase, const uint8_t *flag, const char *name, uint64_t at_ns);
/* Completes the file; for the end of the process. */
void eddy_trace_finish(void);

#ifdef __cplusplus
}
#endif

#endif
