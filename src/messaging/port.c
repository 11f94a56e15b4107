// SPDX-License-Identifier: MIT
/* port.c: MessagePort: a handle that gets the messages of one end, told of them by the thread's bell. The events are made by
 * lib/internal/worker/io.js (slots WORKER_1: emit, WORKER_2: set up a new port). */
#include "messaging/end.h"

#define MESSAGES_PER_TURN 1000

struct port {
  uv_timer_t keep;         /* never fires: keeps the loop alive while it is referenced */
  struct eddy_handle h;
  struct eddy_ringer ringer;
  struct eddy_end *end;    /* NULL once closed or transferred */
  bool receiving;          /* start() was called */
  eddy_ref foreign;        /* the vm sandbox in whose context its messages are made; NULL: the thread's own */
};

struct messaging { bool making; }; /* per thread: C is making a port, not the user */

static void messaging_release(struct eddy_env *env, void *data) {
  env->binding_data[EDDY_DATA_MESSAGING] = NULL;
  free(data);
}

static struct messaging *messaging_of(struct eddy_env *env) {
  if (env->binding_data[EDDY_DATA_MESSAGING] == NULL) {
    env->binding_data[EDDY_DATA_MESSAGING] = eddy_calloc(1, sizeof(struct messaging));
    env->binding_release[EDDY_DATA_MESSAGING] = messaging_release;
  }
  return env->binding_data[EDDY_DATA_MESSAGING];
}

extern const struct eddy_class port_class;

/* The end leaves the port: nobody wakes the loop for it any more. */
static struct eddy_end *take_end(struct port *p) {
  struct eddy_end *end = p->end;
  p->end = NULL;
  if (end == NULL) return NULL;
  eddy_end_bind(end, NULL);
  eddy_ringer_forget(&p->ringer);
  return end;
}

static void port_release(struct eddy_handle *h) {
  struct port *p = CONTAINER_OF(h, struct port, h);
  struct eddy_end *end = take_end(p);
  if (end != NULL) eddy_end_close(end);
  eddy_ref_free(p->foreign);
  free(p);
}

static struct port *port_of(napi_value v) {
  struct eddy_handle *h = eddy_native_of(v, &port_class);
  return h != NULL && h->state == EDDY_HANDLE_OPEN ? CONTAINER_OF(h, struct port, h) : NULL;
}


/* What is already queued is still delivered by a drain that is under way; the end goes when the handle has
 * closed: handleOnClose calls closed(). */
static void close_and_tell(struct port *p) {
  napi_value js = eddy_native_value(&p->h.native);
  eddy_handle_close(&p->h, eddy_get(p->h.env->napi, js, "handleOnClose"));
}

/* ---- receiving ---- */

/* `ports` may be NULL; an error is what the message could not be read for. */
static void emit(struct port *p, napi_value data, napi_value ports, bool error) {
  napi_env env = p->h.env->napi;
  napi_value fn = eddy_slot_get(env, EDDY_SLOT_WORKER_1);
  napi_value argv[] = {data, ports != NULL ? ports : eddy_undefined(env), eddy_bool(env, error)};
  eddy_loop_call(p->h.env, &p->h.async, eddy_native_value(&p->h.native), fn, COUNTOF(argv), argv, NULL);
}

/* Reads the message and tells JavaScript. The port may be closed or moved when this returns. */
static void deliver(struct port *p, struct eddy_message *m) {
  struct eddy_env *env = p->h.env;
  struct eddy_scope scope;
  eddy_scope_open(env->napi, &scope);
  napi_value ports = NULL, data = NULL;
  if (p->foreign && eddy_message_has_objects(m)) {
    eddy_throw(env->napi, "ERR_MESSAGE_TARGET_CONTEXT_UNAVAILABLE",
               "A message object could not be deserialized successfully in the target vm.Context");
  } else if (p->foreign) {
    data = eddy_message_read_in(env->napi, m, eddy_ref_get(env->napi, p->foreign));
  } else {
    data = eddy_message_read(env->napi, m, &ports);
  }
  eddy_message_drop(m);
  if (data != NULL) {
    emit(p, data, ports, false);
  } else if (!eddy_is_terminating(env->napi)) {
    napi_value error = eddy_take_exception(env->napi);
    if (error != NULL) emit(p, error, NULL, true);
  }
  eddy_scope_close(&scope);
}

