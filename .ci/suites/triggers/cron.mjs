// What is due, by the Manager's cron expressions and by those of npm's croner and cron-parser, over ten years and five zones.
import {spawn} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {CronExpressionParser} from 'cron-parser';
import {Cron} from 'croner';
import {required} from '../server.mjs';

const FROM = Date.UTC(2024, 0, 1) / 1000;
const UNTIL = Date.UTC(2034, 0, 1) / 1000;
const ZONES = ['UTC', 'America/New_York', 'Europe/Budapest', 'Australia/Lord_Howe', 'America/Santiago'];
const SEED = 20261123;

/** Looked at from the first to the last day of the ten years. */
const RARE = [
  '0 0 * * *',
  '30 1 * * *',
  '15 2 * * *',
  '30 2 * * *',
  '30 23 * * *',
  '10 30 2 * * *',
  '45 1 * * 1-5',
  '0 3 * * SUN',
  '0 12 1,15 * MON',
  '0 9-17/4 1-7 * *',
  '0 2 * MAR,APR,OCT,NOV *',
  '59 23 31 * *',
  '0 0 29 2 *',
  '0 0 1 1 *',
  '@weekly',
  '@monthly',
];

/** Looked at from a day before each change of clocks to a day behind it. */
const FREQUENT_NAMED = ['*/20 0-3 * * *', '*/10 1-2 * * *', '0 */2 * * *', '0,30 1,2,3 * * *', '*/30 0 2 * * *'];
const FREQUENT_OPEN = ['30 * * * *', '*/15 * * * *', '* * * * *', '*/30 * * * * *', '@hourly'];
const DAY = 86_400;

/**
 * What becomes of a time on the wall that the clock skips (`gap`), and of one that it shows twice (`twice`), where an
 * expression names hours and where it leaves every hour open.
 */
const ELAPSED = {gap: 'none', twice: 'both'};
const POLICIES = {
  'the Manager': {named: {gap: 'end', twice: 'first'}, open: ELAPSED},
  croner: {named: {gap: 'later', twice: 'first'}, open: {gap: 'later', twice: 'first'}},
  'cron-parser': {named: {gap: 'later', twice: 'first'}, open: ELAPSED},
};

/** @returns {(expression: string, zone: string, from: number, until: number) => number[]} by name */
const LIBRARIES = {
  croner(expression, zone, from, until) {
    const cron = new Cron(expression, {timezone: zone, paused: true});
    return walk(from, until, (after) => cron.nextRun(new Date(after * 1000))?.getTime());
  },
  'cron-parser'(expression, zone, from, until) {
    return walk(from, until, (after) => nextByCronParser(expression, zone, after));
  },
};

/** Where it finds nothing since clocks change, it is asked again from an hour later on. */
function nextByCronParser(expression, zone, after) {
  for (let from = after; ; from += 3_600) {
    try {
      return CronExpressionParser.parse(expression, {currentDate: new Date(from * 1000), tz: zone}).next().getTime();
    } catch (problem) {
      if (!String(problem).includes('loop limit') || from > after + 2 * DAY) {
        throw problem;
      }
      givenUp.add(`${expression} in ${zone} after ${new Date(after * 1000).toISOString()}`);
    }
  }
}

const givenUp = new Set();

function walk(from, until, next) {
  const due = [];
  for (let at = next(from); at !== undefined && at < until * 1000; at = next(at / 1000)) {
    due.push(at / 1000);
    if (due.length > 1 && at / 1000 <= due.at(-2)) {
      return due; // goes backwards, or stands still: a difference that is shown
    }
  }
  return due;
}

export async function compareCron(checks) {
  const ours = await startInstants();
  const named = Object.fromEntries(Object.keys(POLICIES).map((name) => [name, new Map()]));
  let instants = 0;
  try {
    const expressions = [...RARE, ...drawn(24)];
    for (const zone of ZONES) {
      const changes = await ours.changes(zone, FROM - DAY, UNTIL + DAY);
      checks.check(`${zone}: its changes of clocks are those that JavaScript knows`, changes.every((change) =>
        offset(zone, change.at - 1) === change.before && offset(zone, change.at) === change.behind));
      const compare = async (expression, kind, from, until) => {
        const walls = await ours.due('UTC', expression, from - DAY, until + DAY);
        const found = {'the Manager': await ours.due(zone, expression, from, until)};
        for (const [name, due] of Object.entries(LIBRARIES)) {
          found[name] = due(expression, zone, from, until);
        }
        for (const [name, due] of Object.entries(found)) {
          const wanted = fromWalls(walls, changes, POLICIES[name][kind], from, until);
          const [missing, strange] = [minus(wanted, due), minus(due, wanted)];
          instants += due.length;
          checks.check(
            `${name}: ${expression} in ${zone}, ${day(from)} to ${day(until)}`,
            missing.length + strange.length === 0,
            `missing ${texts(missing)}, not expected ${texts(strange)}`,
          );
          count(named[name], minus(found['the Manager'], due), minus(due, found['the Manager']), changes);
        }
      };
      for (const expression of expressions) {
        await compare(expression, 'named', FROM, UNTIL);
      }
      for (const change of changes.filter(({at}) => at > FROM && at < UNTIL)) {
        for (const expression of FREQUENT_NAMED) {
          await compare(expression, 'named', change.at - DAY, change.at + DAY);
        }
        for (const expression of FREQUENT_OPEN) {
          await compare(expression, 'open', change.at - DAY, change.at + DAY);
        }
      }
    }
    await compareDays(checks, ours);
  } finally {
    ours.stop();
  }
  console.log(`cron: ${instants} instants were compared`);
  for (const [name, kinds] of Object.entries(named)) {
    for (const [kind, number] of kinds) {
      console.log(`cron: ${name} differs from the Manager: ${kind}: ${number}`);
    }
  }
}

