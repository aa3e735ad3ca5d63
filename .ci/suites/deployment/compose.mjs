import {spawnSync} from 'node:child_process';
import {cpSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {parse} from 'yaml';

// An image that is also built here, and an order of keys that tells a story, are meant.
const NOT_ASKED = ['no-build-and-image', 'service-keys-order'];

/** The file is a compose file; what it mounts is there; its secrets can be made once, and are closed to others. */
export function checkCompose({root, bin, folder, checks, run}) {
    const file = join(root, 'deploy/compose/compose.yaml');
    const lint = run(join(bin, 'dclint'), [
        file,
        '--max-warnings',
        '0',
        ...NOT_ASKED.flatMap((rule) => ['--disable-rule', rule]),
    ]);
    checks.check('compose.yaml has no findings of dclint', lint.ok, lint.said);

    const compose = parse(readFileSync(file, 'utf8'));
    const manager = compose.services.manager;
    checks.check(
        'the container is read-only, without capabilities, and drains as long as the node does',
        manager.read_only === true && manager.cap_drop.includes('ALL') && parseInt(manager.stop_grace_period) >= 60,
        JSON.stringify(manager),
    );
    checks.check(
        'nothing is published to strangers',
        manager.ports.every((port) => port.startsWith('127.0.0.1:')),
        manager.ports,
    );

    const copy = join(folder, 'compose');
    cpSync(join(root, 'deploy/compose'), copy, {recursive: true, filter: (path) => !path.includes('/compose/secrets')});
    const made = run(join(copy, 'make-secrets'), [], {cwd: folder});
    checks.check('make-secrets makes secrets', made.ok, made.said);
    checks.check('its folder is closed', (statSync(join(copy, 'secrets')).mode & 0o777) === 0o700);
    for (const secret of Object.values(compose.secrets)) {
        checks.check(`${secret.file} is made`, statSync(join(copy, secret.file)).size > 40);
    }
    const again = run(join(copy, 'make-secrets'), []);
    checks.check('make-secrets replaces none', !again.ok && again.said.includes('./secrets is there'), again.said);

    const config = parse(readFileSync(join(copy, 'secrets/config.yml'), 'utf8'));
    const secret = (name) => readFileSync(join(copy, 'secrets', name), 'utf8');
    checks.check(
        'the configuration has the passwords that the logins get',
        config.database.password === secret('manager_password') &&
            config.database.migration_password === secret('owner_password'),
    );
    checks.check('its key is 32 bytes', Buffer.from(config.secrets.key, 'base64').length === 32);
    const started = spawnSync(
        process.env.CI_JAVA ?? 'java',
        ['-jar', process.env.CI_JAR, '--config', join(copy, 'secrets/config.yml')],
        {encoding: 'utf8', timeout: 60_000, cwd: folder},
    );
    checks.check(
        'the Manager takes the configuration, and misses only its database',
        started.status === 1 && !started.stderr.includes('config.yml') && started.stderr.includes('database'),
        started.stderr,
    );
    const script = run('bash', ['-n', join(copy, 'database/10-logins.sh')]);
    checks.check('10-logins.sh is a script', script.ok, script.said);
}
