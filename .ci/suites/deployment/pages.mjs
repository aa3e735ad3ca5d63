import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';

/** What pages about security and operations name is there: tests, files, anchors, keys. */
export function checkPages({root, checks}) {
    const tests = new Set();
    for (const module of readdirSync(root).filter((name) => name.startsWith('manager-'))) {
        const sources = join(root, module, 'src/test/java');
        if (existsSync(sources)) {
            for (const file of readdirSync(sources, {recursive: true})) {
                tests.add(/(\w+)\.java$/.exec(file)?.[1]);
            }
        }
    }
    const security = readFileSync(join(root, 'docs/security.md'), 'utf8');
    const named = [...security.matchAll(/`([A-Z]\w*(?:Test|IT|Contract))`/g)].map(([, name]) => name);
    checks.check('the page on security names tests', named.length > 50, `${named.length}`);
    for (const name of new Set(named)) {
        checks.check(`the test ${name} is there`, tests.has(name));
    }
    for (const row of security.split('\n').filter((line) => /^\|.*\|$/.test(line) && !/^\| (---|Threat|Layer|Who)/.test(line))) {
        checks.check('each threat names what shows it', /`[^`]+`[^|]*\|$/.test(row), row);
    }

    const pages = [
        'README.md',
        'docs/operations.md',
        'docs/security.md',
        ...readdirSync(join(root, 'docs/operations'))
            .filter((name) => name.endsWith('.md'))
            .map((name) => `docs/operations/${name}`),
    ];
    const configuration = readFileSync(join(root, 'docs/configuration.md'), 'utf8');
    for (const page of pages) {
        const text = readFileSync(join(root, page), 'utf8');
        for (const [, address] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
            if (!/^[a-z]+:/.test(address)) {
                checks.check(`${page}: ${address} leads somewhere`, leads(root, join(root, page), address));
            }
        }
        for (const [, name] of text.matchAll(/\b(PFY_[A-Z_]+[A-Z])\b/g)) {
            checks.check(
                `${page}: ${name} is a variable`,
                configuration.includes(`\`${name}\``) || name === 'PFY_TEST_DATABASE_URL',
            );
        }
        if (page.startsWith('docs/operations/')) {
            checks.check(
                `docs/operations.md leads to ${page}`,
                readFileSync(join(root, 'docs/operations.md'), 'utf8').includes(`](${relative('docs', page)}`),
            );
        }
    }
}

function leads(root, page, address) {
    const [path, anchor] = address.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    if (!existsSync(file)) {
        return false;
    }
    const headings =
        anchor &&
        [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
            heading
                .toLowerCase()
                .replace(/[^\w\- ]/g, '')
                .replaceAll(' ', '-'),
        );
    return !anchor || headings.includes(anchor);
}
