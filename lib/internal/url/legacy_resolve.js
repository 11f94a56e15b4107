// SPDX-License-Identifier: MIT
// Resolving of legacy URLs: Url.prototype.resolve and resolveObject. Older than RFC 3986, and kept as it
// has always been: also for protocols without slashes, whose host is the first part of their path.
'use strict';

const {
  ArrayPrototypeConcat,
  ArrayPrototypeJoin,
  ArrayPrototypePop,
  ArrayPrototypePush,
  ArrayPrototypeShift,
  ArrayPrototypeSplice,
  ArrayPrototypeUnshift,
  ObjectAssign,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeSplit,
} = primordials;

const { Url, isJavaScript, slashedProtocols } = require('internal/url/legacy');

function finish(url) {
  url.href = url.format();
  return url;
}

function setPath(url) {
  if (url.pathname || url.search) url.path = (url.pathname || '') + (url.search || '');
}

function splitPath(url) {
  return url.pathname ? StringPrototypeSplit(url.pathname, '/') : [];
}

/** The first part of the path is the host, perhaps with credentials. */
function setHostFromPath(url, host) {
  url.hostname = url.host = host;
  const at = host ? StringPrototypeIndexOf(host, '@') : -1;
  if (at <= 0) return;
  url.auth = StringPrototypeSlice(host, 0, at);
  url.host = url.hostname = StringPrototypeSplit(host, '@')[1];
}

function putFirst(path, part) {
  if (path[0] === '') path[0] = part;
  else ArrayPrototypeUnshift(path, part);
}

/** The relative URL has a host, but no protocol: only that stays. */
function takeHost(result, relative) {
  const { protocol } = result;
  ObjectAssign(result, relative);
  result.protocol = protocol;
  if (slashedProtocols.has(protocol) && result.hostname && !result.pathname) {
    result.path = result.pathname = '/';
  }
  return finish(result);
}

/** The relative URL has another protocol. */
function takeProtocol(result, relative) {
  if (!slashedProtocols.has(relative.protocol)) {
    ObjectAssign(result, relative);
    return finish(result);
  }
  result.protocol = relative.protocol;
  const isFile = relative.protocol === 'file' || relative.protocol === 'file:';
  if (!relative.host && !isFile && !isJavaScript(relative.protocol)) {
    // "http:a/b" after another protocol: what looks like a path begins with the host.
    const path = StringPrototypeSplit(relative.pathname || '', '/');
    while (path.length > 0 && !(relative.host = ArrayPrototypeShift(path)));
    relative.host ||= '';
    relative.hostname ||= '';
    if (path[0] !== '') ArrayPrototypeUnshift(path, '');
    if (path.length < 2) ArrayPrototypeUnshift(path, '');
    result.pathname = ArrayPrototypeJoin(path, '/');
  } else {
    result.pathname = relative.pathname;
  }
  result.search = relative.search;
  result.query = relative.query;
  result.host = relative.host || '';
  result.auth = relative.auth;
  result.hostname = relative.hostname || relative.host;
  result.port = relative.port;
  setPath(result);
  result.slashes ||= relative.slashes;
  return finish(result);
}

/** Takes '.' and '..' out; returns how many '..' are left over. */
function removeDots(path) {
  let up = 0;
  for (let i = path.length - 1; i >= 0; i--) {
    if (path[i] === '.') {
      ArrayPrototypeSplice(path, i, 1);
    } else if (path[i] === '..') {
      ArrayPrototypeSplice(path, i, 1);
      up++;
    } else if (up > 0) {
      ArrayPrototypeSplice(path, i, 1);
      up--;
    }
  }
  return up;
}

function beginsAbsolute(path) {
  return path[0] === '' || Boolean(path[0] && path[0][0] === '/');
}

/** Replaces host, port and credentials if the relative URL has some. */
function takeRelativeHost(result, relative) {
  if (relative.host || relative.host === '') {
    if (result.host !== relative.host) result.auth = null;
    result.host = relative.host;
    result.port = relative.port;
  }
  if (relative.hostname || relative.hostname === '') {
    if (result.hostname !== relative.hostname) result.auth = null;
    result.hostname = relative.hostname;
  }
}

