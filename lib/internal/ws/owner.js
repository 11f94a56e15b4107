// SPDX-License-Identifier: MIT
// How a WebSocket is found from its native connection, or from its socket.
'use strict';

module.exports = { kOwner: Symbol('owner') };
