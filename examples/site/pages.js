// SPDX-License-Identifier: MIT
// The HTML around everything: one frame, one menu.
'use strict';

const { escape } = require('./markdown.js');

/** A whole page. `body` is HTML, `title` text. */
function page(title, body, docs) {
  const links = docs.map((name) => `<a href="/docs/${encodeURIComponent(name)}">${escape(name)}</a>`).join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · Eddy</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/public/style.css">
</head>
<body>
<header><a class="brand" href="/">Eddy</a><nav>${links}<a href="/live">live</a><a href="/upload">upload</a></nav></header>
<main>
${body}
</main>
</body>
</html>
`;
}

const livePage = `<h1>Live</h1>
<p>Pushed once a second by the server, over one connection (server-sent events).</p>
<dl id="status"><dt>waiting</dt><dd>…</dd></dl>
<canvas id="chart" width="720" height="160" role="img" aria-label="requests per second"></canvas>
<script src="/public/live.js"></script>`;

const uploadPage = `<h1>Upload</h1>
<p>Files go to disk as they arrive; nothing is held in memory.</p>
<form id="form"><input type="file" id="file" multiple><button>Upload</button></form>
<ul id="list"></ul>
<script src="/public/upload.js"></script>`;

module.exports = { page, livePage, uploadPage };
