// SPDX-License-Identifier: MIT
// Values of Link headers in early hints.
'use strict';

const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');

const pattern = /^(?:<[^>]*>)(?:\s*;\s*[^;"\s]+(?:=(")?[^;"\s]*\1)?)*$/;

/** @returns {string} '' if there is none; several are joined */
function validLink(link) {
  if (link === null || link === undefined) return '';
  const links = Array.isArray(link) ? link : [link];
  for (const one of links) {
    if (typeof one !== 'string' || !pattern.test(one)) {
      throw new ERR_INVALID_ARG_VALUE('hints', link,
        'must be an array or string of format "</styles.css>; rel=preload; as=style"');
    }
  }
  return links.join(', ');
}

module.exports = { validLink };
