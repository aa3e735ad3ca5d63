// Callbacks of the real server, verified by the official libraries of Standard Webhooks for JavaScript and Java: in the receivers
// that docs/features/triggers.md shows, as they stand there, and here.
import {execFile, spawn} from 'node:child_process';
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer as createHttpServer} from 'node:http';
import {createServer} from 'node:net';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {Webhook} from 'standardwebhooks';
import {startServer} from '../server.mjs';

const LIBRARY = 'com.standardwebhooks:standardwebhooks:1.1.0';
const PAGE = new URL('../../../docs/features/triggers.md', import.meta.url);
const FOLDER = fileURLToPath(new URL('node_modules/.receivers', import.meta.url));
const PATH = '/triggers/callback';
const PATIENCE = 30_000;

export async function verifyCallbacks(checks) {
  rmSync(FOLDER, {recursive: true, force: true});
  mkdirSync(FOLDER);
  const library = await fetchLibrary();
  const server = await startServer({PFY_OUTBOUND_ALLOW: '127.0.0.0/8'});
  const recorder = await startRecorder();
  const receivers = [];
  try {
    await verify(checks, new Installation(server), recorder, receivers, library);
  } finally {
    await Promise.all(receivers.map((receiver) => receiver.stop()));
    recorder.stop();
    const code = await server.stop();
    checks.check('the server ends with 0', code === 0, `it ended with ${code}`);
    rmSync(FOLDER, {recursive: true, force: true});
  }
}

async function verify(checks, installation, recorder, receivers, library) {
  await installation.plant();
  const start = async (language, secret, port) => {
    const receiver = await startReceiver(language, library, secret, port);
    receivers.push(receiver);
    return receiver;
  };
  const recording = await installation.register('Recorder', recorder.port);
  const ports = {js: await freePort(), java: await freePort()};
  const backends = {
    js: await installation.register('Node receiver', ports.js),
    java: await installation.register('Java receiver', ports.java),
  };
  let [node, java] = await Promise.all(['js', 'java'].map((of) => start(of, backends[of].signingSecret, ports[of])));

  // --- genuine callbacks ---
  const first = await installation.run();
  taken(checks, 'the receivers of the documentation take a callback', first);
  for (const [name, receiver] of Object.entries({Node: node, Java: java})) {
    checks.check(`the ${name} receiver shows the run`, await receiver.says(`run {"runId":"${first.id}"`), receiver.said());
  }
  const genuine = recorder.calls.at(-1);
  const verified = (secret, {headers, body}) => {
    try {
      return new Webhook(secret).verify(body, headers);
    } catch {
      return undefined;
    }
  };
  checks.check('JavaScript verifies it', verified(recording.signingSecret, genuine)?.runId === first.id);
  checks.check('the id is that of the run', genuine.headers['webhook-id'] === first.id);
  checks.check('there is one signature', genuine.headers['webhook-signature'].split(' ').length === 1);
  checks.check('another secret does not verify it', verified(backends.js.signingSecret, genuine) === undefined);
  for (const [what, forged] of Object.entries(forgeries(genuine))) {
    checks.check(`JavaScript refuses ${what}`, verified(recording.signingSecret, forged) === undefined);
  }

  // --- a rotation: receivers that know the old secret and those that know the new one ---
  const fresh = {};
  for (const [name, backend] of Object.entries({recorder: recording, ...backends})) {
    fresh[name] = await installation.rotate(backend.id);
  }
  const second = await installation.run();
  taken(checks, 'receivers with the old secrets still take callbacks', second);
  const double = recorder.calls.at(-1);
  checks.check('there are two signatures', double.headers['webhook-signature'].split(' ').length === 2);
  checks.check('JavaScript verifies with the old secret', verified(recording.signingSecret, double)?.runId === second.id);
  checks.check('JavaScript verifies with the new secret', verified(fresh.recorder, double)?.runId === second.id);
  for (const [what, forged] of Object.entries(forgeries(double))) {
    const refused = [recording.signingSecret, fresh.recorder].every((secret) => verified(secret, forged) === undefined);
    checks.check(`JavaScript refuses ${what} with either secret`, refused);
  }
  await Promise.all([node.stop(), java.stop()]);
  [node, java] = await Promise.all(['js', 'java'].map((of) => start(of, fresh[of], ports[of])));
  const third = await installation.run();
  taken(checks, 'receivers with the new secrets take callbacks', third);
  await installation.redeliver(third.id);
  const shown = async (receiver) => (await receiver.says(third.id)) && receiver.said().split(third.id).length - 1;
  checks.check('a repetition is taken and not done again', (await shown(node)) === 1 && (await shown(java)) === 1);

  // --- tampered ones: what was sent to the recorder, sent on by somebody who changed it ---
  await Promise.all([node.stop(), java.stop()]);
  for (const secret of [recording.signingSecret, fresh.recorder]) {
    const which = secret === fresh.recorder ? 'new' : 'old';
    [node, java] = await Promise.all(['js', 'java'].map((of) => start(of, secret, ports[of])));
    for (const [name, port] of [['Node', ports.js], ['Java', ports.java]]) {
      const as = await send(port, double);
      checks.check(`${name} receiver, ${which} secret: sent on as it was, it is taken`, as === 204, `answered ${as}`);
      for (const [what, forged] of Object.entries(forgeries(double))) {
        const status = await send(port, forged);
        checks.check(`${name} receiver, ${which} secret: ${what} is refused`, status === 401, `answered ${status}`);
      }
    }
    await Promise.all([node.stop(), java.stop()]);
  }
}

