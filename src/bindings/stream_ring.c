// SPDX-License-Identifier: MIT
/* stream_ring.c: streams that are read, and written, through the thread's ring (ring.h) instead of libuv's epoll: connections
 * that keep asking small things. One system call brings what all of them have sent, one takes all the answers, where libuv
 * needs two a request. A stream joins the ring when its owner says that it is worth it (a connection between two requests),
 * and leaves it, for libuv, before anything else than reading and small writes is done with it: the kernel holds a read of
 * it all the time. What had been read for a stream that left is held for it, and comes before what libuv reads.
 *
 * Answers are handed over together only where several requests have come at once, and as long as the handlers are quick: who
 * answers and then computes does not let others wait. */
#include <errno.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include "bindings/stream.h"
#include "ring.h"

/* libuv's own, of libuv_a.a: whether epoll looks at a stream, apart from whether the stream reads. */
void uv__io_start(uv_loop_t *loop, uv__io_t *w, unsigned int events);
void uv__io_stop(uv_loop_t *loop, uv__io_t *w, unsigned int events);

enum {
  OUT_SIZE = 65536,    /* bytes of answers that wait to be handed over */
  ROUNDS = 3,          /* how often one turn of the loop asks for more */
  SLOW_FOR = 64,       /* batches in which nothing waits after one with slow handlers */
  LEAVES_MOST = 3,     /* a stream that has left so often belongs to libuv: large requests or answers, pauses */
};
#define WAIT_NS 150000 /* how long an answer waits for others */

/* The read that the kernel holds of a stream: the user_data of its answers. */
struct stream_read {
  struct eddy_list link;      /* of the ring's reads, or of those that are leaving */
  struct eddy_stream *stream; /* NULL: it has left; this goes with the last answer */
  struct stream_ring *of;
  bool armed;                 /* more answers come */
  unsigned sending;           /* 1 + index of what waits to be sent */
  int error;                  /* of what was sent; the owner has not heard yet */
};

struct arrived { struct stream_read *read; int result; unsigned flags; };

struct sending { struct stream_read *read; struct io_uring_sqe *call; uint32_t at, len; int result; bool answered; };

struct ring_handles {
  uv_poll_t poll;
  uv_prepare_t prepare;
  uv_idle_t idle;
  unsigned open;
  bool edge;
  struct stream_ring *of;
};

struct stream_ring {
  struct eddy_env *env;
  struct eddy_ring ring;
  struct ring_handles *handles;  /* they outlive this by a turn of the loop */
  struct eddy_list reads, leaving, held;
  struct arrived *arrived;
  size_t arrived_len, arrived_cap, next;
  struct sending sends[EDDY_RING_CALLS / 2];
  unsigned sends_len, answered, failed;
  size_t out_len;
  uint64_t first_send;
  unsigned slow;
  bool together, unusable;
  uint8_t out[OUT_SIZE];
};

/* ---- what was read for a stream that has left --------------------------------------------------------------- */

struct eddy_stream_held {
  struct eddy_list node;      /* of those to be told, or by itself */
  struct eddy_stream *stream;
  size_t len;
  int end;                    /* 0, or what follows the bytes */
  uint8_t bytes[];
};

void eddy_stream_hold(struct eddy_stream *s, const uint8_t *bytes, size_t n, int end) {
  struct eddy_stream_held *h = s->held;
  const size_t len = h ? h->len : 0;
  const bool to_be_told = h && !eddy_list_empty(&h->node);
  if (h) eddy_list_remove(&h->node);
  struct eddy_stream_held *grown = eddy_realloc(h, sizeof *h + len + n);
  if (!h) grown->end = 0;
  eddy_list_init(&grown->node);
  grown->stream = s;
  grown->len = len + n;
  if (n) memcpy(grown->bytes + len, bytes, n);
  if (end) grown->end = end;
  s->held = grown;
  if (to_be_told) eddy_stream_held_tell(s);
}

void eddy_stream_held_drop(struct eddy_stream *s) {
  if (!s->held) return;
  eddy_list_remove(&s->held->node);
  free(s->held);
  s->held = NULL;
}

static void on_idle(uv_idle_t *idle);

