// SPDX-License-Identifier: MIT
/* inspector.c: sessions of V8's inspector for lib/: class Connection, one session each. Coverage
 * (lib/internal/process/coverage.js), the REPL's previews and node:inspector use it. */
#include "bindings/inspector.h"

#include <signal.h>

#include "eddy.h"
#include "engine/inspector.h"
#include "inspector/agent.h"
#include "loop_watch.h"

struct connection {
  struct eddy_native native;
  struct eddy_inspector_session *session; /* NULL when disconnected */
  eddy_ref on_message;
};
static const struct eddy_class connection_class;

/* An exception of the JavaScript function goes to who dispatched, else it is an uncaught one. */
static void connection_message(napi_env env, void *data, const struct eddy_inspector_text *message) {
  struct connection *c = data;
  struct eddy_env *e = eddy_env_of(env);
  if (!e->can_call_js || c->on_message == NULL) return;
  struct eddy_scope scope;
  eddy_scope_open(env, &scope);
  napi_value text = message->two_byte ? eddy_utf16(env, message->data, message->len)
                                      : eddy_latin1(env, message->data, message->len);
  napi_value fn = eddy_ref_get(env, c->on_message);
  const bool dispatching = c->session != NULL && eddy_inspector_dispatching(c->session);
  if (text != NULL && eddy_call_plain(env, NULL, fn, 1, &text) == NULL && !dispatching) {
    eddy_loop_uncaught(e);
  }
  eddy_scope_close(&scope);
}

static void connection_close(struct connection *c) {
  struct eddy_inspector_session *session = c->session;
  c->session = NULL;
  eddy_ref_free(c->on_message);
  c->on_message = NULL;
  if (session == NULL) return;
  eddy_inspector_disconnect(session);
  eddy_native_unhold(&c->native);
}

static void connection_finalize(void *owner) {
  struct connection *c = owner;
  eddy_ref_free(c->on_message);
  free(c);
}

/* new Connection(onMessage): onMessage(text) gets responses and notifications, as JSON. */
static napi_value connection_construct(napi_env env, napi_callback_info info) {
  struct connection *c = eddy_calloc(1, sizeof *c);
  eddy_native_init(env, eddy_this(info), &c->native, &connection_class, c, connection_finalize);
  eddy_native_hold(&c->native); /* the session knows c until it is disconnected */
  c->on_message = eddy_ref_new(env, eddy_arg(info, 0));
  c->session = eddy_inspector_connect(env, connection_message, c);
  return NULL;
}

/* A string as text of the protocol, to be freed; data is NULL if it is none. */
static struct eddy_inspector_text text_of(napi_env env, napi_value string) {
  struct eddy_inspector_text text = {NULL, 0, true};
  if (napi_get_value_string_utf16(env, string, NULL, 0, &text.len) != napi_ok) return text;
  uint16_t *data = eddy_alloc((text.len + 1) * sizeof *data);
  napi_get_value_string_utf16(env, string, (char16_t *)data, text.len + 1, &text.len);
  text.data = data;
  return text;
}

/* dispatch(text): one message of the protocol, as JSON */
static napi_value connection_dispatch(napi_env env, napi_callback_info info) {
  struct connection *c = eddy_native_of(eddy_this(info), &connection_class);
  if (c == NULL || c->session == NULL) return NULL;
  struct eddy_inspector_text text = text_of(env, eddy_arg(info, 0));
  if (text.data != NULL) eddy_inspector_dispatch(c->session, &text);
  free((void *)text.data);
  return NULL;
}

/* unwrap(objectId) -> the value that a RemoteObject stands for; undefined if it is gone */
static napi_value connection_unwrap(napi_env env, napi_callback_info info) {
  struct connection *c = eddy_native_of(eddy_this(info), &connection_class);
  if (c == NULL || c->session == NULL) return NULL;
  struct eddy_inspector_text text = text_of(env, eddy_arg(info, 0));
  napi_value value = text.data == NULL ? NULL : eddy_inspector_unwrap(c->session, &text);
  free((void *)text.data);
  return value;
}

