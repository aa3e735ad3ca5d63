// Publishes pilets with the tools that Piral's users have, compares our feed with that of Piral's own service, and lets a real
// shell load it in Chromium.
import {execFile, spawn} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {chromium} from 'playwright-core';
import {Checks, required, startServer} from '../server.mjs';
import {at, examples, run as runCommands} from './docs.mjs';
import {FORMATS, pack} from './packages.mjs';
import {startPage, startShell, startShellWith} from './shell.mjs';

const CHROMIUM = '/usr/bin/chromium';
const SAMPLE_KEY = '0123456789abcdef';
const MODULES = fileURLToPath(new URL('node_modules', import.meta.url));

const checks = new Checks();
const server = await startServer();
const folder = mkdtempSync(join(tmpdir(), 'manager-ci-pilets-'));
try {
  await run();
} catch (problem) {
  checks.check('pilets can be published and loaded', false, String(problem.stack ?? problem));
} finally {
  const code = await server.stop();
  checks.check('the server ends with 0', code === 0, `it ended with ${code}`);
  rmSync(folder, {recursive: true, force: true});
}
checks.finish();

async function run() {
  const token = server.token();
  const {project, application} = await plant(token);
  const archives = Object.fromEntries(FORMATS.map((format) => [format, pack(folder, format, '1.0.0')]));
  const registry = `${server.url}/pilets/${project}`;
  const feed = `${server.url}/pilet-feed/${application}`;

  // --- real tools ---
  const pilet = (format, ...more) =>
    tool('pilet', ['publish', archives[format], '--url', registry, '--api-key', token, ...more]);
  const microfrontend = (format) =>
    tool('publish-microfrontend', ['--source', archives[format], '--url', registry, '--api-key', token]);
  const [v0, v1, v2] = await Promise.all([pilet('v0'), pilet('v1', '--mode', 'bearer'), microfrontend('v2')]);
  checks.check('pilet publish', v0.code === 0, v0.output);
  checks.check('pilet publish --mode bearer', v1.code === 0, v1.output);
  checks.check('publish-microfrontend', v2.code === 0, v2.output);
  const [again, wrong] = await Promise.all([
    pilet('v0'),
    tool('pilet', ['publish', archives.v3, '--url', registry, '--api-key', 'pfy_wrong']),
  ]);
  checks.check('a version that is there is refused', again.code !== 0);
  checks.check('the tool shows why', again.output.includes('publish it under another version'), again.output);
  checks.check('a wrong token is refused', wrong.code !== 0 && !wrong.output.includes('successfully'), wrong.output);
  for (const format of ['v3', 'mf']) {
    const answer = await post(registry, archives[format], `Basic ${token}`);
    checks.check(`${format} is published`, answer.status === 200, `${answer.status} ${await answer.text()}`);
  }

  // --- the feed beside the one of Piral's own service ---
  const sample = await startSample();
  try {
    for (const format of FORMATS) {
      await post(`${sample.url}/api/v1/pilet`, archives[format], `Basic ${SAMPLE_KEY}`);
    }
    const theirs = (await (await fetch(`${sample.url}/api/v1/pilet`)).json()).items;
    const ours = (await (await fetch(feed)).json()).items;
    checks.check('the feed has all formats', ours.length === FORMATS.length, JSON.stringify(ours));
    for (const their of theirs) {
      const our = ours.find((item) => item.name === their.name) ?? {};
      for (const field of ['name', 'version', 'spec', 'requireRef', 'integrity', 'custom']) {
        const same = JSON.stringify(our[field]) === JSON.stringify(their[field]);
        checks.check(`${their.name}: ${field}`, same, `${JSON.stringify(our[field])}, not ${JSON.stringify(their[field])}`);
      }
      const relative = (item) => JSON.stringify(item).replaceAll(item.link.replace(/[^/]*$/, ''), '');
      const facts = (item) => JSON.parse(relative(item));
      checks.check(`${their.name}: link`, facts(our).link === facts(their).link, our.link);
      const found = JSON.stringify(facts(our).dependencies ?? {});
      const wanted = JSON.stringify(facts(their).dependencies ?? {}).replaceAll('"./', '"');
      checks.check(`${their.name}: dependencies`, found === wanted, `${found}, not ${wanted}`);
    }
  } finally {
    sample.stop();
  }

  // --- a real shell ---
  const shell = await startShell(feed);
  try {
    await load(shell.url, token);
  } finally {
    shell.stop();
  }

  // --- rollback ---
  const versionOf = async () =>
    (await (await fetch(feed)).json()).items.find((item) => item.name === '@acme/v2')?.version;
  await post(registry, pack(folder, 'v2', '1.1.0'), `Bearer ${token}`);
  checks.check('a newer version is in the feed at once', (await versionOf()) === '1.1.0');
  await enable(token, application, ['@acme/v2@1.0.0', '@acme/v3']);
  checks.check('a pinned version takes its place', (await versionOf()) === '1.0.0');
  await query(token, `mutation { disablePiletPackage(projectId: "${project}", name: "@acme/v2", version: "1.0.0") { id } }`);
  checks.check('a pinned version that is disabled is gone', (await versionOf()) === undefined);

  await followTheDocs(token, archives);
}

