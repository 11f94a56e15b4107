// SPDX-License-Identifier: MIT
// `help` of the debugger.
'use strict';

const helpText = `run, restart, r       Start the program again, or connect again
kill                  End the program, or disconnect

cont, c               Go on until something pauses
next, n               Go on to the next line of this function
step, s               Go on to the next line, into functions too
out, o                Go on until this function returns
pause                 Pause a running program
backtrace, bt         The calls that lead here
list(delta = 5)       Source lines around the place where the program stands
setContextLineNumber(n)
                      How many lines to show around a pause (2)
setBreakpoint, sb     sb() here, sb(line), sb('file.js', line), sb('file.js', line, 'condition'),
                      sb('function()')
clearBreakpoint, cb   cb('file.js', line)
breakpoints           All breakpoints
breakOnException      Pause whenever something is thrown
breakOnUncaught       Pause when something is thrown that nobody catches
breakOnNone           Do not pause for what is thrown (this is the default)

watch(expr)           Show the value of an expression at every pause
unwatch(expr)         Show it no more
unwatch(index)        The same, by its number
watchers              All watched expressions with their values

exec(expr), p(expr), exec expr, p expr
                      Evaluate an expression in the program
exec .scope           The names in the scopes around
repl                  Evaluate everything that is typed, until Ctrl+C

scripts               The scripts that are loaded
scripts(true)         All scripts, the library's own too

profile               Start a CPU profile
profileEnd            End it
profiles              All CPU profiles of this session
profiles[n].save(filepath = 'node.cpuprofile')
                      Write one to a file, as JSON
takeHeapSnapshot(filepath = 'node.heapsnapshot')
                      Write a heap snapshot to a file, as JSON
version               Version of V8`;

module.exports = { helpText };
