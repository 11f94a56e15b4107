// SPDX-License-Identifier: MIT
// stream.compose: several streams as one Duplex that writes to the first and reads from the last.
'use strict';

const Duplex = require('internal/streams/duplex');
const { pipeline } = require('internal/streams/pipeline');
const { destroyer } = require('internal/streams/destroy');
const { AbortError, codes: { ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS } } = require('internal/errors');
const { eos } = require('internal/streams/end-of-stream');
const {
  isNodeStream, isReadable, isWritable, isWebStream, isTransformStream, isWritableStream, isReadableStream,
} = require('internal/streams/utils');

function toStreams(streams) {
  const out = streams.slice();
  if (typeof out[0] === 'function') out[0] = Duplex.from(out[0]);
  if (typeof out.at(-1) === 'function') out[out.length - 1] = Duplex.from(out.at(-1));
  for (let n = 0; n < out.length; n++) {
    const stream = out[n];
    if (!isNodeStream(stream) && !isWebStream(stream)) continue;
    if (n < out.length - 1 && !(isReadable(stream) || isReadableStream(stream) || isTransformStream(stream))) {
      throw new ERR_INVALID_ARG_VALUE(`streams[${n}]`, streams[n], 'must be readable');
    }
    if (n > 0 && !(isWritable(stream) || isWritableStream(stream) || isTransformStream(stream))) {
      throw new ERR_INVALID_ARG_VALUE(`streams[${n}]`, streams[n], 'must be writable');
    }
  }
  return out;
}

module.exports = function compose(...given) {
  if (given.length === 0) throw new ERR_MISSING_ARGS('streams');
  if (given.length === 1) return Duplex.from(given[0]);
  const streams = toStreams(given);
  let onDrain;
  let onFinish;
  let onClose;
  let duplex = null;

  const head = streams[0];
  const tail = pipeline(streams, (error) => {
    const callback = onClose;
    onClose = null;
    if (callback) callback(error);
    else if (error) duplex.destroy(error);
    else if (!readable && !writable) duplex.destroy();
  });
  const writable = !!(isWritable(head) || isWritableStream(head) || isTransformStream(head));
  const readable = !!(isReadable(tail) || isReadableStream(tail) || isTransformStream(tail));

  duplex = new Duplex({
    writableObjectMode: !!head?.writableObjectMode,
    readableObjectMode: !!tail?.readableObjectMode,
    writable,
    readable,
  });
  if (writable) {
    if (isNodeStream(head)) writeToNode();
    else if (isWebStream(head)) writeToWeb();
    eos(isTransformStream(tail) ? tail.readable : tail, () => {
      if (onFinish) {
        const callback = onFinish;
        onFinish = null;
        callback();
      }
    });
  }
  if (readable) {
    if (isNodeStream(tail)) readFromNode();
    else if (isWebStream(tail)) readFromWeb();
  }
  duplex._destroy = function destroy(error, callback) {
    if (!error && onClose !== null) error = new AbortError();
    onDrain = null;
    onFinish = null;
    if (isNodeStream(tail)) destroyer(tail, error);
    if (onClose === null) callback(error);
    else onClose = callback;
  };
  return duplex;

  function writeToNode() {
    duplex._write = function write(chunk, encoding, callback) {
      if (head.write(chunk, encoding)) callback();
      else onDrain = callback;
    };
    duplex._final = function final(callback) {
      head.end();
      onFinish = callback;
    };
    head.on('drain', () => {
      if (onDrain) {
        const callback = onDrain;
        onDrain = null;
        callback();
      }
    });
  }
  function writeToWeb() {
    const writer = (isTransformStream(head) ? head.writable : head).getWriter();
    duplex._write = async function write(chunk, encoding, callback) {
      try {
        await writer.ready;
        writer.write(chunk).catch(() => {});
        callback();
      } catch (error) {
        callback(error);
      }
    };
    duplex._final = async function final(callback) {
      try {
        await writer.ready;
        writer.close().catch(() => {});
        onFinish = callback;
      } catch (error) {
        callback(error);
      }
    };
  }
  function readFromNode() {
    tail.on('data', (chunk) => {
      if (!duplex.push(chunk)) tail.pause();
    });
    tail.on('end', () => duplex.push(null));
    duplex._read = function read() {
      tail.resume();
    };
  }
  function readFromWeb() {
    const reader = (isTransformStream(tail) ? tail.readable : tail).getReader();
    duplex._read = async function read() {
      while (true) {
        try {
          const { value, done } = await reader.read();
          if (!duplex.push(done ? null : value) || done) return;
        } catch {
          return; // the pipeline's callback has the error
        }
      }
    };
  }
};
