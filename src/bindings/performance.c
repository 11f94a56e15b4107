// SPDX-License-Identifier: MIT
/* performance.c: clocks of the process and its loop, for lib/perf_hooks.js and events. Times are in
 * milliseconds since the process (or worker) began. */
#include "eddy.h"

/* now() -> ms since the time origin */
static napi_value performance_now(napi_env env, napi_callback_info info) {
  uint64_t origin = eddy_env_of(env)->time_origin_ns;
  eddy_ret_f64(info, (double)(uv_hrtime() - origin) / 1e6);
  return NULL;
}

/* getTimeOriginTimestamp() -> the time origin, in ms since 1970 */
static napi_value performance_time_origin(napi_env env, napi_callback_info info) {
  eddy_ret_f64(info, eddy_env_of(env)->time_origin_ms);
  return NULL;
}

/* loopIdleTime() -> ms that the loop has waited for events */
static napi_value performance_loop_idle(napi_env env, napi_callback_info info) {
  eddy_ret_f64(info, (double)uv_metrics_idle_time(eddy_env_of(env)->loop) / 1e6);
  return NULL;
}

static const struct eddy_method performance_methods[] = {
  {"now", performance_now, 0, NULL},
  {"getTimeOriginTimestamp", performance_time_origin, 0, NULL},
  {"loopIdleTime", performance_loop_idle, 0, NULL},
};
const struct eddy_binding eddy_binding_performance = {
  "performance", performance_methods, COUNTOF(performance_methods), NULL, 0, NULL,
};
