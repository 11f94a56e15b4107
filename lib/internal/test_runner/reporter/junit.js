// SPDX-License-Identifier: MIT
// The reporter `junit`: XML, written when everything is known.
'use strict';

const { hostname } = require('os');

const escapeAttribute = (text) => `${text}`.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;')
  .replace(/\n/g, '&#10;');
const escapeContent = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const escapeComment = (text) => text.replace(/--/g, '&#45;&#45;');

function toXml(node, depth) {
  const pad = '\t'.repeat(depth);
  if (typeof node === 'string') return `${pad}${escapeContent(node)}\n`;
  if (node.comment !== undefined) return `${pad}<!-- ${escapeComment(node.comment)} -->\n`;
  let attributes = '';
  for (const { 0: key, 1: value } of Object.entries(node.attrs)) attributes += ` ${key}="${escapeAttribute(value)}"`;
  if (!node.children?.length) return `${pad}<${node.tag}${attributes}/>\n`;
  let text = `${pad}<${node.tag}${attributes}>\n`;
  for (const child of node.children) text += typeof child === 'string' ? `${escapeContent(child)}\n` : toXml(child, depth + 1);
  return `${text}${pad}</${node.tag}>\n`;
}

/** The names of what is around a test. */
function classOf({ parent }) {
  const names = [];
  for (; parent !== null; parent = parent.parent) names.unshift(parent.attrs.name);
  return names.join('.') || 'test';
}

class Formatter {
  #root = [];
  #current = null;

  begin() {
    return '<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n';
  }

  #start({ name, nesting, file }) {
    const parent = this.#current;
    const node = { attrs: { __proto__: null, name }, nesting, parent, children: [], file, started: new Date().toISOString() };
    this.#current = node;
    if (parent === null) this.#root.push(node);
    else parent.children.push(node);
    return node;
  }

  #result({ type, data }) {
    while (this.#current !== null && this.#current.nesting > data.nesting) this.#current = this.#current.parent;
    if (this.#current?.attrs.name !== data.name || this.#current.nesting !== data.nesting) this.#start(data);
    const node = this.#current;
    this.#current = node.parent;
    const time = (data.details.duration_ms / 1000).toFixed(6);
    const tests = node.children.filter((child) => child.comment === undefined);
    if (tests.length > 0) {
      node.tag = 'testsuite';
      node.attrs.time = time;
      node.attrs.disabled = 0;
      node.attrs.errors = 0;
      node.attrs.tests = tests.length;
      node.attrs.failures = tests.filter((child) => child.attrs.failures > 0 || child.children.some((c) => c.tag === 'failure')).length;
      node.attrs.skipped = tests.filter((child) => child.children.some((c) => c.tag === 'skipped')).length;
      node.attrs.timestamp = node.started;
      node.attrs.hostname = hostname();
      return;
    }
    node.tag = 'testcase';
    node.attrs.time = time;
    node.attrs.classname = data.classname ?? classOf(node);
    if (data.file) node.attrs.file = data.file;
    if (data.skip !== undefined) {
      node.children.push({ tag: 'skipped', attrs: { __proto__: null, type: 'skipped', message: data.skip } });
    }
    if (data.todo !== undefined) {
      node.children.push({ tag: 'skipped', attrs: { __proto__: null, type: 'todo', message: data.todo } });
    }
    if (type === 'test:fail') {
      const { error } = data.details;
      node.children.push({
        tag: 'failure', attrs: { __proto__: null, type: error?.failureType || error?.code, message: error?.message.trim() ?? '' },
        children: [require('internal/util/inspect').inspect(error, { __proto__: null, breakLength: Infinity })],
      });
      node.failures = 1;
      node.attrs.failure = error?.message ?? '';
    }
  }

  format(event) {
    switch (event.type) {
      case 'test:start':
        this.#start(event.data);
        break;
      case 'test:pass':
      case 'test:fail':
        this.#result(event);
        break;
      case 'test:diagnostic':
      case 'test:log': {
        const node = { comment: event.data.message, nesting: event.data.nesting, children: [], attrs: {} };
        (this.#current === null ? this.#root : this.#current.children).push(node);
        break;
      }
    }
    return '';
  }

  end() {
    let text = '';
    for (const node of this.#root) text += toXml(node, 1);
    return `${text}</testsuites>\n`;
  }
}

module.exports = { Formatter };