/* It reads: before the loop waits again it gets what is held for it. */
void eddy_stream_held_tell(struct eddy_stream *s) {
  struct stream_ring *sr = s->h.env->binding_data[EDDY_DATA_RING];
  if (!s->held || !sr || !sr->handles || !eddy_list_empty(&s->held->node)) return;
  eddy_list_push(&sr->held, &s->held->node);
  uv_idle_start(&sr->handles->idle, on_idle);
}

/* Into the memory that JavaScript wants it in. */
static void tell_user_buffer(struct eddy_stream *s, const uint8_t *from, size_t len) {
  struct eddy_env *env = s->h.env;
  while (len > 0 && s->reading && s->user_buffer) {
    struct eddy_scope scope;
    struct eddy_bytes bytes = {NULL, 0};
    eddy_scope_open(env->napi, &scope);
    eddy_value_bytes(eddy_ref_get(env->napi, s->user_buffer), &bytes);
    eddy_scope_close(&scope);
    const size_t n = len < bytes.len ? len : bytes.len;
    if (n == 0) return;
    memcpy(bytes.data, from, n);
    eddy_stream_deliver(s, (ssize_t)n, bytes.data);
    from += n;
    len -= n;
  }
  if (len > 0 && s->h.state == EDDY_HANDLE_OPEN) eddy_stream_hold(s, from, len, 0);
}

static void tell_held(struct stream_ring *sr) {
  while (!eddy_list_empty(&sr->held)) {
    struct eddy_stream_held *h = CONTAINER_OF(sr->held.next, struct eddy_stream_held, node);
    struct eddy_stream *s = h->stream;
    eddy_list_remove(&h->node);
    if (!s->reading || s->h.state != EDDY_HANDLE_OPEN) continue; /* it is told when it reads again */
    s->held = NULL;
    if (h->len && s->user_buffer && !s->reader) tell_user_buffer(s, h->bytes, h->len);
    else if (h->len) eddy_stream_deliver(s, (ssize_t)h->len, h->bytes);
    if (h->end && s->h.state == EDDY_HANDLE_OPEN) {
      if (s->reading) eddy_stream_deliver(s, h->end, NULL);
      else eddy_stream_hold(s, NULL, 0, h->end);
    }
    free(h);
  }
}

/* ---- the ring's answers --------------------------------------------------------------------------------------- */

static void read_free(struct stream_read *read) {
  eddy_list_remove(&read->link);
  free(read);
}

static void arrive(struct stream_ring *sr, struct stream_read *read, const struct io_uring_cqe *a) {
  if (sr->arrived_len == sr->arrived_cap) {
    sr->arrived_cap = sr->arrived_cap ? 2 * sr->arrived_cap : 64;
    sr->arrived = eddy_realloc(sr->arrived, sr->arrived_cap * sizeof *sr->arrived);
  }
  sr->arrived[sr->arrived_len++] = (struct arrived){read, a->res, a->flags};
}

/* Takes all answers: those of sends are noted, those of reads put in order. */
static void reap(struct stream_ring *sr) {
  const struct io_uring_cqe *a;
  while ((a = eddy_ring_answer(&sr->ring)) != NULL) {
    const uint64_t data = a->user_data;
    if (data & 1) {
      struct sending *send = &sr->sends[data >> 1];
      send->result = a->res;
      send->answered = true;
      sr->answered++;
    } else if (data) {
      struct stream_read *read = (struct stream_read *)(uintptr_t)data;
      if (!(a->flags & IORING_CQE_F_MORE)) read->armed = false;
      if (read->stream) {
        arrive(sr, read, a);
      } else { /* its stream has left: nobody is to come across it later, it may be gone by then */
        if (a->flags & IORING_CQE_F_BUFFER) eddy_ring_give_back(&sr->ring, a->flags >> IORING_CQE_BUFFER_SHIFT);
        if (!read->armed) read_free(read);
      }
    }
    eddy_ring_taken(&sr->ring);
  }
}

static void forget_arrived(struct stream_ring *sr, const struct stream_read *read, struct eddy_stream *keep) {
  for (size_t i = sr->next; i < sr->arrived_len; i++) {
    struct arrived *a = &sr->arrived[i];
    if (a->read != read) continue;
    a->read = NULL;
    if (a->flags & IORING_CQE_F_BUFFER) {
      const unsigned buffer = a->flags >> IORING_CQE_BUFFER_SHIFT;
      if (keep && a->result > 0) eddy_stream_hold(keep, eddy_ring_bytes(&sr->ring, buffer), (size_t)a->result, 0);
      eddy_ring_give_back(&sr->ring, buffer);
    } else if (keep && a->result < 0 && a->result != -ECANCELED && a->result != -ENOBUFS) {
      eddy_stream_hold(keep, NULL, 0, a->result);
    }
  }
}

