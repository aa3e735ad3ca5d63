import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

/** The bill of materials and the list of licences are in the zip, and name each jar in it. */
export function checkBill({root, checks, run}) {
    const target = join(root, 'manager-server/target');
    const bill = readFileSync(join(target, 'manager-server.cdx.json'), 'utf8');
    const {components, metadata, specVersion} = JSON.parse(bill);
    checks.check(
        'the bill of materials is one of CycloneDX',
        specVersion === '1.6' && metadata.component.name === 'manager-server',
    );
    checks.check('two builds make the same', metadata.timestamp === undefined);

    const [zip] = readdirSync(target).filter((name) => /^manager-server-.*\.zip$/.test(name));
    const inZip = (name) => run('unzip', ['-p', join(target, zip), `*/${name}`], {maxBuffer: 1 << 24}).stdout;
    checks.check('it is in the zip', inZip('manager-server.cdx.json') === bill);
    const list = readFileSync(join(target, 'THIRD-PARTY.txt'), 'utf8');
    checks.check('the licences are in the zip', list.length > 0 && inZip('THIRD-PARTY.txt') === list);

    const jars = [...run('unzip', ['-Z1', join(target, zip)]).stdout.matchAll(/\/lib\/(\S+)\.jar$/gm)].map(([, jar]) => jar);
    const known = new Map(components.map((component) => [`${component.name}-${component.version}`, component]));
    const unknown = jars.filter((jar) => jar !== 'manager-server' && !known.has(jar));
    checks.check('it names every jar in the zip', jars.length > 20 && unknown.length === 0, unknown.join(' '));
    const others = components.filter(({group}) => group !== 'dev.productify');
    const unlisted = others.filter(({group, name, version}) => !list.includes(`\n${group}:${name}:${version}: `));
    checks.check('the list of licences has all of them', unlisted.length === 0, unlisted.map(({name}) => name).join(' '));
}
