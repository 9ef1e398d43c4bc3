import { HelpdeskError, type Identity, type Send } from '@nightdesk/helpdesks/contract';
import { z } from 'zod';
import { ask, requestFor, type Platform } from './calls.js';
import { personOf } from './mapping.js';
import type { Row } from './row.js';

const Scopes = z.union([
  z.array(z.string()),
  z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean)),
]);

/** One call. The row is what evidence is taken from. */
export async function whoami(platform: Platform, send: Send): Promise<{ identity: Identity; row: Row }> {
  const { whoami: described, site, baseUrl, title } = platform.declared;
  const { adminRoles, call, fields, gone } = described;
  const row = await ask(platform, send, requestFor(platform, call, {}));
  if (gone && row.is(gone)) {
    const { status, requestId } = row.response;
    throw new HelpdeskError('agent_gone', `${title}: the agent behind the credential is suspended or gone`, {
      status,
      requestId,
    });
  }
  const user = personOf(row, fields, 'whoami.fields', 'agent');
  if (!user) throw row.unusable(fields.id, 'whoami.fields.id', 'it names nobody');
  const role = row.maybeWord(fields.role, 'whoami.fields.role');
  const identity: Identity = {
    user,
    platformRole: role ?? 'agent',
    isAdmin: role !== null && adminRoles.map(String).includes(role),
    ...(!site && { site: row.maybeWord(fields.site, 'whoami.fields.site') ?? new URL(baseUrl).host }),
    scopes: row.maybe(fields.scopes, 'whoami.fields.scopes', Scopes) ?? [],
    expiresAt: null,
  };
  return { identity, row };
}
