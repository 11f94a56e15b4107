// SPDX-License-Identifier: MIT
/* on_signal.c: SIGUSR1 opens the inspector's server, also of a program that is in an endless loop. The handler only
 * wakes a thread, which may do what a handler may not: interrupt V8. A listener of the program's for the signal replaces
 * the handler, as in Node. The same signal with a value is `eddy top`: see lib/internal/inspector/on_signal.js. */
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>

#include "inspector/agent.h"
#include "options.h"

static sem_t arrived;
static atomic_int asked; /* bits: 1 << who */

static void on_signal(int number, siginfo_t *info, void *context) {
  (void)number;
  (void)context;
  const int saved = errno;
  const bool by_value = info->si_code == SI_QUEUE && info->si_value.sival_int == EDDY_INSPECTOR_WATCH;
  atomic_fetch_or(&asked, 1 << (by_value ? EDDY_AGENT_WATCHER : EDDY_AGENT_DEBUGGER));
  sem_post(&arrived);
  errno = saved;
}

static void *wait_for_signal(void *unused) {
  (void)unused;
  for (;;) {
    if (sem_wait(&arrived) != 0) continue;
    const int who = atomic_exchange(&asked, 0);
    if (who & 1 << EDDY_AGENT_WATCHER) eddy_agent_open(EDDY_AGENT_WATCHER);
    if (who & 1 << EDDY_AGENT_DEBUGGER) eddy_agent_open(EDDY_AGENT_DEBUGGER);
  }
  return NULL;
}

void eddy_inspector_on_signal(void) {
  if (eddy_option_bool("--disable-sigusr1")) return;
  if (eddy_option_bool("--permission") && !eddy_option_bool("--allow-inspector")) return;
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
  struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_RESTART};
  sigfillset(&action.sa_mask);
  sigaction(SIGUSR1, &action, NULL);
}
