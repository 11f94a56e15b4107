// SPDX-License-Identifier: MIT
// As much Markdown as the project's documents use: headings, paragraphs, lists, tables, code, links, emphasis.
'use strict';

const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text) => text.replace(/[&<>"]/g, (c) => escapes[c]);

/** Text within a line: `code`, **strong**, *emphasis*, [text](address). */
function inline(text) {
  return text.split(/(`[^`]+`)/).map((part) => {
    if (part.startsWith('`') && part.endsWith('`') && part.length > 1) return `<code>${escape(part.slice(1, -1))}</code>`;
    return escape(part)
      .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
      .replace(/(^|[^\w*])\*([^*\s][^*]*)\*/g, '$1<em>$2</em>')
      .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (all, label, address) =>
        (/^(https?:|[\w./#-]+$)/.test(address) ? `<a href="${address}">${label}</a>` : label));
  }).join('');
}

const cells = (line) => line.trim().replace(/^\||\|$/g, '').split(/(?<!\\)\|/).map((c) => c.trim().replace(/\\\|/g, '|'));

function table(lines) {
  const [head, , ...rows] = lines;
  const row = (line, tag) => `<tr>${cells(line).map((c) => `<${tag}>${inline(c)}</${tag}>`).join('')}</tr>`;
  return `<table><thead>${row(head, 'th')}</thead><tbody>${rows.map((r) => row(r, 'td')).join('')}</tbody></table>`;
}

function list(lines, ordered) {
  const items = [];
  for (const line of lines) {
    const start = /^\s*(?:[-*]|\d+\.)\s+(.*)$/.exec(line);
    if (start) items.push(start[1]);
    else items[items.length - 1] += ` ${line.trim()}`;
  }
  const tag = ordered ? 'ol' : 'ul';
  return `<${tag}>${items.map((item) => `<li>${inline(item)}</li>`).join('')}</${tag}>`;
}

/**
 * @param {string} source Markdown
 * @returns {string} HTML; nothing of the source reaches it unescaped
 */
function render(source) {
  const lines = source.split(/\r?\n/);
  const out = [];
  let i = 0;
  const take = (test) => {
    const from = i;
    while (i < lines.length && test(lines[i])) i++;
    return lines.slice(from, i);
  };
  while (i < lines.length) {
    const line = lines[i];
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    if (line.trim() === '') {
      i++;
    } else if (heading) {
      out.push(`<h${heading[1].length}>${inline(heading[2])}</h${heading[1].length}>`);
      i++;
    } else if (line.startsWith('```')) {
      i++;
      out.push(`<pre><code>${escape(take((l) => !l.startsWith('```')).join('\n'))}</code></pre>`);
      i++;
    } else if (/^ {4}/.test(line)) {
      out.push(`<pre><code>${escape(take((l) => /^ {4}/.test(l)).map((l) => l.slice(4)).join('\n'))}</code></pre>`);
    } else if (/^\s*\|/.test(line)) {
      out.push(table(take((l) => /^\s*\|/.test(l))));
    } else if (/^\s*([-*]|\d+\.)\s/.test(line)) {
      out.push(list(take((l) => /^\s*([-*]|\d+\.)\s/.test(l) || /^\s+\S/.test(l)), /^\s*\d/.test(line)));
    } else {
      out.push(`<p>${inline(take((l) => l.trim() !== '' && !/^(#|```|\s*\|)/.test(l)).join(' '))}</p>`);
    }
  }
  return out.join('\n');
}

module.exports = { render, escape };
