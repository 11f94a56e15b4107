// SPDX-License-Identifier: MIT
// eddy:multipart: uploads (multipart/form-data, RFC 7578) as streams. Parsed in C, limited by default, never held in
// memory beyond what the program asks for.
'use strict';

const { multipart } = require('internal/multipart/reader');
const { saveMultipart } = require('internal/multipart/save');
const { formData } = require('internal/multipart/form_data');

module.exports = { formData, multipart, saveMultipart };
