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
/* Whether the session is working on a message right now. */
bool eddy_inspector_dispatching(const struct eddy_inspector_session *session);
/* The executionContextId of the context behind an object of vm.createContext() (or of the main
 * context for any other value), which the inspector gets to know by this. */
int eddy_inspector_context_id(napi_env env, napi_value sandbox);

#ifdef __cplusplus
}
#endif
#endif
