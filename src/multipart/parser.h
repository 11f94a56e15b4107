// SPDX-License-Identifier: MIT
/* parser.h: multipart bodies (RFC 2046 §5.1, RFC 7578) as bytes; pulled, like the HTTP parser: it never calls back, and
 * answers with positions in the bytes it was given. It copies nothing but the heads of parts. No V8, no libuv: tested
 * alone (test/unit/multipart.c, test/fuzz/multipart.c). Called by bindings/multipart.c. */
#ifndef EDDY_MULTIPART_PARSER_H
#define EDDY_MULTIPART_PARSER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MULTIPART_BOUNDARY_MAX 70 /* RFC 2046 §5.1.1 */

enum multipart_event {
  MULTIPART_MORE,   /* all bytes are used, and more are wanted */
  MULTIPART_HEAD,   /* a part begins; its head lies in parser->head */
  MULTIPART_DATA,   /* bytes start..end of the given ones belong to the part */
  MULTIPART_HELD,   /* bytes start..end of parser->delimiter do: they came before, and were no delimiter after all */
  MULTIPART_PART_END,
  MULTIPART_END,    /* the last delimiter; what follows is ignored */
  MULTIPART_ERROR,  /* parser->error says what is wrong */
};

struct multipart_parser {
  uint8_t delimiter[MULTIPART_BOUNDARY_MAX + 8]; /* CR LF - - boundary, and behind it what padding has come */
  size_t delimiter_len;
  size_t matched;          /* bytes of the delimiter that the last bytes were */
  uint8_t state;
  bool in_part;            /* false: before the first part */
  uint8_t *head;           /* without the empty line that ends it */
  size_t head_len, head_cap, head_max;
  const char *error;
};

/* False: the boundary is empty, too long or has characters that it may not have. max_head: bytes of one part's head. */
bool multipart_init(struct multipart_parser *p, const char *boundary, size_t len, size_t max_head);
void multipart_release(struct multipart_parser *p);
/* One step from data[*off] on; advances *off. */
enum multipart_event multipart_next(struct multipart_parser *p, const uint8_t *data, size_t len, size_t *off,
                                    size_t *start, size_t *end);
/* The body is over: whether it may end here; else parser->error. */
bool multipart_finish(struct multipart_parser *p);

#endif
