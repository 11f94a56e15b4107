// SPDX-License-Identifier: MIT
/* end.h: the queues below message ports (end.c), which any thread may fill. */
#ifndef EDDY_MESSAGING_END_H
#define EDDY_MESSAGING_END_H

#include "messaging/bell.h"
#include "messaging/messaging.h"

/* `wake` is rung for what arrives from now on, and for what is there; NULL: nobody. */
void eddy_end_bind(struct eddy_end *end, struct eddy_ringer *wake);
/* Sends to all other ends of the group; takes over one hold. False when there is no other end. */
bool eddy_end_post(struct eddy_end *end, struct eddy_message *m);
/* The next message, NULL if none; with `only_close` only the message that says that the other side closed. */
struct eddy_message *eddy_end_shift(struct eddy_end *end, bool only_close);
size_t eddy_end_count(struct eddy_end *end);
/* Whether the message carries an end that would receive it. */
bool eddy_end_would_swallow(struct eddy_end *end, const struct eddy_message *m);
/* An end of the process-wide group of that name. */
struct eddy_end *eddy_end_new_broadcast(const char *name);

#endif
