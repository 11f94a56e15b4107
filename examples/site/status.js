// SPDX-License-Identifier: MIT
// What the server knows about itself, and pushing it to live pages.
'use strict';

const started = Date.now();
const counters = { requests: 0, uploads: 0, bytesUploaded: 0 };
const watchers = new Set();
let timer;
let lastRequests = 0;
let loopDelay = 0;
let expected = 0;

function status() {
  const { rss, heapUsed } = process.memoryUsage();
  return {
    uptimeSeconds: Math.round((Date.now() - started) / 1000),
    rssMB: +(rss / 1e6).toFixed(1),
    heapMB: +(heapUsed / 1e6).toFixed(1),
    requests: counters.requests,
    uploads: counters.uploads,
    bytesUploaded: counters.bytesUploaded,
    watchers: watchers.size,
    loopDelayMs: +loopDelay.toFixed(2),
    runtime: process.versions.eddy ? `Eddy ${process.versions.eddy} (Node.js ${process.version})` : `Node.js ${process.version}`,
  };
}

function push() {
  loopDelay = Math.max(0, performance.now() - expected);
  expected = performance.now() + 1000;
  const event = { ...status(), requestsPerSecond: counters.requests - lastRequests };
  lastRequests = counters.requests;
  const text = `data: ${JSON.stringify(event)}\n\n`;
  for (const res of watchers) res.write(text);
}

/** Turns the response into an event stream until its client leaves. */
function watch(req, res) {
  res.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store',
    'Connection': 'keep-alive',
  });
  watchers.add(res);
  res.write(`retry: 2000\ndata: ${JSON.stringify(status())}\n\n`);
  if (!timer) {
    lastRequests = counters.requests;
    expected = performance.now() + 1000;
    timer = setInterval(push, 1000);
  }
  res.on('close', () => {
    watchers.delete(res);
    if (watchers.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  });
}

/** Ends all live pages, so that the server can close. */
function closeWatchers() {
  for (const res of watchers) res.end();
}

module.exports = { counters, status, watch, closeWatchers };
