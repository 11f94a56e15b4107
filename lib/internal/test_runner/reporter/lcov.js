// SPDX-License-Identifier: MIT
// The reporter `lcov`: coverage in the format of lcov.
'use strict';

const { relative } = require('path');

class Formatter {
  format({ type, data }) {
    if (type !== 'test:coverage') return '';
    const { summary: { files, workingDirectory } } = data;
    let text = 'TN:\n';
    for (const file of files) {
      text += `SF:${relative(workingDirectory, file.path)}\n`;
      for (const fn of file.functions) text += `FN:${fn.line},${fn.name}\n`;
      for (const fn of file.functions) text += `FNDA:${fn.count},${fn.name}\n`;
      text += `FNF:${file.totalFunctionCount}\nFNH:${file.coveredFunctionCount}\n`;
      file.branches.forEach((branch, i) => {
        text += `BRDA:${branch.line},${i},0,${branch.count}\n`;
      });
      text += `BRF:${file.totalBranchCount}\nBRH:${file.coveredBranchCount}\n`;
      for (const line of [...file.lines].sort((a, b) => a.line - b.line)) text += `DA:${line.line},${line.count}\n`;
      text += `LH:${file.coveredLineCount}\nLF:${file.totalLineCount}\nend_of_record\n`;
    }
    return text;
  }
}

module.exports = { Formatter };
