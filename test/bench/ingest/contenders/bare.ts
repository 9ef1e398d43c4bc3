import fastify from 'fastify';
import { ByHand } from './by-hand.js';
import { settings } from './settings.js';

/** Fastify and nothing else. */
const given = await settings();
const hand = new ByHand(given);
const server = fastify();
server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
  done(null, body),
);
server.post<{ Params: { accountId: string }; Body: Buffer }>(
  '/v1/webhooks/:accountId',
  async ({ params, headers, body }, reply) => {
    await reply.status(await hand.accept(params.accountId, headers, body)).send();
  },
);
await server.listen({ port: given.port, host: '127.0.0.1' });
process.send?.('ready');
process.once('disconnect', () => process.exit());
