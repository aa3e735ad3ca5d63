import {spawn, spawnSync} from 'node:child_process';
import {
    appendFileSync,
    chmodSync,
    chownSync,
    copyFileSync,
    existsSync,
    mkdirSync,
    readFileSync,
    realpathSync,
    statSync,
    writeFileSync,
} from 'node:fs';
import {createServer} from 'node:net';
import {basename, dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {DockerfileParser} from 'dockerfile-ast';
import {validate} from 'dockerfile-utils';
import {required} from '../server.mjs';

const START_MILLIS = 90_000;
const STOP_MILLIS = 40_000;

/**
 * Does what the Containerfile says in a folder, and runs what comes of it.
 *
 * @returns {Promise<string>} the metrics of the node
 */
export async function checkImage({root, folder, checks, run}) {
    const file = join(root, 'deploy/container/Containerfile');
    const text = readFileSync(file, 'utf8');
    const findings = validate(text);
    checks.check('the Containerfile has no findings', findings.length === 0, JSON.stringify(findings));

    const image = join(folder, 'image');
    const steps = read(text);
    const ignored = readFileSync(`${file}.dockerignore`, 'utf8').split('\n');
    for (const {sources, target, mode} of steps.copies) {
        for (const source of sources) {
            checks.check(
                `${source} is in the context of the build`,
                existsSync(join(root, source)) && ignored.includes(`!${source}`),
            );
            const to = join(image, target, basename(source));
            mkdirSync(dirname(to), {recursive: true});
            copyFileSync(join(root, source), to);
            chmodSync(to, mode);
        }
    }
    checks.check('the user is not root, and by number', /^[1-9]\d*:[1-9]\d*$/.test(steps.user), steps.user);
    checks.check(
        'signals reach the JVM',
        steps.entrypoint?.[0] === 'java' && steps.stop === 'SIGTERM',
        `${steps.entrypoint}`,
    );
    checks.check(
        'the health check is a program of the image',
        existsSync(join(image, steps.health?.[0] ?? 'absent')),
        `${steps.health}`,
    );
    checks.check('the data is a volume', steps.volume === steps.env.PFY_DATA_DIR, steps.volume);

    const uid = parseInt(steps.user);
    writeFileSync(
        `${image}.passwd`,
        `root:x:0:0:root:/root:/bin/sh\nmanager:x:${uid}:${uid}::${steps.volume}:/usr/sbin/nologin\n`,
    );
    const data = join(folder, 'data');
    mkdirSync(data, {mode: 0o700});
    chownSync(data, uid, uid);
    const [http, metrics] = await Promise.all([freePort(), freePort()]);
    const env = {...steps.env, PFY_SERVER_PORT: `${http}`, PFY_METRICS_PORT: `${metrics}`};
    const healthy = () => spawnSync(join(image, steps.health[0]), {env, timeout: 5_000}).status === 0;
    checks.check('a node that is not there is not healthy', !healthy());

    const java = realpathSync(spawnSync('which', [process.env.CI_JAVA ?? 'java'], {encoding: 'utf8'}).stdout.trim());
    const started = required('CI_STARTED');
  const script = fileURLToPath(new URL('container.sh', import.meta.url));
    const child = spawn('bash', [script, image, data, `${uid}`, dirname(dirname(java)), ...steps.entrypoint], {
        env: {...env, PATH: `${dirname(java)}:/usr/bin:/bin:/usr/sbin:/sbin`, JAVA_TOOL_OPTIONS: '-Xmx256m'},
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
    });
    appendFileSync(started, `${child.pid} ${folder}\n`);
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
    let gone = false;
    ended.then(() => (gone = true));
    const stop = async () => {
        child.kill('SIGTERM');
        const late = setTimeout(() => child.kill('SIGKILL'), STOP_MILLIS);
        const code = await ended;
        clearTimeout(late);
        return code;
    };
    try {
        return await look();
    } finally {
        const code = await stop();
        checks.check('it stops in order by its signal', code === 0, `${code}: ${output}`);
        checks.check('and is not healthy then', !healthy());
    }

    async function look() {
        const late = Date.now() + START_MILLIS;
        while (!gone && Date.now() < late && !(await answers(http))) {
            await new Promise((resolve) => setTimeout(resolve, 200));
        }
        checks.check('the image would start, read-only and without root', !gone && healthy(), output);
        if (gone) {
            throw new Error(`the node ended: ${output}`);
        }
        const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
        checks.check(
            'the node has lost all rights',
            status.includes(`\nUid:\t${uid}\t${uid}\t${uid}\t${uid}\n`) &&
                /\nNoNewPrivs:\t1\n/.test(status) &&
                /\nCapBnd:\t0+\n/.test(status),
            status,
        );
        const mounts = readFileSync(`/proc/${child.pid}/mountinfo`, 'utf8')
            .split('\n')
            .map((line) => line.split(' '));
        checks.check(
            'its root is read-only',
            mounts.filter(([, , , , at]) => at === '/').some(([, , , , , how]) => how.split(',').includes('ro')),
            JSON.stringify(mounts),
        );
        checks.check('its database lies in the volume', statSync(join(data, 'postgres/cluster')).uid === uid);
        checks.check(
            'it logs in JSON',
            output
                .split('\n')
                .filter((line) => line.startsWith('{'))
                .some((line) => JSON.parse(line)),
            output,
        );
        const token = readFileSync(join(data, 'admin-token'), 'utf8').trim();
        const answer = await fetch(`http://127.0.0.1:${http}/query`, {
            method: 'POST',
            headers: {authorization: `Bearer ${token}`, 'content-type': 'application/json'},
            body: '{"query":"{ me { username } }"}',
        });
        checks.check('it answers', (await answer.text()) === '{"data":{"me":{"username":"admin"}}}');
        // Periodic jobs have series from their first turn on.
        let series = '';
        while (!gone && Date.now() < late && !series.includes('\njobs_last_success_age_seconds{')) {
            series = await (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text();
            await new Promise((resolve) => setTimeout(resolve, 200));
        }
        return series;
    }
}

/** What the file says, step by step; anything that is not known here is a fault, so that nothing is left out. */
function read(text) {
    const steps = {copies: [], env: {}};
    for (const instruction of DockerfileParser.parse(text).getInstructions()) {
        const words = instruction.getArguments().map((argument) => argument.getValue());
        // the form without a shell
        const list = () => JSON.parse(instruction.getRawArgumentsContent().replace(/^[^[]*/, ''));
        switch (instruction.getKeyword()) {
            case 'COPY': {
                const mode = instruction
                    .getFlags()
                    .find((flag) => flag.getName() === 'chmod')
                    .getValue();
                steps.copies.push({sources: words.slice(0, -1), target: words.at(-1), mode: parseInt(mode, 8)});
                break;
            }
            case 'ENV':
                for (const property of instruction.getProperties()) {
                    steps.env[property.getName()] = property.getValue();
                }
                break;
            case 'USER':
                steps.user = words[0];
                break;
            case 'VOLUME':
                steps.volume = words[0];
                break;
            case 'STOPSIGNAL':
                steps.stop = words[0];
                break;
            case 'ENTRYPOINT':
                steps.entrypoint = list();
                break;
            case 'HEALTHCHECK':
                steps.health = list();
                break;
            case 'ARG':
            case 'FROM':
            case 'RUN':
            case 'WORKDIR':
            case 'EXPOSE':
                break;
            default:
                throw new Error(`${instruction.getKeyword()} is not looked at here`);
        }
    }
    return steps;
}

async function answers(port) {
    try {
        return (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok;
    } catch {
        return false;
    }
}

function freePort() {
    return new Promise((resolve, reject) => {
        const server = createServer();
        server.once('error', reject);
        server.listen(0, '127.0.0.1', () => {
            const {port} = server.address();
            server.close(() => resolve(port));
        });
    });
}
