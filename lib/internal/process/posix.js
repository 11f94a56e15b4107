// SPDX-License-Identifier: MIT
// process.umask, chdir, and the user and group ids. Workers may only read (see internal/worker).
'use strict';

const binding = internalBinding('process_methods');
const {
  ErrnoException,
  UVException,
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_UNKNOWN_CREDENTIAL },
} = require('internal/errors');
const { validateArray, validateString, validateUint32 } = require('internal/validators');

const kUid = 0, kEuid = 1, kGid = 2, kEgid = 3; // enum process_id

/** @returns {number} the old mask */
function umask(mask) {
  if (mask === undefined) return binding.umask();
  if (typeof mask === 'string') {
    if (!/^[0-7]+$/.test(mask) || parseInt(mask, 8) > 0xffffffff) {
      throw new ERR_INVALID_ARG_VALUE('mask', mask, 'must be a 32-bit unsigned integer or an octal string');
    }
    mask = parseInt(mask, 8);
  }
  validateUint32(mask, 'mask');
  return binding.umask(mask);
}

function chdir(directory) {
  validateString(directory, 'directory');
  let from;
  if (process.permission !== undefined) require('internal/fs/permission').checkRead(directory);
  const err = binding.chdir(directory);
  if (!err) {
    require('internal/process/cwd').forget();
    return;
  }
  try {
    from = process.cwd();
  } catch {
    // The directory that we are in is gone.
  }
  const ex = new UVException({ errno: err, syscall: 'chdir', path: from, dest: directory });
  throw ex;
}

function checkId(id, name) {
  if (typeof id === 'number') validateUint32(id, name);
  else if (typeof id !== 'string') throw new ERR_INVALID_ARG_TYPE(name, ['number', 'string'], id);
}

const idSetter = (which, syscall, kind) => function(id) {
  checkId(id, 'id');
  const result = binding.setId(which, id);
  if (result === 1) throw new ERR_UNKNOWN_CREDENTIAL(kind, id);
  if (result < 0) throw new ErrnoException(result, syscall);
};

function setgroups(groups) {
  validateArray(groups, 'groups');
  const numbers = groups.map((group, i) => {
    checkId(group, `groups[${i}]`);
    if (typeof group === 'number') return group;
    const found = binding.findGroup(group);
    if (found < 0) throw new ERR_UNKNOWN_CREDENTIAL('Group', group);
    return found;
  });
  const err = binding.setGroups(numbers);
  if (err) throw new ErrnoException(err, 'setgroups');
}

function initgroups(user, extraGroup) {
  checkId(user, 'user');
  checkId(extraGroup, 'extraGroup');
  // The group is looked up first.
  const result = binding.initgroups(user, extraGroup);
  if (result === 1) throw new ERR_UNKNOWN_CREDENTIAL('User', user);
  if (result === 2) throw new ERR_UNKNOWN_CREDENTIAL('Group', extraGroup);
  if (result < 0) throw new ErrnoException(result, 'initgroups');
}

module.exports = {
  umask,
  chdir,
  getuid() { return binding.getId(kUid); },
  geteuid() { return binding.getId(kEuid); },
  getgid() { return binding.getId(kGid); },
  getegid() { return binding.getId(kEgid); },
  getgroups() {
    const result = binding.getGroups();
    if (typeof result === 'number') throw new ErrnoException(result, 'getgroups');
    return result;
  },
  setgroups,
  initgroups,
  setuid: idSetter(kUid, 'setuid', 'User'),
  seteuid: idSetter(kEuid, 'seteuid', 'User'),
  setgid: idSetter(kGid, 'setgid', 'Group'),
  setegid: idSetter(kEgid, 'setegid', 'Group'),
};
