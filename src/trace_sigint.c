// SPDX-License-Identifier: MIT
/* trace_sigint.c: with --trace-sigint Ctrl+C shows what was running, also in a program that never comes back to its loop.
 * What may be called in a signal handler is little: it rings a bell, and a thread that sleeps beside it interrupts
 * JavaScript and wakes the loop, whichever comes first. A listener of the program's replaces the handler, as in Node. */
#include "trace_sigint.h"

#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>

static sem_t sigint_bell; /* a handler has nothing but globals */
static atomic_bool sigint_come;

static void sigint_handler(int number) {
  (void)number;
  const int saved = errno;
  atomic_store(&sigint_come, true);
  sem_post(&sigint_bell);
  errno = saved;
}

/* On the main thread, from the loop or in the middle of a function of the program: no ticks are run. */
static void sigint_trace(struct eddy_env *env) {
  if (!atomic_exchange(&sigint_come, false)) return;
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  napi_value id = eddy_utf8(env->napi, "trace_sigint", (size_t)-1), result;
  napi_value main = eddy_slot_get(env->napi, EDDY_SLOT_MAIN);
  if (main && napi_call_function(env->napi, eddy_undefined(env->napi), main, 1, &id, &result) != napi_ok) {
    eddy_take_exception(env->napi); /* what it is about comes now */
  }
  eddy_scope_close(&scope);
  signal(SIGINT, SIG_DFL);
  raise(SIGINT);
}

static void sigint_interrupt(napi_env napi, void *env) {
  (void)napi;
  sigint_trace(env);
}

static void *sigint_watch(void *data) {
  struct eddy_env *env = data;
  for (;;) {
    if (sem_wait(&sigint_bell) != 0) continue;
    eddy_interrupt(env->napi, sigint_interrupt, env);
    uv_async_send(&env->wake);
  }
  return NULL;
}

void eddy_trace_sigint_woken(struct eddy_env *env) { sigint_trace(env); }

void eddy_trace_sigint_start(struct eddy_env *env) {
  struct sigaction action = {.sa_handler = sigint_handler, .sa_flags = SA_RESTART};
  pthread_attr_t attr;
  pthread_t thread;
  if (sem_init(&sigint_bell, 0, 0) != 0 || pthread_attr_init(&attr) != 0) return;
  pthread_attr_setstacksize(&attr, 64 * 1024);
  pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
  const bool started = pthread_create(&thread, &attr, sigint_watch, env) == 0;
  pthread_attr_destroy(&attr);
  sigemptyset(&action.sa_mask);
  if (started) sigaction(SIGINT, &action, NULL);
}