function forgeries({headers, body}) {
  const other = (more) => ({headers: {...headers, ...more}, body});
  return {
    'a tampered body': {headers, body: body.replace('"attempt":1', '"attempt":2')},
    'an id of another run': other({'webhook-id': headers['webhook-id'].replace(/.$/, (c) => (c === '0' ? '1' : '0'))}),
    'a changed time': other({'webhook-timestamp': String(Number(headers['webhook-timestamp']) + 1)}),
    'a signature of nothing': other({'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')}`}),
  };
}

function taken(checks, what, run) {
  const words = run.attempts.map((attempt) => `${attempt.backendName} ${attempt.status} ${attempt.httpStatus}`).sort();
  const wanted = ['Java receiver', 'Node receiver', 'Recorder'].map((name) => `${name} SUCCEEDED 204`);
  checks.check(what, run.status === 'SUCCEEDED' && words.join() === wanted.join(), JSON.stringify(run));
}

async function send(port, {headers, body}) {
  const passed = ['webhook-id', 'webhook-timestamp', 'webhook-signature', 'content-type'].map((name) => [name, headers[name]]);
  const url = `http://127.0.0.1:${port}${PATH}`;
  return (await fetch(url, {method: 'POST', headers: Object.fromEntries(passed), body})).status;
}

/** One application of one tenant, with a trigger that is due never in this time. */
class Installation {
  #server;
  #robot;
  #trigger;

  constructor(server) {
    this.#server = server;
  }

  async plant() {
    const project = await this.#one('mutation { createProject(input: {name: "Shop"}) { id } }');
    const tenant = await this.#one(`mutation { createTenant(projectId: "${project.id}", input: {name: "Acme"}) { id } }`);
    const of = `tenantId: "${tenant.id}"`;
    const application = await this.#one(`mutation { createApplication(${of}, input: {name: "Web"}) { id } }`);
    const robot = await this.#one(`mutation { createMachineUserWithCredentials(${of}, input: {name: "Robot",
      username: "robot", hashedKey: "__GENERATE_TOKEN__", enabled: true}) { generatedToken } }`);
    const trigger = await this.#one(`mutation { createTrigger(applicationId: "${application.id}", input: {name: "Yearly",
      cronExpression: "@yearly", runKey: "yearly", enabled: false}) { id } }`);
    this.#robot = robot.generatedToken;
    this.#trigger = trigger.id;
  }

  async register(name, port) {
    const answer = await fetch(`${this.#server.url}/api/machine/register-backend`, {
      method: 'POST',
      headers: {Authorization: `Bearer ${this.#robot}`, 'Content-Type': 'application/json'},
      body: JSON.stringify({name, callbackUrl: `http://127.0.0.1:${port}${PATH}`}),
    });
    if (answer.status !== 200) {
      throw new Error(`${name} is not registered: ${answer.status}`);
    }
    return answer.json();
  }

  async rotate(id) {
    return (await this.#one(`mutation { rotateBackendSecret(id: "${id}") { signingSecret } }`)).signingSecret;
  }

  /** Runs the trigger, and answers the run with its attempts when it has come to its end. */
  async run() {
    return this.#ended((await this.#one(`mutation { runTrigger(id: "${this.#trigger}") { id } }`)).id);
  }

  async redeliver(run) {
    await this.#one(`mutation { redeliver(runId: "${run}") { id } }`);
    return this.#ended(run);
  }

  async #ended(id) {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const run = await this.#one(`query { triggerRun(id: "${id}") {
        id status attempts { backendName status httpStatus errorMessage } } }`);
      if (!['PENDING', 'RUNNING'].includes(run.status) || Date.now() > end) {
        return run;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async #one(query) {
    const answer = await fetch(`${this.#server.url}/query`, {
      method: 'POST',
      headers: {'Content-Type': 'application/json', Authorization: `Bearer ${this.#server.token()}`},
      body: JSON.stringify({query}),
    });
    const body = await answer.json();
    if (body.errors) {
      throw new Error(body.errors.map(({message}) => message).join(', '));
    }
    return Object.values(body.data)[0];
  }
}

async function startRecorder() {
  const calls = [];
  const server = createHttpServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) {
      body += chunk;
    }
    calls.push({headers: request.headers, body});
    response.writeHead(204).end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {calls, port: server.address().port, stop: () => server.close()};
}

/** The receiver of the page in that language, once it takes connections. */
async function startReceiver(language, library, secret, port) {
  const source = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(readFileSync(PAGE, 'utf8'))[1];
  const file = `${FOLDER}/${language === 'java' ? 'Receiver.java' : 'receiver.mjs'}`;
  writeFileSync(file, source);
  const command =
    language === 'java' ? [process.env.CI_JAVA ?? 'java', '-Xmx64m', '-cp', library, file] : [process.execPath, file];
  const child = spawn(command[0], command.slice(1), {
    env: {...process.env, SIGNING_SECRET: secret, PORT: String(port)},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = () => {
    child.kill();
    return ended;
  };
  const says = async (words) => {
    for (const end = Date.now() + 5_000; !said.includes(words) && Date.now() < end; ) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return said.includes(words);
  };
  for (const end = Date.now() + PATIENCE; ; ) {
    try {
      await fetch(`http://127.0.0.1:${port}/`, {method: 'POST'});
      return {said: () => said, says, stop};
    } catch (notYet) {
      if (Date.now() > end || child.exitCode !== null) {
        await stop();
        throw new Error(`the receiver in ${language} does not answer: ${said || notYet}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** From Maven's own cache, if it is there. */
async function fetchLibrary() {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const copy = ['-q', '-B', '-f', `${root}/pom.xml`, '-N', 'dependency:copy', `-Dartifact=${LIBRARY}`];
  await promisify(execFile)('mvn', [...copy, `-DoutputDirectory=${FOLDER}`], {timeout: 90_000});
  return `${FOLDER}/${LIBRARY.split(':').slice(1).join('-')}.jar`;
}

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const {port} = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
