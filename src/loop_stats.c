// SPDX-License-Identifier: MIT
/* loop_stats.c: see loop_watch.h. All on the loop's thread. */
#include <stdlib.h>
#include <string.h>

#include "engine/fatal.h"
#include "hash.h"
#include "loop_watch.h"

#define FRAMES 64        /* deeper ones are not seen: then the callback is the outermost one that is */
#define SAMPLE_PLACES 256 /* a power of two; what comes when it is full counts for nobody */
#define TEXT 256

/* Upper bounds of the buckets, in ms; one more bucket is above the last. */
static const double bounds[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};

struct ends { char callback[TEXT], where[TEXT]; };
struct place { uint64_t ns; struct ends ends; };

struct eddy_loop_stats {
  uint64_t callbacks, busy_ns, longest_ns;
  uint64_t buckets[COUNTOF(bounds) + 1];
  size_t place_count;
  struct place *places[SAMPLE_PLACES]; /* open addressing */
};

void eddy_loop_stats_begin(struct eddy_env *env) {
  struct eddy_loop_watch *watch = eddy_loop_watch_of(env);
  if (atomic_load(&watch->stats) == NULL) atomic_store(&watch->stats, eddy_calloc(1, sizeof(struct eddy_loop_stats)));
  if (env->call_depth > 0 && atomic_load(&watch->since) == 0) eddy_loop_watch_enter(watch); /* what is under way counts from now */
}

static void forget_places(struct eddy_loop_stats *stats) {
  for (size_t i = 0; i < SAMPLE_PLACES; i++) {
    free(stats->places[i]);
    stats->places[i] = NULL;
  }
  stats->place_count = 0;
}

void eddy_loop_stats_free(struct eddy_loop_stats *stats) {
  if (stats == NULL) return;
  forget_places(stats);
  free(stats);
}

void eddy_loop_stats_end(struct eddy_env *env) {
  if (env->watch == NULL) return;
  eddy_loop_stats_free(atomic_exchange(&env->watch->stats, NULL)); /* the watcher only looks whether there is one */
  if (eddy_loop_alarm_limit() == UINT64_MAX) eddy_loop_watch_release(env);
}

void eddy_loop_stats_ended(struct eddy_loop_stats *stats, uint64_t ns) {
  stats->callbacks++;
  stats->busy_ns += ns;
  if (ns > stats->longest_ns) stats->longest_ns = ns;
  size_t i = 0;
  while (i < COUNTOF(bounds) && (double)ns / 1e6 >= bounds[i]) i++;
  stats->buckets[i]++;
}

/* ---- places -------------------------------------------------------------------------------------------------- */

static void copy(char *to, const char *text) {
  const size_t len = strnlen(text, TEXT - 1);
  memcpy(to, text, len);
  to[len] = 0;
}

/* Innermost first: `where` is the first, the callback the last that is not the library's. */
static void see_frame(void *data, int index, const char *text) {
  struct ends *ends = data;
  if (index == 0) copy(ends->where, text);
  const char *file = strrchr(text, '(');
  if (strncmp(file ? file + 1 : text, "node:", 5) != 0) copy(ends->callback, text);
}

static bool same(const struct ends *a, const struct ends *b) {
  return strcmp(a->callback, b->callback) == 0 && strcmp(a->where, b->where) == 0;
}

void eddy_loop_stats_sample(struct eddy_loop_stats *stats, napi_env napi, uint64_t ns) {
  struct ends ends = {"", ""};
  eddy_js_stack(napi, FRAMES, see_frame, &ends);
  if (!*ends.where) return;
  const uint64_t where = eddy_hash64(ends.where, strlen(ends.where), 0);
  size_t i = eddy_hash64(ends.callback, strlen(ends.callback), where) % SAMPLE_PLACES;
  while (stats->places[i] != NULL && !same(&stats->places[i]->ends, &ends)) i = (i + 1) % SAMPLE_PLACES;
  if (stats->places[i] == NULL) {
    if (stats->place_count == SAMPLE_PLACES / 2) return;
    stats->place_count++;
    stats->places[i] = eddy_calloc(1, sizeof *stats->places[i]);
    stats->places[i]->ends = ends;
  }
  stats->places[i]->ns += ns;
}

/* ---- for JavaScript ------------------------------------------------------------------------------------------- */

static napi_value ms(napi_env env, uint64_t ns) { return eddy_f64(env, (double)ns / 1e6); }

static napi_value list_of_places(napi_env env, const struct eddy_loop_stats *stats) {
  napi_value list = eddy_array(env, NULL, 0);
  uint32_t count = 0;
  for (size_t i = 0; i < SAMPLE_PLACES; i++) {
    const struct place *place = stats->places[i];
    if (place == NULL) continue;
    napi_value one = eddy_array(env, NULL, 0);
    napi_set_element(env, one, 0, ms(env, place->ns));
    napi_set_element(env, one, 1, eddy_utf8(env, place->ends.callback, (size_t)-1));
    napi_set_element(env, one, 2, eddy_utf8(env, place->ends.where, (size_t)-1));
    napi_set_element(env, list, count++, one);
  }
  return list;
}

napi_value eddy_loop_stats_take(struct eddy_env *env) {
  napi_env napi = env->napi;
  struct eddy_loop_stats *stats = env->watch ? atomic_load(&env->watch->stats) : NULL;
  if (stats == NULL) return eddy_undefined(napi);
  const uint64_t since = atomic_load(&env->watch->since);
  napi_value result = eddy_object(napi), durations = eddy_array(napi, NULL, 0), limits = eddy_array(napi, NULL, 0);
  for (uint32_t i = 0; i < COUNTOF(stats->buckets); i++) {
    napi_set_element(napi, durations, i, eddy_f64(napi, (double)stats->buckets[i]));
    if (i < COUNTOF(bounds)) napi_set_element(napi, limits, i, eddy_f64(napi, bounds[i]));
  }
  eddy_set(napi, result, "callbacks", eddy_f64(napi, (double)stats->callbacks));
  eddy_set(napi, result, "busy", ms(napi, stats->busy_ns));
  eddy_set(napi, result, "longest", ms(napi, stats->longest_ns));
  eddy_set(napi, result, "running", ms(napi, since ? uv_hrtime() - since : 0));
  eddy_set(napi, result, "durations", durations);
  eddy_set(napi, result, "bounds", limits);
  eddy_set(napi, result, "places", list_of_places(napi, stats));
  forget_places(stats);
  stats->callbacks = stats->busy_ns = stats->longest_ns = 0;
  memset(stats->buckets, 0, sizeof stats->buckets);
  return result;
}
