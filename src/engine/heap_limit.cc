// SPDX-License-Identifier: MIT
// heap_limit.cc: what is done when the heap has nearly reached its limit: snapshots of it are written, a worker is ended.
#include <algorithm>

#include "fatal.h"
#include "internal.h"

namespace eddy {

static constexpr size_t kRoomToEnd = size_t{32} << 20;       // for a worker to end in good order
static constexpr size_t kRoomAfterSnapshot = size_t{64} << 20;  // until the next snapshot is due

// V8 counts pages, not objects: what counts as full may have left the limit behind.
static size_t Above(napi_env env, size_t current, size_t room) {
  v8::HeapStatistics figures;
  env->isolate->GetHeapStatistics(&figures);
  return std::max(current, figures.total_heap_size()) + room;
}

// The snapshot itself allocates on the heap, and may come here again: V8 gives up unless the limit that is returned at last is
// above the one that was set meanwhile.
static size_t NearHeapLimit(void* data, size_t current, size_t) {
  auto* env = static_cast<napi_env>(data);
  if (env->in_heap_limit) return env->heap_limit = Above(env, current, kRoomAfterSnapshot);
  if (env->snapshots_left > 0) {
    env->in_heap_limit = true;
    env->heap_limit = current;
    env->snapshots_left = env->snapshot_near_limit(env) ? env->snapshots_left - 1 : 0;
    env->in_heap_limit = false;
    return Above(env, env->heap_limit, kRoomAfterSnapshot);
  }
  if (env->on_heap_limit == nullptr) return current;
  env->on_heap_limit(env, env->heap_limit_data);
  return Above(env, current, kRoomToEnd);
}

static void Watch(napi_env env) {
  const bool wanted = env->on_heap_limit != nullptr || env->snapshots_left > 0;
  if (wanted && !env->watches_heap_limit) env->isolate->AddNearHeapLimitCallback(NearHeapLimit, env);
  if (!wanted && env->watches_heap_limit) env->isolate->RemoveNearHeapLimitCallback(NearHeapLimit, 0);
  env->watches_heap_limit = wanted;
}

}  // namespace eddy

extern "C" {

void eddy_engine_on_heap_limit(napi_env env, void (*fn)(napi_env env, void* data), void* data) {
  env->on_heap_limit = fn;
  env->heap_limit_data = data;
  if (fn == nullptr) env->snapshots_left = 0;  // the thread ends
  eddy::Watch(env);
}

void eddy_engine_snapshots_near_limit(napi_env env, unsigned count, bool (*write)(napi_env env)) {
  env->snapshot_near_limit = write;
  env->snapshots_left = count;
  eddy::Watch(env);
}

}  // extern "C"
