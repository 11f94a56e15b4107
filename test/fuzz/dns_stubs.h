// SPDX-License-Identifier: MIT
/* dns_stubs.h: what src/bindings/dns_channel.c asks of libuv and the engine, done by nobody. For dns_channel.c here. */
static struct eddy_env stub_env;
static struct { int asked, answered, closes, idle; uv_handle_t *closing[64]; uv_close_cb closed[64]; } stub;
static struct { const char *text; int number; struct eddy_native *self; } stub_args;
static napi_value stub_value = (napi_value)&stub_args;

/* Handles that are being closed, at the end of a turn. */
static void stub_closes(void) {
  for (int i = 0; i < stub.closes; i++) stub.closed[i](stub.closing[i]);
  stub.closes = 0;
}

void uv_close(uv_handle_t *h, uv_close_cb done) {
  if (stub.closes == (int)COUNTOF(stub.closing)) abort();
  if (h->type == UV_IDLE) stub.idle--;
  h->type = UV_UNKNOWN_HANDLE;
  stub.closing[stub.closes] = h;
  stub.closed[stub.closes++] = done;
}
int uv_is_closing(const uv_handle_t *h) { return h->type == UV_UNKNOWN_HANDLE; }
int uv_is_active(const uv_handle_t *h) { return h->type == UV_TIMER; }
int uv_timer_init(uv_loop_t *l, uv_timer_t *t) { return (void)l, t->type = UV_TIMER, 0; }
int uv_timer_start(uv_timer_t *t, uv_timer_cb cb, uint64_t a, uint64_t b) { return (void)t, (void)cb, (void)a, (void)b, 0; }
int uv_timer_again(uv_timer_t *t) { return (void)t, 0; }
int uv_idle_init(uv_loop_t *l, uv_idle_t *i) { return (void)l, i->type = UV_IDLE, stub.idle++, 0; }
int uv_idle_start(uv_idle_t *i, uv_idle_cb cb) { return (void)i, (void)cb, 0; }
int uv_poll_init_socket(uv_loop_t *l, uv_poll_t *p, uv_os_sock_t s) { return (void)l, (void)s, p->type = UV_POLL, 0; }
int uv_poll_start(uv_poll_t *p, int events, uv_poll_cb cb) { return (void)p, (void)events, (void)cb, 0; }
int uv_inet_pton(int af, const char *text, void *out) { return inet_pton(af, text, out) == 1 ? 0 : UV_EINVAL; }
int uv_inet_ntop(int af, const void *in, char *out, size_t size) { return inet_ntop(af, in, out, (socklen_t)size) ? 0 : UV_ENOSPC; }

void *eddy_calloc(size_t n, size_t size) { return calloc(n, size); }
char *eddy_strdup(const char *s) { return strdup(s); }
void eddy_check_failed(const char *expr, const char *file, int line) {
  fprintf(stderr, "%s:%d: %s\n", file, line, expr);
  abort();
}

bool eddy_arg_str(napi_env env, napi_callback_info info, int i, struct eddy_str *out) {
  (void)env, (void)info, (void)i;
  *out = (struct eddy_str){ .data = (char *)stub_args.text, .len = strlen(stub_args.text) };
  return true;
}
void eddy_str_release(struct eddy_str *s) { (void)s; }
bool eddy_value_str(napi_env env, napi_value v, struct eddy_str *out) { return (void)v, eddy_arg_str(env, NULL, 0, out); }
napi_value eddy_this(napi_callback_info info) { return (void)info, stub_value; }
napi_value eddy_arg(napi_callback_info info, int i) { return (void)info, (void)i, stub_value; }
bool eddy_arg_is_number(napi_callback_info info, int i) { return (void)info, (void)i, true; }
int32_t eddy_arg_i32(napi_callback_info info, int i) { return (void)info, (void)i, stub_args.number; }
int32_t eddy_to_i32(napi_value v) { return (void)v, 0; }
void eddy_ret_i32(napi_callback_info info, int32_t v) { if ((void)info, v != 0) abort(); }
void eddy_ret_bool(napi_callback_info info, bool v) { (void)info, (void)v; }
napi_value eddy_undefined(napi_env env) { return (void)env, stub_value; }
napi_value eddy_i32(napi_env env, int32_t v) { return (void)env, (void)v, stub_value; }
napi_value eddy_array(napi_env env, const napi_value *items, size_t n) { return (void)env, (void)items, (void)n, stub_value; }
bool eddy_set_index(napi_env env, napi_value o, uint32_t i, napi_value v) { return (void)env, (void)o, (void)i, (void)v, true; }
/* What reads bytes reads them all: AddressSanitizer looks. */
napi_value eddy_buffer_copy(napi_env env, const void *data, size_t len) {
  void *copy = malloc(len);
  memcpy(copy, data, len);
  free(copy);
  return (void)env, stub_value;
}
napi_value eddy_utf8(napi_env env, const char *s, size_t len) {
  return eddy_buffer_copy(env, s, len == (size_t)-1 ? strlen(s) + 1 : len);
}
void eddy_scope_open(napi_env env, struct eddy_scope *scope) { (void)env, (void)scope; }
void eddy_scope_close(struct eddy_scope *scope) { (void)scope; }
napi_status napi_get_element(napi_env env, napi_value o, uint32_t i, napi_value *out) { return (void)env, (void)o, (void)i, *out = stub_value, napi_ok; }
napi_status napi_get_array_length(napi_env env, napi_value o, uint32_t *out) { return (void)env, (void)o, *out = 0, napi_ok; }

void eddy_native_init(napi_env env, napi_value js, struct eddy_native *n, const struct eddy_class *cls, void *owner, void (*free)(void *)) {
  (void)env, (void)js, (void)n, (void)cls, (void)owner, (void)free;
}
void *eddy_native_of(napi_value js, const struct eddy_class *cls) {
  return (void)js, (void)cls, CONTAINER_OF(stub_args.self, struct dns_channel, native);
}
void eddy_native_hold(struct eddy_native *n) { (void)n; }
void eddy_native_unhold(struct eddy_native *n) { (void)n; }
void eddy_native_weigh(struct eddy_native *n, size_t bytes) { (void)n, (void)bytes; }
struct eddy_env *eddy_env_of(napi_env env) { return (void)env, &stub_env; }
/* A request holds memory until it has been answered or released: what does neither leaks, what does both frees twice. */
void eddy_req_init(struct eddy_env *env, struct eddy_req *r, napi_value object, napi_value fn, const char *type) {
  (void)object, (void)fn, (void)type;
  *r = (struct eddy_req){ .env = env, .object = malloc(1) };
}
void eddy_req_release(struct eddy_req *r) { stub.answered++, free(r->object); }
void eddy_req_complete(struct eddy_req *r, size_t argc, const napi_value *argv) { (void)argc, (void)argv, eddy_req_release(r); }
