// People sign in with a certified provider of OpenID Connect, in Chromium and behind Debian's Caddy with the Caddyfile that
// docs/operations has; and nobody else does.
import {spawn} from 'node:child_process';
import {createHash, randomBytes} from 'node:crypto';
import {mkdtempSync, rmSync} from 'node:fs';
import {createServer as createHttpServer} from 'node:http';
import {request as httpsRequest} from 'node:https';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright-core';
import {Checks, startServer} from '../server.mjs';
import {startProvider} from './provider.mjs';

const CADDYFILE = fileURLToPath(new URL('../../../docs/operations/Caddyfile', import.meta.url));
const PROXY_TOKEN = randomBytes(24).toString('hex');
const SESSION = '__Host-manager';
const checks = new Checks();
const folder = mkdtempSync(join(tmpdir(), 'manager-ci-sessions-'));
const started = [];

const [httpPort, sitePort, providerPort, portalPort, backendPort] = await freePorts(5);
const site = `https://localhost:${sitePort}`;
const portal = `http://127.0.0.1:${portalPort}/callback`;
let server;
try {
  const provider = await startProvider(providerPort, site, portal);
  started.push(() => provider.stop());
  const backend = await startEcho(backendPort);
  started.push(() => backend.stop());
  await provider.away();
  server = await startServer({
    PFY_SERVER_PUBLIC_URL: site,
    PFY_SERVER_TRUSTED_PROXIES: '127.0.0.1',
    PFY_PROXY_TOKEN: PROXY_TOKEN,
    PFY_OIDC_ISSUER: provider.issuer,
    PFY_OIDC_CLIENT_ID: 'manager',
    PFY_OIDC_CLIENT_SECRET: 'secret-of-the-manager',
    PFY_OIDC_AUDIENCES: 'portal',
    PFY_CORS_ORIGINS: 'https://portal.example.com',
    PFY_OUTBOUND_ALLOW: '127.0.0.0/8',
  });
  await startCaddy();
  await run(provider, backend);
  checks.check('the provider had no faults', provider.problems.length === 0, provider.problems.join('\n'));
} catch (problem) {
  checks.check('people can sign in', false, String(problem.stack ?? problem));
} finally {
  for (const stop of started.reverse()) {
    await stop();
  }
  const code = await server?.stop();
  checks.check('the server ends with 0', code === 0, `it ended with ${code}`);
  rmSync(folder, {recursive: true, force: true});
}
checks.finish();

