// SPDX-License-Identifier: MIT
// One request of fetch() and its response, over a connection of internal/fetch/pool.
'use strict';

const { fromInnerResponse, getResponseState } = require('internal/deps/undici/lib/web/fetch/response');
const { FetchBody } = require('internal/fetch/body');
const { LateHeaders } = require('internal/fetch/headers');
const { reportTiming } = require('internal/fetch/timing');
const { now } = require('internal/perf/utils');

const hasEncoding = /(?:^|\n)content-encoding:/i;
const isRedirect = (status) => status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
const hasNoBody = (status) => status === 204 || status === 205 || status === 304;
const MAX_ENCODINGS = 5;
const MAX_REDIRECTS = 20;

// A response that nobody reads, and that nobody can read any more, does not keep its connection.
const forgotten = new FinalizationRegistry((exchange) => exchange.cancel());

class Exchange {
  /**
   * @param {object} target see internal/fetch/request
   * @param {string} method
   * @param {string} head with the empty line
   * @param {string|Uint8Array|undefined} body
   * @param {object|undefined} init what fetch() was given
   */
  constructor(target, method, head, body, init) {
    this.target = target;
    this.method = method;
    this.head = head;
    this.body = body;
    this.init = init;
    this.connection = null;
    this.answered = false;
    this.over = false;        // told: the response, or why there is none
    this.content = null;      // FetchBody
    this.decoder = null;
    this.redirectTo = null;
    this.triedAgain = false;
    this.startTime = now();
    this.answerTime = 0;
    this.status = 0;
    this.lastNews = Date.now();
    this.unlisten = null;     // to the signal
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  send() {
    this.target.pool().dispatch(this);
    return this.promise;
  }

  // ---- from the connection -------------------------------------------------------------------------------

  respond(status, reason, block, bytes, complete) {
    this.answered = true;
    if (this.over) return; // aborted
    this.status = status;
    this.answerTime = now();
    if (status === 407) return this.failBefore(new Error()); // nobody can be asked for a password: a network error
    const headersList = new LateHeaders(block);
    if (isRedirect(status)) {
      const location = headersList.get('location', true);
      if (location !== null) {
        this.redirect(status, location);
        return;
      }
    }
    const content = hasNoBody(status) ? null : this.content = new FetchBody(this);
    if (content !== null && hasEncoding.test(block)) {
      const problem = this.decode(headersList.get('content-encoding', true));
      if (problem !== null) return this.failBefore(problem);
    }
    const inner = {
      aborted: false,
      rangeRequested: false,
      timingAllowPassed: true,
      requestIncludesCredentials: true,
      type: 'basic',
      status,
      timingInfo: null,
      cacheState: '',
      statusText: reason,
      headersList,
      urlList: [],
      body: content,
    };
    const response = fromInnerResponse(inner, 'immutable');
    inner.urlList.push(this.target.url); // not before: a stream would be made for it
    if (bytes !== undefined) this.push(bytes);
    if (complete) this.finish();
    else if (content !== null) forgotten.register(response, this, this);
    this.over = true;
    this.resolve(response);
  }

  push(bytes) {
    this.lastNews = Date.now();
    if (this.decoder !== null) return this.decoder.write(bytes);
    return this.content === null || this.content.push(bytes);
  }

  finish() {
    if (this.decoder !== null) this.decoder.end();
    else this.content?.finish();
    this.settled();
    if (this.redirectTo === null) reportTiming(this);
  }

  /** The connection is gone. @param {boolean} wasUsed it had served before: the server may have closed it unseen */
  lost(error, wasUsed) {
    this.connection = null;
    if (wasUsed && !this.answered && !this.over && !this.triedAgain && (this.method === 'GET' || this.method === 'OPTIONS')) {
      this.triedAgain = true;
      this.target.pool().dispatch(this);
      return;
    }
    if (!this.over) {
      this.failBefore(error);
      return;
    }
    this.settled();
    this.breakBody(new TypeError('terminated', { cause: error }));
  }

  breakBody(error) {
    if (this.decoder !== null) this.decoder.destroy();
    this.content?.fail(error);
  }

  failBefore(error) {
    this.over = true;
    this.settled();
    this.connection?.destroy();
    require('internal/fetch').explain(error);
    this.reject(new TypeError('fetch failed', { cause: error }));
  }

  settled() {
    if (this.content !== null) forgotten.unregister(this);
    this.unlisten?.();
    this.unlisten = null;
  }

  // ---- from the program ----------------------------------------------------------------------------------

  resume() {
    this.connection?.resume();
  }

  /** Nobody wants the rest. */
  cancel() {
    const { connection } = this;
    this.settled();
    this.connection = null;
    if (connection === null) return;
    connection.exchange = null;
    connection.destroy();
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const abort = () => {
      const { reason } = signal;
      const wasOver = this.over;
      this.over = true;
      this.cancel();
      if (!wasOver) this.reject(reason);
      if (this.content !== null) this.content.pieces = [];
      this.breakBody(reason);
    };
    signal.addEventListener('abort', abort, { once: true });
    this.unlisten = () => signal.removeEventListener('abort', abort);
  }

  // ---- special answers -----------------------------------------------------------------------------------

  /** undici does the rest of the way. */
  redirect(status, location) {
    const { target, init, method } = this;
    this.over = true;
    this.redirectTo = location;
    const { connection } = this;
    if (connection !== null) this.cancel(); // its body has not come yet, and nobody wants it
    else this.settled();
    let url;
    try {
      url = new URL(location, target.url);
      if (url.hash === '') url.hash = target.url.hash;
    } catch (error) {
      this.reject(new TypeError('fetch failed', { cause: error }));
      return;
    }
    const { undici } = require('internal/fetch');
    const next = { ...init, method };
    if (init?.headers !== undefined) next.headers = new (undici().Headers)(init.headers);
    if ((status === 303 && method !== 'GET') || ((status === 301 || status === 302) && method === 'POST')) {
      next.method = 'GET';
      delete next.body;
      for (const name of ['content-encoding', 'content-language', 'content-location', 'content-type', 'content-length']) {
        next.headers?.delete(name);
      }
    }
    if (url.origin !== target.url.origin) {
      for (const name of ['authorization', 'proxy-authorization', 'cookie', 'host']) next.headers?.delete(name);
    }
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      this.reject(new TypeError('fetch failed', { cause: new Error('URL scheme must be a HTTP(S) scheme') }));
      return;
    }
    undici().fetch(url.href, next).then((response) => {
      const { urlList } = getResponseState(response);
      if (urlList.length > MAX_REDIRECTS) {
        response.body?.cancel().catch(() => {});
        this.reject(new TypeError('fetch failed', { cause: new Error('redirect count exceeded') }));
        return;
      }
      urlList.unshift(target.url);
      this.resolve(response);
    }, this.reject);
  }

