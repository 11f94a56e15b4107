// SPDX-License-Identifier: MIT
/* ring.c: see ring.h. The kernel does its part of the work only within eddy_ring_enter (IORING_SETUP_DEFER_TASKRUN), so that
 * it never interrupts JavaScript, and no thread polls. io_uring(7). */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "ring.h"

#define LIST_BYTES (EDDY_RING_BUFFERS * sizeof(struct io_uring_buf))
#define BUFFER_BYTES ((size_t)EDDY_RING_BUFFERS * EDDY_RING_BUFFER)

static int setup(unsigned entries, struct io_uring_params *p) { return (int)syscall(SYS_io_uring_setup, entries, p); }

static int enroll(int fd, unsigned what, void *arg, unsigned n) { return (int)syscall(SYS_io_uring_register, fd, what, arg, n); }

/* Maps both queues, which share one mapping, and the calls. */
static int map_queues(struct eddy_ring *r, const struct io_uring_params *p) {
  const size_t sq = p->sq_off.array + p->sq_entries * sizeof(unsigned);
  const size_t cq = p->cq_off.cqes + p->cq_entries * sizeof(struct io_uring_cqe);
  const int protection = PROT_READ | PROT_WRITE, flags = MAP_SHARED | MAP_POPULATE;
  r->map_size = sq > cq ? sq : cq;
  r->map = mmap(NULL, r->map_size, protection, flags, r->fd, IORING_OFF_SQ_RING);
  if (r->map == MAP_FAILED) return -1;
  r->sqes = mmap(NULL, p->sq_entries * sizeof *r->sqes, protection, flags, r->fd, IORING_OFF_SQES);
  if (r->sqes == MAP_FAILED) {
    munmap(r->map, r->map_size);
    return -1;
  }
  uint8_t *base = r->map;
  r->sq_tail = (unsigned *)(base + p->sq_off.tail);
  r->sq_flags = (unsigned *)(base + p->sq_off.flags);
  r->cq_head = (unsigned *)(base + p->cq_off.head);
  r->cq_flags = (unsigned *)(base + p->cq_off.flags);
  r->cq_tail = (unsigned *)(base + p->cq_off.tail);
  r->sq_mask = *(unsigned *)(base + p->sq_off.ring_mask);
  r->cq_mask = *(unsigned *)(base + p->cq_off.ring_mask);
  r->cqes = (struct io_uring_cqe *)(base + p->cq_off.cqes);
  unsigned *array = (unsigned *)(base + p->sq_off.array);
  for (unsigned i = 0; i < p->sq_entries; i++) array[i] = i;
  return 0;
}

static int provide_buffers(struct eddy_ring *r) {
  const int protection = PROT_READ | PROT_WRITE, flags = MAP_ANONYMOUS | MAP_PRIVATE;
  void *both = mmap(NULL, LIST_BYTES + BUFFER_BYTES, protection, flags, -1, 0);
  if (both == MAP_FAILED) return -1;
  r->buffers = both;
  r->memory = (uint8_t *)both + LIST_BYTES;
  struct io_uring_buf_reg reg = {.ring_addr = (uintptr_t)both, .ring_entries = EDDY_RING_BUFFERS};
  if (enroll(r->fd, IORING_REGISTER_PBUF_RING, &reg, 1) != 0) {
    munmap(both, LIST_BYTES + BUFFER_BYTES);
    r->buffers = NULL;
    return -1;
  }
  r->buffers_tail = 0;
  for (unsigned i = 0; i < EDDY_RING_BUFFERS; i++) eddy_ring_give_back(r, i);
  return 0;
}

struct io_uring_sqe *eddy_ring_call(struct eddy_ring *r) {
  if (eddy_ring_calls(r) > r->sq_mask) return NULL;
  struct io_uring_sqe *call = &r->sqes[r->tail++ & r->sq_mask];
  memset(call, 0, sizeof *call);
  return call;
}

int eddy_ring_enter(struct eddy_ring *r, unsigned wait, bool events) {
  __atomic_store_n(r->sq_tail, r->tail, __ATOMIC_RELEASE);
  __atomic_store_n(&r->buffers->tail, r->buffers_tail, __ATOMIC_RELEASE);
  const unsigned flags = events || wait > 0 ? IORING_ENTER_GETEVENTS : 0;
  do {
    const long n = syscall(SYS_io_uring_enter, r->fd, eddy_ring_calls(r), wait, flags, NULL, 0);
    if (n >= 0) r->submitted += (unsigned)n;
    else if (errno != EINTR) return -errno;
  } while (eddy_ring_calls(r) > 0);
  return 0;
}

bool eddy_ring_listen(struct eddy_ring *r, bool on) {
  __atomic_store_n(r->cq_flags, on ? 0 : IORING_CQ_EVENTFD_DISABLED, __ATOMIC_SEQ_CST);
  __atomic_thread_fence(__ATOMIC_SEQ_CST); /* before the look at what has come */
  return !(__atomic_load_n(r->sq_flags, __ATOMIC_ACQUIRE) & (IORING_SQ_TASKRUN | IORING_SQ_CQ_OVERFLOW)) && !eddy_ring_answer(r);
}

