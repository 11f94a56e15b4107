// SPDX-License-Identifier: MIT
// url: accessors and methods on what is no instance.
'use strict';
const assert = require('node:assert');
const { checkOutcomes } = require('../../fixtures/outcome');
const get = (Class, name, of) => Object.getOwnPropertyDescriptor(Class.prototype, name).get.call(of);
const set = (Class, name, of, value) => Object.getOwnPropertyDescriptor(Class.prototype, name).set.call(of, value);

const table = [
  [() => get(URL, 'href', {}), 'TypeError undefined: Receiver must be an instance of class URL'],
  [() => get(URL, 'href', null), `TypeError undefined: Cannot read properties of null (reading 'URL')`],
  [() => get(URL, 'hash', {}), 'TypeError undefined: Cannot read private member #context from an object whose class did not declare it'],
  [() => get(URL, 'hash', null), `TypeError undefined: Cannot read properties of null (reading '#context')`],
  [() => get(URL, 'host', {}), 'TypeError undefined: Cannot read private member #context from an object whose class did not declare it'],
  [() => get(URL, 'host', null), `TypeError undefined: Cannot read properties of null (reading '#context')`],
  [() => get(URL, 'origin', {}), 'TypeError undefined: Cannot read private member #context from an object whose class did not declare it'],
  [() => get(URL, 'origin', null), `TypeError undefined: Cannot read properties of null (reading '#context')`],
  [() => set(URL, 'href', {}, 'x'), 'TypeError undefined: Cannot read private member #context from an object whose class did not declare it'],
  [() => set(URL, 'port', Object.create(URL.prototype), '1'), 'TypeError undefined: Cannot read private member #context from an object whose class did not declare it'],
  [() => URL.prototype.toString.call({}), 'TypeError undefined: Receiver must be an instance of class URL'],
  [() => URL.prototype.toJSON.call(undefined), `TypeError undefined: Cannot read properties of undefined (reading 'URL')`],
  [() => get(URLSearchParams, 'size', {}), 'TypeError ERR_INVALID_THIS: Value of "this" must be of type URLSearchParams'],
  [() => URLSearchParams.prototype.append.call({}, 'a', 'b'), 'TypeError ERR_INVALID_THIS: Value of "this" must be of type URLSearchParams'],
  [() => URLSearchParams.prototype.delete.call({}, 'a', 'b'), 'TypeError ERR_INVALID_THIS: Value of "this" must be of type URLSearchParams'],
  [() => URLSearchParams.prototype.get.call({}, 'a', 'b'), 'TypeError ERR_INVALID_THIS: Value of "this" must be of type URLSearchParams'],
  [() => URLSearchParams.prototype.getAll.call({}, 'a', 'b'), 'TypeError ERR_INVALID_THIS: Value of "this" must be of type URLSearchParams'],
  [() => URLSearchParams.prototype.has.call({}, 'a', 'b'), 'TypeError ERR_INVALID_THIS: Value of "this" must be of type URLSearchParams'],
  [() => URLSearchParams.prototype.set.call({}, 'a', 'b'), 'TypeError ERR_INVALID_THIS: Value of "this" must be of type URLSearchParams'],
  [() => URLSearchParams.prototype.sort.call({}, 'a', 'b'), 'TypeError ERR_INVALID_THIS: Value of "this" must be of type URLSearchParams'],
  [() => URLSearchParams.prototype.toString.call({}, 'a', 'b'), 'TypeError ERR_INVALID_THIS: Value of "this" must be of type URLSearchParams'],
  [() => URLSearchParams.prototype.keys.call({}, 'a', 'b'), 'TypeError ERR_INVALID_THIS: Value of "this" must be of type URLSearchParams'],
  [() => URLSearchParams.prototype.forEach.call({}, 'a', 'b'), 'TypeError ERR_INVALID_THIS: Value of "this" must be of type URLSearchParams'],
  [() => URLSearchParams.prototype[Symbol.iterator].call(null), 'TypeError ERR_INVALID_THIS: Value of "this" must be of type URLSearchParams'],
  [() => new URLSearchParams('a').keys().next.call({}), 'TypeError ERR_INVALID_THIS: Value of "this" must be of type URLSearchParamsIterator'],
  [() => get(URLPattern, 'pathname', {}), 'TypeError undefined: Illegal invocation'],
  [() => URLPattern.prototype.test.call({}, 'x'), 'TypeError undefined: Illegal invocation'],
  [() => URLPattern.prototype.exec.call(null, 'x'), 'TypeError undefined: Illegal invocation'],
  [() => URL('http://x'), `TypeError undefined: Class constructor URL cannot be invoked without 'new'`],
  [() => URLSearchParams(''), `TypeError undefined: Class constructor URLSearchParams cannot be invoked without 'new'`],
  [() => URLPattern('x'), 'TypeError ERR_CONSTRUCT_CALL_REQUIRED: Cannot call constructor without `new`'],
];

checkOutcomes(table);
