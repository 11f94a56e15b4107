/* SPDX-License-Identifier: MIT */
/* ring.h: system calls for many sockets in one: the kernel's io_uring, as far as streams need it (bindings/stream_ring.c).
 * A ring belongs to one thread. Kernels before 6.1, and sandboxes, have none: then everything goes through libuv. */
#ifndef EDDY_RING_H
#define EDDY_RING_H

#include <linux/io_uring.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct eddy_ring {
  int fd, wake_fd;                    /* readable when something has come, while eddy_ring_listen */
  unsigned *sq_tail, *sq_flags, *cq_head, *cq_tail, *cq_flags, sq_mask, cq_mask;
  struct io_uring_sqe *sqes;
  struct io_uring_cqe *cqes;
  unsigned tail, submitted;           /* of the submission queue */
  struct io_uring_buf_ring *buffers;  /* what the kernel fills with what sockets bring */
  uint8_t *memory;
  uint16_t buffers_tail;
  void *map;
  size_t map_size;
};

/* Bytes of each buffer, and how many there are. */
#define EDDY_RING_BUFFER 4096
#define EDDY_RING_BUFFERS 128
/* Calls that can be put together. */
#define EDDY_RING_CALLS 256

/* 0, or -1: the kernel has none (errno), or the user wants none (UV_USE_IO_URING=0). */
int eddy_ring_open(struct eddy_ring *r);
/* Ends all that is under way. Nothing is written into the buffers afterwards. */
void eddy_ring_close(struct eddy_ring *r);
/* Room for one call, zeroed; NULL: eddy_ring_enter first. */
struct io_uring_sqe *eddy_ring_call(struct eddy_ring *r);
static inline unsigned eddy_ring_calls(const struct eddy_ring *r) { return r->tail - r->submitted; }
/* Hands over the calls, and with `events` lets the kernel finish what has come meanwhile. Waits for `wait` answers. 0 or -errno. */
int eddy_ring_enter(struct eddy_ring *r, unsigned wait, bool events);
/* Whether what comes from now on is told on wake_fd: while the thread works on answers it is not. False: something has
 * come already. */
bool eddy_ring_listen(struct eddy_ring *r, bool on);
/* The next answer, or NULL; taken with eddy_ring_taken. */
const struct io_uring_cqe *eddy_ring_answer(const struct eddy_ring *r);
void eddy_ring_taken(struct eddy_ring *r);
/* The buffer that an answer names, and back with it. */
static inline uint8_t *eddy_ring_bytes(const struct eddy_ring *r, unsigned buffer) { return r->memory + (size_t)buffer * EDDY_RING_BUFFER; }
void eddy_ring_give_back(struct eddy_ring *r, unsigned buffer);
/* All calls with this user_data end soon. 0 or -errno. */
int eddy_ring_cancel(struct eddy_ring *r, uint64_t user_data);

#endif
