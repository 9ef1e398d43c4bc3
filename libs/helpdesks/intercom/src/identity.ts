import { HelpdeskError, type Identity, type PlatformRequest, type Send } from '@nightdesk/helpdesks/contract';
import { z } from 'zod';
import { call } from './calls.js';

const Me = z
  .looseObject({
    id: z.union([z.string(), z.number()]),
    name: z.string().nullish(),
    email: z.string().nullish(),
    app: z.looseObject({ id_code: z.string().min(1) }),
  })
  .nullable();

export const meRequest: PlatformRequest = { method: 'GET', path: '/me', route: '/me' };

/**
 * One call. `site` is the workspace's id, which webhooks call `app_id`. Intercom calls every teammate an admin and tells no
 * role, and no call lists the scopes.
 */
export async function whoami(send: Send): Promise<Identity> {
  const { body, response } = await call(send, meRequest, Me);
  if (body === null)
    throw new HelpdeskError('agent_gone', 'nobody stands behind the access token any more', {
      status: response.status,
      requestId: response.requestId,
    });
  return {
    user: { id: String(body.id), name: body.name ?? null, email: body.email ?? null, role: 'agent' },
    platformRole: 'admin',
    isAdmin: true,
    site: body.app.id_code,
    scopes: [],
    expiresAt: null,
  };
}

/** Every write names the admin it is by. Costs a call only where the account does not know. */
export async function adminIdOf(send: Send, authorId: string | null): Promise<string> {
  return authorId ?? (await whoami(send)).user.id;
}
