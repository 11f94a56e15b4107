// SPDX-License-Identifier: MIT
// Flags: --expose-gc --no-warnings
// No growth: servers, connections, requests, datagrams, look-ups, processes.
'use strict';
const assert = require('node:assert');
const { execFile, spawnSync } = require('node:child_process');
const dgram = require('node:dgram');
const dns = require('node:dns');
const http = require('node:http');
const net = require('node:net');
const { noGrowth } = require('../../fixtures/growth');

async function main() {
  await noGrowth('net', () => new Promise((resolve) => {
    const server = net.createServer((socket) => socket.end('x'));
    server.listen(0, '127.0.0.1', () => {
      net.connect(server.address().port, '127.0.0.1').resume().on('close', () => server.close(resolve));
    });
  }), 60);
  await noGrowth('http', () => new Promise((resolve) => {
    const server = http.createServer((request, response) => response.end('x'));
    server.listen(0, '127.0.0.1', () => {
      http.get({ host: '127.0.0.1', port: server.address().port, agent: false }, (response) => {
        response.resume().on('end', () => server.close(resolve));
      });
    });
  }), 50);
  await noGrowth('dgram', () => new Promise((resolve) => {
    const socket = dgram.createSocket('udp4');
    socket.bind(0, '127.0.0.1', () => socket.close(resolve));
  }), 100);
  await noGrowth('dns', async () => {
    await dns.promises.lookup('127.0.0.1');
    new dns.Resolver().cancel();
  }, 300);
  await noGrowth('processes', () => new Promise((resolve) => {
    spawnSync('/bin/true');
    execFile('/bin/true', resolve);
  }), 15);
  await noGrowth('process', () => {
    const listener = () => {};
    process.on('SIGUSR2', listener);
    process.off('SIGUSR2', listener);
    process.memoryUsage();
    process.resourceUsage();
    process.env.EDDY_TEST = '1';
    delete process.env.EDDY_TEST;
  }, 200);
}

let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));
