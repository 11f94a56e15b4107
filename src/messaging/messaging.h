// SPDX-License-Identifier: MIT
/* messaging.h: message ports and what travels between threads. */
#ifndef EDDY_MESSAGING_H
#define EDDY_MESSAGING_H

#include "eddy.h"
#include "engine/clone.h"

/* One end of a channel: a queue of messages. Belongs to a port object of some thread, or to a message
 * that carries it. Freed by its owner with eddy_end_close. */
struct eddy_end;

/* Two ends that talk to each other. */
void eddy_channel_new(struct eddy_end **a, struct eddy_end **b);
void eddy_end_close(struct eddy_end *end);
/* A MessagePort of this thread over the end, which it owns from now on. NULL with an exception pending. */
napi_value eddy_port_new(struct eddy_env *env, struct eddy_end *end);

#endif
