// Lets foreign SOAP clients and servers, and foreign converters, speak through the bus of the built server.
import {execFile} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import soap from 'soap';
import {Checks, startServer} from '../server.mjs';
import {PYTHON, startEcho, startJsonBackend, startNpmSoapBackend, startPythonBackend, WSDL} from './backends.mjs';
import {Chance, jsonDocument, xmlDocument} from './corpus.mjs';
import {DIFFERENCES} from './differences.mjs';
import {
  badgerFishOf,
  buildByFastXmlParser,
  buildByXmlJs,
  byFastXmlParser,
  byXmlJs,
  meaningOfJson,
  meaningOfXml,
} from './readers.mjs';
import {walk} from './walk.mjs';

const SEED = 20261123;
const DOCUMENTS = 200;
const ZEEP = fileURLToPath(new URL('client.py', import.meta.url));
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';
const SHOP = 'namespaces: [{prefix: "", uri: "urn:shop"}]';
const OF_ANSWERS =
  'typeHints: [{path: "//amount", type: NUMBER}, {path: "//available", type: BOOLEAN}, {path: "//percent", type: NUMBER}], ' +
  'arrayPaths: ["//offer"], soapAction: "urn:shop#GetPrice"';
const OF_REQUESTS = 'typeHints: [{path: "//quantity", type: NUMBER}]';

const checks = new Checks();
const open = [];

async function run(bus) {
  const json = await opened(startJsonBackend());
  const python = await opened(startPythonBackend());
  for (const [version, word] of [['SOAP_1_1', '1.1'], ['SOAP_1_2', '1.2']]) {
    const npm = await opened(startNpmSoapBackend(version));
    const says = `${SHOP}, ${OF_ANSWERS}, soapVersion: ${version}`;
    await bus.lead(`/npm-${version}`, npm.url, 'JSON', 'SOAP', says);
    await bus.lead(`/python-${version}`, python.url, 'JSON', 'SOAP', says);
    await jsonClient(`JSON client, npm soap server, ${word}`, bus, `/npm-${version}`, version === 'SOAP_1_1');
    await jsonClient(`JSON client, Python server, ${word}`, bus, `/python-${version}`, true);
    const {headers} = npm.asked[0];
    const action = version === 'SOAP_1_1' ? headers.soapaction : /action=("[^"]*")/.exec(headers['content-type'])?.[1];
    checks.check(`the action reaches the server, ${word}`, action === '"urn:shop#GetPrice"', JSON.stringify(headers));
  }
  await bus.lead('/soap', json.url, 'SOAP', 'JSON', `${SHOP}, ${OF_REQUESTS}`);
  for (const version of ['1.1', '1.2']) {
    await npmClient(`npm soap client, JSON backend, ${version}`, bus, version, json);
    await zeepClient(`zeep, JSON backend, ${version}`, bus, version);
  }
  const echo = await opened(startEcho());
  await bus.lead('/compact', echo.url, 'JSON', 'XML', 'convention: COMPACT');
  await bus.lead('/badgerfish', echo.url, 'JSON', 'XML', 'convention: BADGERFISH');
  await differences(bus, echo);
  await compact(bus, echo);
  await badgerFish(bus, echo);
}

async function opened(starting) {
  const backend = await starting;
  open.push(backend);
  return backend;
}

// --- a project with a machine user that may call ---

