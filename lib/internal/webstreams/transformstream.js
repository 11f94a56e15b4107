// SPDX-License-Identifier: MIT
// TransformStream and its controller (WHATWG Streams §6).
'use strict';

const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS },
} = require('internal/errors');
const { validateObject } = require('internal/validators');
const { kEmptyObject } = require('internal/util');
const {
  kState, deferred, extractHighWaterMark, extractSizeAlgorithm, promiseCallback, inspectable, finishClass,
} = require('internal/webstreams/util');
const { createReadableStream, defaultClose, defaultEnqueue, defaultError, desiredSize, canCloseOrEnqueue } =
  require('internal/webstreams/readablestream');
const { createWritableStream, controllerError } = require('internal/webstreams/writablestream');

const kInternal = Symbol('kInternal');
const isTransformStream = (value) => value?.[kState]?.kind === 'TransformStream';
const isController = (value) => value?.[kState]?.kind === 'TransformStreamDefaultController';

class TransformStream {
  constructor(transformer = kEmptyObject, writableStrategy = kEmptyObject, readableStrategy = kEmptyObject) {
    if (transformer === null) transformer = kEmptyObject;
    validateObject(transformer, 'transformer', 7);
    validateObject(writableStrategy, 'writableStrategy', 7);
    validateObject(readableStrategy, 'readableStrategy', 7);
    const { readableType, writableType } = transformer;
    if (readableType !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('transformer.readableType', readableType);
    if (writableType !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('transformer.writableType', writableType);
    const readableMark = extractHighWaterMark(readableStrategy?.highWaterMark, 0);
    const readableSize = extractSizeAlgorithm(readableStrategy?.size);
    const writableMark = extractHighWaterMark(writableStrategy?.highWaterMark, 1);
    const writableSize = extractSizeAlgorithm(writableStrategy?.size);
    const start = deferred();
    initialize(this, start.promise, writableMark, writableSize, readableMark, readableSize);
    const controller = new TransformStreamDefaultController(kInternal);
    const { transform, flush, cancel } = transformer;
    controller[kState] = {
      kind: 'TransformStreamDefaultController',
      stream: this,
      transform: transform === undefined ? async (chunk) => { transformEnqueue(controller, chunk); } :
        promiseCallback('transformer.transform', transform, transformer),
      flush: flush === undefined ? async () => {} : promiseCallback('transformer.flush', flush, transformer),
      cancel: cancel === undefined ? async () => {} : promiseCallback('transformer.cancel', cancel, transformer),
      finish: undefined,
    };
    this[kState].controller = controller;
    const startFn = transformer.start;
    if (startFn !== undefined) start.resolve(Reflect.apply(startFn, transformer, [controller]));
    else start.resolve();
  }

  get readable() {
    if (!isTransformStream(this)) throw new ERR_INVALID_THIS('TransformStream');
    return this[kState].readable;
  }

  get writable() {
    if (!isTransformStream(this)) throw new ERR_INVALID_THIS('TransformStream');
    return this[kState].writable;
  }
}

class TransformStreamDefaultController {
  constructor(token) {
    if (token !== kInternal) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get desiredSize() {
    if (!isController(this)) throw new ERR_INVALID_THIS('TransformStreamDefaultController');
    return desiredSize(readableController(this[kState].stream));
  }

  enqueue(chunk = undefined) {
    if (!isController(this)) throw new ERR_INVALID_THIS('TransformStreamDefaultController');
    transformEnqueue(this, chunk);
  }

  error(reason = undefined) {
    if (!isController(this)) throw new ERR_INVALID_THIS('TransformStreamDefaultController');
    transformError(this[kState].stream, reason);
  }

  terminate() {
    if (!isController(this)) throw new ERR_INVALID_THIS('TransformStreamDefaultController');
    const { stream } = this[kState];
    defaultClose(readableController(stream));
    errorWritableAndUnblock(stream, new ERR_INVALID_STATE.TypeError('TransformStream has been terminated'));
  }
}

const readableController = (stream) => stream[kState].readable[kState].controller;

function initialize(stream, startPromise, writableMark, writableSize, readableMark, readableSize) {
  const t = stream[kState] = {
    kind: 'TransformStream', readable: undefined, writable: undefined, controller: undefined,
    backpressure: undefined, backpressureChange: deferred(),
  };
  const start = () => startPromise;
  t.writable = createWritableStream(start, (chunk) => sinkWrite(stream, chunk), () => sinkClose(stream),
                                    (reason) => sinkAbort(stream, reason), writableMark, writableSize);
  t.readable = createReadableStream(start, () => {
    setBackpressure(stream, false);
    return t.backpressureChange.promise;
  }, (reason) => sourceCancel(stream, reason), readableMark, readableSize);
  setBackpressure(stream, true);
}

function setBackpressure(stream, on) {
  const t = stream[kState];
  if (t.backpressure === on) return;
  t.backpressureChange.resolve();
  t.backpressureChange = deferred();
  t.backpressure = on;
}

function clearAlgorithms(controller) {
  const c = controller[kState];
  c.transform = undefined;
  c.flush = undefined;
  c.cancel = undefined;
}

function transformEnqueue(controller, chunk) {
  const { stream } = controller[kState];
  const target = readableController(stream);
  if (!canCloseOrEnqueue(target)) throw new ERR_INVALID_STATE.TypeError('Unable to enqueue');
  try {
    defaultEnqueue(target, chunk);
  } catch (error) {
    errorWritableAndUnblock(stream, error);
    throw stream[kState].readable[kState].storedError;
  }
  const backpressure = desiredSize(target) <= 0;
  if (backpressure !== stream[kState].backpressure) setBackpressure(stream, true);
}

function transformError(stream, error) {
  defaultError(readableController(stream), error);
  errorWritableAndUnblock(stream, error);
}

function errorWritableAndUnblock(stream, error) {
  const { writable, controller } = stream[kState];
  if (controller !== undefined) clearAlgorithms(controller);
  if (writable[kState].state === 'writable') controllerError(writable[kState].controller, error);
  if (stream[kState].backpressure) setBackpressure(stream, false);
}

async function performTransform(controller, chunk) {
  try {
    return await controller[kState].transform(chunk, controller);
  } catch (error) {
    transformError(controller[kState].stream, error);
    throw error;
  }
}

async function sinkWrite(stream, chunk) {
  const t = stream[kState];
  if (t.backpressure) {
    await t.backpressureChange.promise;
    const { writable } = t;
    if (writable[kState].state === 'erroring') throw writable[kState].storedError;
  }
  return performTransform(t.controller, chunk);
}

function sinkAbort(stream, reason) {
  return finishOnce(stream, (c) => c.cancel(reason), () => {
    const r = stream[kState].readable[kState];
    if (r.state === 'errored') throw r.storedError;
    defaultError(r.controller, reason);
  }, (error) => defaultError(readableController(stream), error));
}

function sinkClose(stream) {
  return finishOnce(stream, (c) => c.flush(stream[kState].controller), () => {
    const r = stream[kState].readable[kState];
    if (r.state === 'errored') throw r.storedError;
    defaultClose(r.controller);
  }, (error) => {
    defaultError(readableController(stream), error);
  });
}

function sourceCancel(stream, reason) {
  return finishOnce(stream, (c) => c.cancel(reason), () => {
    const w = stream[kState].writable[kState];
    if (w.state === 'errored') throw w.storedError;
    if (w.state === 'writable') controllerError(w.controller, reason);
    if (stream[kState].backpressure) setBackpressure(stream, false);
  }, (error) => {
    const w = stream[kState].writable[kState];
    if (w.state === 'writable') controllerError(w.controller, error);
    if (stream[kState].backpressure) setBackpressure(stream, false);
  });
}

// abort, close and cancel end the transformer once; all of them get the same promise.
function finishOnce(stream, run, onDone, onError) {
  const c = stream[kState].controller[kState];
  if (c.finish !== undefined) return c.finish.promise;
  const finish = c.finish = deferred();
  const result = run(c);
  clearAlgorithms(stream[kState].controller);
  Promise.resolve(result).then(() => {
    try {
      onDone();
      finish.resolve();
    } catch (error) {
      finish.reject(error);
    }
  }, (error) => {
    onError(error);
    finish.reject(error);
  });
  return finish.promise;
}

finishClass(TransformStream, ['readable', 'writable']);
finishClass(TransformStreamDefaultController, ['desiredSize', 'enqueue', 'error', 'terminate']);
inspectable(TransformStream, (self) => ({
  readable: self[kState].readable, writable: self[kState].writable, backpressure: self[kState].backpressure,
}));
inspectable(TransformStreamDefaultController, (self) => ({ stream: self[kState].stream }));

module.exports = { TransformStream, TransformStreamDefaultController, isTransformStream };
