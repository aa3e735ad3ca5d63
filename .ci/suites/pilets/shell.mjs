// A shell of another origin: piral-base as it is published, an API with pages, and nothing else.
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {fileURLToPath} from 'node:url';

const BASE = readFileSync(fileURLToPath(new URL('node_modules/piral-base/dist/piral-base-full.mjs', import.meta.url)));

const page = (feed) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Shell</title><link rel="icon" href="data:,"></head>
<body><h1>Pilets of ${feed}</h1><div id="pages"></div>
<script type="module">
import {startLoadingPilets} from '/piral-base.mjs';
const pages = document.querySelector('#pages');
const add = (tag, text) => { const e = document.createElement(tag); e.textContent = text; pages.append(e); return e; };
startLoadingPilets({
  createApi: (meta) => ({
    meta,
    on: () => {},
    off: () => {},
    registerPage: (route, text) => { add('p', route + ': ' + text).className = 'page'; },
    show: (text) => { add('p', text).id = 'shown'; },
    picture: (address) => { add('img', '').src = address; },
  }),
  fetchPilets: () => fetch('${feed}').then((answer) => answer.json()).then((answer) => answer.items),
  dependencies: {},
}).connect((error, pilets, loaded) => {
  if (error) { console.error(String(error)); }
  if (loaded) { document.body.dataset.loaded = 'true'; }
});
</script></body></html>`;

/** @returns {Promise<{url: string, stop: () => void}>} */
export async function startShell(feed) {
  const server = createServer((request, response) => {
    if (request.url === '/piral-base.mjs') {
      response.writeHead(200, {'Content-Type': 'text/javascript'}).end(BASE);
    } else {
      response.writeHead(200, {'Content-Type': 'text/html; charset=utf-8'}).end(page(feed));
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