/* ---- leaving ----------------------------------------------------------------------------------------------------- */

/* The stream is libuv's again. */
static void detach(struct stream_read *read) {
  struct eddy_stream *s = read->stream;
  s->ring_read = NULL;
  read->stream = NULL;
  eddy_list_remove(&read->link);
  eddy_list_push(&read->of->leaving, &read->link);
  if (s->h.state != EDDY_HANDLE_OPEN || !s->reading) return;
  uv__io_start(s->h.env->loop, &s->uv.tcp.io_watcher, POLLIN);
  eddy_stream_held_tell(s);
}

/* The kernel does not do its part any more: libuv does it all. */
static void give_up(struct stream_ring *sr) {
  sr->unusable = true;
  reap(sr);
  for (unsigned i = 0; i < sr->sends_len; i++) {
    struct sending *send = &sr->sends[i];
    if (send->answered) continue;
    send->answered = true;
    send->result = -EAGAIN;
  }
  while (!eddy_list_empty(&sr->reads)) {
    struct stream_read *read = CONTAINER_OF(sr->reads.next, struct stream_read, link);
    forget_arrived(sr, read, read->stream);
    detach(read); /* not freed before the ring: the kernel may know of it */
  }
}

static bool enter(struct stream_ring *sr, unsigned wait, bool events) {
  if (sr->unusable) return false;
  int err, tries = 0;
  do err = eddy_ring_enter(&sr->ring, wait, events || tries > 0); /* what came meanwhile may stand in the way */
  while ((err == -EAGAIN || err == -EBUSY || err == -ENOMEM) && (reap(sr), ++tries < 1000));
  if (err == 0) return true;
  give_up(sr);
  return false;
}

static void finish_sends(struct stream_ring *sr);

/* All that waits is handed over, and what became of it is known. */
static void send_all(struct stream_ring *sr) {
  if (sr->sends_len == 0) return;
  if (eddy_ring_calls(&sr->ring) > 0) enter(sr, 0, false);
  reap(sr);
  while (sr->answered < sr->sends_len && enter(sr, 1, true)) reap(sr);
  finish_sends(sr);
}

void eddy_stream_ring_leave(struct eddy_stream *s) {
  struct stream_read *read = s->ring_read;
  if (!read) return;
  struct stream_ring *sr = read->of;
  if (read->sending) send_all(sr);
  if (s->ring_read != read) return; /* that made it leave */
  if (read->armed && eddy_ring_cancel(&sr->ring, (uintptr_t)read) == 0) {
    enter(sr, 0, true);
    reap(sr);
    while (read->armed && s->ring_read == read && enter(sr, 1, true)) reap(sr);
  }
  if (s->ring_read != read) return;
  if (s->ring_leaves < LEAVES_MOST) s->ring_leaves++;
  forget_arrived(sr, read, s);
  detach(read);
  if (!read->armed) read_free(read);
}

void eddy_stream_ring_drop(struct eddy_stream *s) {
  struct stream_read *read = s->ring_read;
  eddy_stream_held_drop(s);
  if (!read) return;
  struct stream_ring *sr = read->of;
  if (read->sending) send_all(sr);
  eddy_stream_held_drop(s);
  if (s->ring_read != read) return;
  forget_arrived(sr, read, NULL);
  s->ring_read = NULL;
  read->stream = NULL;
  eddy_list_remove(&read->link);
  eddy_list_push(&sr->leaving, &read->link);
  if (!read->armed) read_free(read);
  else eddy_ring_cancel(&sr->ring, (uintptr_t)read); /* handed over before the loop waits; the file is open until then */
}

/* ---- sending -------------------------------------------------------------------------------------------------------- */

