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
const ALL_YEARS = [
  '15 2 * * *',
  '0 3 * * SUN',
  '0 12 1,15 * MON',
  '59 23 31 * *',
  '0 0 29 2 *',
  '0 0 1 1 *',
  '@weekly',
  '@monthly',
];

/** Looked at from a day before each change of clocks to a day behind it, and so are expressions that are drawn. */
const DAILY = [
  '0 0 * * *',
  '30 1 * * *',
  '30 2 * * *',
  '30 23 * * *',
  '10 30 2 * * *',
  '45 1 * * 1-5',
  '0 9-17/4 1-7 * *',
  '0 2 * MAR,APR,OCT,NOV *',
];

/** Looked at for some hours around some changes of clocks. */
const FREQUENT = [
  '*/20 0-3 * * *',
  '*/10 1-2 * * *',
  '0 */2 * * *',
  '0,30 1,2,3 * * *',
  '*/30 0 2 * * *',
  '30 * * * *',
  '*/15 * * * *',
  '* * * * *',
  '*/30 */10 * * * *',
  '@hourly',
];
const HOUR = 3_600;
const DAY = 86_400;

/** Of this zone the clocks change by half an hour. */
const HALF_AN_HOUR = 'Australia/Lord_Howe';

/**
 * What becomes of a time on the wall that the clock skips (`gap`), and of one that it shows twice (`twice`). By the wall: made up
 * for once at the end of the gap, and due once. Shifted: due as much later as the clock skips. By elapsed time: not due at all,
 * and due twice.
 */
const BY_WALL = {gap: 'end', twice: 'first'};
const SHIFTED = {gap: 'later', twice: 'first'};
const BY_ELAPSED_TIME = {gap: 'none', twice: 'both'};

/** For expressions that name one time of the day, several times, or leave every hour open. */
const POLICIES = {
  'the Manager': {one: BY_WALL, several: BY_WALL, open: BY_ELAPSED_TIME},
  croner: {one: BY_WALL, several: BY_ELAPSED_TIME, open: BY_ELAPSED_TIME},
  'cron-parser': {one: SHIFTED, several: SHIFTED, open: BY_ELAPSED_TIME},
};

/** @returns {(expression: string, zone: string, from: number, until: number) => number[]} by name */
const LIBRARIES = {
  croner(expression, zone, from, until) {
    const cron = new Cron(expression, {timezone: zone, paused: true});
    return walk(from, until, (after) => cron.nextRun(new Date(after * 1000))?.getTime());
  },
  'cron-parser'(expression, zone, from, until) {
    const cron = CronExpressionParser.parse(expression, {currentDate: new Date(from * 1000), tz: zone});
    return walk(from, until, () => {
      try {
        return cron.next().getTime();
      } catch {
        return undefined; // it looked for too long: whatever is due behind is missing
      }
    });
  },
};

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
  const differences = new Map();
  let instants = 0;
  let firstsOfMarch = 0;
  const compare = async (name, expression, zone, changes, from, until) => {
    const walls = await ours.due('UTC', expression, from - DAY, until + DAY);
    const wanted = fromWalls(walls, changes, POLICIES[name][kindOf(expression)], from, until);
    const mine = await ours.due(zone, expression, from, until);
    const due = name === 'the Manager' ? mine : LIBRARIES[name](expression, zone, from, until);
    let [missing, strange] = [minus(wanted, due), minus(due, wanted)];
    if (name === 'croner' && eitherDay(expression)) {
      const lost = missing.filter((at) => isFirstOfMarch(at + offset(zone, at)));
      firstsOfMarch += lost.length;
      missing = minus(missing, lost);
    }
    checks.check(
      `${name}: ${expression} in ${zone}, ${day(from)} to ${day(until)}`,
      missing.length + strange.length === 0,
      `missing ${texts(missing)}, not expected ${texts(strange)}`,
    );
    instants += due.length;
    count(differences, name, minus(mine, due), minus(due, mine), changes);
  };
  try {
    for (const zone of ZONES) {
      const changes = await ours.changes(zone, FROM - DAY, UNTIL + DAY);
      const known = changes.every(({at, before, behind}) =>
        offset(zone, at - 1) === before && offset(zone, at) === behind);
      checks.check(`${zone}: JavaScript knows the same changes of clocks`, known);
      for (const name of Object.keys(POLICIES)) {
        const lost = name === 'cron-parser' && zone === HALF_AN_HOUR;
        for (const expression of ALL_YEARS) {
          for (const [from, until] of lost ? between(changes) : [[FROM, UNTIL]]) {
            await compare(name, expression, zone, changes, from, until);
          }
        }
        const within = lost ? [] : changes.filter(({at}) => at > FROM && at < UNTIL);
        for (const [i, {at}] of within.entries()) {
          for (const expression of [...DAILY, ...drawn(16)]) {
            await compare(name, expression, zone, changes, at - DAY, at + DAY);
          }
          // Every fifth, so that clocks go forward at one and back at the next.
          for (const expression of i % 5 === 0 ? FREQUENT : []) {
            await compare(name, expression, zone, changes, at - 4 * HOUR, at + 4 * HOUR);
          }
        }
      }
    }
    checks.check('croner loses some firsts of March where either day may match', firstsOfMarch > 0);
    console.log(`cron: croner, where either day may match: firsts of March not due there: ${firstsOfMarch}`);
    await compareHalfAnHour(checks, ours);
    await compareDays(checks, ours);
  } finally {
    ours.stop();
  }
  console.log(`cron: ${instants} instants were compared`);
  differences.forEach((number, what) => console.log(`cron: ${what}: ${number}`));
}

