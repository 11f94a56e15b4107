// SPDX-License-Identifier: MIT
// The release of Node.js that Eddy answers as. Apart from what else process tells of it (config.js), which few programs ask for.
'use strict';

module.exports = { NODE_VERSION: '24.12.0' };