/* The object stays alive while its messages are handled, even if the handle is closed by one of them. */
static void port_drain(struct port *p, size_t limit) {
  struct eddy_env *env = p->h.env;
  while (p->end != NULL && env->can_call_js) {
    struct eddy_message *m = eddy_end_shift(p->end, !p->receiving);
    if (m == NULL) return;
    if (eddy_message_is_close(m)) {
      eddy_message_drop(m);
      close_and_tell(p);
      return;
    }
    if (limit-- == 0) {
      deliver(p, m);
      if (p->end != NULL) eddy_ring(&p->ringer);
      return;
    }
    deliver(p, m);
  }
}

static void on_ring(struct eddy_ringer *r) {
  struct port *p = CONTAINER_OF(r, struct port, ringer);
  struct eddy_scope scope;
  if (p->end == NULL || !p->h.env->can_call_js) return;
  eddy_scope_open(p->h.env->napi, &scope);
  size_t count = eddy_end_count(p->end);
  port_drain(p, count > MESSAGES_PER_TURN ? count : MESSAGES_PER_TURN);
  eddy_scope_close(&scope);
}

/* ---- making ---- */

static void on_never(uv_timer_t *timer) { (void)timer; }

static napi_value port_construct(napi_env env, napi_callback_info info) {
  struct eddy_env *e = eddy_env_of(env);
  struct messaging *m = messaging_of(e);
  if (!m->making) {
    eddy_throw_type(env, "ERR_CONSTRUCT_CALL_INVALID", "Constructor cannot be called");
    return NULL;
  }
  m->making = false;
  struct port *p = eddy_calloc(1, sizeof *p);
  eddy_ringer_init(&p->ringer, eddy_bell_of(e), on_ring);
  p->ringer.talks = true;
  CHECK(uv_timer_init(e->loop, &p->keep) == 0);
  CHECK(uv_timer_start(&p->keep, on_never, UINT64_MAX, 0) == 0);
  uv_unref((uv_handle_t *)&p->keep);
  eddy_handle_init(e, &p->h, (uv_handle_t *)&p->keep, eddy_this(info), &port_class, "MESSAGEPORT",
                   port_release);
  return NULL;
}

napi_value eddy_port_new(struct eddy_env *env, struct eddy_end *end) {
  messaging_of(env)->making = true;
  napi_value js = eddy_class_new(env->napi, &port_class, 0, NULL);
  messaging_of(env)->making = false;
  if (js == NULL) {
    eddy_end_close(end);
    return NULL;
  }
  struct port *p = port_of(js);
  p->end = end;
  eddy_end_bind(end, &p->ringer);
  napi_value init = eddy_slot_get(env->napi, EDDY_SLOT_WORKER_2);
  if (init != NULL && eddy_call_plain(env->napi, js, init, 0, NULL) == NULL) return NULL;
  return js;
}

/* ---- travelling ---- */

static void *port_share(napi_env env, void *owner, bool transfer) {
  (void)env;
  struct port *p = CONTAINER_OF((struct eddy_handle *)owner, struct port, h);
  if (!transfer || p->h.state != EDDY_HANDLE_OPEN || p->end == NULL) {
    eddy_throw_clone(env, "MessagePort in transfer list is already detached");
    return NULL;
  }
  struct eddy_end *end = take_end(p);
  eddy_handle_close(&p->h, NULL);
  return end;
}

static napi_value port_receive(napi_env env, void *shared) { return eddy_port_new(eddy_env_of(env), shared); }
static void port_drop(void *shared) { eddy_end_close(shared); }

const struct eddy_shareable eddy_shareable_port = {
    &port_class, EDDY_TRANSFERABLE, port_share, port_receive, port_drop, true};

/* ---- methods ---- */