static napi_value connection_disconnect(napi_env env, napi_callback_info info) {
  (void)env;
  struct connection *c = eddy_native_of(eddy_this(info), &connection_class);
  if (c != NULL) connection_close(c);
  return NULL;
}

static const struct eddy_method connection_methods[] = {
    {"dispatch", connection_dispatch, 1, NULL},
    {"unwrap", connection_unwrap, 1, NULL},
    {"disconnect", connection_disconnect, 0, NULL},
};
static const struct eddy_class connection_class = {"Connection", connection_construct, connection_methods,
                                                   COUNTOF(connection_methods), NULL};

/* contextId(sandbox) -> the protocol's id of the context of a vm.createContext() object */
static napi_value inspector_context_id(napi_env env, napi_callback_info info) {
  eddy_ret_i32(info, eddy_inspector_context_id(env, eddy_arg(info, 0)));
  return NULL;
}

/* watchSignal() -> number of the signal of `eddy top`; watchThread() -> name of the thread that waits for it */
static napi_value inspector_watch_signal(napi_env env, napi_callback_info info) {
  (void)env;
  eddy_ret_i32(info, EDDY_SIGNAL_WATCH);
  return NULL;
}
static napi_value inspector_watch_thread(napi_env env, napi_callback_info info) {
  (void)info;
  return eddy_utf8(env, EDDY_INSPECTOR_THREAD, (size_t)-1);
}

/* loopStats(on): begins or ends counting; loopStats() -> see eddy_loop_stats_take */
static napi_value inspector_loop_stats(napi_env env, napi_callback_info info) {
  struct eddy_env *e = eddy_env_of(env);
  if (eddy_argc(info) == 0) return eddy_loop_stats_take(e);
  if (eddy_arg_bool(info, 0)) eddy_loop_stats_begin(e);
  else eddy_loop_stats_end(e);
  return NULL;
}

static const struct eddy_method inspector_methods[] = {
    {"watchSignal", inspector_watch_signal, 0, NULL},
    {"watchThread", inspector_watch_thread, 0, NULL},
    {"loopStats", inspector_loop_stats, 0, NULL},
    {"contextId", inspector_context_id, 1, NULL},
    {"setup", eddy_inspector_setup, 1, NULL},
    {"isEnabled", eddy_inspector_is_enabled, 0, NULL},
    {"contextMade", eddy_inspector_js_context_made, 3, NULL},
    {"open", eddy_inspector_open, 5, NULL},
    {"close", eddy_inspector_close, 0, NULL},
    {"url", eddy_inspector_url, 0, NULL},
    {"waitForDebugger", eddy_inspector_wait, 0, NULL},
    {"isWaiting", eddy_inspector_is_waiting, 0, NULL},
    {"pauseNext", eddy_inspector_pause, 1, NULL},
    {"setHandlers", eddy_inspector_handlers, 1, NULL},
    {"send", eddy_inspector_send, 2, NULL},
    {"threads", eddy_inspector_threads, 0, NULL},
    {"remoteConnect", eddy_inspector_remote_connect, 1, NULL},
    {"takeReplies", eddy_inspector_take_replies, 0, NULL},
    {"remotePost", eddy_inspector_remote_post, 3, NULL},
    {"remoteClose", eddy_inspector_remote_close, 2, NULL},
    {"taskScheduled", eddy_inspector_js_scheduled, 3, NULL},
    {"task", eddy_inspector_js_task, 2, NULL},
    {"consoleCall", eddy_inspector_console_call, 2, NULL},
};
static const struct eddy_class *const inspector_classes[] = {&connection_class};
const struct eddy_binding eddy_binding_inspector = {"inspector", inspector_methods,
                                                    COUNTOF(inspector_methods), inspector_classes,
                                                    COUNTOF(inspector_classes), NULL};