async function enrol(server) {
  const admin = server.token();
  const query = async (text) => {
    const answer = await fetch(`${server.url}/query`, {
      method: 'POST',
      headers: {'Content-Type': 'application/json', Authorization: `Bearer ${admin}`},
      body: JSON.stringify({query: text}),
    });
    const {data, errors} = await answer.json();
    if (errors) {
      throw new Error(JSON.stringify(errors));
    }
    return Object.values(data)[0];
  };
  const project = await query('mutation { createProject(input: {name: "Shop"}) { id } }');
  const tenant = await query(`mutation { createTenant(projectId: "${project.id}", input: {name: "Acme"}) { id } }`);
  const application = await query(
    `mutation { createApplication(tenantId: "${tenant.id}", input: {name: "Web"}) { id } }`,
  );
  const {machineUser, generatedToken} = await query(
    `mutation { createMachineUserWithCredentials(tenantId: "${tenant.id}", input: {name: "Caller", username: "caller",
       hashedKey: "__GENERATE_TOKEN__"}) { machineUser { id } generatedToken } }`,
  );
  const address = (path) => `${server.url}/esb/${application.id}${path}`;
  return {
    token: generatedToken,
    address,
    async lead(path, url, input, output, conversion) {
      const {id} = await query(
        `mutation { createEndpoint(applicationId: "${application.id}", input: {name: "Shop", consumeURL: "${path}",
           url: "${url}", inputMessageType: ${input}, outputMessageType: ${output}, conversion: {${conversion}}}) { id } }`,
      );
      await query(
        `mutation { createMachineUser2Endpoint(input: {machineUserID: "${machineUser.id}", endpointID: "${id}",
           enabled: true}) { id } }`,
      );
    },
    async post(path, body) {
      const answer = await fetch(address(path), {
        method: 'POST',
        headers: {'Content-Type': 'application/json', Authorization: `Bearer ${generatedToken}`},
        body,
      });
      return {status: answer.status, type: answer.headers.get('content-type'), text: await answer.text()};
    },
  };
}

// --- SOAP ---

/** @param detailed whether the server says a detail with its faults */
async function jsonClient(name, bus, path, detailed) {
  const ask = (sku, quantity) => bus.post(path, JSON.stringify({GetPrice: {sku, quantity}}));
  const same = (what, answer, status, type, text) =>
    checks.check(
      `${name}: ${what}`,
      answer.status === status && answer.type === type && answer.text === text,
      `${answer.status} ${answer.type} ${answer.text}, not ${text}`,
    );
  const price = (sku, offers) =>
    `{"GetPriceResponse":{"sku":${JSON.stringify(sku)},"amount":19.90,"available":true${offers}}}`;
  const one = '{"code":"O0","percent":5}';
  same('a price with one offer', await ask('A-1', 1), 200, 'application/json', price('A-1', `,"offer":[${one}]`));
  const odd = 'A-<&>"\'ü😀 ]]>';
  const two = `,"offer":[${one},{"code":"O1","percent":10}]`;
  same('odd characters and two offers', await ask(odd, 2), 200, 'application/json', price(odd, two));
  same('no offers', await ask('none', 0), 200, 'application/json', price('none', ''));
  for (const [sku, status, code] of [['unknown-1', 400, 'Sender'], ['broken-1', 500, 'Receiver']]) {
    const answer = await ask(sku, 1);
    const problem = answer.type === 'application/problem+json' ? JSON.parse(answer.text) : {};
    const detail = detailed ? JSON.stringify({NoSuchSku: {sku}}) : undefined;
    const holds =
      answer.status === status &&
      problem.status === status &&
      problem.code === 'SOAP_FAULT' &&
      problem.detail === `No sku ${sku}` &&
      problem.fault.code === code &&
      JSON.stringify(problem.fault.detail) === detail;
    checks.check(`${name}: fault of the ${code}`, holds, `${answer.status} ${answer.type} ${answer.text}`);
  }
}

async function npmClient(name, bus, version, backend) {
  const client = await soap.createClientAsync(WSDL, {
    endpoint: bus.address('/soap'),
    forceSoap12Headers: version === '1.2',
  });
  client.setSecurity(new soap.BearerSecurity(bus.token));
  const offer = (i) => ({code: `O${i}`, percent: 5 * (i + 1)});
  for (const [sku, offers] of [['A-1', [offer(0)]], ['A-<&>"\'ü😀', [offer(0), offer(1)]], ['none', undefined]]) {
    const [answer] = await client.GetPriceAsync({sku, quantity: offers?.length ?? 0});
    const wanted = {sku, amount: 19.9, available: true, ...(offers && {offer: offers})};
    checks.check(`${name}: ${sku}`, JSON.stringify(answer) === JSON.stringify(wanted), JSON.stringify(answer));
    const asked = `{"GetPrice":{"sku":${JSON.stringify(sku)},"quantity":${offers?.length ?? 0}}}`;
    checks.check(`${name}: what is asked`, backend.asked.at(-1).body === asked, backend.asked.at(-1).body);
  }
  for (const [sku, status, older, newer, reason] of [
    ['unknown-1', version === '1.2' ? 400 : 500, 'soap:Client', 'soap:Sender', 'No sku unknown-1'],
    ['broken-1', 500, 'soap:Server', 'soap:Receiver', 'No price for broken-1'],
    ['silent-1', 502, 'soap:Server', 'soap:Receiver', ''],
  ]) {
    const fault = await client.GetPriceAsync({sku, quantity: 1}).then(
      () => ({}),
      (error) => ({status: error.response?.status, ...error.root?.Envelope?.Body?.Fault}),
    );
    const [code, said] =
      version === '1.2' ? [fault.Code?.Value, fault.Reason?.Text] : [fault.faultcode, fault.faultstring];
    checks.check(
      `${name}: fault of ${sku}`,
      fault.status === status && code === (version === '1.2' ? newer : older) && JSON.stringify(said ?? '').includes(reason),
      JSON.stringify(fault),
    );
  }
}

