// SPDX-License-Identifier: MIT
// Unit test of src/ws/frame.c: masks of every length and phase, heads of every size, what is refused.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/ws/frame.c"

static int failures;
#define EXPECT(x) ((x) ? (void)0 : (void)(failures++, fprintf(stderr, "%d: %s\n", __LINE__, #x)))

static bool ascii(const void *p, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (((const uint8_t *)p)[i] & 0x80) return false;
  }
  return true;
}

static void masks(void) {
  const uint8_t mask[4] = {1, 2, 4, 8};
  for (size_t n = 0; n < 100; n++) {
    for (unsigned at = 0; at < 4; at++) {
      uint8_t got[100], want[100];
      for (size_t i = 0; i < n; i++) {
        got[i] = (uint8_t)(i * 7);
        want[i] = (uint8_t)(got[i] ^ mask[(at + i) & 3]);
      }
      ws_mask(got, n, mask, at);
      EXPECT(memcmp(got, want, n) == 0);
    }
  }
}

/* A frame of `len` bytes there and back, in pieces of `step` bytes. */
static void round_trip(size_t len, size_t step) {
  const uint8_t mask[4] = {9, 8, 7, 6};
  uint8_t *frame = malloc(WS_HEAD_MAX + len);
  const size_t head = ws_head_write(frame, WS_BINARY, true, false, len, mask);
  for (size_t i = 0; i < len; i++) frame[head + i] = (uint8_t)i;
  ws_mask(frame + head, len, mask, 0);
  struct ws_reader r;
  ws_reader_init(&r, true, false, 0, ascii);
  size_t messages = 0;
  for (size_t at = 0; at < head + len; at += step) {
    const size_t n = step < head + len - at ? step : head + len - at;
    size_t off = 0;
    struct ws_event e;
    ws_reader_next(&r, frame + at, n, &off, &e);
    EXPECT(off == n);
    if (e.kind != WS_MESSAGE) continue;
    messages++;
    EXPECT(e.len == len && e.opcode == WS_BINARY);
    for (size_t i = 0; i < e.len; i++) EXPECT(e.data[i] == (uint8_t)i);
    if (e.owned) free(e.data);
  }
  EXPECT(messages == 1);
  ws_reader_release(&r);
  ws_reader_drop_control(&r);
  free(frame);
}

static void refuse(const char *bytes, size_t n, const char *code) {
  struct ws_reader r;
  struct ws_event e;
  uint8_t data[64];
  size_t off = 0;
  memcpy(data, bytes, n);
  ws_reader_init(&r, false, false, 10, ascii);
  do ws_reader_next(&r, data, n, &off, &e);
  while (e.kind != WS_MORE && e.kind != WS_ERROR);
  EXPECT(e.kind == WS_ERROR);
  EXPECT(r.error.code && strcmp(r.error.code, code) == 0);
  ws_reader_next(&r, data, n, &off, &e);
  EXPECT(e.kind == WS_ERROR); /* it stays dead */
  ws_reader_release(&r);
  ws_reader_drop_control(&r);
}

int main(void) {
  masks();
  const size_t lengths[] = {0, 1, 125, 126, 127, 65535, 65536, 200000};
  for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
    round_trip(lengths[i], 1 << 20);
    round_trip(lengths[i], 1000);
    round_trip(lengths[i], 1);
  }
  refuse("\xc1\x00", 2, "WS_ERR_UNEXPECTED_RSV_1");
  refuse("\xa1\x00", 2, "WS_ERR_UNEXPECTED_RSV_2_3");
  refuse("\x83\x00", 2, "WS_ERR_INVALID_OPCODE");
  refuse("\x80\x00", 2, "WS_ERR_INVALID_OPCODE");
  refuse("\x01\x00\x01\x00", 4, "WS_ERR_INVALID_OPCODE");
  refuse("\x09\x00", 2, "WS_ERR_EXPECTED_FIN");
  refuse("\x89\x7e\x00\x7e", 4, "WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH");
  refuse("\x88\x01\x00", 3, "WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH");
  refuse("\x88\x02\x03\xec", 4, "WS_ERR_INVALID_CLOSE_CODE");
  refuse("\x81\x80\x00\x00\x00\x00", 6, "WS_ERR_UNEXPECTED_MASK");
  refuse("\x82\x0b", 2, "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH");
  refuse("\x02\x06" "aaaaaa" "\x80\x05", 10, "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH");
  refuse("\x82\x7f\xff\xff\xff\xff\xff\xff\xff\xff", 10, "WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH");
  refuse("\x81\x01\xff", 3, "WS_ERR_INVALID_UTF8");
  refuse("\x01\x01\xff", 3, "WS_ERR_INVALID_UTF8");
  if (failures) fprintf(stderr, "%d failures\n", failures);
  return failures != 0;
}
