// SPDX-License-Identifier: MIT
// The hint for who types an import statement: the same as an import() expression.
'use strict';

function nameOf(node) {
  return node.type === 'Literal' ? node.raw : node.name;
}

// What stands left of `= await import(…)`.
function bindingOf(specifiers) {
  if (specifiers.length === 1 && specifiers[0].type === 'ImportNamespaceSpecifier') return specifiers[0].local.name;
  const parts = specifiers.map((specifier) => {
    const local = specifier.local.name;
    if (specifier.type === 'ImportNamespaceSpecifier') return local;
    const imported = specifier.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(specifier.imported);
    return imported === local ? local : `${imported}: ${local}`;
  });
  return `{ ${parts.join(', ')} }`;
}

/** @param {string} code @returns {string} the statements to write instead of its import statements */
function toDynamicImport(code) {
  const { parse } = require('internal/deps/acorn/dist/acorn');
  let text = '';
  try {
    const { body } = parse(code, { __proto__: null, ecmaVersion: 'latest', sourceType: 'module' });
    for (const node of body) {
      if (node.type !== 'ImportDeclaration') continue;
      const call = `await import(${JSON.stringify(node.source.value)});`;
      text += node.specifiers.length === 0 ? call : `const ${bindingOf(node.specifiers)} = ${call}`;
    }
  } catch {
    // The rest of the line is no module either: no hint.
  }
  return text;
}

module.exports = { toDynamicImport };
