import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Agents } from './agents.js';

test('a connection is let go before the server does it, so that no request meets one that is closing', async () => {
  const server = createServer((_request, response) => response.end('here'));
  server.keepAliveTimeout = 2_000; // told as `Keep-Alive: timeout=2`
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const agents = new Agents(['127.0.0.1'], 1_000);
  try {
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const [[socket], [answer]] = (await Promise.all([
      once(server, 'connection'),
      once(get(url, { agent: agents.for(url).httpAgent }), 'response'),
    ])) as [[Socket], [IncomingMessage]];
    answer.resume();
    await once(answer, 'end');
    const [by] = await Promise.race([
      once(socket, 'end').then(() => ['us']),
      once(socket, 'close').then(() => ['the server']),
    ]);
    expect(by).toBe('us');
  } finally {
    agents.destroy();
    server.close();
  }
});
