// Holds deploy/ against the tools of those who read it: promtool, systemd-analyze, the Kubernetes API's types, linters. And runs
// what the image would: its steps, its user, its health check, on the built jar.
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {Checks} from '../server.mjs';
import {checkBill} from './bill.mjs';
import {checkCompose} from './compose.mjs';
import {checkImage} from './image.mjs';
import {checkKubernetes} from './kubernetes.mjs';
import {checkPages} from './pages.mjs';
import {checkPrometheus} from './prometheus.mjs';
import {checkSystemd} from './systemd.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const bin = fileURLToPath(new URL('node_modules/.bin', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'manager-ci-deployment-'));
const checks = new Checks();

/** Runs a command to its end; what it printed is shown when it failed. */
function run(command, args, options = {}) {
    const done = spawnSync(command, args, {encoding: 'utf8', timeout: 60_000, cwd: root, ...options});
    return {
        ok: done.status === 0,
        stdout: done.stdout ?? '',
        said: `${done.error ?? ''}${done.stdout}${done.stderr}`.trim(),
    };
}

const surroundings = {root, bin, folder, checks, run};
try {
    // The node of the image starts while the linters work.
    const image = checkImage(surroundings);
    image.catch(() => 'told below');
    for (const check of [checkCompose, checkKubernetes, checkSystemd, checkBill, checkPages]) {
        await attempt(check, () => check(surroundings));
    }
    await attempt(checkImage, async () => {
        const series = await image;
        await checkPrometheus(surroundings, series);
    });
} finally {
    rmSync(folder, {recursive: true, force: true});
}
checks.finish();

async function attempt(what, work) {
    try {
        await work();
    } catch (problem) {
        checks.check(`${what.name} comes to its end`, false, String(problem.stack ?? problem));
    }
}
