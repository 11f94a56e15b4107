// SPDX-License-Identifier: MIT
// Which reporters a run has, and where they write: --test-reporter, --test-reporter-destination.
'use strict';

const { getOptionValue } = require('internal/options');

const builtinReporters = new Set(['spec', 'tap', 'dot', 'junit', 'lcov']);

function destinationOf(name) {
  if (name === 'stdout') return process.stdout;
  if (name === 'stderr') return process.stderr;
  return require('fs').createWriteStream(name);
}

function loadFormatter(name) {
  return require(`internal/test_runner/reporter/${name}`).Formatter;
}

// Built in and to a standard stream: strings go out as events come in.
function connectBuiltin(harness, name, destination) {
  const formatter = new (loadFormatter(name))(destination);
  const write = (text) => {
    if (text) destination.write(text);
  };
  let begun = false;
  const begin = () => {
    if (!begun) write(formatter.begin?.());
    begun = true;
  };
  harness.reports.subscribeLater((event) => {
    begin();
    write(formatter.format(event));
  }, () => {
    begin();
    write(formatter.end?.());
    if (destination !== process.stdout && destination !== process.stderr) destination.end();
  });
}

async function loadCustom(name) {
  const { pathToFileURL } = require('internal/url');
  const { getLoader } = require('internal/modules/esm/loader');
  const parentURL = pathToFileURL(`${process.cwd()}/`).href;
  const namespace = await getLoader().import(name, parentURL, { __proto__: null });
  let reporter = namespace.default;
  if (reporter?.default !== undefined && typeof reporter !== 'function') reporter = reporter.default;
  if (typeof reporter === 'function' && reporter.prototype && Object.getOwnPropertyDescriptor(reporter.prototype, 'constructor')) {
    reporter = new reporter();
  }
  if (!reporter) {
    const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
    throw new ERR_INVALID_ARG_TYPE('Reporter', ['function', 'object'], reporter);
  }
  return reporter;
}

function connectCustom(harness, reporter, destination) {
  const { compose } = require('stream');
  const output = compose(harness.reports.stream, reporter);
  output.pipe(destination, { end: destination !== process.stdout && destination !== process.stderr });
}

/** Connects the reporters of the command line. */
function setupReporters(harness) {
  if (process.env.NODE_TEST_CONTEXT !== undefined && process.env.NODE_TEST_CONTEXT.startsWith('child')) {
    require('internal/test_runner/child').connect(harness);
    harness.bootstrapped = true;
    harness.reports.start();
    return;
  }
  const names = [...getOptionValue('--test-reporter') ?? []];
  const destinations = [...getOptionValue('--test-reporter-destination') ?? []];
  if (names.length === 0 && destinations.length === 0) names.push('spec');
  if (names.length === 1 && destinations.length === 0) destinations.push('stdout');
  if (names.length !== destinations.length) {
    const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
    throw new ERR_INVALID_ARG_VALUE('--test-reporter', names, 'must match the number of specified \'--test-reporter-destination\'');
  }
  const custom = [];
  names.forEach((name, i) => {
    if (builtinReporters.has(name)) connectBuiltin(harness, name, destinationOf(destinations[i]));
    else custom.push({ name, destination: destinations[i] });
  });
  if (custom.length === 0) {
    harness.bootstrapped = true;
    harness.reports.start();
    return;
  }
  Promise.all(custom.map(async ({ name, destination }) => {
    connectCustom(harness, await loadCustom(name), destinationOf(destination));
  })).then(() => {
    harness.bootstrapped = true;
    harness.reports.start();
  });
}

module.exports = { setupReporters };