/* What the kernel has not taken goes the usual way. Calls no JavaScript. */
static void finish_sends(struct stream_ring *sr) {
  const unsigned n = sr->sends_len;
  const bool together = sr->together;
  sr->together = false; /* the bytes are needed */
  sr->sends_len = sr->answered = 0;
  for (unsigned i = 0; i < n; i++) sr->sends[i].read->sending = 0;
  for (unsigned i = 0; i < n; i++) {
    const struct sending *send = &sr->sends[i];
    struct eddy_stream *s = send->read->stream;
    if (send->result == (int)send->len || !s) continue;
    size_t sent = send->result > 0 ? (size_t)send->result : 0;
    int err = send->result < 0 && send->result != -EAGAIN && send->result != -EINTR && send->result != -ENOBUFS ? send->result : 0;
    if (err == 0) {
      s->bytes_written -= (double)(send->len - sent); /* counted when they came */
      err = s->reader->sent(s, s->reader_owner, sr->out + send->at + sent, send->len - sent, 0);
    }
    if (err >= 0 || !s->ring_read) continue;
    s->ring_read->error = err;
    sr->failed++;
  }
  sr->out_len = 0;
  sr->together = together;
}

/* The owners of what could not be sent hear of it. */
static void tell_failed(struct stream_ring *sr) {
  struct eddy_list *l = sr->reads.next;
  while (sr->failed > 0 && l != &sr->reads) {
    struct stream_read *read = CONTAINER_OF(l, struct stream_read, link);
    struct eddy_stream *s = read->stream;
    const int err = read->error;
    l = l->next;
    if (!err) continue;
    read->error = 0;
    sr->failed--;
    s->reader->sent(s, s->reader_owner, NULL, 0, err);
    l = sr->reads.next; /* anything may have happened to the list */
  }
  sr->failed = 0; /* the others have left meanwhile */
}

bool eddy_stream_ring_send(struct eddy_stream *s, const uint8_t *bytes, size_t len) {
  struct stream_read *read = s->ring_read;
  if (!read || !read->of->together || len > OUT_SIZE / 2 || read->error) return false;
  struct stream_ring *sr = read->of;
  if (s->gather || eddy_stream_queued(s) > 0 || !uv_is_writable(&s->uv.stream)) return false;
  if (read->sending && read->sending != sr->sends_len) send_all(sr);
  if (sr->out_len + len > OUT_SIZE || sr->sends_len == COUNTOF(sr->sends)) send_all(sr);
  if (!sr->together || s->ring_read != read) return false;
  struct sending *send = read->sending ? &sr->sends[read->sending - 1] : NULL;
  if (!send) {
    struct io_uring_sqe *call = eddy_ring_call(&sr->ring);
    if (!call) return false;
    if (sr->sends_len == 0) sr->first_send = uv_hrtime();
    send = &sr->sends[sr->sends_len++];
    read->sending = sr->sends_len;
    *send = (struct sending){.read = read, .call = call, .at = (uint32_t)sr->out_len};
    call->opcode = IORING_OP_SEND;
    call->fd = s->uv.tcp.io_watcher.fd;
    call->addr = (uintptr_t)(sr->out + send->at);
    call->msg_flags = MSG_DONTWAIT | MSG_NOSIGNAL;
    call->user_data = (uint64_t)(send - sr->sends) << 1 | 1;
  }
  memcpy(sr->out + sr->out_len, bytes, len);
  sr->out_len += len;
  send->len += (uint32_t)len;
  send->call->len = send->len;
  s->bytes_written += (double)len;
  return true;
}

void eddy_stream_ring_flush(struct eddy_stream *s) {
  if (s->ring_read && s->ring_read->sending) send_all(s->ring_read->of);
}

void eddy_streams_ring_flush(struct eddy_env *env) {
  struct stream_ring *sr = env->binding_data[EDDY_DATA_RING];
  if (sr) send_all(sr);
}

/* ---- reading ---------------------------------------------------------------------------------------------------------- */

static bool arm(struct stream_read *read) {
  struct stream_ring *sr = read->of;
  struct io_uring_sqe *call = eddy_ring_call(&sr->ring);
  if (!call) {
    if (sr->sends_len > 0) send_all(sr);
    else enter(sr, 0, false);
    call = eddy_ring_call(&sr->ring);
    if (!call || !read->stream) return false;
  }
  call->opcode = IORING_OP_RECV;
  call->fd = read->stream->uv.tcp.io_watcher.fd;
  call->ioprio = IORING_RECV_MULTISHOT;
  call->flags = IOSQE_BUFFER_SELECT;
  call->user_data = (uintptr_t)read;
  read->armed = true;
  return true;
}

