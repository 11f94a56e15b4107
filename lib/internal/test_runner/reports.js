// SPDX-License-Identifier: MIT
// Where the events of a run go: built-in reporters directly, everything else through a TestsStream.
'use strict';

/** Collects events; subscribers get each one as { type, data }. */
class Reports {
  #subscribers = [];
  #stream;
  #ended = false;
  #backlog = [];
  started = false;

  /** @param {(event: { type: string, data: object }) => void} fn */
  subscribe(fn, end) {
    this.#subscribers.push({ fn, end });
  }

  /**
   * As subscribe(), but in a later tick, as through a stream: a test that ends the process takes with it what
   * has not been told, and what tests print at once comes before what is reported of them.
   */
  subscribeLater(fn, end) {
    let waiting = [];
    const flush = () => {
      const events = waiting;
      waiting = [];
      for (const event of events) fn(event);
    };
    this.subscribe((event) => {
      if (waiting.push(event) === 1) process.nextTick(flush);
    }, () => {
      flush();
      end?.();
    });
  }

  /** A Readable of events, with the events as 'test:…' events too. */
  get stream() {
    if (this.#stream === undefined) {
      const { TestsStream } = require('internal/test_runner/tests_stream');
      this.#stream = new TestsStream();
      this.subscribe((event) => this.#stream.add(event), () => this.#stream.end());
    }
    return this.#stream;
  }

  /** Events are kept until the reporters are there. */
  start() {
    this.started = true;
    for (const event of this.#backlog) this.#deliver(event);
    this.#backlog = [];
    if (this.#ended) this.#finish();
  }

  #deliver(event) {
    for (const { fn } of this.#subscribers) fn(event);
  }

  #finish() {
    for (const { end } of this.#subscribers) end?.();
  }

  emit(type, data) {
    const event = { type, data };
    if (this.started) this.#deliver(event);
    else this.#backlog.push(event);
  }

  end() {
    if (this.#ended) return;
    this.#ended = true;
    if (this.started) this.#finish();
  }
}

module.exports = { Reports };
