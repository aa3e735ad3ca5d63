// Where our rules differ on purpose from those of others: what we say, and what they say, of the same document. When one of
// the two changes, the suite says so.
import {XMLBuilder, XMLParser} from 'fast-xml-parser';
import xmlJs from 'xml-js';
import {badgerFishOf, buildByFastXmlParser, byFastXmlParser} from './readers.mjs';

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const json = (value) => JSON.stringify(value);

/**
 * `from` is converted to XML when it is JSON, else to JSON; `ours` is what must come of it, or the status of a refusal; `theirs`
 * what they make of it.
 */
export const DIFFERENCES = [
  {
    name: 'mixed content keeps its order',
    from: '<p>one <b>two</b> three</p>',
    ours: '{"p":{"#content":["one ",{"b":"two"}," three"]}}',
    theirs: [json(byFastXmlParser('<p>one <b>two</b> three</p>')), '{"p":{"b":"two","#text":"one  three"}}'],
  },
  {
    name: 'BadgerFish keeps the order of elements that alternate',
    convention: 'badgerfish',
    from: '<r><a>1</a><b/><a>2</a></r>',
    ours: '{"r":{"$":[{"a":{"$":"1"}},{"b":{}},{"a":{"$":"2"}}]}}',
    theirs: [json(badgerFishOf('<r><a>1</a><b/><a>2</a></r>')), '{"r":{"a":[{"$":"1"},{"$":"2"}],"b":{}}}'],
  },
  {
    name: 'BadgerFish keeps the order where one local name stands in two namespaces, too',
    convention: 'badgerfish',
    from: '<r xmlns:q="u"><a/><q:a/></r>',
    ours: '{"r":{"@xmlns":{"q":"u"},"$":[{"a":{}},{"q:a":{}}]}}',
    theirs: [
      json(badgerFishOf('<r xmlns:q="u"><a/><q:a/></r>')),
      '{"r":{"@xmlns":{"q":"u"},"a":{"@xmlns":{"q":"u"}},"q:a":{"@xmlns":{"q":"u"}}}}',
    ],
  },
  {
    name: 'BadgerFish says a namespace where it is declared, not again in each element',
    convention: 'badgerfish',
    from: '<p:a xmlns:p="urn:p"><p:b/></p:a>',
    ours: '{"p:a":{"@xmlns":{"p":"urn:p"},"p:b":{}}}',
    theirs: [
      json(badgerFishOf('<p:a xmlns:p="urn:p"><p:b/></p:a>')),
      '{"p:a":{"@xmlns":{"p":"urn:p"},"p:b":{"@xmlns":{"p":"urn:p"}}}}',
    ],
  },
  {
    name: 'a namespace that nobody uses is left out, and others are said where they are used',
    from: '<r xmlns:p="urn:p" xmlns:q="urn:q"><p:a>x</p:a></r>',
    ours: '{"r":{"p:a":{"@xmlns:p":"urn:p","#text":"x"}}}',
    theirs: [
      json(byFastXmlParser('<r xmlns:p="urn:p" xmlns:q="urn:q"><p:a>x</p:a></r>')),
      '{"r":{"p:a":"x","@xmlns:p":"urn:p","@xmlns:q":"urn:q"}}',
    ],
  },
  {
    name: 'formatting is no content',
    from: '<r>\n  <a>1</a>\n</r>',
    ours: '{"r":{"a":"1"}}',
    theirs: [json(byFastXmlParser('<r>\n  <a>1</a>\n</r>')), '{"r":{"a":"1","#text":"\\n  \\n"}}'],
  },
  {
    name: 'text of blanks alone is kept',
    from: '<r><a>  </a></r>',
    ours: '{"r":{"a":"  "}}',
    theirs: [json(new XMLParser().parse('<r><a>  </a></r>')), '{"r":{"a":""}}'],
  },
  {
    name: 'text stays text until a hint says otherwise',
    from: '<r><a>007</a><b>1e3</b><c>12345678901234567890</c><d>0.10</d></r>',
    ours: '{"r":{"a":"007","b":"1e3","c":"12345678901234567890","d":"0.10"}}',
    theirs: [
      json(new XMLParser().parse('<r><a>007</a><b>1e3</b><c>12345678901234567890</c><d>0.10</d></r>')),
      '{"r":{"a":7,"b":1000,"c":"12345678901234567890","d":0.1}}',
    ],
  },
  {
    name: 'numbers keep each digit',
    from: '{"r":{"a":1e400,"b":12345678901234567890,"c":0.10}}',
    ours: '<r><a>1e400</a><b>12345678901234567890</b><c>0.10</c></r>',
    theirs: [
      buildByFastXmlParser(JSON.parse('{"r":{"a":1e400,"b":12345678901234567890,"c":0.10}}')),
      '<r><a>Infinity</a><b>12345678901234567000</b><c>0.1</c></r>',
    ],
  },
  {
    name: 'a list of one is marked, so that it returns as one',
    from: '{"r":{"a":["x"]}}',
    ours: '<r><?json array a?><a>x</a></r>',
    theirs: [buildByFastXmlParser({r: {a: ['x']}}), '<r><a>x</a></r>'],
  },
  {
    name: 'an empty list is marked, so that it is not the same as none',
    from: '{"r":{"a":[],"b":"x"}}',
    ours: '<r><?json array a?><b>x</b></r>',
    theirs: [buildByFastXmlParser({r: {a: [], b: 'x'}}), '<r><b>x</b></r>'],
  },
  {
    name: 'null is xsi:nil',
    from: '{"r":{"a":null,"b":""}}',
    ours: `<r ${XSI}><a xsi:nil="true"/><b/></r>`,
    theirs: [buildByFastXmlParser({r: {a: null, b: ''}}), '<r><a/><b/></r>'],
  },
  {
    name: 'a name that XML cannot have is escaped, and returns',
    from: '{"r":{"a b":"x"}}',
    ours: '<r><a_x0020_b>x</a_x0020_b></r>',
    theirs: [xmlJs.js2xml({r: {'a b': {_text: 'x'}}}, {compact: true}), '<r><a b>x</a b></r>'],
  },
  {
    name: 'a reference in a text stays text',
    from: '{"r":{"a":"&amp;"}}',
    ours: '<r><a>&amp;amp;</a></r>',
    theirs: [xmlJs.js2xml({r: {a: {_text: '&amp;'}}}, {compact: true}), '<r><a>&amp;</a></r>'],
  },
  {
    name: 'a carriage return survives the reader of the other side',
    from: '{"r":{"a":"1\\r\\n2"}}',
    ours: '<r><a>1&#13;\n2</a></r>',
    theirs: [buildByFastXmlParser({r: {a: '1\r\n2'}}), '<r><a>1\r\n2</a></r>'],
  },
  {
    name: 'a line feed in an attribute survives, too',
    from: '{"r":{"@a":"1\\n2"}}',
    ours: '<r a="1&#10;2"/>',
    theirs: [buildByFastXmlParser({r: {'@a': '1\n2'}}), '<r a="1\n2"/>'],
  },
  {
    name: 'a character that XML cannot have is refused',
    from: '{"r":{"a":"\\u0001"}}',
    ours: 422,
    theirs: [new XMLBuilder().build({r: {a: '\u0001'}}), '<r><a>\u0001</a></r>'],
  },
  {
    name: 'two members of one name are refused',
    from: '{"r":{"a":"1","a":"2"}}',
    ours: 422,
    theirs: [json(JSON.parse('{"r":{"a":"1","a":"2"}}')), '{"r":{"a":"2"}}'],
  },
  {
    name: 'a document type is refused',
    from: '<!DOCTYPE r [<!ENTITY e "x">]><r>&e;</r>',
    ours: 502,
    theirs: [json(byFastXmlParser('<!DOCTYPE r [<!ENTITY e "x">]><r>&e;</r>')), '{"r":"x"}'],
  },
  {
    name: 'what is no JSON object with one member gets a root',
    from: '{"a":"1","b":"2"}',
    ours: '<root><a>1</a><b>2</b></root>',
    theirs: [buildByFastXmlParser({a: '1', b: '2'}), '<a>1</a><b>2</b>'],
  },
];
