/* SPDX-License-Identifier: MIT */
/* worker_report.h: the reports of worker threads within that of the thread which has started them: process.report asks, each
 * thread answers as soon as its JavaScript or its loop lets it. */
#ifndef EDDY_WORKER_REPORT_H
#define EDDY_WORKER_REPORT_H

#include "eddy.h"

struct eddy_report_ask;

/* A question for a thread, with the text that lib/internal/process/report.js gets there. Any thread, while `child` cannot go. */
struct eddy_report_ask *eddy_report_ask(struct eddy_env *child, const char *how);
/* Waits for the answer; a string in malloc()'s memory. NULL: the thread has ended, or is in a call that does not return.
 * Frees the question. */
char *eddy_report_wait(struct eddy_report_ask *ask);
/* On the thread that may have been asked, from its loop. */
void eddy_report_answer(struct eddy_env *env);
/* It will not answer any more. */
void eddy_report_refuse(struct eddy_env *env);
/* Calls fn for each worker of this thread that runs; none of them ends meanwhile (worker.c). */
void eddy_workers_each(struct eddy_env *env, void (*fn)(struct eddy_env *child, void *data), void *data);

#endif
