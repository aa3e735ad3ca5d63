// Opens GraphiQL in Chromium as a developer would: token into the header editor, a query, the execute button.
import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {chromium} from 'playwright-core';
import {Checks, required, startServer} from '../server.mjs';

const CHROMIUM = '/usr/bin/chromium';
const QUERY = '{ me { username } }';

const checks = new Checks();
const server = await startServer();
const profile = mkdtempSync(join(tmpdir(), 'manager-ci-chromium-'));
try {
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    headless: true,
    viewport: {width: 1280, height: 800},
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  try {
    await use(browser);
  } catch (problem) {
    checks.check('GraphiQL can be used', false, String(problem.message).split('\n')[0]);
  } finally {
    await browser.close();
  }
} finally {
  const code = await server.stop();
  checks.check('the server ends with 0', code === 0, `it ended with ${code}`);
  rmSync(profile, {recursive: true, force: true});
}
checks.finish();

async function use(browser) {
  const complaints = [];
  const elsewhere = [];
  const own = new URL(server.url).host;
  browser.on('request', (request) => {
    const address = new URL(request.url());
    if (['http:', 'https:', 'ws:', 'wss:'].includes(address.protocol) && address.host !== own) {
      elsewhere.push(address.origin);
    }
  });
  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  // GraphiQL asks for the schema when it opens, before anybody can have given it a token; the browser notes the 401.
  let hasToken = false;
  const isFirstRefusal = (message) =>
    !hasToken && message.location().url === `${server.url}/query` && message.text().includes('401');
  page.on('console', (message) => {
    if (message.type() === 'error' && !isFirstRefusal(message)) {
      complaints.push(message.text());
    }
  });
  page.on('pageerror', (error) => complaints.push(String(error)));

  const refusal = page.waitForResponse(`${server.url}/query`);
  const answer = await page.goto(`${server.url}/gql`);
  checks.check('GET /gql answers 200', answer.status() === 200, `it answers ${answer.status()}`);
  await page.locator('.graphiql-execute-button').waitFor();
  checks.check('without a token the schema is refused', (await refusal).status() === 401);
  await page.waitForLoadState('networkidle');

  hasToken = true;
  const token = server.token();
  await write(page, '[aria-label="Headers"] .graphiql-editor:not(.hidden)', JSON.stringify({Authorization: `Bearer ${token}`}));
  await write(page, '[aria-label="Query Editor"]', QUERY);
  await page.locator('.graphiql-execute-button').click();
  const shown = page.locator('.result-window .CodeMirror-code');
  await shown.filter({hasText: '"me"'}).waitFor();
  const result = (await shown.innerText()).replace(/\s+/g, ' ');
  checks.check('the answer shows admin', /"username": ?"admin"/.test(result.replace(/\d+ /g, '')), 'it does not');

  checks.check('nothing is asked of another host', elsewhere.length === 0, [...new Set(elsewhere)].join(' '));
  checks.check('the console has no errors', complaints.length === 0, complaints.join(' | ').replaceAll(token, '…'));

  // The picture is kept, the token is not: its editor is emptied first.
  await write(page, '[aria-label="Headers"] .graphiql-editor:not(.hidden)', '{}');
  const picture = required('CI_SCREENSHOT');
  mkdirSync(dirname(picture), {recursive: true});
  await page.screenshot({path: picture});
}

/** Replaces the text of one of GraphiQL's editors. */
async function write(page, editor, text) {
  await page.locator(`${editor} .CodeMirror`).evaluate((element, value) => element.CodeMirror.setValue(value), text);
}
