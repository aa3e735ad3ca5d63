// Triggers: when they are due beside other implementations of cron, whether receivers of the world can verify callbacks, and
// whether anything is lost or done twice when everything fails at random.
import {spawn} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {Checks, required} from '../server.mjs';
import {compareCron} from './cron.mjs';
import {verifyCallbacks} from './receivers.mjs';

const CHAOS_SECONDS = 20;
const TEST_CLASSES = fileURLToPath(new URL('../../../manager-server/target/test-classes', import.meta.url));

const checks = new Checks();
for (const [name, part] of Object.entries({cron: compareCron, receivers: verifyCallbacks, chaos})) {
  const begin = Date.now();
  try {
    await part(checks);
  } catch (problem) {
    checks.check(`${name} comes to its end`, false, String(problem.stack ?? problem));
  }
  console.log(`${name} took ${Math.round((Date.now() - begin) / 1000)} s`);
}
checks.finish();

/** The same program as in docs/features/triggers.md, for a short while. */
async function chaos() {
  const jar = required('CI_JAR');
  const child = spawn(
    process.env.CI_JAVA ?? 'java',
    [
      '-Xmx256m',
      `-Dmanager.jar=${jar}`,
      '-cp',
      `${jar}:${TEST_CLASSES}`,
      'dev.productify.manager.server.system.TriggerChaos',
      String(CHAOS_SECONDS),
    ],
    {stdio: ['ignore', 'pipe', 'inherit']},
  );
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  const signals = ['SIGTERM', 'SIGINT'].map((signal) => [signal, () => child.kill(signal)]);
  signals.forEach(([signal, pass]) => process.once(signal, pass));
  const code = await new Promise((resolve) => child.once('exit', (exit, signal) => resolve(exit ?? signal)));
  signals.forEach(([signal, pass]) => process.off(signal, pass));
  console.log(said.split('\n').filter((line) => line.startsWith('trigger chaos: ')).join('\n'));
  checks.check('every second of every trigger was run once', code === 0, `ended with ${code}:\n${said.slice(-4000)}`);
}