const struct io_uring_cqe *eddy_ring_answer(const struct eddy_ring *r) {
  const unsigned head = *r->cq_head;
  return head == __atomic_load_n(r->cq_tail, __ATOMIC_ACQUIRE) ? NULL : &r->cqes[head & r->cq_mask];
}

void eddy_ring_taken(struct eddy_ring *r) { __atomic_store_n(r->cq_head, *r->cq_head + 1, __ATOMIC_RELEASE); }

void eddy_ring_give_back(struct eddy_ring *r, unsigned buffer) {
  struct io_uring_buf *b = &r->buffers->bufs[r->buffers_tail++ & (EDDY_RING_BUFFERS - 1)];
  b->addr = (uintptr_t)eddy_ring_bytes(r, buffer);
  b->len = EDDY_RING_BUFFER;
  b->bid = (uint16_t)buffer;
}

static int cancel(struct eddy_ring *r, uint64_t user_data, uint32_t flags) {
  if (eddy_ring_calls(r) > r->sq_mask) {
    const int err = eddy_ring_enter(r, 0, false);
    if (err < 0) return err;
  }
  struct io_uring_sqe *call = eddy_ring_call(r);
  call->opcode = IORING_OP_ASYNC_CANCEL;
  call->fd = -1;
  call->addr = user_data;
  call->cancel_flags = flags;
  call->flags = IOSQE_CQE_SKIP_SUCCESS;
  return 0;
}

int eddy_ring_cancel(struct eddy_ring *r, uint64_t user_data) { return cancel(r, user_data, 0); }

static void cancel_all(struct eddy_ring *r) {
  if (cancel(r, 0, IORING_ASYNC_CANCEL_ANY | IORING_ASYNC_CANCEL_ALL) == 0) eddy_ring_enter(r, 0, true);
}

void eddy_ring_close(struct eddy_ring *r) {
  if (r->fd < 0) return;
  if (r->buffers) {
    cancel_all(r); /* nothing is written into the buffers afterwards */
    munmap(r->buffers, LIST_BYTES + BUFFER_BYTES);
  }
  close(r->fd);
  if (r->wake_fd >= 0) close(r->wake_fd);
  r->fd = r->wake_fd = -1;
  munmap(r->sqes, EDDY_RING_CALLS * sizeof *r->sqes);
  munmap(r->map, r->map_size);
}

static bool told(int fd) {
  struct pollfd p = {.fd = fd, .events = POLLIN};
  return poll(&p, 1, 0) == 1;
}

/* Whether what comes for a read is told on wake_fd, and ends up in a buffer: a kernel (or what plays one) that does it
 * otherwise would leave connections unanswered. */
static bool works(struct eddy_ring *r) {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair) != 0) return false;
  struct io_uring_sqe *call = eddy_ring_call(r);
  *call = (struct io_uring_sqe){.opcode = IORING_OP_RECV, .fd = pair[0], .ioprio = IORING_RECV_MULTISHOT,
                                .flags = IOSQE_BUFFER_SELECT, .user_data = 1};
  bool ok = eddy_ring_enter(r, 0, true) == 0 && eddy_ring_listen(r, true) && !told(r->wake_fd) && write(pair[1], "x", 1) == 1 &&
            told(r->wake_fd) && !eddy_ring_listen(r, false) && eddy_ring_enter(r, 0, true) == 0;
  const struct io_uring_cqe *answer = ok ? eddy_ring_answer(r) : NULL;
  ok = answer && answer->res == 1 && (answer->flags & IORING_CQE_F_MORE) && (answer->flags & IORING_CQE_F_BUFFER) &&
       *eddy_ring_bytes(r, answer->flags >> IORING_CQE_BUFFER_SHIFT) == 'x';
  close(pair[1]);
  ok = ok && eddy_ring_enter(r, 0, true) == 0; /* the end */
  close(pair[0]);
  for (; (answer = eddy_ring_answer(r)) != NULL; eddy_ring_taken(r)) {
    if (answer->flags & IORING_CQE_F_BUFFER) eddy_ring_give_back(r, answer->flags >> IORING_CQE_BUFFER_SHIFT);
    else ok = ok && answer->res == 0;
  }
  uint64_t count;
  return ok && read(r->wake_fd, &count, sizeof count) == sizeof count;
}

int eddy_ring_open(struct eddy_ring *r) {
  const char *wanted = getenv("UV_USE_IO_URING");
  memset(r, 0, sizeof *r);
  r->fd = r->wake_fd = -1;
  if (wanted && strcmp(wanted, "0") == 0) return -1;
  struct io_uring_params p = {
    .flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_TASKRUN_FLAG | IORING_SETUP_CQSIZE, .cq_entries = 8 * EDDY_RING_CALLS};
  r->fd = setup(EDDY_RING_CALLS, &p);
  if (r->fd < 0) return -1;
  const unsigned needed = IORING_FEAT_SINGLE_MMAP | IORING_FEAT_NODROP;
  if ((p.features & needed) != needed || map_queues(r, &p) != 0) {
    close(r->fd);
    r->fd = -1;
    return -1;
  }
  r->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (r->wake_fd < 0 || enroll(r->fd, IORING_REGISTER_EVENTFD, &r->wake_fd, 1) != 0 || provide_buffers(r) != 0 || !works(r)) {
    eddy_ring_close(r);
    return -1;
  }
  return 0;
}