  /** @returns {Error|null} */
  decode(value) {
    const codings = value.toLowerCase().split(',').map((coding) => coding.trim());
    if (codings.length > MAX_ENCODINGS) {
      return new Error(`too many content-encodings in response: ${codings.length}, maximum allowed is ${MAX_ENCODINGS}`);
    }
    const decoders = codings.reverse().map(decoderOf);
    if (decoders.includes(null)) return null; // as it is
    const [first] = decoders, last = decoders.at(-1), { content } = this;
    for (let i = 1; i < decoders.length; i++) decoders[i - 1].pipe(decoders[i]);
    last.on('data', (piece) => { if (!content.push(piece)) last.pause(); });
    last.on('end', () => content.finish());
    first.on('drain', () => this.connection?.resume());
    for (const decoder of decoders) {
      decoder.on('error', (error) => {
        this.cancel();
        content.fail(new TypeError('terminated', { cause: error }));
      });
    }
    this.decoder = first;
    this.resume = () => {
      last.resume();
      if (!first.writableNeedDrain) this.connection?.resume();
    };
    return null;
  }
}

function decoderOf(coding) {
  const zlib = require('zlib');
  const { constants } = zlib;
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip({ flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH });
    case 'deflate': {
      const { createInflate } = require('internal/deps/undici/lib/web/fetch/util');
      return createInflate({ flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH });
    }
    case 'br':
      return zlib.createBrotliDecompress({
        flush: constants.BROTLI_OPERATION_FLUSH, finishFlush: constants.BROTLI_OPERATION_FLUSH,
      });
    case 'zstd':
      return zlib.createZstdDecompress({ flush: constants.ZSTD_e_continue, finishFlush: constants.ZSTD_e_end });
    default:
      return null;
  }
}

module.exports = { Exchange };
