// Starts the built jar on an empty data folder and free ports, and stops it by its process id.
import {spawn} from 'node:child_process';
import {appendFileSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const START_MILLIS = 90_000;
const STOP_MILLIS = 40_000;

/**
 * @param {Record<string, string>} more settings, as environment variables
 * @returns {Promise<{url: string, token: () => string, stop: () => Promise<number|string>}>}
 *     `stop` answers the exit code, or the name of the signal that ended the process
 */
export async function startServer(more = {}) {
  const jar = required('CI_JAR');
  const folder = mkdtempSync(join(tmpdir(), 'manager-ci-'));
  const data = join(folder, 'data');
  const settings = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PFY_')));
  const child = spawn(process.env.CI_JAVA ?? 'java', ['-Xmx256m', '-jar', jar], {
    cwd: folder,
    env: {...settings, PFY_SERVER_PORT: '0', PFY_METRICS_PORT: '0', PFY_DATA_DIR: data, ...more},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // .ci/run ends what this process could not end itself.
  appendFileSync(required('CI_STARTED'), `${child.pid} ${folder}\n`);
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
  let output = '';
  const url = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no address after ${START_MILLIS} ms:\n${output}`)), START_MILLIS);
    const read = (chunk) => {
      output += chunk;
      const address = /the Manager answers.* address="([^"]+)"/.exec(output);
      if (address) {
        clearTimeout(late);
        resolve(address[1]);
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    ended.then((code) => reject(new Error(`the server ended with ${code} before it answered:\n${output}`)));
  });

  async function stop() {
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MILLIS);
    const code = await ended;
    clearTimeout(late);
    rmSync(folder, {recursive: true, force: true});
    return code;
  }

  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, () => stop().finally(() => process.exit(1)));
  }
  return {url, token: () => readFileSync(join(data, 'admin-token'), 'utf8').trim(), stop};
}

/** Counts and prints what was checked; the last line is what .ci/run adds up. */
export class Checks {
  #passed = 0;
  #failed = 0;

  check(name, holds, why = '') {
    if (holds) {
      this.#passed++;
    } else {
      this.#failed++;
      console.log(`FAILED: ${name}${why ? `: ${why}` : ''}`);
    }
  }

  get passed() {
    return this.#passed;
  }

  finish() {
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
    process.exitCode = this.#failed === 0 ? 0 : 1;
  }
}

export function required(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set; start this by .ci/run`);
  }
  return value;
}
