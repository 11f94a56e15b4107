// SPDX-License-Identifier: MIT
/* trace.c: what C itself writes to the trace log: the life of the environment (category node.environment) and the
 * milestones of the start (node.bootstrap). */
#include "engine/tracing.h"

#include "eddy.h"
#include "options.h"

/* What of the engine is traced by default, with --trace-events-enabled. */
static const char trace_default[] = "v8,node,node.async_hooks";

void eddy_trace_start(void) {
  const char *categories = eddy_option_text("--trace-event-categories");
  if (!*categories && eddy_option_bool("--trace-events-enabled")) categories = trace_default;
  if (!*categories) return;
  eddy_trace_pattern(eddy_option_text("--trace-event-file-pattern"));
  eddy_trace_set(categories);
}

void eddy_trace_span(char phase, const char *name) {
  static const uint8_t *_Atomic known; /* the same for all threads */
  const uint8_t *flag = atomic_load_explicit(&known, memory_order_acquire);
  if (!flag) {
    flag = eddy_trace_flag("node,node.environment");
    atomic_store_explicit(&known, flag, memory_order_release);
  }
  eddy_trace_write(phase, flag, name, 0);
}

static void trace_milestones(const struct eddy_env *env) {
  static const char *const names[EDDY_MILESTONE_COUNT] = {
    [EDDY_MILESTONE_LOOP_EXIT] = "loopExit",
    [EDDY_MILESTONE_PROCESS] = "nodeStart",
    [EDDY_MILESTONE_ENGINE] = "v8Start",
    [EDDY_MILESTONE_ENVIRONMENT] = "environment",
    [EDDY_MILESTONE_MAIN] = "bootstrapComplete",
  };
  const uint8_t *flag = eddy_trace_flag("node,node.bootstrap");
  for (int i = 0; i < EDDY_MILESTONE_COUNT; i++) {
    if (env->milestones[i] != 0) eddy_trace_write('I', flag, names[i], env->time_origin_ns + env->milestones[i]);
  }
  if (env->loop_start_ns != 0) eddy_trace_write('I', flag, "loopStart", env->time_origin_ns + env->loop_start_ns);
}

void eddy_trace_end(const struct eddy_env *env) {
  const uint8_t *flag = eddy_trace_flag("node,node.environment");
  eddy_trace_write('B', flag, "Environment", env->time_origin_ns + env->milestones[EDDY_MILESTONE_ENGINE]);
  eddy_trace_write('E', flag, "Environment", env->time_origin_ns + env->milestones[EDDY_MILESTONE_ENVIRONMENT]);
  trace_milestones(env);
  eddy_trace_finish();
}
