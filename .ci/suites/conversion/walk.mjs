// Walks the steps of docs/features/conversion.md: runs its commands one after the other in one shell, and compares what they print
// with what the page shows.
import {execFile} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const PAGE = fileURLToPath(new URL('../../../docs/features/conversion.md', import.meta.url));
const PATIENCE = 60_000;
const END = '--- end of step ---';

/** @returns {Promise<{name: string, shown: string, printed: string}[]>} what the page shows behind a command, and what it prints */
export async function walk(server) {
  const folder = mkdtempSync(join(tmpdir(), 'manager-ci-walk-'));
  const port = await freePort();
  const here = (text) => text.replaceAll('http://127.0.0.1:8080', server.url).replaceAll('9000', String(port));
  try {
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data/admin-token'), server.token());
    const steps = [];
    for (const [, language, text] of page().matchAll(/```(\w+)\n(.*?)```/gs)) {
      if (language === 'java') {
        writeFileSync(join(folder, 'Prices.java'), here(text));
      } else if (language === 'sh') {
        steps.push({command: text, shown: ''});
      } else {
        steps.at(-1).shown = text;
      }
    }
    const script = ['set -eu', 'trap \'kill $(jobs -p) 2>/dev/null\' EXIT'];
    for (const step of steps) {
      // what is started in the background answers before the next step
      const answers = `for i in $(seq 300); do curl -s -o answer http://127.0.0.1:${port} && break; sleep 0.1; done`;
      script.push(here(step.command), / &\n$/.test(step.command) ? answers : '', `printf '\\n${END}\\n'`);
    }
    const printed = await run(folder, script.join('\n'));
    return steps.map(({command, shown}, i) => ({
      name: command.split('\n')[0],
      shown: here(shown),
      printed: printed[i] ?? 'nothing: a step before it failed',
    }));
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

function page() {
  const text = readFileSync(PAGE, 'utf8');
  return text.slice(text.indexOf('<!-- walk -->'), text.indexOf('<!-- end of walk -->'));
}

/** What each step printed, and of the first that failed why. */
function run(folder, script) {
  return new Promise((resolve) =>
    execFile('bash', ['-c', script], {cwd: folder, timeout: PATIENCE}, (problem, stdout, stderr) =>
      resolve([...stdout.split(END).slice(0, -1), ...(problem ? [`${problem.message}\n${stderr}`] : [])]),
    ),
  );
}

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const {port} = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