/** Host and path of a protocol without slashes become one path. */
function mergeHosts(result, relative, source, target) {
  result.hostname = '';
  result.port = null;
  if (result.host) putFirst(source, result.host);
  result.host = '';
  if (!relative.protocol) return;
  relative.hostname = relative.port = result.auth = null;
  if (relative.host) putFirst(target, relative.host);
  relative.host = null;
}

function finishPath(result, relative, path, mustEndAbs, psychotic) {
  const keepUp = !mustEndAbs.dots;
  const last = path[path.length - 1];
  const trailing = last === '' ||
    ((result.host || relative.host || path.length > 1) && (last === '.' || last === '..'));
  let up = removeDots(path);
  if (!mustEndAbs.path && keepUp) while (up-- > 0) ArrayPrototypeUnshift(path, '..');
  if (mustEndAbs.path && !beginsAbsolute(path)) ArrayPrototypeUnshift(path, '');
  if (trailing && (path.length === 0 || path[path.length - 1] !== '' || path.length === 1)) {
    ArrayPrototypePush(path, '');
  }
  const absolute = beginsAbsolute(path);
  if (psychotic) setHostFromPath(result, absolute ? '' : path.length ? ArrayPrototypeShift(path) : '');
  if ((mustEndAbs.path || (result.host && path.length)) && !absolute) ArrayPrototypeUnshift(path, '');
  if (path.length === 0) {
    result.pathname = null;
    result.path = null;
  } else {
    result.pathname = ArrayPrototypeJoin(path, '/');
  }
  if (result.pathname !== null || result.search !== null) {
    result.path = (result.pathname || '') + (result.search || '');
  }
  result.auth = relative.auth || result.auth;
  result.slashes ||= relative.slashes;
  return finish(result);
}

function mergePaths(result, relative) {
  const relativeAbs = relative.host || (relative.pathname && relative.pathname[0] === '/');
  const mustEndAbs = { path: false, dots: false };
  mustEndAbs.path = Boolean(relativeAbs || (result.pathname && result.pathname[0] === '/') ||
    (result.host && relative.pathname));
  mustEndAbs.dots = mustEndAbs.path;
  let source = splitPath(result);
  const target = splitPath(relative);
  const psychotic = Boolean(result.protocol && !slashedProtocols.has(result.protocol));
  if (psychotic) {
    mergeHosts(result, relative, source, target);
    mustEndAbs.path &&= target[0] === '' || source[0] === '';
  }
  if (relativeAbs) {
    takeRelativeHost(result, relative);
    source = target;
  } else if (target.length > 0) {
    ArrayPrototypePop(source);
    source = ArrayPrototypeConcat(source, target);
  } else if (relative.search !== null && relative.search !== undefined) {
    if (psychotic) setHostFromPath(result, ArrayPrototypeShift(source));
    result.search = relative.search;
    result.query = relative.query;
    if (result.pathname !== null || result.search !== null) {
      result.path = (result.pathname || '') + (result.search || '');
    }
    return finish(result);
  }
  if (relativeAbs || target.length > 0) {
    result.search = relative.search;
    result.query = relative.query;
  }
  if (source.length === 0) {
    // The path is gone, and all that is relative to it.
    result.pathname = null;
    result.path = result.search ? `/${result.search}` : null;
    return finish(result);
  }
  return finishPath(result, relative, source, mustEndAbs, psychotic);
}

Url.prototype.resolve = function resolve(relative) {
  const url = new Url();
  url.parse(relative, false, true);
  return this.resolveObject(url).format();
};

Url.prototype.resolveObject = function resolveObject(relative) {
  if (typeof relative === 'string') {
    const url = new Url();
    url.parse(relative, false, true);
    relative = url;
  }
  const result = new Url();
  ObjectAssign(result, this);
  result.hash = relative.hash;
  if (relative.href === '') return finish(result);
  if (relative.slashes && !relative.protocol) return takeHost(result, relative);
  if (relative.protocol && relative.protocol !== result.protocol) return takeProtocol(result, relative);
  return mergePaths(result, relative);
};
