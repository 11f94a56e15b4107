// SPDX-License-Identifier: MIT
/* on_signal.c: SIGUSR1 opens the inspector's server, also of a program that is in an endless loop. The handler only
 * wakes a thread, which may do what a handler may not: interrupt V8. A listener of the program's for the signal replaces
 * the handler, as in Node. `eddy top` has a signal of its own, which programs have no name for, and knows by the thread's
 * name that it will be understood; what then happens: lib/internal/inspector/on_signal.js. */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>

#include "inspector/agent.h"
#include "options.h"

static sem_t arrived;
static atomic_int asked; /* bits: 1 << who */

static void on_signal(int number) {
  const int saved = errno;
  atomic_fetch_or(&asked, 1 << (number == SIGUSR1 ? EDDY_AGENT_DEBUGGER : EDDY_AGENT_WATCHER));
  sem_post(&arrived);
  errno = saved;
}

static void *wait_for_signal(void *unused) {
  (void)unused;
  pthread_setname_np(pthread_self(), EDDY_INSPECTOR_THREAD);
  for (;;) {
    if (sem_wait(&arrived) != 0) continue;
    const int who = atomic_exchange(&asked, 0);
    if (who & 1 << EDDY_AGENT_WATCHER) eddy_agent_open(EDDY_AGENT_WATCHER);
    if (who & 1 << EDDY_AGENT_DEBUGGER) eddy_agent_open(EDDY_AGENT_DEBUGGER);
  }
  return NULL;
}

void eddy_inspector_on_signal(void) {
  const bool forbidden = eddy_option_bool("--permission") && !eddy_option_bool("--allow-inspector");
  if (forbidden || eddy_option_bool("--disable-sigusr1")) signal(SIGUSR1, SIG_IGN); /* it would end the process */
  if (forbidden) return;
  pthread_attr_t small;
  pthread_t thread;
  sigset_t all, before;
  if (sem_init(&arrived, 0, 0) != 0) return;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, 64 * 1024);
  pthread_attr_setdetachstate(&small, PTHREAD_CREATE_DETACHED);
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before); /* the program's signals are for its own thread */
  const int err = pthread_create(&thread, &small, wait_for_signal, NULL);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_attr_destroy(&small);
  if (err != 0) return;
  struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
  sigfillset(&action.sa_mask);
  sigaction(EDDY_SIGNAL_WATCH, &action, NULL);
  if (!eddy_option_bool("--disable-sigusr1")) sigaction(SIGUSR1, &action, NULL);
}
