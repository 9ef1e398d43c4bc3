import type { Capability, PlatformRequest } from '@nightdesk/helpdesks/contract';
import { z } from 'zod';

const Update = z.looseObject({ tags: z.unknown(), status: z.unknown() }).partial();

/** What a refused call shows to be missing. */
export function capabilityFor({ method, route, body }: PlatformRequest): Capability | undefined {
  if (!route.startsWith('/api/v2/tickets')) return undefined;
  if (method === 'GET') return 'tickets:read';
  if (method === 'POST') return 'replies:write';
  const { tags, status } = Update.safeParse(body).data ?? {};
  if (tags !== undefined) return 'tags:write';
  return status === undefined ? 'assignee:write' : 'status:write';
}