/* this.post(value, transferList): false when nobody is there to receive */
static napi_value port_post(napi_env env, napi_callback_info info) {
  struct port *p = port_of(eddy_this(info));
  napi_value list = eddy_arg(info, 1), items[256];
  uint32_t count = 0;
  if (eddy_arg_is_object(info, 1)) napi_get_array_length(env, list, &count);
  napi_value *transfer = count > COUNTOF(items) ? eddy_alloc(count * sizeof *transfer) : items;
  for (uint32_t i = 0; i < count; i++) napi_get_element(env, list, i, &transfer[i]);
  struct eddy_message *m = eddy_message_new(env, eddy_arg(info, 0), transfer, count, eddy_this(info));
  if (transfer != items) free(transfer);
  if (m == NULL) return NULL;
  if (p == NULL || p->end == NULL) { /* closed: the message is lost, as it would be on the way */
    eddy_message_drop(m);
    return NULL;
  }
  if (eddy_end_would_swallow(p->end, m)) {
    napi_value process = eddy_slot_get(env, EDDY_SLOT_PROCESS);
    napi_value text = eddy_utf8(
        env, "The target port was posted to itself, and the communication channel was lost", (size_t)-1);
    eddy_call_plain(env, process, eddy_get(env, process, "emitWarning"), 1, &text);
    eddy_message_drop(m); /* drops the other end, which closes this one */
    eddy_ret_bool(info, true);
    return NULL;
  }
  eddy_ret_bool(info, eddy_end_post(p->end, m));
  return NULL;
}

static napi_value port_start(napi_env env, napi_callback_info info) {
  (void)env;
  struct port *p = port_of(eddy_this(info));
  if (p == NULL || p->end == NULL) return NULL;
  p->receiving = true;
  if (eddy_end_count(p->end) > 0) eddy_ring(&p->ringer);
  return NULL;
}

static napi_value port_stop(napi_env env, napi_callback_info info) {
  (void)env;
  struct port *p = port_of(eddy_this(info));
  if (p != NULL) p->receiving = false;
  return NULL;
}

static napi_value port_drain_now(napi_env env, napi_callback_info info) {
  (void)env;
  struct port *p = port_of(eddy_this(info));
  if (p != NULL && p->end != NULL) port_drain(p, SIZE_MAX);
  return NULL;
}

static napi_value port_closed(napi_env env, napi_callback_info info) {
  (void)env;
  struct eddy_handle *h = eddy_native_of(eddy_this(info), &port_class);
  struct eddy_end *end = h != NULL ? take_end(CONTAINER_OF(h, struct port, h)) : NULL;
  if (end != NULL) eddy_end_close(end);
  return NULL;
}

/* refed() -> undefined for a port that is closed or was transferred; throws for anything else */
static napi_value port_refed(napi_env env, napi_callback_info info) {
  struct eddy_handle *h = eddy_native_of(eddy_this(info), &port_class);
  if (h == NULL) eddy_throw_type(env, "ERR_INVALID_THIS", "Illegal invocation");
  if (h != NULL && h->state != EDDY_HANDLE_CLOSED) eddy_ret_bool(info, uv_has_ref(h->uv));
  return NULL;
}

static napi_value port_close_method(napi_env env, napi_callback_info info) {
  (void)env;
  struct port *p = port_of(eddy_this(info));
  if (p != NULL) close_and_tell(p);
  return NULL;
}

/* this.setForeign(sandbox): its messages go to that context from now on */
static napi_value port_set_foreign(napi_env env, napi_callback_info info) {
  struct eddy_handle *h = eddy_native_of(eddy_this(info), &port_class);
  if (h != NULL) CONTAINER_OF(h, struct port, h)->foreign = eddy_ref_new(env, eddy_arg(info, 0));
  return NULL;
}

static const struct eddy_method port_methods[] = {
    {"post", port_post, 2, NULL},          {"start", port_start, 0, NULL},
    {"stop", port_stop, 0, NULL},          {"drain", port_drain_now, 0, NULL},
    {"close", port_close_method, 0, NULL}, {"closed", port_closed, 0, NULL},
    {"refed", port_refed, 0, NULL},        {"setForeign", port_set_foreign, 1, NULL},
};

const struct eddy_class port_class = {"MessagePort", port_construct, port_methods, COUNTOF(port_methods),
                                      &eddy_handle_class};

/* ---- the binding's functions ---- */

