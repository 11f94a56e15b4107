// SPDX-License-Identifier: MIT
/* ipc_frames.c: see ipc_frames.h. Used by ipc.c. */
#include "bindings/ipc_frames.h"

#include <stdlib.h>
#include <string.h>

#define HEAD 4
/* A larger block is not kept for the next message. */
#define KEPT_MOST 65536

void ipc_frames_begin(struct ipc_frames *f, const uint8_t *chunk, size_t len) {
  f->at = chunk;
  f->left = len;
}

/* Moves n bytes of the chunk to what is kept. */
static bool keep(struct ipc_frames *f, size_t n) {
  if (n == 0) return true;
  if (f->kept_len + n > f->kept_cap) {
    size_t cap = f->kept_cap ? f->kept_cap * 2 : 4096;
    if (cap < f->kept_len + n) cap = f->kept_len + n;
    uint8_t *grown = realloc(f->kept, cap);
    if (!grown) {
      f->failed = true;
      return false;
    }
    f->kept = grown;
    f->kept_cap = cap;
  }
  memcpy(f->kept + f->kept_len, f->at, n);
  f->kept_len += n;
  f->at += n;
  f->left -= n;
  return true;
}

/* The message that was given is done with. */
static void forget(struct ipc_frames *f) {
  if (!f->kept_whole) return;
  f->kept_whole = false;
  f->kept_len = 0;
}

static bool give_kept(struct ipc_frames *f, size_t head, const uint8_t **message, size_t *len) {
  f->kept_whole = true;
  *message = f->kept + head;
  *len = f->kept_len - head;
  return true;
}

static bool next_line(struct ipc_frames *f, const uint8_t **message, size_t *len) {
  const uint8_t *end = f->left > 0 ? memchr(f->at, '\n', f->left) : NULL;
  if (!end) return false;
  const size_t n = (size_t)(end - f->at);
  if (f->kept_len == 0) {
    *message = f->at;
    *len = n;
    f->at += n + 1;
    f->left -= n + 1;
    return true;
  }
  if (!keep(f, n)) return false;
  f->at++;
  f->left--;
  return give_kept(f, 0, message, len);
}

/* With the four bytes themselves. */
static size_t frame_size(const uint8_t *p) {
  return HEAD + ((size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3]);
}

static bool next_length(struct ipc_frames *f, const uint8_t **message, size_t *len) {
  if (f->kept_len == 0) {
    if (f->left < HEAD) return false;
    const size_t size = frame_size(f->at);
    if (f->left < size) return false;
    *message = f->at + HEAD;
    *len = size - HEAD;
    f->at += size;
    f->left -= size;
    return true;
  }
  if (f->kept_len < HEAD) {
    const size_t missing = HEAD - f->kept_len;
    if (!keep(f, missing < f->left ? missing : f->left) || f->kept_len < HEAD) return false;
  }
  const size_t missing = frame_size(f->kept) - f->kept_len;
  if (f->left < missing || !keep(f, missing)) return false;
  return give_kept(f, HEAD, message, len);
}

bool ipc_frames_next(struct ipc_frames *f, const uint8_t **message, size_t *len) {
  forget(f);
  if (f->failed) return false;
  return f->lengths ? next_length(f, message, len) : next_line(f, message, len);
}

bool ipc_frames_end(struct ipc_frames *f) {
  forget(f);
  if (f->kept_len == 0 && f->kept_cap > KEPT_MOST) ipc_frames_release(f);
  return !f->failed && keep(f, f->left);
}

uint8_t *ipc_frames_take(struct ipc_frames *f) {
  if (!f->kept_whole) return NULL;
  uint8_t *block = f->kept;
  f->kept = NULL;
  f->kept_len = f->kept_cap = 0;
  f->kept_whole = false;
  return block;
}

void ipc_frames_release(struct ipc_frames *f) {
  free(f->kept);
  f->kept = NULL;
  f->kept_len = f->kept_cap = 0;
}
