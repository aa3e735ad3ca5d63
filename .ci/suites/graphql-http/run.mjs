// The audits of npm graphql-http ("GraphQL over HTTP", https://graphql.github.io/graphql-over-http) against the jar.
import {serverAudits} from 'graphql-http';
import {Checks, startServer} from '../server.mjs';

const AUDITS = 61;

const checks = new Checks();
const server = await startServer();
try {
  const token = server.token();
  const fetchFn = (url, init = {}) =>
    fetch(url, {
      ...init,
      headers: {...init.headers, Authorization: `Bearer ${token}`},
      signal: AbortSignal.timeout(10_000),
    });
  for (const audit of serverAudits({url: `${server.url}/query`, fetchFn})) {
    const result = await audit.fn();
    const answer = result.response ? `, answered ${result.response.status}` : '';
    checks.check(
      `${audit.id} ${audit.name}`,
      result.status === 'ok',
      `${result.status}: ${result.reason ?? ''}${answer}`,
    );
  }
  console.log(`graphql-http: ${checks.passed} of ${AUDITS} audits ok`);
  checks.check(`all ${AUDITS} audits are ok`, checks.passed === AUDITS, `${checks.passed} were`);
} finally {
  const code = await server.stop();
  checks.check('the server ends with 0', code === 0, `it ended with ${code}`);
}
checks.finish();
