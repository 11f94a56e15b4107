// SPDX-License-Identifier: MIT
// Listening to a stream that nobody else knows yet.
'use strict';

/** Like emitter.on(name, listener), without the detours, when there is no listener yet. */
function listen(emitter, name, listener) {
  const events = emitter._events;
  if (events !== undefined && events[name] === undefined && events.newListener === undefined) {
    events[name] = listener;
    emitter._eventsCount++;
  } else {
    emitter.on(name, listener);
  }
}

module.exports = { listen };
