// SPDX-License-Identifier: MIT
// v8.startupSnapshot. Eddy's own snapshot is made with the program; user code does not make one.
'use strict';

const { codes: { ERR_NOT_BUILDING_SNAPSHOT } } = require('internal/errors');

function refuse() {
  throw new ERR_NOT_BUILDING_SNAPSHOT();
}

module.exports = {
  addSerializeCallback: function addSerializeCallback() { refuse(); },
  addDeserializeCallback: function addDeserializeCallback() { refuse(); },
  setDeserializeMainFunction: function setDeserializeMainFunction() { refuse(); },
  isBuildingSnapshot: function isBuildingSnapshot() { return false; },
};
