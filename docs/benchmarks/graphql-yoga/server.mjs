// The list of projects as a GraphQL server on Node would have it: graphql-yoga and pg, one schema, one resolver, on the
// Manager's tables, under the role of requests, so behind the same row-level security.
//
//   BENCH_BINDING   transaction: begin, binding, prepared statement, commit, each awaited, as pg offers it
//                   message: all of it as one message of the simple protocol, with escaped values
//   BENCH_CACHE     seconds for which a token that was found is remembered; 0: looked up for each request
//   BENCH_WORKERS   processes; 1: no cluster
import cluster from 'node:cluster';
import {createHash, timingSafeEqual} from 'node:crypto';
import {createServer} from 'node:http';
import {GraphQLError, GraphQLScalarType} from 'graphql';
import {createSchema, createYoga} from 'graphql-yoga';
import pg from 'pg';

const WORKERS = Number(process.env.BENCH_WORKERS ?? 1);
const CACHE_MILLIS = 1000 * Number(process.env.BENCH_CACHE ?? 5);
const ONE_MESSAGE = process.env.BENCH_BINDING === 'message';
const CONNECTIONS = 10;

if (WORKERS > 1 && cluster.isPrimary) {
  let ready = 0;
  for (let i = 0; i < WORKERS; i++) {
    cluster.fork().on('listening', ({port}) => {
      if (++ready === WORKERS) {
        console.log(`listening on port ${port}`);
      }
    });
  }
  process.once('SIGTERM', () => {
    for (const worker of Object.values(cluster.workers)) {
      worker.process.kill('SIGTERM');
    }
    process.exit(0);
  });
} else {
  serve();
}

function serve() {
  const address = new URL(process.env.BENCH_DB_URL.replace('jdbc:', ''));
  const pool = new pg.Pool({
    host: address.hostname,
    port: Number(address.port),
    database: address.pathname.slice(1),
    user: process.env.BENCH_DB_USER,
    password: process.env.BENCH_DB_PASSWORD,
    max: Math.ceil(CONNECTIONS / WORKERS),
    options: '-c search_path=manager -c plan_cache_mode=force_generic_plan',
  });
  const yoga = createYoga({
    schema: schema(pool),
    graphiql: false,
    landingPage: false,
    logging: false,
    graphqlEndpoint: '/query',
    context: async ({request}) => ({user: await authenticated(pool, request.headers.get('authorization'))}),
  });
  const server = createServer(yoga);
  // With port 0 all workers of a cluster share the one that the first was given.
  server.listen(0, '127.0.0.1', () => {
    if (!cluster.isWorker) {
      console.log(`listening on port ${server.address().port}`);
    }
  });
}

function schema(pool) {
  return createSchema({
    typeDefs: /* GraphQL */ `
      scalar DateTime
      enum OrderDirection { ASC DESC }
      input Order { field: String!, direction: OrderDirection! }
      input Pagination { limit: Int!, offset: Int! }
      type Project {
        id: ID!
        name: String!
        slug: String!
        description: String
        protected: Boolean!
        createdAt: DateTime!
        updatedAt: DateTime!
      }
      type Query { projects(order: Order, pagination: Pagination): [Project!]! }
    `,
    resolvers: {
      DateTime: new GraphQLScalarType({name: 'DateTime', serialize: (time) => time.toISOString()}),
      Query: {projects: (_, {order, pagination}, {user}) => projects(pool, user, order, pagination)},
      Project: {createdAt: (project) => project.created_at, updatedAt: (project) => project.updated_at},
    },
  });
}

const ORDERS = {name: 'p.name collate "C"', created_at: 'p.created_at'};

async function projects(pool, user, order = {field: 'created_at', direction: 'ASC'}, page = {limit: 1000, offset: 0}) {
  const column = ORDERS[order.field];
  if (!column) {
    throw new GraphQLError(`there is no field ${order.field}`);
  }
  const everything = user.platform_administrator;
  const seen = everything
    ? 'true'
    : 'exists (select from member m where m.user_id = $3 and m.project_id = p.id)';
  return bound(pool, everything ? 'platform' : 'reach', everything ? '' : user.id, {
    name: `projects-${order.field}-${order.direction}-${everything}`,
    text: `select p.id, p.name, p.slug, p.description, p.protected, p.created_at, p.updated_at
             from project p where ${seen}
            order by ${column} ${order.direction === 'DESC' ? 'desc' : 'asc'}, p.id limit $1 offset $2`,
    values: everything ? [page.limit, page.offset] : [page.limit, page.offset, user.id],
  });
}

/** Runs one statement that looks at rows, bound as row-level security wants it. */
async function bound(pool, kind, user, query) {
  if (ONE_MESSAGE) {
    const text = query.text.replace(/\$(\d)/g, (_, i) => literal(query.values[i - 1]));
    const results = await pool.query(`select ${settings(literal(kind), literal(user))}; ${text}`);
    return results[1].rows;
  }
  const client = await pool.connect();
  try {
    await client.query('begin read only');
    await client.query({name: 'bind', text: `select ${settings('$1', '$2')}`, values: [kind, user]});
    const {rows} = await client.query(query);
    await client.query('commit');
    client.release();
    return rows;
  } catch (failure) {
    client.release(failure);
    throw failure;
  }
}

function settings(kind, user) {
  return `set_config('manager.binding', ${kind}, true), set_config('manager.user', ${user}, true)`;
}

function literal(value) {
  return typeof value === 'number' ? String(value) : pg.escapeLiteral(value);
}

const found = new Map();
const MOST_FOUND = 1000;

async function authenticated(pool, header) {
  const token = /^Bearer (pfy_([0-9A-Za-z]{16})[0-9A-Za-z]{49})$/.exec(header ?? '');
  if (!token) {
    throw refused();
  }
  const [, text, selector] = token;
  const held = await heldToken(pool, selector);
  const hash = createHash('sha256').update(text).digest();
  const now = new Date();
  if (!held || !timingSafeEqual(hash, held.hash) || held.disabled || held.revoked_at || held.expires_at <= now && held.expires_at) {
    throw refused();
  }
  return held;
}

async function heldToken(pool, selector) {
  const known = found.get(selector);
  if (known && known.until > Date.now()) {
    return known.held;
  }
  const rows = await bound(pool, 'door', '', {
    name: 'token',
    text: `select t.hash, t.expires_at, t.revoked_at, u.id, u.disabled, u.platform_administrator
             from personal_access_token t join user_account u on u.id = t.user_id where t.selector = $1`,
    values: [selector],
  });
  if (CACHE_MILLIS > 0 && rows.length > 0) {
    if (found.size >= MOST_FOUND) {
      found.delete(found.keys().next().value);
    }
    found.set(selector, {held: rows[0], until: Date.now() + CACHE_MILLIS});
  }
  return rows[0];
}

function refused() {
  return new GraphQLError('The credentials are not valid', {extensions: {http: {status: 401}}});
}
