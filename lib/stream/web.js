// SPDX-License-Identifier: MIT
// The module `stream/web`.
'use strict';

const { ReadableStream, ReadableStreamDefaultReader, ReadableStreamDefaultController } =
  require('internal/webstreams/readablestream');
const { ReadableByteStreamController, ReadableStreamBYOBReader, ReadableStreamBYOBRequest } =
  require('internal/webstreams/readablebytestream');
const { WritableStream, WritableStreamDefaultWriter, WritableStreamDefaultController } =
  require('internal/webstreams/writablestream');
const { TransformStream, TransformStreamDefaultController } = require('internal/webstreams/transformstream');
const { ByteLengthQueuingStrategy, CountQueuingStrategy } = require('internal/webstreams/queuingstrategies');
const { TextEncoderStream, TextDecoderStream } = require('internal/webstreams/encoding');
const { CompressionStream, DecompressionStream } = require('internal/webstreams/compression');

module.exports = {
  ReadableStream, ReadableStreamDefaultReader, ReadableStreamBYOBReader, ReadableStreamBYOBRequest,
  ReadableByteStreamController, ReadableStreamDefaultController, TransformStream, TransformStreamDefaultController,
  WritableStream, WritableStreamDefaultWriter, WritableStreamDefaultController, ByteLengthQueuingStrategy,
  CountQueuingStrategy, TextEncoderStream, TextDecoderStream, CompressionStream, DecompressionStream,
};
