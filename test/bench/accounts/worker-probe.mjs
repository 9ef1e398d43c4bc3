import { createServer } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

/**
 * Preloaded into the worker (`NODE_OPTIONS=--import`), so that it can be asked from outside what it holds after a garbage
 * collection. It is there with and without accounts, so it is in no difference between the two.
 */
if (isMainThread && process.env.BENCH_PROBE_PORT) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const server = createServer((request, response) => {
    if (request.url === '/collected') for (let round = 0; round < 3; round += 1) collect();
    const { rss, heapUsed, external } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    const held = process.getActiveResourcesInfo();
    const count = (kind) => held.filter((name) => name === kind).length;
    response.setHeader('Connection', 'close');
    response.end(
      JSON.stringify({
        rss,
        // What V8 and its buffers hold; `rss` also has what the allocator keeps for later.
        held: heapUsed + external,
        cpuMs: (user + system) / 1_000,
        sockets: count('TCPSocketWrap'),
        timers: count('Timeout'),
      }),
    );
  });
  server.listen(Number(process.env.BENCH_PROBE_PORT), '127.0.0.1').unref();
}
