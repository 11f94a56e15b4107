// SPDX-License-Identifier: MIT
/* idle.c: for how long a thread's loop has had nothing to do. libuv would tell (UV_METRICS_IDLE_TIME), but then
 * asks the kernel twice each time it has to wait; the epoll_wait that it calls is this one. And a loop that does not
 * wait, as with setImmediate, does not ask the kernel at all while nothing can come from there. */
#include <errno.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "eddy.h"

/* Of the loop that runs on this thread. */
static _Thread_local struct eddy_idle *watched;
static _Thread_local int watched_fd;

/* How often in a row the kernel is not asked. What can come is known; this is for what is not. */
enum { UNASKED_MAX = 32 };
static _Thread_local unsigned int unasked;
/* The descriptors that every loop watches: its wake-ups and signals. */
static _Thread_local unsigned int own_fds;

void eddy_idle_watch(struct eddy_env *env) {
  watched = &env->idle;
  watched_fd = uv_backend_fd(env->loop);
  own_fds = env->loop->nfds;
}

void eddy_idle_unwatch(void) { watched = NULL; }

uint64_t eddy_idle_time(struct eddy_env *env) {
  uint64_t since = atomic_load(&env->idle.since), total = atomic_load(&env->idle.total);
  return since != 0 ? total + (uv_hrtime() - since) : total;
}

static int wait_for_events(int fd, struct epoll_event *events, int max, int timeout) {
  return (int)syscall(SYS_epoll_pwait, fd, events, max, timeout, NULL, (size_t)8);
}

/* A thread has rung, or signals (and with them children) are listened to. */
static void on_walk(uv_handle_t *handle, void *may_come) {
  const bool here = handle->type == UV_ASYNC ? __atomic_load_n(&((uv_async_t *)handle)->pending, __ATOMIC_ACQUIRE) != 0 :
                    (handle->type == UV_SIGNAL || handle->type == UV_PROCESS) && uv_is_active(handle);
  if (here) *(bool *)may_come = true;
}

/* Whether the kernel has nothing to tell: no request, no descriptor that is watched, no thread that has rung. */
static bool nothing_comes(struct eddy_idle *idle) {
  uv_loop_t *loop = CONTAINER_OF(idle, struct eddy_env, idle)->loop;
  if (loop->nfds > own_fds || loop->active_reqs.count > 0 || unasked >= UNASKED_MAX) return false;
  bool may_come = false;
  uv_walk(loop, on_walk, &may_come);
  return !may_come;
}

/* In place of the C library's. */
int epoll_wait(int fd, struct epoll_event *events, int max, int timeout) {
  struct eddy_idle *idle = watched;
  if (timeout == 0 && idle != NULL && fd == watched_fd && nothing_comes(idle)) {
    unasked++;
    return 0;
  }
  unasked = 0;
  if (timeout == 0 || idle == NULL || fd != watched_fd) return wait_for_events(fd, events, max, timeout);
  uint64_t since = uv_hrtime();
  atomic_store_explicit(&idle->since, since, memory_order_relaxed);
  int count = wait_for_events(fd, events, max, timeout);
  int err = errno;
  uint64_t total = atomic_load_explicit(&idle->total, memory_order_relaxed) + (uv_hrtime() - since);
  atomic_store_explicit(&idle->since, 0, memory_order_relaxed);
  atomic_store_explicit(&idle->total, total, memory_order_relaxed);
  errno = err;
  return count;
}
