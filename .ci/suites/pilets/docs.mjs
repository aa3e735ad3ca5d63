// Runs what docs/features/pilets.md shows, as it stands there: only addresses and ids are put in.
import {execFile} from 'node:child_process';
import {existsSync, readFileSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';

const PAGE = fileURLToPath(new URL('../../../docs/features/pilets.md', import.meta.url));
const ADDRESS = 'https://manager.example.com';

/** The examples of the page by their languages, each list in the order of the page. */
export function examples() {
  const found = {};
  for (const [, language, text] of readFileSync(PAGE, 'utf8').matchAll(/^```(\w+)\n(.*?)^```$/gms)) {
    (found[language] ??= []).push(text);
  }
  return found;
}

/** An example with the address of a Manager in place of the one on the page. */
export function at(url, example) {
  return example.replaceAll(ADDRESS, url);
}

/**
 * Runs the commands of a shell one by one.
 *
 * @param folder with the packages that they name
 * @param between is called before each
 * @returns {Promise<string[]>} what they printed
 */
export async function run(example, folder, modules, environment, between) {
  const link = join(folder, 'node_modules');
  if (!existsSync(link)) {
    symlinkSync(modules, link);
  }
  const printed = [];
  for (const command of example.trim().split('\n')) {
    await between();
    const {stdout, stderr} = await promisify(execFile)('bash', ['-c', `set -eu; ${command}`], {
      cwd: folder,
      env: {...process.env, FORCE_COLOR: '0', NO_COLOR: '1', ...environment},
      timeout: 60_000,
    });
    printed.push(stdout || stderr);
  }
  return printed;
}
