import {chmodSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

/** Of 10, by `systemd-analyze security`: 10 is no protection at all. */
const MOST_EXPOSED = 2.0;

/** The unit is understood, and holds the node in as it says. */
export function checkSystemd({root, folder, checks, run}) {
    const unit = readFileSync(join(root, 'deploy/systemd/productify-manager.service'), 'utf8');
    const program = join(folder, 'bin/manager');
    mkdirSync(join(folder, 'bin'));
    writeFileSync(program, '#!/bin/sh\n');
    chmodSync(program, 0o755);
    const here = join(folder, 'productify-manager.service');
    // verify asks whether the program is there
    writeFileSync(
        here,
        unit.replace('/opt/productify-manager/bin/manager', program).replace('/opt/productify-manager/README.md', here),
    );

    const verified = run('systemd-analyze', ['verify', '--man=no', here]);
    checks.check('systemd understands the unit', verified.ok && verified.said === '', verified.said);
    const rated = run('systemd-analyze', ['security', '--offline=true', '--no-pager', here]);
    const exposure = Number(/Overall exposure level for \S+: ([\d.]+)/.exec(rated.stdout)?.[1] ?? NaN);
    checks.check(`the exposure of the unit is at most ${MOST_EXPOSED}`, exposure <= MOST_EXPOSED, `${exposure}`);

    for (const line of [
        'NoNewPrivileges=yes',
        'ProtectSystem=strict',
        'StateDirectory=productify-manager',
        'Restart=on-failure',
    ]) {
        checks.check(`the unit says ${line}`, unit.includes(`\n${line}\n`));
    }
    const stop = Number(/^TimeoutStopSec=(\d+)s$/m.exec(unit)?.[1]);
    checks.check('there is time to drain', stop >= 30 + 15, `${stop}`);
    checks.check('only the JVM is told to stop, and its PostgreSQL by it', unit.includes('\nKillMode=mixed\n'));

    mkdirSync(join(folder, 'sysusers/etc'), {recursive: true});
    const users = run('systemd-sysusers', [
        '--dry-run',
        `--root=${join(folder, 'sysusers')}`,
        join(root, 'deploy/systemd/productify-manager.sysusers.conf'),
    ]);
    checks.check('systemd understands the user', users.ok && users.said.includes('productify-manager'), users.said);
}
