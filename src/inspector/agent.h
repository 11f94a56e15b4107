// SPDX-License-Identifier: MIT
/* agent.h: who debugs a JavaScript thread from outside of it: front-ends over WebSocket (server.c) and other threads.
 * Each thread has an agent with an inbox. Whoever posts to it wakes the thread, also out of a busy loop or out of a
 * pause; the thread itself hands the messages to V8's inspector. One lock guards all inboxes. */
#ifndef EDDY_INSPECTOR_AGENT_H
#define EDDY_INSPECTOR_AGENT_H

#include "eddy.h"

/* The other end of a session. Called on the thread that is being debugged; may not call JavaScript. */
struct eddy_remote {
  void (*send)(struct eddy_remote *r, const char *text, size_t len); /* UTF-8 */
  void (*free)(struct eddy_remote *r);                               /* the session is over */
};

/* A worker has been made, and its thread will begin: mail for it is kept. Or it will not begin after all (or has begun:
 * then nothing happens). */
void eddy_agent_expect(int thread);
void eddy_agent_forget(int thread);
/* A thread's agent begins and ends with its env (src/env.c); `thread` is the worker's number, 0 the main thread. */
void eddy_agent_init(struct eddy_env *env);
void eddy_agent_set_thread(struct eddy_env *env, int thread);
void eddy_agent_release(struct eddy_env *env);
/* From on_wake: works on the inbox. */
void eddy_agent_woken(struct eddy_env *env);
/* From a microtask that an interrupt has queued: calls those who wait for messages of other threads. */
void eddy_agent_take_replies(struct eddy_env *env);
/* Before the process or the thread ends: tells front-ends, and waits until they have gone. */
void eddy_agent_wait_for_disconnect(struct eddy_env *env);

/* ---- any thread ---- */
int eddy_agent_new_session(void); /* a number that no other session has */
/* Opens session `id` in a thread; takes the remote. False: there is no such thread, the remote is still the caller's. */
bool eddy_agent_connect(int thread, int id, struct eddy_remote *remote);
void eddy_agent_post(int thread, int id, const char *text, size_t len);
void eddy_agent_disconnect(int thread, int id);
/* Who wants the main thread to open the server, and how it is done: lib/internal/inspector/on_signal.js. */
enum eddy_agent_opener { EDDY_AGENT_DEBUGGER, EDDY_AGENT_WATCHER };
void eddy_agent_open(enum eddy_agent_opener who);
/* A message back to the thread that had opened session `id` elsewhere; text NULL: the session is over. */
void eddy_agent_reply(int thread, int id, const char *text, size_t len);

/* Numbers of the workers that run; returns how many. */
int eddy_agent_threads(int *out, int cap);

/* ---- the thread itself ---- */
/* handlers: { onDomain(id, text), onReply(id, text), onReplies(), onAsyncDepth(depth), onCount(n) }, see lib/internal/inspector. */
void eddy_agent_set_handlers(struct eddy_env *env, napi_value handlers);
/* From onDomain, and events of the library's own domains: text for session id. */
void eddy_agent_send(struct eddy_env *env, int id, const char *text, size_t len);
/* Handles messages until a front-end says Runtime.runIfWaitingForDebugger. */
void eddy_agent_wait_for_debugger(struct eddy_env *env);
bool eddy_agent_waiting(struct eddy_env *env);
int eddy_agent_thread(struct eddy_env *env);
int eddy_agent_session_count(struct eddy_env *env);

/* ---- on_signal.c ---- */
#define EDDY_SIGNAL_WATCH (SIGRTMIN + 12) /* of `eddy top` */
#define EDDY_INSPECTOR_THREAD "eddy-signals" /* name of the thread, and the sign that these signals are understood */
/* From now on SIGUSR1 and EDDY_SIGNAL_WATCH open the server, unless an option forbids it. The main thread, before the program. */
void eddy_inspector_on_signal(void);

/* ---- server.c ---- */
struct eddy_inspector_server;
/* Listens, and starts the thread that serves front-ends; quiet: says nothing on stderr. NULL and *err: it could not. */
struct eddy_inspector_server *eddy_inspector_server_start(int thread, const char *host, int port, const char *title,
                                                          const char *target_url, bool publish_http, bool quiet, int *err);
const char *eddy_inspector_server_url(const struct eddy_inspector_server *s);
int eddy_inspector_server_port(const struct eddy_inspector_server *s);
void eddy_inspector_server_stop(struct eddy_inspector_server *s); /* closes all connections; frees it */

#endif
