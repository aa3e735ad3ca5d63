// A shell of another origin: piral-base as it is published, an API with pages, and nothing else.
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {fileURLToPath} from 'node:url';

const BASE = readFileSync(fileURLToPath(new URL('node_modules/piral-base/dist/piral-base-full.mjs', import.meta.url)));

/** What a shell is, apart from its own script. */
const START = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Shell</title><link rel="icon" href="data:,">
<script type="importmap">{"imports": {"piral-base": "/piral-base.mjs"}}</script></head>
<body><h1>Pilets</h1><div id="pages"></div>
<script>
const pages = document.querySelector('#pages');
const add = (tag, text) => { const e = document.createElement(tag); e.textContent = text; pages.append(e); return e; };
const createApi = (meta) => ({
  meta,
  on: () => {},
  off: () => {},
  registerPage: (route, text) => { add('p', route + ': ' + text).className = 'page'; },
  show: (text) => { add('p', text).id = 'shown'; },
  picture: (address) => { add('img', '').src = address; },
});
</script>`;

const loading = (feed) => `<script type="module">
import {startLoadingPilets} from 'piral-base';
startLoadingPilets({
  createApi,
  fetchPilets: () => fetch('${feed}').then((answer) => answer.json()).then((answer) => answer.items),
  dependencies: {},
}).connect((error, pilets, loaded) => {
  if (error) { console.error(String(error)); }
  if (loaded) { document.body.dataset.loaded = 'true'; }
});
</script>`;

/** A shell that loads that feed. */
export function startShell(feed) {
  return startPage(START + loading(feed));
}

/** A shell with a script of its own, which knows `applicationId`. */
export function startShellWith(script, application) {
  return startPage(`${START}<script>const applicationId = '${application}';</script><script type="module">${script}</script>`);
}

/** @returns {Promise<{url: string, stop: () => void}>} */
export async function startPage(html) {
  const server = createServer((request, response) => {
    if (request.url === '/piral-base.mjs') {
      response.writeHead(200, {'Content-Type': 'text/javascript'}).end(BASE);
    } else {
      response.writeHead(200, {'Content-Type': 'text/html; charset=utf-8'}).end(html);
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${server.address().port}/`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