static void dispatch_one(struct stream_ring *sr, const struct arrived *a) {
  struct stream_read *read = a->read;
  struct eddy_stream *s = read->stream;
  const bool has_buffer = a->flags & IORING_CQE_F_BUFFER;
  const unsigned buffer = a->flags >> IORING_CQE_BUFFER_SHIFT;
  if (a->result > 0 && has_buffer) {
    if (a->result == EDDY_RING_BUFFER) { /* there is more of it: libuv reads larger pieces */
      eddy_stream_hold(s, eddy_ring_bytes(&sr->ring, buffer), EDDY_RING_BUFFER, 0);
      eddy_ring_give_back(&sr->ring, buffer);
      eddy_stream_ring_leave(s);
      return;
    }
    eddy_stream_deliver(s, a->result, eddy_ring_bytes(&sr->ring, buffer));
    eddy_ring_give_back(&sr->ring, buffer);
    if (s->ring_read && !s->ring_read->armed && !arm(s->ring_read)) eddy_stream_ring_leave(s);
    return;
  }
  if (has_buffer) eddy_ring_give_back(&sr->ring, buffer);
  if (a->result == -ENOBUFS && arm(read)) return;
  const int end = a->result == -ENOBUFS || a->result == -ECANCELED ? 0 : a->result;
  eddy_stream_ring_leave(s); /* libuv comes across the end itself */
  if (end < 0 && s->h.state == EDDY_HANDLE_OPEN) {
    if (s->reading && !s->held) eddy_stream_deliver(s, end, NULL);
    else eddy_stream_hold(s, NULL, 0, end);
  }
}

static void dispatch(struct stream_ring *sr) {
  struct eddy_env *env = sr->env;
  const size_t first = sr->next, n = sr->arrived_len - first;
  if (n == 0) return;
  const uint64_t begun = uv_hrtime();
  uint64_t now = begun;
  if (sr->slow > 0) sr->slow--;
  sr->together = n > 1 && sr->slow == 0 && !sr->unusable;
  while (sr->next < sr->arrived_len && !env->stopping && !env->exiting) {
    const struct arrived a = sr->arrived[sr->next++];
    if (!a.read) continue;
    dispatch_one(sr, &a);
    if (sr->sends_len == 0) continue;
    now = uv_hrtime();
    if (now - sr->first_send > WAIT_NS) send_all(sr);
  }
  sr->together = false;
  if (uv_hrtime() - begun > WAIT_NS * n) sr->slow = SLOW_FOR;
  if (sr->next == sr->arrived_len) sr->next = sr->arrived_len = 0;
}

static void turn(struct stream_ring *sr) {
  int round = 0;
  do {
    if (!enter(sr, 0, true)) break;
    reap(sr);
    if (sr->sends_len > 0) send_all(sr);
    if (round++ > 0) uv_update_time(sr->env->loop);
    dispatch(sr);
  } while (round < ROUNDS && sr->sends_len > 0);
  send_all(sr);
  tell_failed(sr);
}

/* Whatever comes from here on wakes the loop, or has been there: then the loop does not wait. */
static void listen_again(struct stream_ring *sr) {
  if (sr->unusable) return;
  const bool quiet = eddy_ring_listen(&sr->ring, true);
  if (quiet && sr->next == sr->arrived_len) return;
  uv_idle_start(&sr->handles->idle, on_idle);
}

static void on_ready(uv_poll_t *poll, int status, int events) {
  struct ring_handles *h = CONTAINER_OF(poll, struct ring_handles, poll);
  (void)status;
  (void)events;
  if (!h->of || h->of->unusable) return;
  if (!h->edge) { /* told once each time something comes: there is nothing to be read from it */
    struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data = {.fd = h->of->ring.wake_fd}};
    h->edge = epoll_ctl(uv_backend_fd(h->of->env->loop), EPOLL_CTL_MOD, h->of->ring.wake_fd, &event) == 0;
  }
  eddy_ring_listen(&h->of->ring, false);
  turn(h->of);
  listen_again(h->of);
}

static void on_idle(uv_idle_t *idle) {
  struct ring_handles *h = CONTAINER_OF(idle, struct ring_handles, idle);
  uv_idle_stop(idle);
  if (!h->of) return;
  tell_held(h->of);
  if (h->of->unusable) return;
  eddy_ring_listen(&h->of->ring, false);
  turn(h->of);
  listen_again(h->of);
}

