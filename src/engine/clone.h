// SPDX-License-Identifier: MIT
/* clone.h: structured clone over V8's serializer: messages between threads (message.cc), and the pieces
 * of v8.Serializer and v8.Deserializer (serdes.cc). Included by src/messaging and src/bindings/serdes.c. */
#ifndef EDDY_ENGINE_CLONE_H
#define EDDY_ENGINE_CLONE_H

#include "engine.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- messages ---------------------------------------------------------------------------------- */

enum eddy_transfer_mode { EDDY_TRANSFERABLE = 1, EDDY_CLONEABLE = 2 };

/* How instances of a native class travel. share() gives what travels (freed by drop), or NULL with an
 * exception pending; after share with `transfer` the sender's object is empty. receive() makes the
 * receiver's object; what was transferred it takes over (then it is called at most once). */
struct eddy_shareable {
  const struct eddy_class *cls;
  int mode;
  void *(*share)(napi_env env, void *owner, bool transfer);
  napi_value (*receive)(napi_env env, void *shared);
  void (*drop)(void *shared);
  bool is_port; /* shows up in event.ports */
};
/* Searched with the classes of src/messaging/shareable.def. */
const struct eddy_shareable *eddy_shareable_find(const struct eddy_class *cls);

/* A serialised value with all that it carries; belongs to no thread. Counted. */
struct eddy_message;
/* `refused` (optional) may not be in the list: the port that sends. NULL with an exception pending. */
struct eddy_message *eddy_message_new(napi_env env, napi_value value, const napi_value *transfer,
                                      size_t transfer_count, napi_value refused);
/* A message without a value: the other side has closed. */
struct eddy_message *eddy_message_new_close(void);
bool eddy_message_is_close(const struct eddy_message *m);
/* Whether shared memory, native objects and the like were moved into it: it can be read once only. */
bool eddy_message_moves(const struct eddy_message *m);
/* Whether `shared` (see eddy_shareable) is one of the things it carries. */
bool eddy_message_carries(const struct eddy_message *m, const void *shared);
/* Whether it has objects of the library's JavaScript classes, which exist in the main context only. */
bool eddy_message_has_objects(const struct eddy_message *m);
struct eddy_message *eddy_message_hold(struct eddy_message *m);
void eddy_message_drop(struct eddy_message *m);
/* NULL with an exception pending. *ports gets an array of the ports that came with it, NULL: none. */
napi_value eddy_message_read(napi_env env, struct eddy_message *m, napi_value *ports);
/* The same, the values made in the context of this vm sandbox; for messages without objects of the library. */
napi_value eddy_message_read_in(napi_env env, struct eddy_message *m, napi_value sandbox);

/* Marks on JavaScript objects, under private keys that no user code sees. */
/* The key of the transfer mode as a value: what compiled JavaScript stores costs a fraction of a call. */
napi_value eddy_transfer_mode_key(napi_env env);
void eddy_mark_untransferable(napi_env env, napi_value object);
bool eddy_is_marked_untransferable(napi_env env, napi_value object);
/* Throws what CLONE_3 makes of the text: a DataCloneError. */
void eddy_throw_clone(napi_env env, const char *message);

/* ---- v8.Serializer, v8.Deserializer -------------------------------------------------------------- */

/* `js` is the JavaScript object whose hooks (_writeHostObject …) are called; valid during calls only. NULL: make()
 * makes it when one of them is needed (NULL with an exception pending). */
struct eddy_hook_maker { napi_value (*make)(napi_env env, void *data); void *data; };
struct eddy_writer;
struct eddy_writer *eddy_writer_new(napi_env env);
void eddy_writer_free(struct eddy_writer *w);
void eddy_writer_hooks(struct eddy_writer *w, struct eddy_hook_maker hooks);
void eddy_writer_header(struct eddy_writer *w);
bool eddy_writer_value(napi_env env, struct eddy_writer *w, napi_value js, napi_value value);
void eddy_writer_views_as_host(struct eddy_writer *w, bool on);
void eddy_writer_transfer(struct eddy_writer *w, uint32_t id, napi_value buffer);
void eddy_writer_u32(struct eddy_writer *w, uint32_t v);
void eddy_writer_u64(struct eddy_writer *w, uint64_t v);
void eddy_writer_f64(struct eddy_writer *w, double v);
void eddy_writer_raw(struct eddy_writer *w, const void *data, size_t len);
void eddy_writer_release(struct eddy_writer *w, uint8_t **data, size_t *len); /* malloc'ed */

struct eddy_reader;
struct eddy_reader *eddy_reader_new(napi_env env, const uint8_t *data, size_t len);
void eddy_reader_free(struct eddy_reader *r);
void eddy_reader_hooks(struct eddy_reader *r, struct eddy_hook_maker hooks);
bool eddy_reader_header(napi_env env, struct eddy_reader *r);
napi_value eddy_reader_value(napi_env env, struct eddy_reader *r, napi_value js);
void eddy_reader_transfer(struct eddy_reader *r, uint32_t id, napi_value buffer);
uint32_t eddy_reader_version(struct eddy_reader *r);
bool eddy_reader_u32(struct eddy_reader *r, uint32_t *v);
bool eddy_reader_u64(struct eddy_reader *r, uint64_t *v);
bool eddy_reader_f64(struct eddy_reader *r, double *v);
bool eddy_reader_raw(struct eddy_reader *r, size_t len, const void **data);

#ifdef __cplusplus
}
#endif
#endif