async function run(provider, backend) {
  const status = async (path, options) => (await call(path, options)).status;

  // --- the provider is away at the start, and comes back ---
  checks.check('while the provider is away, signing in says so', (await status('/api/auth/login')) === 503);
  await provider.back();
  for (let left = 40; left > 0 && (await status('/api/auth/login')) !== 302; left--) {
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const login = await call('/api/auth/login?return_to=/projects');
  checks.check('once it is back, signing in begins', login.status === 302, String(login.status));
  const ticket = login.headers['set-cookie'][0];
  checks.check(
    'the ticket is for the host alone, over TLS, and for no script',
    /^__Host-manager-signin=[^;]+; Path=\/; Max-Age=600; Secure; HttpOnly; SameSite=Lax$/.test(ticket),
    ticket.replace(/=[^;]+/, '=…'),
  );
  const authorization = new URL(login.headers.location);
  checks.check('with PKCE', authorization.searchParams.get('code_challenge_method') === 'S256');
  for (const evil of ['//evil.example.org', '/\\evil.example.org', 'https://evil.example.org', '/%09//e']) {
    const path = `/api/auth/login?return_to=${evil === '/%09//e' ? '/%09/e' : encodeURIComponent(evil)}`;
    checks.check(`no way back to ${evil}`, (await status(path)) === 400);
  }
  const forged = await call('/api/auth/callback?code=x&state=x', {headers: {Cookie: ticket.split(';')[0]}});
  checks.check('a made-up state is refused', forged.status === 401 && !hasSession(forged), String(forged.status));

  // --- in a browser ---
  const profile = join(folder, 'chromium');
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    env: {...process.env, HOME: profile},
  });
  started.push(() => browser.close());
  const here = await browser.newContext({ignoreHTTPSErrors: true, userAgent: 'Ada at work'});
  const there = await browser.newContext({ignoreHTTPSErrors: true, userAgent: 'Ada at home'});
  const page = await here.newPage();
  page.setDefaultTimeout(15_000);
  let callback;
  page.on('request', (request) => {
    if (request.url().startsWith(`${site}/api/auth/callback`)) {
      callback = request.url();
    }
  });
  const first = await signIn(page, 'ada');
  checks.check('ada is signed in and back where she wanted to be', first.count === 1 && first.sessions[0].current);
  const cookie = (await here.cookies(site)).find((one) => one.name === SESSION);
  checks.check(
    'the browser keeps the session as it should',
    cookie?.secure && cookie.httpOnly && cookie.sameSite === 'Lax' && cookie.path === '/' && cookie.domain === 'localhost',
    JSON.stringify({...cookie, value: '…'}),
  );
  checks.check('the ticket is gone', !(await here.cookies(site)).some((one) => one.name === '__Host-manager-signin'));
  const again = await page.goto(callback);
  checks.check('the way back can be gone once', again.status() === 401, String(again.status()));
  await page.goto(`${site}/api/auth/sessions`);
  const me = await page.evaluate(async () => {
    const answer = await fetch('/query', {
      method: 'POST',
      headers: {'Content-Type': 'application/json'},
      body: '{"query": "{ me { id username email displayName } }"}',
    });
    return (await answer.json()).data.me;
  });
  checks.check('she is who the provider says', me.username === 'ada' && me.email === 'ada@example.com', JSON.stringify(me));

  // --- other pages, and who only has the cookie ---
  const secret = {Cookie: `${SESSION}=${cookie.value}`};
  const ask = {method: 'POST', body: '{"query": "{ me { id } }"}'};
  const json = {...secret, 'Content-Type': 'application/json'};
  for (const [from, headers] of Object.entries({
    nowhere: {},
    'another origin': {Origin: 'https://evil.example.org'},
    'another site': {Origin: site, 'Sec-Fetch-Site': 'cross-site'},
    'a sandbox': {Origin: 'null'},
  })) {
    checks.check(`a page of ${from} cannot use it`, (await status('/query', {...ask, headers: {...json, ...headers}})) === 403);
  }
  const listed = await call('/query', {...ask, headers: {...json, Origin: 'https://portal.example.com'}});
  checks.check(
    'a listed origin can',
    listed.status === 200 &&
      listed.headers['access-control-allow-origin'] === 'https://portal.example.com' &&
      listed.headers['access-control-allow-credentials'] === 'true',
    String(listed.status),
  );
  const stranger = await call('/query', {...ask, headers: {...json, Origin: 'https://evil.example.org'}});
  checks.check('and no other is told that it could', !('access-control-allow-origin' in stranger.headers));
  const preflight = await call('/query', {
    method: 'OPTIONS',
    headers: {Origin: 'https://portal.example.com', 'Access-Control-Request-Method': 'POST'},
  });
  checks.check('its browser may ask first', preflight.status === 204, String(preflight.status));

  // --- source addresses behind the proxy ---
  const forgedSource = {'X-Forwarded-For': '203.0.113.9', Forwarded: 'for=203.0.113.9'};
  const token = await call('/query', {
    method: 'POST',
    localAddress: '127.0.0.5',
    headers: {...json, ...forgedSource, Origin: site},
    body: '{"query": "mutation { createPersonalAccessToken(name: \\"CI\\") { personalAccessToken { id } } }"}',
  });
  checks.check('a session makes tokens', token.status === 200 && !token.body.includes('errors'), token.body);
  const rows = await admin('{ auditLogs { action entityType ipAddress user { username } } }');
  const made = rows.auditLogs.find((row) => row.entityType === 'PersonalAccessToken' && row.user?.username === 'ada');
  checks.check('the audit log has where it came from', made?.ipAddress === '127.0.0.5', JSON.stringify(made));
  checks.check('and that she signed in', rows.auditLogs.some((row) => row.action === 'login' && row.user?.username === 'ada'));
  let refused = 0;
  for (let failures = 0; failures < 110; failures++) {
    const answer = await validate({username: 'x', token: 'x', from: '203.0.113.1'});
    refused += answer.status === 429 ? 1 : 0;
  }
  const other = await validate({username: 'x', token: 'x', from: '203.0.113.2'});
  checks.check('who fails too often has to wait, and nobody else', refused > 0 && other.status === 401, `${refused}`);

  // --- the bus, for people whom the proxy knows ---
  const bus = await plant(me.id, backendPort);
  const forgedUser = {'X-User-ID': bus.administrator, 'X-Proxy-Token': PROXY_TOKEN};
  const passed = await call(bus.path, {headers: {...secret, 'X-User-ID': bus.administrator}});
  const seen = passed.status === 200 ? JSON.parse(passed.body) : {};
  checks.check('the backend is told who calls', seen['x-user-id'] === me.id, `${passed.status} ${passed.body}`);
  checks.check('and of no session', !JSON.stringify(seen).includes(cookie.value) && !('x-proxy-token' in seen));
  checks.check('who made up a user is nobody', (await status(bus.path, {headers: forgedUser})) === 401);
  const basic = {...forgedUser, Authorization: 'Bearer x'};
  checks.check('nor with made-up credentials', (await status(bus.path, {headers: basic})) === 401);
  checks.check('a page of another origin does not call it', (await status(bus.path, {method: 'POST', headers: secret})) === 403);
  const navigation = await call(bus.path, {headers: {Accept: 'text/html'}});
  checks.check(
    'who wants a page is sent to sign in',
    navigation.status === 302 && navigation.headers.location === `/api/auth/login?return_to=${encodeURIComponent(bus.path)}`,
    `${navigation.status} ${navigation.headers.location}`,
  );
  checks.check('the backend saw one request', backend.requests === 1, String(backend.requests));

  // --- what the proxy asks ---
  const asked = async (secretText) => {
    const answer = await fetch(`${server.url}/api/validate-proxy-auth`, {
      method: 'POST',
      headers: {'Content-Type': 'application/json', 'X-Proxy-Token': PROXY_TOKEN},
      body: JSON.stringify({token: secretText}),
    });
    return answer.json();
  };
  checks.check('a session is valid', (await asked(cookie.value)).userId === me.id);
  checks.check('also in its cookie', (await asked(`a=b; ${SESSION}=${cookie.value}`)).username === 'ada');
  const outside = await call('/api/validate-proxy-auth', {
    method: 'POST',
    headers: {'Content-Type': 'application/json', 'X-Proxy-Token': PROXY_TOKEN},
    body: JSON.stringify({token: cookie.value}),
  });
  checks.check('nobody outside is the proxy', outside.status === 401, String(outside.status));

  // --- tokens of the provider ---
  const own = await idToken(page, provider.issuer, 'portal');
  checks.check('an ID token for a listed audience is valid', (await asked(own)).userId === me.id, JSON.stringify(await asked(own)));
  const bearer = (text) => ({...ask, headers: {'Content-Type': 'application/json', Authorization: `Bearer ${text}`}});
  checks.check('and calls', (await call('/query', bearer(own))).body.includes(me.id));
  const foreign = await idToken(page, provider.issuer, 'stranger');
  checks.check('one for somebody else is not', (await status('/query', bearer(foreign))) === 401 && !(await asked(foreign)).valid);
  const [head, claims, signature] = own.split('.');
  const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`;
  const changed = `${head}.${Buffer.from(Buffer.from(claims, 'base64url').toString().replace('ada', 'eve')).toString('base64url')}.${signature}`;
  checks.check('nor one that nobody signed', (await status('/query', bearer(none))) === 401);
  checks.check('nor one that was changed', (await status('/query', bearer(changed))) === 401);

  // --- my devices ---
  const home = await there.newPage();
  home.setDefaultTimeout(15_000);
  const both = await signIn(home, 'ada');
  checks.check('ada sees both devices', both.count === 2 && both.sessions.some((one) => one.userAgent === 'Ada at work'));
  const work = both.sessions.find((one) => !one.current);
  const ended = await home.evaluate(async (id) => (await fetch(`/api/auth/sessions/${id}`, {method: 'DELETE'})).status, work.id);
  checks.check('she ends the one at work', ended === 204, String(ended));
  checks.check('where she is signed out', (await status('/api/auth/sessions', {headers: secret})) === 401);
  await provider.away();
  const alone = await home.evaluate(async () => (await fetch('/api/auth/sessions')).status);
  checks.check('a session needs no provider', alone === 200, String(alone));
  await provider.back();
  const before = (await there.cookies(site)).find((one) => one.name === SESSION).value;
  await signIn(home, 'ada');
  const after = (await there.cookies(site)).find((one) => one.name === SESSION).value;
  checks.check('signing in again makes another session', before !== after);
  const old = await status('/api/auth/sessions', {headers: {Cookie: `${SESSION}=${before}`}});
  checks.check('and ends the former one', old === 401, String(old));
  const out = await home.evaluate(async () => (await fetch('/api/auth/logout', {method: 'POST'})).status);
  checks.check('she signs out', out === 204, String(out));
  checks.check('the cookie is gone', !(await there.cookies(site)).some((one) => one.name === SESSION));
  const last = await status('/api/auth/sessions', {headers: {Cookie: `${SESSION}=${after}`}});
  checks.check('and worth nothing', last === 401, String(last));
}

/** Through the provider's own pages; answers what "my devices" says then. */
async function signIn(page, name) {
  await page.goto(`${site}/api/auth/login?return_to=/api/auth/sessions`);
  for (let step = 0; step < 3 && !page.url().startsWith(`${site}/api/auth/sessions`); step++) {
    if (await page.locator('input[name=login]').count()) {
      await page.fill('input[name=login]', name);
      await page.fill('input[name=password]', 'any');
    }
    await page.click('button[type=submit]');
    await page.waitForLoadState();
  }
  return JSON.parse(await page.locator('body').innerText());
}

/** As a client of its own gets it, in the browser where somebody is signed in at the provider. */
async function idToken(page, issuer, client) {
  const verifier = randomBytes(32).toString('base64url');
  const parameters = new URLSearchParams({
    client_id: client,
    response_type: 'code',
    redirect_uri: portal,
    scope: 'openid profile email',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    prompt: 'consent',
  });
  const waiting = createHttpServer();
  const code = new Promise((resolve) =>
    waiting.on('request', (request, response) => {
      response.end('done');
      resolve(new URL(request.url, portal).searchParams.get('code'));
    }),
  );
  await new Promise((resolve) => waiting.listen(portalPort, '127.0.0.1', resolve));
  try {
    await page.goto(`${issuer}/auth?${parameters}`);
    await page.click('button[type=submit]');
    const answer = await fetch(`${issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: client,
        code: await code,
        redirect_uri: portal,
        code_verifier: verifier,
      }),
    });
    return (await answer.json()).id_token;
  } finally {
    waiting.closeAllConnections();
    waiting.close();
  }
}

