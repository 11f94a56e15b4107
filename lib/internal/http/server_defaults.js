// SPDX-License-Identifier: MIT
// What an HTTP server does when the program says nothing. `eddy serve` changes it, see internal/serve/worker.
'use strict';

module.exports = {
  keepAliveTimeout: 5_000, // ms
  /** @type {((server: object) => void) | null} ends connections when server.close() is called, in its own time */
  closeGently: null,
};
