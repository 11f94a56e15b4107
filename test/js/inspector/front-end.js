// SPDX-License-Identifier: MIT
// A front-end over WebSocket: /json, who may connect, stopping at the start, evaluating while it stands, a busy loop, the end.
'use strict';
const assert = require('assert');
const { spawn } = require('child_process');
const http = require('http');
const WebSocket = require('eddy:ws');

const child = spawn(process.execPath, ['--inspect-brk=0', '-e', 'let busy = true; while (busy); console.log("done")']);
let stderr = '', stdout = '';
child.stdout.on('data', (data) => { stdout += data; });
child.stderr.on('data', (data) => {
  stderr += data;
  const url = /^Debugger listening on (ws:\S+)$/m.exec(stderr)?.[1];
  if (url && !child.started) {
    child.started = true;
    run(url).catch((error) => {
      child.kill();
      throw error;
    });
  }
});

const get = (url, path, host) => new Promise((resolve) => {
  http.get({ port: url.port, path, headers: host ? { Host: host } : {} }, (res) => {
    let text = '';
    res.on('data', (data) => { text += data; }).on('end', () => resolve({ status: res.statusCode, text }));
  });
});

async function run(address) {
  const url = new URL(address);
  const [target] = JSON.parse((await get(url, '/json/list')).text);
  assert.strictEqual(target.id, url.pathname.slice(1));
  assert.strictEqual(JSON.parse((await get(url, '/json/version')).text).Browser, `node.js/${process.version}`);
  assert.strictEqual((await get(url, '/json', 'evil.example:80')).status, 400); // a page's DNS trick
  const wrong = new WebSocket(`ws://127.0.0.1:${url.port}/not-the-id`);
  await new Promise((resolve) => wrong.on('error', resolve));

  const ws = new WebSocket(address), waiting = new Map(), events = [];
  let id = 0, wake = () => {};
  const post = (method, params) => new Promise((resolve) => {
    waiting.set(++id, resolve);
    ws.send(JSON.stringify({ id, method, params }));
  });
  const event = async (name) => {
    for (;;) {
      const at = events.findIndex(({ method }) => method === name);
      if (at >= 0) return events.splice(at, 1)[0].params;
      await new Promise((resolve) => { wake = resolve; });
    }
  };
  ws.on('message', (data) => {
    const message = JSON.parse(data);
    if (message.id !== undefined) return waiting.get(message.id)(message.result ?? message.error);
    events.push(message);
    wake();
  });
  await new Promise((resolve) => ws.on('open', resolve));
  await post('NodeRuntime.enable');
  await event('NodeRuntime.waitingForDebugger');
  await post('Runtime.enable');
  await post('Debugger.enable');
  await post('Runtime.runIfWaitingForDebugger');
  assert.strictEqual((await event('Debugger.paused')).reason, 'Break on start');
  assert.strictEqual((await post('Runtime.evaluate', { expression: '"grün 💚"' })).result.value, 'grün 💚');
  await post('Debugger.resume');
  await post('Debugger.pause'); // out of the busy loop
  const { callFrames } = await event('Debugger.paused');
  await post('Debugger.evaluateOnCallFrame', { callFrameId: callFrames[0].callFrameId, expression: 'busy = false' });
  await post('Debugger.resume');
  await event('Runtime.executionContextDestroyed');
  child.on('close', (code) => {
    assert.match(stderr, /Debugger attached\.\n(?:.*\n)*Waiting for the debugger to disconnect\.\.\.\n/);
    assert.strictEqual(code, 0);
    assert.strictEqual(stdout, 'done\n');
  });
  ws.terminate();
}