/** An application with an endpoint that leads to the backend, which that person may call. */
async function plant(user, port) {
  const id = async (text) => Object.values(await admin(text))[0].id;
  const administrator = (await admin('{ me { id } }')).me.id;
  const project = await id('mutation { createProject(input: {name: "Shop"}) { id } }');
  const tenant = await id(`mutation { createTenant(projectId: "${project}", input: {name: "Acme"}) { id } }`);
  const application = await id(`mutation { createApplication(tenantId: "${tenant}", input: {name: "Web"}) { id } }`);
  await admin(`mutation { createEndpoint(applicationId: "${application}", input: {name: "Echo", consumeURL: "/echo",
    url: "http://127.0.0.1:${port}/"}) { id } }`);
  await admin(`mutation { addUserToProject(projectID: "${project}", userID: "${user}", role: viewer) { id } }`);
  return {path: `/esb/${application}/echo`, administrator};
}

async function admin(text) {
  const answer = await fetch(`${server.url}/query`, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', Authorization: `Bearer ${server.token()}`},
    body: JSON.stringify({query: text}),
  });
  const body = await answer.json();
  if (body.errors) {
    throw new Error(JSON.stringify(body.errors));
  }
  return body.data;
}

function validate({username, token, from}) {
  return fetch(`${server.url}/api/validate-machine-user`, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', 'X-Proxy-Token': PROXY_TOKEN, 'X-Forwarded-For': from},
    body: JSON.stringify({username, token: `muser_${token}`}),
  });
}

