// SPDX-License-Identifier: MIT
// Eddy has no C++ interface of V8 or Node.js for addons.
#error "This addon uses the C++ interface of V8 or Node.js. Eddy loads addons that use Node-API (node_api.h) only."
