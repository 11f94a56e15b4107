// SPDX-License-Identifier: MIT
// node:inspector/promises: the same with promises.
'use strict';

const inspector = require('inspector');
const { promisify } = require('internal/util');

class Session extends inspector.Session {}
/** @param {string} method @param {object} [params] @returns {Promise<object>} */
Session.prototype.post = promisify(inspector.Session.prototype.post);

module.exports = { ...inspector, Session };
