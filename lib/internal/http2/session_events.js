// SPDX-License-Identifier: MIT
// What C tells of a session; `this` is its handle. Set once, when the first session is made.
'use strict';

const { setCallbacks } = internalBinding('http2');
const { kFlags, kMaybeDestroy, kOwner, kSocket, kState } = require('internal/http2/symbols');
const bits = require('internal/http2/bits');
const { NghttpError } = require('internal/http2/errors');
const { toHeaderObject } = require('internal/http2/fields');
const { originSetOf } = require('internal/http2/session');
const { onEnd, onOutput } = require('internal/http2/transport');
const channels = require('internal/http2/channels');
const debug = require('internal/http2/debug');
const perf = require('internal/http2/perf');
const { NGHTTP2_NO_ERROR, NGHTTP2_REFUSED_STREAM } = require('internal/http2/constants');
const { codes: { ERR_HTTP2_SESSION_ERROR } } = require('internal/errors');
const { kUpdateTimer } = require('internal/stream_base_commons');

const END_STREAM = 1;
const PUSH_PROMISE = 4; // one after nghttp2's categories

function streamOf(handle, id) {
  return handle[kOwner][kState].streams.get(id);
}

// ---- headers -----------------------------------------------------------------------------------------------------

function beginStream(session, handle, id, flags, fields, sensitive, category) {
  if (session.closed) {
    handle.reset(id, NGHTTP2_REFUSED_STREAM);
    return;
  }
  if (session.type === 0) session._beginStream(id, handle, flags, fields, sensitive);
  else if (category === PUSH_PROMISE) session._beginPush(id, handle, flags, fields, sensitive);
}

function answerEvent(status, category, last) {
  if (status !== undefined && status < 200) return 'headers';
  if (category === 2) return 'push'; // the headers of a response that was promised
  if (category === 1) return 'response';
  return last ? 'trailers' : 'headers';
}

function onHeaders(id, category, flags, fields, sensitive) {
  const session = this[kOwner];
  if (session.destroyed) return;
  session[kUpdateTimer]();
  const stream = streamOf(this, id);
  if (stream === undefined) {
    beginStream(session, this, id, flags, fields, sensitive, category);
    return;
  }
  if (stream.destroyed) return;
  const { timing } = stream[kState];
  if (timing !== null) perf.headers(timing);
  const last = (flags & END_STREAM) !== 0;
  const headers = toHeaderObject(fields, sensitive, session[kState].strictSingle);
  const status = session.type === 1 ? headers[':status'] : undefined;
  // After an informational answer nghttp2 calls the real one plain headers.
  let event = answerEvent(status, category, last);
  if (session.type === 1 && status >= 200) {
    event = (stream[kFlags] & bits.PUSHED) !== 0 ? 'push' : 'response';
    if (status === 421) session._misdirected(stream);
    if (last) stream[kFlags] |= bits.END_AFTER_HEADERS;
    const { finish } = channels.client;
    if (finish.hasSubscribers) finish.publish({ stream, headers, flags });
  } else if (status === 100) {
    stream.emit('continue');
  }
  stream.emit(event, headers, flags, fields);
  if (last && !stream.destroyed) stream._headersWereLast();
}

// ---- data ------------------------------------------------------------------------------------------------------------

function onData(id, bytes, last) {
  if (debug.enabled) debug.session(this[kOwner], this, `handling data frame for stream ${id}`);
  streamOf(this, id)?._received(bytes, last);
}

function onClosed(id, code) {
  const stream = streamOf(this, id);
  if (stream === undefined) return;
  if (debug.enabled) debug.stream(stream, this[kOwner], this, `closed with code ${code}`);
  stream._closedByPeer(code);
}

function onWritten(id) {
  if (id === 0) this[kOwner][kMaybeDestroy]();
  else streamOf(this, id)?._written();
}

function onTrailers(id) {
  const stream = streamOf(this, id);
  if (stream !== undefined && !stream.destroyed) stream._wantTrailers();
}

// ---- the session --------------------------------------------------------------------------------------------------

function onFrameError(id, type, errno) {
  const session = this[kOwner];
  if (session.destroyed) return;
  const stream = streamOf(this, id), code = frameErrorCode(errno);
  const target = stream ?? session;
  target[kUpdateTimer]();
  if (stream !== undefined) stream[kState].frameError = code;
  target.emit('frameError', type, code, id);
  // A GOAWAY with a better reason may be on its way.
  setImmediate(() => {
    stream?.close(code);
    session.close();
  });
}

const ERR_PROTO = -505; // NGHTTP2_ERR_PROTO

/** A code of RFC 9113 for one of nghttp2. */
function frameErrorCode(errno) {
  switch (errno) {
    case -505: return 1; // protocol
    case -508: case -509: case -510: return 5; // the stream is closed
    case -522: return 6; // frame size
    case -523: return 9; // header compression
    case -524: return 3; // flow control
    case -511: case -533: return 7; // refused
    default: return 2;
  }
}

function onGoaway(code, lastStreamID, data) {
  const session = this[kOwner], state = session[kState];
  if (session.destroyed) return;
  state.goawayCode = code;
  state.goawayLastStreamID = lastStreamID;
  session.emit('goaway', code, lastStreamID, data);
  if (code === NGHTTP2_NO_ERROR) session.close(); // begins no more streams
  else session.destroy(new ERR_HTTP2_SESSION_ERROR(code), NGHTTP2_NO_ERROR);
}

function onPing(payload, isAck) {
  const session = this[kOwner];
  if (session.destroyed) return;
  session[kUpdateTimer]();
  session._pinged(payload, isAck);
}

function onSettings(isAck, values, list) {
  const session = this[kOwner];
  if (!session.destroyed) session._settingsReceived(isAck, values, list);
}

function onAltsvc(id, origin, value) {
  const session = this[kOwner];
  if (session.destroyed) return;
  session[kUpdateTimer]();
  session.emit('altsvc', value, origin, id);
}

function onOrigin(origins) {
  const session = this[kOwner];
  if (session.destroyed || !session.encrypted) return;
  session[kUpdateTimer]();
  session._origins(origins, originSetOf(session));
}

function onError(errno, custom) {
  const session = this[kOwner];
  if (session[kSocket] !== undefined) session.destroy(new NghttpError(errno, custom));
}

/**
 * nghttp2 neither reads nor writes any more. If nobody has said good-bye, the other side has broken the protocol: it has been
 * told by a GOAWAY with the reason, and the program must not take what has arrived for all there was.
 */
function onDone() {
  const session = this[kOwner];
  if (session.destroyed) return;
  const { goawayCode, goawaySent } = session[kState];
  if (session.closed || goawayCode !== null) session.destroy();
  else if (!goawaySent) session.destroy(new NghttpError(ERR_PROTO));
  // else the program has said it, and the other side goes
}

setCallbacks([onHeaders, onData, onClosed, onWritten, onTrailers, onFrameError, onGoaway, onPing, onSettings, onAltsvc,
              onOrigin, onError, onDone, onEnd, onOutput]);

