// SPDX-License-Identifier: MIT
// process.cc: what the process object asks of V8: heap figures, and telling it that the time zone changed.
#include "internal.h"

extern "C" {

void eddy_heap_usage(napi_env env, double out[4]) {
  v8::HeapStatistics stats;
  env->isolate->GetHeapStatistics(&stats);
  out[0] = static_cast<double>(stats.total_heap_size());
  out[1] = static_cast<double>(stats.used_heap_size());
  out[2] = static_cast<double>(stats.external_memory());
  out[3] = static_cast<double>(stats.heap_size_limit());
}

void eddy_time_zone_changed(napi_env env) {
  env->isolate->DateTimeConfigurationChangeNotification(v8::Isolate::TimeZoneDetection::kRedetect);
}

}  // extern "C"
