// SPDX-License-Identifier: MIT
/* stream_gather.c: small writes of JavaScript to one TCP socket while what a socket brought is handled. The first
 * goes to the kernel at once, the further ones together when the handlers, their ticks and microtasks are done: a room
 * that gets eight messages in one read costs two system calls a member, not eight. Only for JavaScript's writes
 * (stream_write.c); whatever else touches the stream flushes it first, and so does what stops or ends the process. */
#include "bindings/stream.h"

/* What a socket gathers at most. */
#define GATHER_MOST 16384
#define GATHER_FIRST 512

struct eddy_stream_gather {
  struct eddy_list node; /* of env->gathered */
  struct eddy_stream *stream;
  size_t len, cap;
  char bytes[];
};

static void gather_failed(struct eddy_stream *s, int status, void *data) {
  struct eddy_env *env = s->h.env;
  struct eddy_scope scope;
  (void)data;
  if (status >= 0 || status == UV_ECANCELED || !env->can_call_js || s->h.state != EDDY_HANDLE_OPEN) return;
  eddy_scope_open(env->napi, &scope);
  napi_value arg = eddy_i32(env->napi, status), fn = eddy_stream_callback(s, EDDY_STREAM_ON_WRITE);
  if (fn) eddy_loop_call(env, &s->h.async, eddy_native_value(&s->h.native), fn, 1, &arg, NULL);
  eddy_scope_close(&scope);
}

/* The stream's, which has room for n more bytes; NULL: no memory. */
static struct eddy_stream_gather *gather_reserve(struct eddy_stream *s, size_t n) {
  struct eddy_stream_gather *g = s->gather;
  const size_t len = g ? g->len : 0;
  size_t cap = g ? g->cap : GATHER_FIRST;
  while (cap < len + n) cap *= 2;
  if (g && cap == g->cap) return g;
  if (g) eddy_list_remove(&g->node);
  struct eddy_stream_gather *grown = realloc(g, sizeof *g + cap);
  if (grown) {
    grown->stream = s;
    grown->len = len;
    grown->cap = cap;
    s->gather = g = grown;
  }
  if (g) eddy_list_push(&s->h.env->gathered, &g->node);
  return grown;
}

bool eddy_stream_gather(struct eddy_stream *s, const uv_buf_t *bufs, unsigned count, size_t total) {
  struct eddy_env *env = s->h.env;
  if (env->read_depth == 0 || s->uv.handle.type != UV_TCP || s->blocking) return false;
  if (s->written_in != env->reads) { /* nothing yet of this read */
    s->written_in = env->reads;
    return false;
  }
  if (eddy_stream_queued(s) > 0 || !uv_is_writable(&s->uv.stream)) return false;
  if (total + (s->gather ? s->gather->len : 0) > GATHER_MOST) return false;
  struct eddy_stream_gather *g = gather_reserve(s, total);
  if (!g) return false;
  for (unsigned i = 0; i < count; i++) {
    if (bufs[i].len) memcpy(g->bytes + g->len, bufs[i].base, bufs[i].len);
    g->len += bufs[i].len;
  }
  s->bytes_written += (double)total;
  return true;
}

void eddy_stream_gather_drop(struct eddy_stream *s) {
  if (!s->gather) return;
  eddy_list_remove(&s->gather->node);
  free(s->gather);
  s->gather = NULL;
}

int eddy_stream_gather_flush(struct eddy_stream *s) {
  eddy_stream_ring_flush(s);
  struct eddy_stream_gather *g = s->gather;
  if (!g) return 0;
  eddy_list_remove(&g->node);
  s->gather = NULL; /* eddy_stream_write asks for it */
  int err = 0;
  if (s->h.state == EDDY_HANDLE_OPEN) {
    const uv_buf_t buf = uv_buf_init(g->bytes, (unsigned)g->len);
    s->bytes_written -= (double)g->len; /* counted when they came */
    err = eddy_stream_write(s, &buf, 1, gather_failed, NULL);
  }
  free(g);
  return err < 0 ? err : 0;
}

static void gather_flush_all(struct eddy_env *env, bool tell) {
  while (!eddy_list_empty(&env->gathered)) {
    struct eddy_stream *s = CONTAINER_OF(env->gathered.next, struct eddy_stream_gather, node)->stream;
    const int err = eddy_stream_gather_flush(s);
    if (err < 0 && tell) gather_failed(s, err, NULL);
  }
}

void eddy_streams_flush(struct eddy_env *env, bool tell) {
  eddy_http_flush(env);
  eddy_streams_ring_flush(env);
  gather_flush_all(env, tell);
}

void eddy_streams_read_begin(struct eddy_env *env) {
  if (env->read_depth++ == 0) env->reads++;
}

void eddy_streams_read_end(struct eddy_env *env) {
  if (--env->read_depth == 0 && !eddy_list_empty(&env->gathered)) gather_flush_all(env, true);
}
