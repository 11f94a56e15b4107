// SPDX-License-Identifier: MIT
/* inspector.h: sessions of V8's inspector in one JavaScript thread: protocol messages in and out, as
 * text. inspector.cc implements it; src/bindings/inspector.c hands it to JavaScript. */
#ifndef EDDY_ENGINE_INSPECTOR_H
#define EDDY_ENGINE_INSPECTOR_H

#include "engine.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Text of the protocol (JSON): Latin-1, or UTF-16 when two_byte. `len` counts characters. */
struct eddy_inspector_text { const void *data; size_t len; bool two_byte; };

struct eddy_inspector_session;
/* Gets every response and notification, on the session's own thread: inside a dispatch, or while
 * other JavaScript runs. The text is only valid during the call. May call JavaScript, dispatch
 * further messages, and disconnect the session. */
typedef void (*eddy_inspector_fn)(napi_env env, void *data, const struct eddy_inspector_text *message);

/* Opens a session. The thread's inspector is made with the first one. */
struct eddy_inspector_session *eddy_inspector_connect(napi_env env, eddy_inspector_fn on_message,
                                                      void *data);
/* Hands one message to the session; its response comes through on_message, mostly before this
 * returns. An unknown or malformed message gets an error as its response. */
void eddy_inspector_dispatch(struct eddy_inspector_session *session,
                             const struct eddy_inspector_text *message);
/* Ends and frees the session; also from inside its on_message. */
void eddy_inspector_disconnect(struct eddy_inspector_session *session);
/* The value behind a RemoteObjectId of the session; NULL if there is none. */
napi_value eddy_inspector_unwrap(struct eddy_inspector_session *session,
                                 const struct eddy_inspector_text *object_id);
/* Whether the session is working on a message right now. */
bool eddy_inspector_dispatching(const struct eddy_inspector_session *session);
/* The executionContextId of the context behind an object of vm.createContext() (or of the main
 * context for any other value), which the inspector gets to know by this. */
int eddy_inspector_context_id(napi_env env, napi_value sandbox);

/* Name of this thread's main context in front-ends; before its first session. */
void eddy_inspector_set_name(const char *name);
/* Profiles count time in the loop's poll as idle. */
void eddy_inspector_set_idle(napi_env env, bool idle);
/* A context of vm.createContext() has been made; name and origin are strings. */
void eddy_inspector_context_made(napi_env env, napi_value sandbox, napi_value name, napi_value origin);
/* Whether the thread has any session. */
bool eddy_inspector_in_process(napi_env env);

/* What V8 asks of the thread that it debugs (src/inspector/agent.c). All on that thread. */
struct eddy_inspector_host {
  void (*run_paused)(void *data);             /* JavaScript stands still: handle messages until quit_paused */
  void (*quit_paused)(void *data);
  void (*run_if_waiting)(void *data);         /* Runtime.runIfWaitingForDebugger */
  void (*async_depth)(void *data, int depth); /* stacks across asynchronous calls are wanted, 0: not any more */
  void *data;
};
void eddy_inspector_set_host(napi_env env, const struct eddy_inspector_host *host);
/* The next statement of JavaScript pauses in every session, for this reason. */
void eddy_inspector_pause_next(napi_env env, const char *reason);
/* The main context has ended: its sessions are told so. */
void eddy_inspector_context_gone(napi_env env);
/* Ends a session's hold on the debugger, so that a pause of its making ends. */
void eddy_inspector_stop(struct eddy_inspector_session *session);
/* Asynchronous operations, for stacks that reach back across them; `task` names one of them. */
enum eddy_inspector_task { EDDY_TASK_CANCELED, EDDY_TASK_STARTED, EDDY_TASK_FINISHED, EDDY_TASK_ALL_CANCELED };
void eddy_inspector_task_scheduled(napi_env env, napi_value name, double task, bool recurring);
void eddy_inspector_task(napi_env env, enum eddy_inspector_task what, double task);

#ifdef __cplusplus
}
#endif
#endif
