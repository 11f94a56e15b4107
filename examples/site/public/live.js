// SPDX-License-Identifier: MIT
// Shows what /live/events pushes: a list of figures and a chart of requests per second.
const list = document.getElementById('status');
const canvas = document.getElementById('chart');
const points = [];
const names = {
  uptimeSeconds: 'uptime, s', rssMB: 'resident memory, MB', heapMB: 'heap, MB', requests: 'requests', uploads: 'uploads',
  bytesUploaded: 'bytes uploaded', watchers: 'live pages open', loopDelayMs: 'loop delay, ms', runtime: 'runtime',
  requestsPerSecond: 'requests a second',
};

function draw() {
  const context = canvas.getContext('2d');
  const { width, height } = canvas;
  const top = Math.max(10, ...points);
  context.clearRect(0, 0, width, height);
  context.strokeStyle = '#0a6e8c';
  context.lineWidth = 2;
  context.beginPath();
  points.forEach((value, i) => context.lineTo((i * width) / 60, height - 8 - (value / top) * (height - 16)));
  context.stroke();
}

new EventSource('/live/events').onmessage = ({ data }) => {
  const figures = JSON.parse(data);
  list.replaceChildren(...Object.entries(figures).flatMap(([name, value]) => {
    const term = document.createElement('dt');
    const detail = document.createElement('dd');
    term.textContent = names[name] ?? name;
    detail.textContent = value;
    return [term, detail];
  }));
  points.push(figures.requestsPerSecond ?? 0);
  if (points.length > 61) points.shift();
  draw();
};
