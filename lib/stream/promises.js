// SPDX-License-Identifier: MIT
// The module `stream/promises`.
'use strict';

const { isIterable, isNodeStream, isWebStream } = require('internal/streams/utils');
const { finished } = require('internal/streams/end-of-stream');

require('stream');

/** pipeline as a promise; a last argument { signal, end } are options. */
function pipeline(...streams) {
  const { pipelineImpl } = require('internal/streams/pipeline');
  return new Promise((resolve, reject) => {
    let signal;
    let end;
    const last = streams.at(-1);
    if (last && typeof last === 'object' && !isNodeStream(last) && !isIterable(last) && !isWebStream(last)) {
      const options = streams.pop();
      signal = options.signal;
      end = options.end;
    }
    pipelineImpl(streams, (error, value) => {
      if (error) reject(error);
      else resolve(value);
    }, { signal, end });
  });
}

module.exports = { finished, pipeline };
