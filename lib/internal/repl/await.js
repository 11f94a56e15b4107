// SPDX-License-Identifier: MIT
// Top-level await in the REPL: `const x = await y` becomes an async function whose declarations are
// hoisted out of it, so that they stay.
'use strict';

const acorn = require('internal/deps/acorn/dist/acorn');
const walk = require('internal/deps/acorn-walk/dist/walk');

const noop = () => {};

function namesOf(pattern, names) {
  switch (pattern?.type) {
    case 'Identifier': names.push(pattern.name); break;
    case 'ObjectPattern': for (const p of pattern.properties) namesOf(p.type === 'RestElement' ? p.argument : p.value, names); break;
    case 'ArrayPattern': for (const e of pattern.elements) namesOf(e, names); break;
    case 'AssignmentPattern': namesOf(pattern.left, names); break;
    case 'RestElement': namesOf(pattern.argument, names); break;
  }
}

/**
 * @param {string} source
 * @returns {string|null} the script to run instead; null when nothing is awaited at the top level
 */
function processTopLevelAwait(source) {
  const wrapPrefix = '(async () => { ';
  const wrapped = `${wrapPrefix}${source} })()`;
  let root;
  try {
    root = acorn.parse(wrapped, { __proto__: null, ecmaVersion: 'latest' });
  } catch (error) {
    if (error.message.startsWith('Unterminated ')) {
      const { Recoverable } = require('internal/repl/recoverable');
      throw new Recoverable(error);
    }
    return null; // the plain path says what is wrong
  }
  const { body } = root.body[0].expression.callee;
  let hasAwait = false;
  let hasReturn = false;
  const hoisted = []; // declarations in front
  const edits = []; // { start, end, text }
  const visitor = {
    __proto__: null,
    ...Object.fromEntries(Object.keys(walk.base).map((type) => [type, (node, state, c) => walk.base[type](node, state, c)])),
    AwaitExpression(node, state, c) {
      hasAwait = true;
      walk.base.AwaitExpression(node, state, c);
    },
    ForOfStatement(node, state, c) {
      if (node.await) hasAwait = true;
      walk.base.ForOfStatement(node, state, c);
    },
    ReturnStatement(node, state, c) {
      hasReturn = true;
      walk.base.ReturnStatement(node, state, c);
    },
    Function: noop,
    FunctionDeclaration: noop,
    FunctionExpression: noop,
    ArrowFunctionExpression: noop,
    MethodDefinition: noop,
    ClassDeclaration: noop,
    ClassExpression: noop,
  };
  for (const statement of body.body) walk.recursive(statement, undefined, visitor);
  if (!hasAwait || hasReturn) return null;
  for (const statement of body.body) {
    if (statement.type === 'VariableDeclaration') hoistVariables(statement, hoisted, edits);
    else if (statement.type === 'ClassDeclaration') {
      hoisted.push(`let ${statement.id.name}; `);
      edits.push({ start: statement.start, end: statement.start, text: `${statement.id.name}=` });
    } else if (statement.type === 'FunctionDeclaration') {
      hoisted.push(`var ${statement.id.name}; `);
      edits.push({ start: statement.start, end: statement.start, text: `this.${statement.id.name} = ${statement.id.name}; ` });
    }
  }
  const last = body.body[body.body.length - 1];
  if (last?.type === 'ExpressionStatement') {
    edits.push({ start: last.start, end: last.start, text: 'return { value: (' });
    edits.push({ start: last.expression.end, end: last.expression.end, text: ') }' });
  }
  edits.sort((a, b) => b.start - a.start);
  let text = wrapped;
  for (const { start, end, text: replacement } of edits) text = text.slice(0, start) + replacement + text.slice(end);
  return hoisted.join('') + text;
}

function hoistVariables(statement, hoisted, edits) {
  const names = [];
  for (const { id } of statement.declarations) namesOf(id, names);
  const kind = statement.kind === 'var' ? 'var' : 'let';
  hoisted.push(`${kind} ${names.join(', ')}; `);
  const { declarations } = statement;
  edits.push({ start: statement.start, end: declarations[0].start, text: 'void (' });
  declarations.forEach((declaration) => {
    edits.push({ start: declaration.start, end: declaration.start, text: '(' });
    edits.push({ start: declaration.end, end: declaration.end, text: declaration.init ? ')' : '=undefined)' });
  });
  const { end } = declarations[declarations.length - 1];
  edits.push({ start: end, end, text: ')' });
}

module.exports = { processTopLevelAwait };