/** All that docs/features/pilets.md shows. */
async function followTheDocs(token, archives) {
  const {sh, json, js, html, graphql} = examples();
  checks.check('the page has the examples', [sh?.length, json?.length, js?.length, html?.length, graphql?.length].join() === '2,1,1,1,1');

  const shells = await plant(token);
  await post(`${server.url}/pilets/${shells.project}`, archives.v2, `Bearer ${token}`);
  const shell = await startShellWith(at(server.url, js[0]), shells.application);
  try {
    await browse(shell.url, token, 'the shell of the docs', (page) => page.locator('.page', {hasText: '/v2: Page of v2'}).waitFor());
  } finally {
    shell.stop();
  }

  const plain = await plant(token);
  pack(folder, 'shop', '1.0.0');
  const version = `${server.url}/pilets/${plain.project}/@acme/shop/1.0.0`;
  const authorized = {headers: {Authorization: `Bearer ${token}`}};
  const names = {MANAGER: server.url, PROJECT: plain.project, TOKEN: token};
  const published = async () => (await fetch(version, authorized)).status === 200;
  let commands = 0;
  await runCommands(sh[0], folder, MODULES, names, async () => {
    checks.check(`published by command ${commands} of the docs`, commands === 0 || (await published()));
    commands++;
    await fetch(version, {method: 'DELETE', ...authorized});
  });
  checks.check('published by the last of these commands', commands === 3 && (await published()));
  const [printed] = await runCommands(sh[1], folder, MODULES, names, () => {});
  const shown = JSON.parse(json[0]);
  const answer = JSON.parse(printed);
  const same = (field) => JSON.stringify(shown[field]) === JSON.stringify(answer[field]);
  checks.check('the answer is as shown', Object.keys(shown).join() === Object.keys(answer).join() && same('name') && same('version') && same('enabled'), printed);

  const application = `<script>const applicationId = '${plain.application}';</script>`;
  const page = await startPage(`<!doctype html><title>Plain</title><link rel="icon" href="data:,"><body>${application}${at(server.url, html[0])}`);
  try {
    await browse(page.url, token, 'the plain page of the docs', (shop) => shop.getByText('Shop of @acme/shop 1.0.0').waitFor());
  } finally {
    page.stop();
  }

  await post(`${server.url}/pilets/${plain.project}`, pack(folder, 'shop', '1.1.0'), `Bearer ${token}`);
  const served = async () => (await (await fetch(`${server.url}/pilet-feed/${plain.application}`)).json()).items[0].version;
  checks.check('the newer version is served', (await served()) === '1.1.0');
  await query(token, graphql[0].replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, plain.application));
  checks.check('the version that the docs pin is served', (await served()) === '1.0.0');
}

