// SPDX-License-Identifier: MIT
/* ipc_frames.h: where the messages of an IPC channel begin and end. Pulled: each chunk is begun, its whole messages
 * are asked for, then what is left is kept for the next one. Knows neither engine nor loop. */
#ifndef EDDY_IPC_FRAMES_H
#define EDDY_IPC_FRAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ipc_frames {
  bool lengths;         /* four bytes of length, big-endian, before each message; else each is a line */
  bool failed;          /* no memory for what is kept */
  const uint8_t *at;    /* the chunk's bytes that have not been looked at */
  size_t left;
  uint8_t *kept;        /* the beginning of a message that is not whole yet */
  size_t kept_len, kept_cap;
  bool kept_whole;      /* the message that was given last lies there */
};

/* `chunk` must stay where it is until ipc_frames_end. */
void ipc_frames_begin(struct ipc_frames *f, const uint8_t *chunk, size_t len);
/* The next whole message, without its frame; valid until the next call. False: there is none in this chunk. */
bool ipc_frames_next(struct ipc_frames *f, const uint8_t **message, size_t *len);
/* Keeps the rest. False: there is no memory, the channel cannot be read any more. */
bool ipc_frames_end(struct ipc_frames *f);
/* Gives away the block in which the last message lies; the caller frees it. NULL if it lies in the chunk. */
uint8_t *ipc_frames_take(struct ipc_frames *f);
/* Whether a message has begun and is not whole. */
static inline bool ipc_frames_partial(const struct ipc_frames *f) { return f->kept_len > 0; }
void ipc_frames_release(struct ipc_frames *f);

#endif