async function zeepClient(name, bus, version) {
  const binding = version === '1.2' ? 'Shop12' : 'Shop11';
  const {stdout} = await promisify(execFile)(PYTHON, [ZEEP, WSDL, bus.address('/soap'), binding], {
    env: {...process.env, SHOP_TOKEN: bus.token},
    timeout: 60_000,
  });
  const told = stdout.trim().split('\n').map((line) => JSON.parse(line));
  const type = version === '1.2' ? 'application/soap+xml; charset=utf-8' : 'text/xml; charset=utf-8';
  const offer = (i) => ({code: `O${i}`, percent: 5 * (i + 1)});
  [[offer(0)], [offer(0), offer(1)], []].forEach((offers, i) => {
    const {sku, status, answer} = told[i];
    const wanted = {sku, amount: '19.90', available: true, offer: offers};
    const holds = status === 200 && told[i].type === type && JSON.stringify(answer) === JSON.stringify(wanted);
    checks.check(`${name}: ${sku}`, holds, JSON.stringify(told[i]));
  });
  [
    [version === '1.2' ? 400 : 500, 'Client', 'Sender', 'No sku unknown-1', '>unknown-1</sku>'],
    [500, 'Server', 'Receiver', 'No price for broken-1', '>No price for broken-1</message>'],
    [502, 'Server', 'Receiver', '', 'BACKEND_UNREACHABLE'],
  ].forEach(([status, older, newer, reason, detail], i) => {
    const one = told[3 + i];
    const holds =
      one.status === status &&
      one.type === type &&
      one.fault?.code.endsWith(`:${version === '1.2' ? newer : older}`) &&
      one.fault.message.includes(reason) &&
      one.fault.detail.includes(detail);
    checks.check(`${name}: fault of ${one.sku}`, holds, JSON.stringify(one));
  });
  checks.check(`${name}: all calls came to an end`, told.length === 6, stdout);
}

// --- converters ---

/** The XML that our JSON becomes, without its declaration, or the status of the refusal. */
async function toXml(bus, echo, text, convention) {
  echo.answers('<r/>');
  const answer = await bus.post(`/${convention}`, text);
  return answer.status === 200 ? echo.last().slice(DECLARATION.length) : answer.status;
}

/** The JSON that XML becomes when a backend answers it. */
async function toJson(bus, echo, xml, convention) {
  echo.answers(xml);
  const answer = await bus.post(`/${convention}`, '{"r":"x"}');
  return answer.status === 200 ? answer.text : answer.status;
}

async function differences(bus, echo) {
  for (const {name, from, ours, theirs, convention = 'compact'} of DIFFERENCES) {
    const said = await (from.startsWith('<') ? toJson : toXml)(bus, echo, from, convention);
    checks.check(`difference: ${name}`, said === ours && said !== theirs[0], `we say ${said}`);
    checks.check(`difference, their side: ${name}`, theirs[0] === theirs[1], `they say ${theirs[0]}`);
  }
}

/** Counts the documents of which two say the same; shows the first of which they do not. */
class Agreement {
  #name;
  #agreed = 0;
  #first = '';

  constructor(name) {
    this.#name = name;
  }

  of(document, ours, theirs) {
    try {
      const [one, two] = [ours(), theirs()];
      if (one === two) {
        this.#agreed++;
        return;
      }
      this.#first ||= `${document}\n${apart(one, two)}`;
    } catch (problem) {
      this.#first ||= `${document}\n${problem.stack}`;
    }
  }

