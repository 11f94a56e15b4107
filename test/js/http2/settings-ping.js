'use strict';
// SETTINGS and PING: what is sent, what is acknowledged, how many may be outstanding.
const assert = require('node:assert');
const http2 = require('node:http2');

const server = http2.createServer({ settings: { maxConcurrentStreams: 50, customSettings: { 1000: 7 } } });
server.on('session', (session) => {
  session.on('ping', (payload) => assert.strictEqual(payload.toString(), 'abcdefgh'));
  session.on('remoteSettings', (settings) => assert.strictEqual(settings.initialWindowSize, 100_000));
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`, {
    settings: { initialWindowSize: 100_000 }, remoteCustomSettings: [1000], maxOutstandingPings: 2, maxOutstandingSettings: 2,
  });
  let remote;
  client.once('remoteSettings', (settings) => { remote = settings; });
  client.once('connect', () => {
    assert.strictEqual(client.pendingSettingsAck, true);
    assert.strictEqual(client.ping(Buffer.from('abcdefgh'), (error, duration, payload) => {
      assert.ifError(error);
      assert.ok(duration > 0);
      assert.strictEqual(payload.toString(), 'abcdefgh');
      assert.strictEqual(remote.maxConcurrentStreams, 50);
      assert.strictEqual(remote.customSettings[1000], 7);
      assert.strictEqual(client.localSettings.initialWindowSize, 100_000);
      tooMany(client);
    }), true);
    assert.throws(() => client.ping(Buffer.alloc(7), () => {}), { code: 'ERR_HTTP2_PING_LENGTH' });
  });
});

function tooMany(client) {
  let cancelled = 0;
  const onPing = (error) => { if (error?.code === 'ERR_HTTP2_PING_CANCEL') cancelled++; };
  assert.strictEqual(client.ping(Buffer.from('abcdefgh'), onPing), true);
  assert.strictEqual(client.ping(Buffer.from('abcdefgh'), onPing), true);
  assert.strictEqual(client.ping(Buffer.from('abcdefgh'), onPing), false);
  client.settings({ enablePush: false }, (error) => assert.strictEqual(error.code, 'ERR_HTTP2_SETTINGS_CANCEL'));
  client.settings({ enablePush: false }, (error) => assert.strictEqual(error.code, 'ERR_HTTP2_SETTINGS_CANCEL'));
  client.on('error', (error) => {
    assert.strictEqual(error.code, 'ERR_HTTP2_MAX_PENDING_SETTINGS_ACK');
    process.nextTick(() => {
      assert.strictEqual(cancelled, 3);
      server.close();
    });
  });
  client.settings({ enablePush: false });
}
