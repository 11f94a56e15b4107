// SPDX-License-Identifier: MIT
'use strict';
// require('node:sqlite'): synchronous access to SQLite databases. The work is in src/bindings/sqlite*.c.

const { readOnly } = require('internal/util');

const { constants } = internalBinding('sqlite');
const { DatabaseSync } = require('internal/sqlite/database');
const { StatementSync } = require('internal/sqlite/statement');
const { Session } = require('internal/sqlite/session');
const { backup } = require('internal/sqlite/backup');

module.exports = { DatabaseSync, StatementSync, Session, constants: readOnly(constants), backup };