/** A request to the site, past all that a browser does by itself. */
function call(path, {method = 'GET', headers = {}, body, localAddress} = {}) {
  return new Promise((resolve, reject) => {
    const request = httpsRequest(
      site + path,
      {method, headers, localAddress, family: 4, lookup: loopback, rejectUnauthorized: false, agent: false},
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => (text += chunk));
        response.on('end', () => resolve({status: response.statusCode, headers: response.headers, body: text}));
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

function loopback(_, options, done) {
  done(null, options.all ? [{address: '127.0.0.1', family: 4}] : '127.0.0.1', 4);
}

function hasSession(answer) {
  return (answer.headers['set-cookie'] ?? []).some((one) => one.startsWith(`${SESSION}=psn_`));
}

async function startCaddy() {
  let output = '';
  const child = spawn('/usr/bin/caddy', ['run', '--config', CADDYFILE, '--adapter', 'caddyfile'], {
    cwd: folder,
    env: {
      ...process.env,
      HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
      MANAGER_SITE: site,
      MANAGER_UPSTREAM: new URL(server.url).host,
      MANAGER_PROXY_TOKEN: PROXY_TOKEN,
      MANAGER_HTTP_PORT: String(httpPort),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  started.push(async () => {
    child.kill();
    await ended;
  });
  for (let left = 100; ; left--) {
    try {
      await call('/health/live');
      return;
    } catch (notYet) {
      if (left === 0 || child.exitCode !== null) {
        throw new Error(`Caddy does not answer: ${notYet}\n${output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function startEcho(port) {
  const echo = {requests: 0};
  const listening = createHttpServer((request, response) => {
    echo.requests++;
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(request.headers));
  });
  await new Promise((resolve) => listening.listen(port, '127.0.0.1', resolve));
  echo.stop = () =>
    new Promise((resolve) => {
      listening.closeAllConnections();
      listening.close(resolve);
    });
  return echo;
}

async function freePorts(count) {
  const probes = await Promise.all(
    Array.from({length: count}, () => {
      const probe = createServer();
      return new Promise((resolve) => probe.listen(0, '127.0.0.1', () => resolve(probe)));
    }),
  );
  const ports = probes.map((probe) => probe.address().port);
  await Promise.all(probes.map((probe) => new Promise((resolve) => probe.close(resolve))));
  return ports;
}