/** Where a field for days begins with a star, Vixie's cron and the Manager let both fields restrict the day. */
async function compareDays(checks, ours) {
  const both = await ours.due('UTC', '0 0 */2 * MON', FROM, UNTIL);
  const even = new Set(await ours.due('UTC', '0 0 */2 * *', FROM, UNTIL));
  const mondays = await ours.due('UTC', '0 0 * * MON', FROM, UNTIL);
  checks.check('the Manager: */2 and MON are both to match', same(both, mondays.filter((at) => even.has(at))));
  const either = [...new Set([...even, ...mondays])].sort((a, b) => a - b);
  for (const [name, due] of Object.entries(LIBRARIES)) {
    const found = due('0 0 */2 * MON', 'UTC', FROM, UNTIL);
    checks.check(`${name}: of */2 and MON either matches`, same(found, either), texts(found.slice(0, 9)));
  }
}

function same(one, other) {
  return one.length === other.length && one.every((at, i) => at === other[i]);
}

/** Instants of times on the wall. These are given as if the wall's clock were that of UTC. */
function fromWalls(walls, changes, policy, from, until) {
  const due = new Set();
  for (const wall of walls) {
    for (const at of instantsOf(wall, changes, policy)) {
      if (at > from && at < until) {
        due.add(at);
      }
    }
  }
  return [...due].sort((a, b) => a - b);
}

function instantsOf(wall, changes, policy) {
  for (const {at, before, behind} of changes) {
    if (wall >= at + before && wall < at + behind) {
      return {end: [at], later: [wall - before], none: []}[policy.gap];
    }
    if (wall >= at + behind && wall < at + before) {
      return {first: [wall - before], last: [wall - behind], both: [wall - before, wall - behind]}[policy.twice];
    }
  }
  const last = changes.filter(({at, before, behind}) => wall >= at + Math.max(before, behind)).at(-1);
  return [wall - (last?.behind ?? changes[0]?.before ?? 0)];
}

function count(kinds, without, more, changes) {
  const add = (kind, number) => number > 0 && kinds.set(kind, (kinds.get(kind) ?? 0) + number);
  const near = (at, forward) =>
    changes.some((change) => (change.behind > change.before) === forward && Math.abs(at - change.at) < DAY);
  add('due at the end of the hour that is skipped, here and not there', without.filter((at) => near(at, true)).length);
  add('due in or behind the hour that is skipped, there and not here', more.filter((at) => near(at, true)).length);
  add('due in the hour that comes twice, here and not there', without.filter((at) => near(at, false)).length);
  add('due in the hour that comes twice, there and not here', more.filter((at) => near(at, false)).length);
}

function minus(all, some) {
  const known = new Set(some);
  return all.filter((at) => !known.has(at));
}

function offset(zone, at) {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    }).formatToParts(new Date(at * 1000)).map(({type, value}) => [type, Number(value)]),
  );
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second) / 1000 - at;
}

/** Expressions that name hours, the same ones each time. */
function drawn(number) {
  let state = SEED;
  const below = (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const pick = (...choices) => choices[below(choices.length)];
  return Array.from({length: number}, () => {
    const minute = pick(`${below(60)}`, `${below(30)},${30 + below(30)}`);
    const hour = pick(`${below(24)}`, `${below(4)}`, `${below(3)}-3`, `${below(12)},${12 + below(12)}`);
    const restricted = pick('month', 'week', 'both', 'none');
    const ofMonth = pick(`${1 + below(28)}`, `${1 + below(10)}-${12 + below(19)}`, `1-31/${2 + below(9)}`);
    const ofWeek = pick(`${below(7)}`, '7', 'MON-FRI', 'SAT,SUN', `${1 + below(3)}-${4 + below(3)}`);
    return [
      minute,
      hour,
      restricted === 'month' || restricted === 'both' ? ofMonth : '*',
      pick('*', '*', '*/2', `${1 + below(6)}-${7 + below(6)}`, 'MAR,APR,SEP,OCT,NOV'),
      restricted === 'week' || restricted === 'both' ? ofWeek : '*',
    ].join(' ');
  });
}

function day(at) {
  return new Date(at * 1000).toISOString().slice(0, 10);
}

function texts(instants) {
  const shown = instants.slice(0, 6).map((at) => new Date(at * 1000).toISOString());
  return instants.length > 6 ? `${shown.join(' ')} and ${instants.length - 6} more` : shown.join(' ') || 'nothing';
}

/** The Manager's own cron expressions, in a JVM that is asked line by line. */
async function startInstants() {
  const child = spawn(
    process.env.CI_JAVA ?? 'java',
    ['-Xmx256m', '-cp', required('CI_JAR'), fileURLToPath(new URL('Instants.java', import.meta.url))],
    {stdio: ['pipe', 'pipe', 'inherit']},
  );
  const waiting = [];
  let rest = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    lines.forEach((line) => waiting.shift().resolve(line.split(' ').filter(Boolean)));
  });
  child.once('exit', (code) => waiting.forEach(({reject}) => reject(new Error(`Instants ended with ${code}`))));
  const known = new Map();
  const ask = (...words) => {
    const line = words.join('\t');
    if (!known.has(line)) {
      known.set(line, new Promise((resolve, reject) => {
        waiting.push({resolve, reject});
        child.stdin.write(`${line}\n`);
      }));
    }
    return known.get(line);
  };
  return {
    due: async (zone, expression, from, until) => (await ask(zone, expression, from, until)).map(Number),
    async changes(zone, from, until) {
      return (await ask(zone, '-', from, until)).map((text) => {
        const [at, before, behind] = text.split(':').map(Number);
        return {at, before, behind};
      });
    },
    stop: () => child.kill(),
  };
}
