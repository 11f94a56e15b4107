// SPDX-License-Identifier: MIT
// setBreakpoint and clearBreakpoint of the debugger, in their several forms.
'use strict';

const escapePattern = (text) => text.replace(/[/\\^$.*+?()[\]{}|]/g, '\\$&');

// setBreakpoint('fn()'): whenever that function is called.
async function addAtFunction(session, call, condition) {
  const { callFrameId } = session.frame;
  const name = call.slice(0, -2);
  const { result, exceptionDetails } = await session.client.call('Debugger.evaluateOnCallFrame', { callFrameId, expression: name });
  if (exceptionDetails !== undefined || result.type !== 'function') {
    session.print(`Could not find a function ${name}`);
    return undefined;
  }
  const { breakpointId } = await session.client.call('Debugger.setBreakpointOnFunctionCall', { objectId: result.objectId, condition });
  session.breakpoints.push({ id: breakpointId, name: call, line: undefined });
  return undefined;
}

/**
 * ('file.js', line, condition), (line), ('fn()') or nothing: the current line.
 * @returns {Promise<string | undefined>} the source around, if it is where the program stands
 */
async function addBreakpoint(session, script, line, condition) {
  if (typeof script === 'string' && script.endsWith('()')) return addAtFunction(session, script, condition);
  const { location } = typeof script === 'string' ? { location: null } : session.frame;
  let lineNumber = line - 1;
  if (script === undefined) lineNumber = location.lineNumber;
  else if (typeof script === 'number') {
    lineNumber = script - 1;
    condition = line;
  }
  if (!Number.isInteger(lineNumber) || lineNumber < 0) {
    const { codes: { ERR_DEBUGGER_ERROR } } = require('internal/errors');
    throw new ERR_DEBUGGER_ERROR('A breakpoint needs a line, from 1 on');
  }
  const wanted = { lineNumber, columnNumber: 0, condition: condition === undefined ? undefined : `${condition}` };
  let name;
  if (typeof script !== 'string') {
    wanted.url = session.scripts.get(location.scriptId).url;
  } else {
    const { known } = session.findScripts(script);
    if (known.length > 1) {
      session.print(`Script name is ambiguous: ${script}`);
      return undefined;
    }
    if (known.length === 1) {
      wanted.url = known[0].url;
    } else {
      session.print(`Warning: script '${script}' was not loaded yet.`);
      wanted.urlRegex = `^(.*[/\\\\])?${escapePattern(script)}$`;
      name = script;
    }
  }
  const breakpoint = await session.addBreakpoint(wanted, name);
  const here = session.frames?.[0].location;
  return here !== undefined && breakpoint.scriptId === here.scriptId ? session.listAround(here, 5) : undefined;
}

/** ('file.js', line) */
async function clearBreakpoint(session, script, line) {
  const { known } = session.findScripts(script);
  const names = new Set([script, ...known.map(({ name }) => name)]);
  const at = session.breakpoints.findIndex((breakpoint) => names.has(breakpoint.name) && breakpoint.line === line - 1);
  if (at === -1) {
    session.print(`Could not find breakpoint at ${script}:${line}`);
    return;
  }
  const { 0: { id } } = session.breakpoints.splice(at, 1);
  await session.client.call('Debugger.removeBreakpoint', { breakpointId: id });
}

module.exports = { addBreakpoint, clearBreakpoint };
