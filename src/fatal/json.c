// SPDX-License-Identifier: MIT
/* json.c: see json.h. */
#include "json.h"

#include <math.h>

static void json_line(struct json *j) {
  if (j->compact) return;
  fputc('\n', j->out);
  for (int i = 0; i < j->depth; i++) fputs("  ", j->out);
}

static void json_quoted(struct json *j, const char *text) {
  fputc('"', j->out);
  for (const char *c = text; *c; c++) {
    if (*c == '"' || *c == '\\') {
      fprintf(j->out, "\\%c", *c);
    } else if ((unsigned char)*c < 0x20) {
      fprintf(j->out, "\\u%04x", (unsigned)*c);
    } else {
      fputc(*c, j->out);
    }
  }
  fputc('"', j->out);
}

static void json_next(struct json *j, const char *name) {
  if (j->follows) fputc(',', j->out);
  if (j->depth > 0) json_line(j);
  j->follows = true;
  if (name == NULL) return;
  json_quoted(j, name);
  fputs(j->compact ? ":" : ": ", j->out);
}

void json_open(struct json *j, const char *name, char bracket) {
  json_next(j, name);
  fputc(bracket, j->out);
  j->depth++;
  j->follows = false;
}

void json_close(struct json *j, char bracket) {
  j->depth--;
  if (j->follows) json_line(j);
  fputc(bracket, j->out);
  j->follows = true;
}

void json_text(struct json *j, const char *name, const char *text) {
  json_next(j, name);
  json_quoted(j, text);
}

void json_number(struct json *j, const char *name, double value) {
  json_next(j, name);
  const bool whole = value == floor(value) && fabs(value) < 1e15;
  fprintf(j->out, whole ? "%.0f" : "%.17g", isfinite(value) ? value : 0);
}

void json_bool(struct json *j, const char *name, bool value) {
  json_next(j, name);
  fputs(value ? "true" : "false", j->out);
}

void json_null(struct json *j, const char *name) {
  json_next(j, name);
  fputs("null", j->out);
}

void json_members(struct json *j, const char *text) {
  json_next(j, NULL);
  fputs(text, j->out);
}
