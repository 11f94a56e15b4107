// SPDX-License-Identifier: MIT
// The page: connection, clock, what stands around the field.
import { Controls } from './controls.js';
import { Painter } from './draw.js';
import { NEWS, RATE, Reader, SNAPSHOT, TOP, WELCOME, input, join } from './rules.js';
import { Scene } from './scene.js';

const $ = (id) => document.getElementById(id);
const field = $('field'), painter = new Painter(field), controls = new Controls(field, $('sticks'));
let ws = null, scene = null, seq = 0, due = 0, received = 0, newsTimer;
$('name').value = localStorage.getItem('name') ?? '';

function enter(name) {
  const socket = ws = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/play`);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => socket.send(join(name));
  socket.onmessage = ({ data }) => {
    received += data.byteLength;
    receive(new Reader(data));
  };
  socket.onclose = ({ reason }) => {
    if (ws === socket) leave(reason ? `The server says: ${reason}.` : 'The connection is lost.');
  };
}

function leave(problem = '') {
  ws?.close();
  ws = scene = null;
  $('door').hidden = false;
  $('hud').hidden = true;
  $('problem').textContent = problem;
  $('name').focus();
}

function receive(reader) {
  switch (reader.u8()) {
    case WELCOME:
      scene = new Scene(reader.u16());
      reader.u32();
      scene.self.hue = reader.u8() / 256 * 360;
      seq = 0;
      due = performance.now();
      $('door').hidden = true;
      $('hud').hidden = false;
      field.focus();
      break;
    case SNAPSHOT: {
      const before = scene.self.dead;
      scene.take(reader.snapshot(), performance.now());
      const { score, health, dead } = scene.self;
      $('score').textContent = score;
      $('health').textContent = '♥'.repeat(dead ? 0 : health);
      $('health').setAttribute('aria-label', `health ${dead ? 0 : health} of 4`);
      if (before && !dead) tell('Go on!');
      break;
    }
    case TOP: {
      const players = reader.u16(), lines = [];
      for (let n = reader.u8(); n > 0; n--) {
        const line = document.createElement('li'), id = reader.u16(), score = reader.u16();
        for (const text of [reader.text(), score]) line.append(Object.assign(document.createElement('span'), { textContent: text }));
        line.className = id === scene.id ? 'own' : '';
        lines.push(line);
      }
      $('top').replaceChildren(...lines);
      $('line').textContent = `${players} ${players === 1 ? 'player' : 'players'}, ${(received / 1000).toFixed(1)} kB/s`;
      received = 0;
      break;
    }
    case NEWS: {
      const mine = reader.u8() === 1;
      tell(`${mine ? 'You have shot' : 'You were shot by'} ${reader.text()}`);
    }
  }
}

function tell(text) {
  $('news').textContent = text;
  clearTimeout(newsTimer);
  newsTimer = setTimeout(() => { $('news').textContent = ''; }, 1800);
}

function frame(now) {
  requestAnimationFrame(frame);
  if (scene === null || scene.offset === null || ws.readyState !== WebSocket.OPEN) return;
  if (now - due > 200) due = now; // the page was hidden
  for (; due <= now; due += 1000 / RATE) {
    const { keys, aim } = controls.read();
    seq = seq + 1 & 0xffff;
    ws.send(input(keys, seq, aim));
    scene.act(seq, keys);
  }
  scene.arrange(now);
  painter.paint(scene, controls.aim);
}
requestAnimationFrame(frame);

$('door').addEventListener('submit', (event) => {
  event.preventDefault();
  const name = $('name').value.trim() || 'nobody';
  localStorage.setItem('name', name);
  enter(name);
});
addEventListener('keydown', ({ code }) => { if (code === 'Escape' && ws) leave(); });
if (matchMedia('(pointer: coarse)').matches) $('sticks').hidden = false;
