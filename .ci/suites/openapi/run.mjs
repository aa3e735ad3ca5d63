// Lints docs/api/openapi.yaml. That it says what the routes do is for OpenApiTest to show.
import {spawnSync} from 'node:child_process';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {Checks} from '../server.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const page = join(here, '..', '..', '..', 'docs', 'api', 'openapi.yaml');

const checks = new Checks();
const lint = spawnSync(
  join(here, 'node_modules', '.bin', 'redocly'),
  ['lint', '--config', join(here, 'redocly.yaml'), '--format', 'json', page],
  {encoding: 'utf8', env: {...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true'}, timeout: 120_000},
);
let report = {totals: {errors: -1, warnings: -1}, problems: []};
try {
  report = JSON.parse(lint.stdout.slice(lint.stdout.indexOf('{')));
} catch {
  console.log(lint.stdout, lint.stderr);
}
for (const problem of report.problems) {
  console.log(`${problem.severity} ${problem.ruleId}: ${problem.message} at ${problem.location?.[0]?.pointer}`);
}
checks.check('openapi.yaml has no errors', report.totals.errors === 0, `${report.totals.errors} errors`);
checks.check('openapi.yaml has no warnings', report.totals.warnings === 0, `${report.totals.warnings} warnings`);
checks.check('the linter ends with 0', lint.status === 0, `it ended with ${lint.status ?? lint.signal}`);
checks.finish();
