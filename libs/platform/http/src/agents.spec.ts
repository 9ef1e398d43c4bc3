import { createServer, get, type Server } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { Agents } from './agents.js';

/** Knows this one, and no other that is private. */
const agents = new Agents(['127.0.0.1'], 2_000);
let server: Server;
let url: URL;
let reached = 0;

beforeAll(async () => {
  server = createServer((_request, response) => {
    reached += 1;
    response.end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = new URL(`http://shop.example.com:${(server.address() as AddressInfo).port}/`);
});
afterAll(() => {
  agents.destroy();
  server.close();
});

/** Asks by a name that leads to these addresses at that moment. */
const ask = (...addresses: string[]) => {
  const lookup: LookupFunction = (_name, _options, found) =>
    found(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  return new Promise<number | string>((answered) => {
    const options = { agent: agents.for(url).httpAgent, lookup, headers: { Connection: 'close' } };
    get(url, options, (response) => answered(response.resume().statusCode ?? 0)).on('error', ({ message }) =>
      answered(message),
    );
  });
};

test('a name that leads elsewhere the second time is looked at again', async () => {
  expect(await ask('127.0.0.1')).toBe(200);
  for (const address of [
    '10.0.0.1',
    '169.254.169.254',
    '::1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    'fd00::1',
  ])
    expect([address, await ask(address)]).toEqual([address, expect.stringContaining('is not allowed')]);
  expect(reached).toBe(1);
});

test('one private address among those of a name is enough to refuse it', async () => {
  expect(await ask('127.0.0.1', 'fe80::1')).toContain('is not allowed');
});
