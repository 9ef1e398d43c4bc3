import { z } from 'zod';
import { LoginProblem, Session } from './session.js';
import type { Settings } from './settings.js';
import { type ExampleAccess, saveState, type State } from './state.js';

const EVENT_TYPES = ['ticket.created', 'reply.added'];

const CreatedKey = z.object({ id: z.string(), key: z.string() });
const CreatedSubscriber = z.object({ id: z.string(), secret: z.string() });
const Keys = z.object({ data: z.array(z.object({ id: z.string(), revokedAt: z.string().nullable() })) });
const Subscribers = z.object({
  data: z.array(z.object({ id: z.string(), url: z.string(), state: z.string() })),
});

/**
 * What the example needs to work: an API key and a subscription with its signing secret, made through the public API like
 * anybody's, and kept. Made again when the database does not know them any more.
 */
export async function exampleAccess(
  settings: Settings,
  state: State,
  password: string,
): Promise<ExampleAccess> {
  const hook = `${settings.exampleUrl}/nightdesk`;
  const { example } = state;
  let session: Session;
  try {
    session = await Session.logIn(settings.apiUrl, settings.ADMIN_EMAIL, password);
  } catch (error) {
    // Whoever changed the password on the page keeps it, and the example what it was given before.
    if (example && error instanceof LoginProblem) return example;
    throw error;
  }
  const keys = Keys.parse(await session.call('GET', '/v1/api-keys')).data;
  const subscribers = Subscribers.parse(await session.call('GET', '/v1/subscribers')).data;

  const key = keys.find(({ id, revokedAt }) => id === example?.keyId && revokedAt === null);
  const subscriber = subscribers.find(({ id }) => id === example?.subscriberId);
  if (example && key && subscriber?.url === hook && subscriber.state === 'active') return example;

  // A subscription whose secret is lost would go on to fail for ever.
  const old = subscribers.filter(({ id, url }) => id === subscriber?.id || url === hook);
  for (const { id } of old) await session.call('DELETE', `/v1/subscribers/${id}`);
  if (key) await session.call('DELETE', `/v1/api-keys/${key.id}`);

  const made = await make(session, hook);
  await saveState(settings.stateFile, { ...state, example: made });
  return made;
}

async function make(session: Session, hook: string): Promise<ExampleAccess> {
  const newKey = { name: 'Example automation', scopes: ['read', 'write'] };
  const { id: keyId, key: apiKey } = CreatedKey.parse(await session.call('POST', '/v1/api-keys', newKey));
  const newSubscriber = { url: hook, eventTypes: EVENT_TYPES };
  const answer = await session.call('POST', '/v1/subscribers', newSubscriber);
  const { id: subscriberId, secret } = CreatedSubscriber.parse(answer);
  return { keyId, apiKey, subscriberId, secret };
}