static napi_value make_channel(napi_env env, napi_callback_info info) {
  (void)info;
  struct eddy_env *e = eddy_env_of(env);
  struct eddy_end *a, *b;
  eddy_channel_new(&a, &b);
  napi_value pair[] = {eddy_port_new(e, a), eddy_port_new(e, b)};
  return pair[0] != NULL && pair[1] != NULL ? eddy_array(env, pair, 2) : NULL;
}

static napi_value make_broadcast(napi_env env, napi_callback_info info) {
  struct eddy_str name;
  CHECK(eddy_arg_str(env, info, 0, &name));
  struct eddy_end *end = eddy_end_new_broadcast(name.data);
  eddy_str_release(&name);
  return eddy_port_new(eddy_env_of(env), end);
}

/* receive(port) -> [message] | undefined | null if it is no open port */
static napi_value receive(napi_env env, napi_callback_info info) {
  struct eddy_handle *h = eddy_native_of(eddy_arg(info, 0), &port_class);
  if (h == NULL) return eddy_null(env);
  struct port *p = CONTAINER_OF(h, struct port, h);
  struct eddy_message *m = p->end != NULL ? eddy_end_shift(p->end, false) : NULL;
  if (m == NULL) return NULL;
  if (eddy_message_is_close(m)) {
    eddy_message_drop(m);
    close_and_tell(p);
    return NULL;
  }
  napi_value value = eddy_message_read(env, m, NULL);
  eddy_message_drop(m);
  return value != NULL ? eddy_array(env, &value, 1) : NULL;
}

/* clone(value, transferList) */
static napi_value structured_clone(napi_env env, napi_callback_info info) {
  napi_value list = eddy_arg(info, 1), items[64];
  uint32_t count = 0;
  if (eddy_arg_is_object(info, 1)) napi_get_array_length(env, list, &count);
  napi_value *transfer = count > COUNTOF(items) ? eddy_alloc(count * sizeof *transfer) : items;
  for (uint32_t i = 0; i < count; i++) napi_get_element(env, list, i, &transfer[i]);
  struct eddy_message *m = eddy_message_new(env, eddy_arg(info, 0), transfer, count, NULL);
  if (transfer != items) free(transfer);
  if (m == NULL) return NULL;
  napi_value value = eddy_message_read(env, m, NULL);
  eddy_message_drop(m);
  return value;
}

/* setHooks(emit, initPort, take, make, dataCloneError): the JavaScript ends, see lib/internal/worker/ */
static napi_value set_hooks(napi_env env, napi_callback_info info) {
  static const enum eddy_slot slots[] = {EDDY_SLOT_WORKER_1, EDDY_SLOT_WORKER_2, EDDY_SLOT_CLONE_1,
                                         EDDY_SLOT_CLONE_2, EDDY_SLOT_CLONE_3};
  for (int i = 0; i < (int)COUNTOF(slots); i++) {
    if (eddy_arg_is_function(info, i)) eddy_slot_set(env, slots[i], eddy_arg(info, i));
  }
  return NULL;
}

static napi_value transfer_mode_key(napi_env env, napi_callback_info info) {
  (void)info;
  return eddy_transfer_mode_key(env);
}
static napi_value mark_untransferable(napi_env env, napi_callback_info info) {
  eddy_mark_untransferable(env, eddy_arg(info, 0));
  return NULL;
}
static napi_value is_marked(napi_env env, napi_callback_info info) {
  eddy_ret_bool(info, eddy_is_marked_untransferable(env, eddy_arg(info, 0)));
  return NULL;
}

static const struct eddy_method messaging_methods[] = {
    {"channel", make_channel, 0, NULL},
    {"broadcast", make_broadcast, 1, NULL},
    {"receive", receive, 1, NULL},
    {"clone", structured_clone, 2, NULL},
    {"setHooks", set_hooks, 5, NULL},
    {"transferModeKey", transfer_mode_key, 0, NULL},
    {"markAsUntransferable", mark_untransferable, 1, NULL},
    {"isMarkedAsUntransferable", is_marked, 1, NULL},
};
static const struct eddy_class *const messaging_classes[] = {&port_class};
const struct eddy_binding eddy_binding_messaging = {"messaging", messaging_methods,
                                                    COUNTOF(messaging_methods), messaging_classes,
                                                    COUNTOF(messaging_classes), NULL};
