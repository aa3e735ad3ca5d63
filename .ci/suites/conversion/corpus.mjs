// Documents that a seed makes, in the forms that every converter knows: what only ours can say is named in differences.mjs.

const NAMES = ['a', 'b', 'c', 'item', 'größe', 'x-y', 'n.1', '_z', '名', 'Order'];
const TEXTS = [
  'x', '007', '1e400', '12345678901234567890', '0.10', 'true', 'null', 'ü😀', '<b>&amp;</b>', ']]>', 'a b', '{"a":1}',
  '"quoted" \'too\'', ' blanks around ', '--', '?>', '&#0;', '\u0085\u2028', 'a:b', '$', '@', '#text', '-1.5E-7',
];
const URIS = {p: 'urn:p', q: 'urn:q/2?x=1&y=2'};

/** mulberry32: small, and the same everywhere. */
export class Chance {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  below(limit) {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  }

  of(list) {
    return list[this.below(list.length)];
  }

  oneIn(count) {
    return this.below(count) === 0;
  }
}

const text = (chance) => (chance.oneIn(3) ? `${chance.of(TEXTS)}${chance.of(TEXTS)}` : chance.of(TEXTS));

function distinct(chance, most) {
  const names = new Set();
  for (let left = chance.below(most + 1); left > 0; left--) {
    names.add(chance.of(NAMES));
  }
  return [...names];
}

/** A document of JSON in the compact convention: one root, lists of two and more. */
export function jsonDocument(chance) {
  return {[chance.of(NAMES)]: members(chance, 4)};
}

function value(chance, depth) {
  if (depth <= 0 || chance.oneIn(2)) {
    return chance.of([text(chance), text(chance), '', chance.below(100000) - 5000, chance.oneIn(2)]);
  }
  return members(chance, depth);
}

function members(chance, depth) {
  const object = {};
  for (const name of distinct(chance, 2)) {
    object[`@${name}`] = chance.oneIn(5) ? '' : text(chance);
  }
  const children = distinct(chance, 4);
  if (!children.length) {
    const plain = text(chance);
    if (!Object.keys(object).length) {
      return plain;
    }
    object['#text'] = plain;
  }
  for (const name of children) {
    object[name] = chance.oneIn(3)
      ? Array.from({length: 2 + chance.below(3)}, () => value(chance, depth - 1))
      : value(chance, depth - 1);
  }
  return object;
}

/**
 * A document of XML as text: with prefixes, CDATA, references, comments and instructions.
 *
 * @param apart whether elements of one name may stand apart from each other, and one local name in several namespaces
 */
export function xmlDocument(chance, apart) {
  const head = chance.of(['', '<?xml version="1.0" encoding="UTF-8"?>', "<?xml version='1.0'?>\n", '<!-- first -->']);
  return head + element(chance, 4, {}, apart);
}

function element(chance, depth, outer, apart) {
  const scope = {...outer};
  const attributes = [];
  for (const prefix of Object.keys(URIS)) {
    if (!scope[prefix] && chance.oneIn(6)) {
      scope[prefix] = URIS[prefix];
      attributes.push(`xmlns:${prefix}=${quoted(chance, URIS[prefix])}`);
    }
  }
  for (const name of distinct(chance, 2)) {
    attributes.push(`${prefixed(chance, scope)}${name}=${quoted(chance, text(chance))}`);
  }
  const name = prefixed(chance, scope) + chance.of(NAMES);
  let children = '';
  if (depth > 0 && !chance.oneIn(3)) {
    const inner = Array.from({length: chance.below(5)}, () => element(chance, depth - 1, scope, apart));
    children = (apart ? inner : grouped(inner)).join(chance.oneIn(6) ? '<!-- between -->' : '');
  } else if (chance.oneIn(2)) {
    children = chance.oneIn(5) ? `<![CDATA[${text(chance).replaceAll(']]>', ']]&gt;')}]]>` : escaped(chance, text(chance));
  }
  const once = attributes.filter((one, i) => attributes.findIndex((two) => two.split('=')[0] === one.split('=')[0]) === i);
  const start = `<${name}${once.map((one) => chance.of([' ', '\n  ']) + one).join('')}`;
  return children === '' && chance.oneIn(2) ? `${start}/>` : `${start}>${children}</${name}>`;
}

/** Those of one name beside each other, and of each local name those with one prefix only. */
function grouped(elements) {
  const byLocal = new Map();
  for (const xml of elements) {
    const name = /^<([^\s/>]+)/.exec(xml)[1];
    const local = name.split(':').at(-1);
    const group = byLocal.get(local) ?? {name, all: []};
    if (group.name === name) {
      group.all.push(xml);
    }
    byLocal.set(local, group);
  }
  return [...byLocal.values()].flatMap(({all}) => all);
}

function prefixed(chance, scope) {
  const known = Object.keys(scope);
  return known.length && chance.oneIn(3) ? `${chance.of(known)}:` : '';
}

function escaped(chance, plain) {
  return plain
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('x', chance.of(['x', '&#120;', '&#x78;']));
}

function quoted(chance, plain) {
  const quote = chance.of(['"', "'"]);
  return quote + escaped(chance, plain).replaceAll(quote, quote === '"' ? '&quot;' : '&apos;') + quote;
}
