// What stands behind the bus: a JSON backend, SOAP backends that npm soap makes, one of Python's, and one that keeps and answers
// what the corpus wants.
import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {fileURLToPath} from 'node:url';
import soap from 'soap';

export const WSDL = fileURLToPath(new URL('shop.wsdl', import.meta.url));
/** Debian's, for which zeep is packaged; another may come first in the path. */
export const PYTHON = '/usr/bin/python3';
const PYTHON_BACKEND = fileURLToPath(new URL('backend.py', import.meta.url));

/** @returns {Promise<{url: string, asked: object[], stop: () => void}>} `asked` keeps headers and body of each request */
async function listen(answer) {
  const asked = [];
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      asked.push({url: request.url, headers: request.headers, body});
      answer(request, body, response);
    });
  });
  const url = await bound(server);
  return {url, asked, stop: () => server.close()};
}

async function bound(server) {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${server.address().port}`;
}

/** Knows prices, and says in JSON what it does not know. */
export function startJsonBackend() {
  return listen((request, body, response) => {
    const {sku, quantity} = JSON.parse(body).GetPrice;
    const say = (status, text) => {
      response.writeHead(status, {'Content-Type': 'application/json'});
      response.end(text);
    };
    if (sku.startsWith('unknown')) {
      say(404, JSON.stringify({error: `No sku ${sku}`, sku}));
    } else if (sku.startsWith('broken')) {
      say(503, JSON.stringify({message: `No price for ${sku}`}));
    } else if (sku.startsWith('silent')) {
      request.socket.destroy();
    } else {
      const offers = Array.from({length: quantity}, (_, i) => ({code: `O${i}`, percent: 5 * (i + 1)}));
      const more = offers.length ? `,"offer":${JSON.stringify(offers)}` : '';
      // by hand: the amount keeps its zero
      say(200, `{"GetPriceResponse":{"sku":${JSON.stringify(sku)},"amount":19.90,"available":true${more}}}`);
    }
  });
}

/** A server made by npm soap, which speaks the one version of SOAP that it is told to. */
export async function startNpmSoapBackend(version) {
  const server = createServer();
  const asked = [];
  server.on('request', (request, response) => response.end());
  const url = await bound(server);
  const getPrice = ({sku, quantity}, _done, _headers, request) => {
    asked.push({headers: request.headers, sku, quantity});
    if (sku.startsWith('unknown') || sku.startsWith('broken')) {
      throw fault(version, sku);
    }
    const offer = Array.from({length: quantity}, (_, i) => ({code: `O${i}`, percent: 5 * (i + 1)}));
    return {sku, amount: '19.90', available: true, offer};
  };
  await new Promise((resolve, reject) =>
    soap.listen(server, {
      path: '/shop',
      services: {ShopService: {ShopPort11: {GetPrice: getPrice}, ShopPort12: {GetPrice: getPrice}}},
      xml: readFileSync(WSDL, 'utf8'),
      forceSoap12Headers: version === 'SOAP_1_2',
      callback: (problem) => (problem ? reject(problem) : resolve()),
    }),
  );
  return {url: `${url}/shop`, asked, stop: () => server.close()};
}

function fault(version, sku) {
  const sender = sku.startsWith('unknown');
  const reason = `No sku ${sku}`;
  const detail = {'tns:NoSuchSku': {'tns:sku': sku}};
  return Object.assign(new Error(reason), {
    Fault:
      version === 'SOAP_1_1'
        ? // npm soap answers 200 where it is told no status, as servers do that know HTTP as a mere transport
          {faultcode: sender ? 'soap:Client' : 'soap:Server', faultstring: reason, detail}
        : {
            Code: {Value: sender ? 'soap:Sender' : 'soap:Receiver'},
            Reason: {Text: reason},
            statusCode: sender ? 400 : 500,
          },
  });
}

/** The backend that Python's standard library makes. */
export async function startPythonBackend() {
  const child = spawn(PYTHON, [PYTHON_BACKEND], {stdio: ['pipe', 'pipe', 'pipe']});
  let said = '';
  child.stderr.on('data', (chunk) => (said += chunk));
  const port = await new Promise((resolve, reject) => {
    child.stdout.once('data', (chunk) => resolve(String(chunk).trim()));
    child.once('exit', (code) => reject(new Error(`backend.py ended with ${code}: ${said}`)));
  });
  return {url: `http://127.0.0.1:${port}`, said: () => said, stop: () => child.kill()};
}

/** Keeps what comes, and answers what it was told to; without that, what came. */
export async function startEcho() {
  let next = null;
  const echo = await listen((request, body, response) => {
    response.writeHead(200, {'Content-Type': request.headers['content-type']});
    response.end(next ?? body);
  });
  return {...echo, last: () => echo.asked.at(-1).body, answers: (text) => (next = text)};
}
