// Makes one pilet of each format, as their bundlers make them, packed as npm packs them.
import {execFileSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';

const page = (format) => `api.registerPage('/${format}', 'Page of ${format}')`;

const FILES = {
  v0: {'dist/index.js': `module.exports.setup = function (api) { ${page('v0')}; };\n`},
  v1: {
    'dist/index.js':
      `//@pilet v:1(pr_acme_v1)\n` +
      `(function () { document.currentScript.app = {setup: function (api) { ${page('v1')}; }}; })();\n`,
  },
  v2: {
    'dist/index.js':
      `//@pilet v:2(webpackChunkpr_acme_v2,{"acme-words":"./words.js"})\n` +
      `System.register(["acme-words"], function (e) { var words; return {\n` +
      `  setters: [function (m) { words = m.words; }],\n` +
      `  execute: function () { e("setup", function (api) { ${page('v2')}; api.show(words + ', ' + api.meta.config.greeting); api.picture(api.meta.basePath + 'logo.svg'); }); }\n` +
      `}; });\n`,
    'dist/words.js':
      'System.register([], function (e) { return {execute: function () { e("words", "Words of a dependency"); }}; });\n',
    'dist/logo.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="12" height="12"><rect width="12" height="12"/></svg>',
  },
  v3: {
    'dist/index.js':
      `//@pilet v:3(webpackChunkpr_acme_v3,{})\n` +
      `System.register([], function (e) { return {execute: function () {\n` +
      `  e("styles", ["main.css"]); e("setup", function (api) { ${page('v3')}; });\n}}; });\n`,
    'dist/main.css': '#pages { border-left: 7px solid green; }\n',
  },
  mf: {
    'dist/index.js':
      `var acme_mf;(function () {\n` +
      `  var failure = "Container initialization failed as it has already been initialized with a different share scope";\n` +
      `  acme_mf = {init: function (scope) { if (acme_mf.scope) { throw new Error(failure); } acme_mf.scope = scope; },\n` +
      `    get: function () { return Promise.resolve(function () { return {setup: function (api) { ${page('mf')}; }}; }); }};\n` +
      `})();\n`,
  },
};

export const FORMATS = Object.keys(FILES);

/** A pilet that is an ES module, for pages without a shell. */
const MODULE =
  `export function setup(app) {\n` +
  `  app.registerPage('/shop', (element) => { element.append('Shop of ' + app.meta.name + ' ' + app.meta.version); });\n` +
  `}\n`;

/**
 * @param format one of FORMATS, or `shop` for an ES module
 * @returns {string} the path of the archive
 */
export function pack(folder, format, version) {
  const root = join(folder, `${format}-${version}`);
  const files = {
    ...(FILES[format] ?? {'dist/index.js': MODULE}),
    'package.json': JSON.stringify({
      name: `@acme/${format}`,
      version,
      description: `A pilet of the format ${format}`,
      main: 'dist/index.js',
      custom: {format},
    }),
  };
  for (const [path, content] of Object.entries(files)) {
    const file = join(root, 'package', path);
    mkdirSync(dirname(file), {recursive: true});
    writeFileSync(file, content);
  }
  const archive = join(folder, `acme-${format}-${version}.tgz`);
  execFileSync('tar', ['-czf', archive, '-C', root, 'package']);
  return archive;
}
