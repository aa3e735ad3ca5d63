// Foreign readers and writers, and the one form in which what they found is compared: names with their namespaces, attributes,
// text, and children.
import {XMLBuilder, XMLParser} from 'fast-xml-parser';
import xmlJs from 'xml-js';

const FAST = {
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#text',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  processEntities: true,
  htmlEntities: true, // without it, it leaves &#120; as it stands
};
const BUILD = {...FAST, suppressEmptyNode: true, suppressBooleanAttributes: false, format: false};

/** fast-xml-parser's object, which is our compact convention where it says the same things. */
export const byFastXmlParser = (xml) => new XMLParser(FAST).parse(xml);

export const buildByFastXmlParser = (json) => new XMLBuilder(BUILD).build(json);

/** xml-js's compact form in the names of ours. */
export function byXmlJs(xml) {
  return fromXmlJs(xmlJs.xml2js(xml, {compact: true, ignoreComment: true, ignoreInstruction: true, ignoreDeclaration: true}));
}

function fromXmlJs(node) {
  if (Array.isArray(node)) {
    return node.map(fromXmlJs);
  }
  const found = {};
  for (const [name, value] of Object.entries(node._attributes ?? {})) {
    found[`@${name}`] = value;
  }
  const text = [node._text ?? [], node._cdata ?? []].flat().join('');
  const children = Object.entries(node).filter(([name]) => !['_attributes', '_text', '_cdata'].includes(name));
  if (text !== '') {
    found['#text'] = text;
  }
  for (const [name, value] of children) {
    found[name] = fromXmlJs(value);
  }
  const names = Object.keys(found);
  return names.length === 0 ? '' : names.length === 1 && names[0] === '#text' ? text : found;
}

export function buildByXmlJs(json) {
  return xmlJs.js2xml(toXmlJs(json), {compact: true});
}

function toXmlJs(value) {
  if (Array.isArray(value)) {
    return value.map(toXmlJs);
  }
  if (typeof value !== 'object') {
    return value === '' ? {} : {_text: unambiguous(String(value))};
  }
  const node = {};
  for (const [name, inner] of Object.entries(value)) {
    if (name.startsWith('@')) {
      // xml-js escapes quotes in attributes and nothing else
      const plain = String(inner).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      (node._attributes ??= {})[name.slice(1)] = plain;
    } else if (name === '#text') {
      node._text = unambiguous(String(inner));
    } else {
      node[name] = toXmlJs(inner);
    }
  }
  return node;
}

/** xml-js takes a reference in a text for one that was escaped already. */
const unambiguous = (text) => text.replaceAll('&amp;', '&amp;amp;');

/** BadgerFish by its published rules, from xml-js's tree: each element says all namespaces that hold for it. */
export function badgerFishOf(xml) {
  const root = tree(xml);
  return {[root.name]: fish(root, {})};
}

function fish(element, outer) {
  const namespaces = {...outer};
  const found = {};
  const attributes = {};
  for (const [name, value] of Object.entries(element.attributes ?? {})) {
    if (name === 'xmlns') {
      namespaces.$ = value;
    } else if (name.startsWith('xmlns:')) {
      namespaces[name.slice(6)] = value;
    } else {
      attributes[`@${name}`] = value;
    }
  }
  if (Object.keys(namespaces).length) {
    found['@xmlns'] = namespaces;
  }
  Object.assign(found, attributes);
  const text = textOf(element);
  if (text) {
    found.$ = text;
  }
  for (const child of (element.elements ?? []).filter((one) => one.type === 'element')) {
    const inner = fish(child, namespaces);
    if (Object.hasOwn(found, child.name)) {
      found[child.name] = [found[child.name], inner].flat();
    } else {
      found[child.name] = inner;
    }
  }
  return found;
}

const tree = (xml) => xmlJs.xml2js(xml, {compact: false}).elements.find((one) => one.type === 'element');

const textOf = (element) =>
  (element.elements ?? [])
    .filter((one) => one.type === 'text' || one.type === 'cdata')
    .map((one) => one.text ?? one.cdata)
    .join('');

// --- the form that is compared ---

/** What JSON of a convention says, whatever prefixes it says it by and in whatever order members of other names stand. */
export function meaningOfJson(json, textKey = '#text') {
  const [[key, value]] = Object.entries(json);
  return ofMember(key, value, {}, textKey);
}

function ofMember(key, value, outer, textKey) {
  const object = typeof value === 'object' ? value : {[textKey]: String(value)};
  const scope = {...outer};
  for (const [name, declared] of Object.entries(object)) {
    if (name === '@xmlns' && typeof declared === 'object') {
      Object.entries(declared).forEach(([prefix, uri]) => (scope[prefix === '$' ? '' : prefix] = uri));
    } else if (name === '@xmlns' || name.startsWith('@xmlns:')) {
      scope[name.slice(7)] = declared;
    }
  }
  const attributes = [];
  const children = [];
  let text = '';
  for (const [name, inner] of Object.entries(object)) {
    if (name === textKey) {
      text += inner;
    } else if (name === '@xmlns' || name.startsWith('@xmlns:')) {
      continue;
    } else if (name.startsWith('@')) {
      attributes.push(`${expanded(name.slice(1), scope, false)}=${inner}`);
    } else if (Array.isArray(inner)) {
      children.push(`[${inner.map((one) => ofMember(name, one, scope, textKey)).join()}]`);
    } else {
      children.push(ofMember(name, inner, scope, textKey));
    }
  }
  return `<${expanded(key, scope, true)} ${attributes.sort().join(' ')}|${JSON.stringify(text)}|${children.sort().join('')}>`;
}

function expanded(name, scope, ofElement) {
  const [prefix, local] = name.includes(':') ? name.split(':') : ['', name];
  const uri = prefix || ofElement ? (scope[prefix] ?? '') : '';
  return `{${uri}}${local}`;
}

/** What XML says as xml-js reads it, in the order of the document. */
export const meaningOfXml = (xml) => ofElement(tree(xml), {});

function ofElement(element, outer) {
  const scope = {...outer};
  const all = Object.entries(element.attributes ?? {});
  for (const [name, value] of all) {
    if (name === 'xmlns' || name.startsWith('xmlns:')) {
      scope[name.slice(6)] = value;
    }
  }
  const attributes = all
    .filter(([name]) => name !== 'xmlns' && !name.startsWith('xmlns:'))
    .map(([name, value]) => `${expanded(name, scope, false)}=${value}`);
  const children = (element.elements ?? [])
    .filter((one) => one.type === 'element')
    .map((one) => ofElement(one, scope));
  const text = JSON.stringify(textOf(element));
  return `<${expanded(element.name, scope, true)} ${attributes.sort().join(' ')}|${text}|${children.join('')}>`;
}
