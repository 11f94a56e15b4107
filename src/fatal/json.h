// SPDX-License-Identifier: MIT
/* json.h: JSON written to a stream, piece by piece, as JSON.stringify lays it out with two spaces, or compact. */
#ifndef EDDY_FATAL_JSON_H
#define EDDY_FATAL_JSON_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct json { FILE *out; bool compact, follows; int depth; };

/* A value's name; NULL in a list. */
void json_open(struct json *j, const char *name, char bracket);
void json_close(struct json *j, char bracket);
void json_text(struct json *j, const char *name, const char *text); /* bytes that are no UTF-8 pass as they are */
void json_number(struct json *j, const char *name, double value);
void json_bool(struct json *j, const char *name, bool value);
void json_null(struct json *j, const char *name);
/* Members that are JSON already. */
void json_members(struct json *j, const char *text);

#endif