/* What has been asked for since the last turn is handed over before the loop waits. */
static void on_prepare(uv_prepare_t *prepare) {
  struct stream_ring *sr = CONTAINER_OF(prepare, struct ring_handles, prepare)->of;
  if (!sr || eddy_ring_calls(&sr->ring) == 0) return;
  eddy_ring_listen(&sr->ring, false);
  if (!enter(sr, 0, true)) return;
  reap(sr);
  listen_again(sr);
}

/* ---- the thread's ring ------------------------------------------------------------------------------------------------ */

static void handle_closed(uv_handle_t *handle) {
  struct ring_handles *h = handle->data;
  if (--h->open == 0) free(h);
}

static void adopt(struct ring_handles *h, uv_handle_t *handle) {
  handle->data = h;
  h->open++;
  uv_unref(handle);
}

static void stream_ring_release(struct eddy_env *env, void *data) {
  struct stream_ring *sr = data;
  (void)env;
  while (!eddy_list_empty(&sr->reads)) {
    struct stream_read *read = CONTAINER_OF(sr->reads.next, struct stream_read, link);
    read->stream->ring_read = NULL;
    read_free(read);
  }
  while (!eddy_list_empty(&sr->leaving)) read_free(CONTAINER_OF(sr->leaving.next, struct stream_read, link));
  while (!eddy_list_empty(&sr->held)) eddy_list_remove(sr->held.next);
  struct ring_handles *h = sr->handles;
  if (h) {
    h->of = NULL;
    uv_close((uv_handle_t *)&h->poll, handle_closed);
    uv_close((uv_handle_t *)&h->prepare, handle_closed);
    uv_close((uv_handle_t *)&h->idle, handle_closed);
    eddy_ring_close(&sr->ring);
  }
  free(sr->arrived);
  free(sr);
}

/* NULL: there is none. */
static struct stream_ring *ring_of(struct eddy_env *env) {
  struct stream_ring *sr = env->binding_data[EDDY_DATA_RING];
  if (sr) return sr->unusable ? NULL : sr;
  sr = eddy_calloc(1, sizeof *sr);
  sr->env = env;
  eddy_list_init(&sr->reads);
  eddy_list_init(&sr->leaving);
  eddy_list_init(&sr->held);
  env->binding_data[EDDY_DATA_RING] = sr;
  env->binding_release[EDDY_DATA_RING] = stream_ring_release;
  sr->unusable = true;
  if (eddy_ring_open(&sr->ring) != 0) return NULL;
  struct ring_handles *h = eddy_calloc(1, sizeof *h);
  if (uv_poll_init(env->loop, &h->poll, sr->ring.wake_fd) != 0) {
    eddy_ring_close(&sr->ring);
    free(h);
    return NULL;
  }
  sr->handles = h;
  h->of = sr;
  uv_prepare_init(env->loop, &h->prepare);
  uv_idle_init(env->loop, &h->idle);
  adopt(h, (uv_handle_t *)&h->poll);
  adopt(h, (uv_handle_t *)&h->prepare);
  adopt(h, (uv_handle_t *)&h->idle);
  uv_poll_start(&h->poll, UV_READABLE, on_ready);
  uv_prepare_start(&h->prepare, on_prepare);
  sr->unusable = false;
  return sr;
}

void eddy_stream_ring_join(struct eddy_stream *s) {
  if (s->ring_read || s->ring_leaves >= LEAVES_MOST || !s->reading || s->held || s->blocking) return;
  if (s->uv.handle.type != UV_TCP || !s->reader || !s->reader->sent || s->gather || eddy_stream_queued(s) > 0) return;
  if (!uv_is_readable(&s->uv.stream) || !uv_is_writable(&s->uv.stream) || s->h.state != EDDY_HANDLE_OPEN) return;
  struct stream_ring *sr = ring_of(s->h.env);
  if (!sr) return;
  struct stream_read *read = eddy_calloc(1, sizeof *read);
  read->stream = s;
  read->of = sr;
  s->ring_read = read;
  eddy_list_push(&sr->reads, &read->link);
  if (!arm(read)) {
    eddy_stream_ring_drop(s);
    return;
  }
  uv__io_stop(s->h.env->loop, &s->uv.tcp.io_watcher, POLLIN);
}
