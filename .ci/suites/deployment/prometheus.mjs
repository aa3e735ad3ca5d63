import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parse} from 'yaml';

/** Rules and their tests hold, each rule is tested, and each series that is asked for is one that a node has. */
export function checkPrometheus({root, checks, run}, metrics) {
    const folder = join(root, 'deploy/prometheus');
    for (const args of [
        ['check', 'rules', 'alerts.yml'],
        ['test', 'rules', 'alerts.test.yml'],
        ['check', 'config', 'scrape.example.yml'],
    ]) {
        const done = run('promtool', args, {cwd: folder});
        checks.check(`promtool ${args.join(' ')}`, done.ok, done.said);
    }

    const names = new Set([...metrics.matchAll(/^([a-z_]+)(?:\{| )/gm)].map(([, name]) => name).concat('up'));
    const {rules} = parse(readFileSync(join(folder, 'alerts.yml'), 'utf8')).groups[0];
    const tests = parse(readFileSync(join(folder, 'alerts.test.yml'), 'utf8')).tests.flatMap((test) => test.alert_rule_test);
    const page = readFileSync(join(root, 'docs/operations/alerts.md'), 'utf8');
    for (const {alert, expr} of rules) {
        const asked = [...expr.matchAll(/\b([a-z_]+)\{/g)].map(([, name]) => name);
        checks.check(
            `${alert} asks for what a node has`,
            asked.length > 0 && asked.every((name) => names.has(name)),
            asked.join(' '),
        );
        const tried = tests.filter(({alertname}) => alertname === alert);
        checks.check(
            `${alert} is tried on both sides`,
            tried.some(({exp_alerts: expected}) => expected) && tried.some(({exp_alerts: expected}) => !expected),
        );
        checks.check(`${alert} says what to do`, page.includes(`| \`${alert}\` |`));
    }
}