  check(of = DOCUMENTS) {
    checks.check(`${this.#name}: ${of} documents`, this.#agreed === of, `only ${this.#agreed}; ${this.#first}`);
  }
}

/** Where two texts part. */
function apart(one, two) {
  let at = 0;
  while (at < Math.min(one.length, two.length) && one[at] === two[at]) {
    at++;
  }
  const around = (text) => text.slice(Math.max(0, at - 80), at + 80);
  return `  we: …${around(one)}…\nthey: …${around(two)}…`;
}

async function compact(bus, echo) {
  const chance = new Chance(SEED);
  const read = {
    'fast-xml-parser reads our XML as our JSON': byFastXmlParser,
    'xml-js reads our XML as our JSON': byXmlJs,
  };
  const write = {
    "fast-xml-parser's XML of our JSON says what ours says": buildByFastXmlParser,
    "xml-js's XML of our JSON says what ours says": buildByXmlJs,
  };
  const agreements = Object.fromEntries([...Object.keys(read), ...Object.keys(write)].map((one) => [one, new Agreement(one)]));
  const returned = new Agreement('our JSON returns from our XML to the letter');
  for (let i = 0; i < DOCUMENTS; i++) {
    const document = jsonDocument(chance);
    const text = JSON.stringify(document);
    echo.answers(null);
    const answer = await bus.post('/compact', text);
    const xml = echo.last();
    for (const [name, reading] of Object.entries(read)) {
      agreements[name].of(xml, () => meaningOfJson(document), () => meaningOfJson(reading(xml)));
    }
    for (const [name, writing] of Object.entries(write)) {
      agreements[name].of(text, () => meaningOfXml(xml), () => meaningOfXml(writing(document)));
    }
    returned.of(text, () => answer.text, () => JSON.stringify(document, (_, one) => asText(one)));
  }
  Object.values(agreements).forEach((one) => one.check());
  returned.check();

  const byFast = new Agreement('our JSON of XML says what fast-xml-parser reads');
  const byOther = new Agreement('our JSON of XML says what xml-js reads');
  const back = new Agreement('XML returns from our JSON, but for the order of different names');
  for (let i = 0; i < DOCUMENTS; i++) {
    const xml = xmlDocument(chance, true);
    const ours = await toJson(bus, echo, xml, 'compact');
    byFast.of(xml, () => meaningOfJson(JSON.parse(ours)), () => meaningOfJson(byFastXmlParser(xml)));
    byOther.of(xml, () => meaningOfJson(JSON.parse(ours)), () => meaningOfJson(byXmlJs(xml)));
    const again = await toXml(bus, echo, ours, 'compact');
    back.of(xml, () => meaningOfJson(byXmlJs(again)), () => meaningOfJson(byXmlJs(xml)));
  }
  [byFast, byOther, back].forEach((one) => one.check());
}

/** Without hints numbers and flags return as text. */
const asText = (one) => (typeof one === 'number' || typeof one === 'boolean' ? String(one) : one);

async function badgerFish(bus, echo) {
  const chance = new Chance(SEED + 1);
  const read = new Agreement('our BadgerFish says what an independent one says');
  const written = new Agreement('our XML of an independent BadgerFish is the one that it was made of');
  for (let i = 0; i < DOCUMENTS; i++) {
    const xml = xmlDocument(chance, false);
    const theirs = badgerFishOf(xml);
    const ours = await toJson(bus, echo, xml, 'badgerfish');
    read.of(xml, () => meaningOfJson(JSON.parse(ours), '$'), () => meaningOfJson(theirs, '$'));
    const again = await toXml(bus, echo, JSON.stringify(theirs), 'badgerfish');
    written.of(xml, () => meaningOfXml(again), () => meaningOfXml(xml));
  }
  [read, written].forEach((one) => one.check());
}

try {
  const server = await startServer({PFY_OUTBOUND_ALLOW: '127.0.0.0/8'});
  try {
    await run(await enrol(server));
    for (const {name, shown, printed} of await walk(server)) {
      // the page breaks long lines
      const same = printed.replace(/\s+/g, '') === shown.replace(/\s+/g, '');
      checks.check(`the walk of the page: ${name}`, same, `it prints ${printed}`);
    }
  } finally {
    const code = await server.stop();
    checks.check('the server ends with 0', code === 0, `it ended with ${code}`);
  }
} catch (problem) {
  checks.check('bodies are converted', false, String(problem.stack ?? problem));
} finally {
  open.forEach((backend) => backend.stop());
}
checks.finish();