/** How an expression says at what times of the day. */
function kindOf(expression) {
  const words = expression.split(' ');
  if (words.length === 1) {
    return expression === '@hourly' ? 'open' : 'one';
  }
  const times = words.slice(0, words.length - 3);
  return times.at(-1) === '*' ? 'open' : times.every((word) => /^[0-9]+$/.test(word)) ? 'one' : 'several';
}

/** Whether both fields for days restrict them. */
function eitherDay(expression) {
  const words = expression.split(' ');
  return words.length >= 5 && words.at(-1) !== '*' && words.at(-3) !== '*';
}

/** @param wall a time on the wall, as if the wall's clock were that of UTC */
function isFirstOfMarch(wall) {
  const date = new Date(wall * 1000);
  return date.getUTCMonth() === 2 && date.getUTCDate() === 1;
}

/** Stretches of time without changes of clocks. */
function between(changes) {
  return changes.slice(1).map(({at}, i) => [changes[i].at + 2 * DAY, at - 2 * DAY]);
}

/** Where clocks change by half an hour, cron-parser is not to be compared with: it loses what is due. */
async function compareHalfAnHour(checks, ours) {
  const at = Date.UTC(2026, 9, 3, 15, 30) / 1000;
  const [from, until] = [at - 3 * 3600, at + 3 * 3600];
  const mine = await ours.due(HALF_AN_HOUR, '30 * * * *', from, until);
  const theirs = LIBRARIES['cron-parser']('30 * * * *', HALF_AN_HOUR, from, until);
  checks.check('the Manager: 30 * * * * is due when the clock there has gone from 2:00 to 2:30', mine.includes(at));
  checks.check('cron-parser loses an hour there', minus(mine, theirs).length > 0, texts(theirs));
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

function count(differences, name, without, more, changes) {
  const near = (at, forward) =>
    changes.some((change) => (change.behind > change.before) === forward && Math.abs(at - change.at) < DAY);
  for (const [what, instants] of Object.entries({'not due there': without, 'due there and not here': more})) {
    for (const [where, forward] of Object.entries({forward: true, back: false})) {
      const number = instants.filter((at) => near(at, forward)).length;
      const key = `${name}, where clocks go ${where}: ${what}`;
      if (number > 0) {
        differences.set(key, (differences.get(key) ?? 0) + number);
      }
    }
  }
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
