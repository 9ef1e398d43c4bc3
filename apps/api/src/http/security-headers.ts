import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '@nightdesk/platform/config';

const yearSeconds = 31_536_000;

/** What an answer of the API may do in a browser: nothing. The page has a policy of its own. */
const nothing = { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"], 'base-uri': ["'none'"] };

const permissions = 'camera=(), geolocation=(), microphone=(), payment=(), usb=()';

/** Every answer to a browser says what may be done with it, also those that refuse. */
export async function secureAnswers(
  app: NestFastifyApplication,
  { PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>,
): Promise<void> {
  await app.register(helmet, {
    global: false,
    contentSecurityPolicy: { useDefaults: false, directives: nothing },
    // The names beside this one are not ours to decide about.
    strictTransportSecurity: PUBLIC_URL.startsWith('https:')
      ? { maxAge: yearSeconds, includeSubDomains: false }
      : false,
    xFrameOptions: { action: 'deny' },
    // Within the page it is of use; nobody else learns where somebody came from.
    referrerPolicy: { policy: 'same-origin' },
    // Nobody wants it any more: it did harm.
    xXssProtection: false,
  });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, reply, done) => {
      // What takes webhooks answers no browser, and has no microseconds to give away.
      if (!request.url.startsWith('/v1/webhooks/')) {
        reply.helmet();
        reply.header('Permissions-Policy', permissions);
      }
      done();
    });
}
