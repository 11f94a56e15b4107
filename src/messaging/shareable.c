// SPDX-License-Identifier: MIT
/* shareable.c: the list of native classes whose instances can be posted to other threads (shareable.def:
 * one line per class, SHAREABLE(name) stands for eddy_shareable_<name>). Asked by the engine. */
#include "messaging/messaging.h"

#define SHAREABLE(name) extern const struct eddy_shareable eddy_shareable_##name;
#include "shareable.def"
#undef SHAREABLE

#define SHAREABLE(name) &eddy_shareable_##name,
static const struct eddy_shareable *const shareables[] = {
#include "shareable.def"
};

const struct eddy_shareable *eddy_shareable_find(const struct eddy_class *cls) {
  for (size_t i = 0; i < COUNTOF(shareables); i++) {
    for (const struct eddy_class *c = cls; c != NULL; c = c->base) {
      if (shareables[i]->cls == c) return shareables[i];
    }
  }
  return NULL;
}