async function plant(token) {
  const id = async (text) => Object.values((await query(token, text)).data)[0].id;
  const project = await id('mutation { createProject(input: {name: "Shop"}) { id } }');
  const tenant = await id(`mutation { createTenant(projectId: "${project}", input: {name: "Acme"}) { id } }`);
  const application = await id(`mutation { createApplication(tenantId: "${tenant}", input: {name: "Web"}) { id } }`);
  await query(
    token,
    `mutation { createFrontendSettings(input: {projectID: "${project}", moduleConfig:
       {KeyValuePairs: [{Key: "@acme/v2:greeting", Value: "hello from settings"}]}}) { id } }`,
  );
  return {project, application};
}

async function enable(token, application, modules) {
  await query(
    token,
    `mutation { createFrontendSettings(input: {applicationID: "${application}", moduleConfig:
       {EnabledModules: ${JSON.stringify(modules)}}}) { id } }`,
  );
}

async function query(token, text) {
  const answer = await fetch(`${server.url}/query`, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', Authorization: `Bearer ${token}`},
    body: JSON.stringify({query: text}),
  });
  const body = await answer.json();
  if (body.errors) {
    throw new Error(JSON.stringify(body.errors));
  }
  return body;
}

function post(url, archive, authorization) {
  const form = new FormData();
  form.append('file', new Blob([readFileSync(archive)]), 'pilet.tgz');
  return fetch(url, {method: 'POST', headers: {Authorization: authorization}, body: form});
}

/** Runs a tool of npm as its users do; its output without what a terminal makes colourful. */
async function tool(name, args) {
  try {
    const {stdout, stderr} = await promisify(execFile)(join(MODULES, '.bin', name), args, {
      cwd: folder,
      env: {...process.env, FORCE_COLOR: '0', NO_COLOR: '1'},
      timeout: 60_000,
    });
    return {code: 0, output: stdout + stderr};
  } catch (failed) {
    return {code: failed.code ?? 'none', output: `${failed.stdout ?? ''}${failed.stderr ?? ''}`};
  }
}

async function startSample() {
  const port = await freePort();
  const child = spawn(process.execPath, [join(MODULES, 'sample-pilet-service/dist/cli.js')], {
    cwd: folder,
    env: {...process.env, PORT: String(port), PILETS_SNAPSHOT: '', PILET_API_KEYS: SAMPLE_KEY},
    stdio: 'ignore',
  });
  const url = `http://localhost:${port}`;
  for (let left = 150; ; left--) {
    try {
      await fetch(`${url}/api/v1/pilet`);
      return {url, stop: () => child.kill()};
    } catch (notYet) {
      if (left === 0) {
        child.kill();
        throw notYet;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, resolve));
  const {port} = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Opens a page, and waits for what it has to show. */
async function browse(url, token, name, wait) {
  const complaints = [];
  await inChromium(async (page) => {
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(url);
    await wait(page).catch((late) => complaints.push(String(late)));
  });
  checks.check(name, complaints.length === 0, complaints.join(' | ').replaceAll(token, '…'));
}

async function inChromium(work) {
  const profile = mkdtempSync(join(tmpdir(), 'manager-ci-chromium-'));
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    headless: true,
    viewport: {width: 900, height: 500},
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
    const page = await browser.newPage();
    page.setDefaultTimeout(20_000);
    await work(page);
  } finally {
    await browser.close();
    rmSync(profile, {recursive: true, force: true});
  }
}

async function load(url, token) {
  await inChromium(async (page) => {
    const complaints = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(url);
    await page.locator('body[data-loaded]').waitFor();
    for (const format of FORMATS) {
      const shown = await page.locator('.page', {hasText: `/${format}: Page of ${format}`}).count();
      checks.check(`the shell shows the page of ${format}`, shown === 1);
    }
    const words = await page.locator('#shown').innerText();
    checks.check('dependencies and settings arrive', words === 'Words of a dependency, hello from settings', words);
    await page.waitForFunction(() => document.querySelector('img')?.naturalWidth === 12);
    await page.waitForFunction(() => getComputedStyle(document.querySelector('#pages')).borderLeftWidth === '7px');
    checks.check('the console has no errors', complaints.length === 0, complaints.join(' | ').replaceAll(token, '…'));
    const picture = join(dirname(required('CI_SCREENSHOT')), 'pilets.png');
    mkdirSync(dirname(picture), {recursive: true});
    await page.screenshot({path: picture});
  });
}
