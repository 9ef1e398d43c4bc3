import { callsOf, HelpdeskError, type PlatformRequest } from '@nightdesk/helpdesks/contract';

export const call = callsOf('Intercom');

/** Intercom keeps conversations and tickets apart; the unified id says which of the two a number means. */
export interface Target {
  kind: 'conversation' | 'ticket';
  id: string;
}

/** `conversation-123`, `ticket-456`. Anything else cannot exist, and must not shape a path. */
export function targetOf(ticketId: string): Target {
  const [, kind, id] = /^(conversation|ticket)-(\d{1,20})$/.exec(ticketId) ?? [];
  if (kind === undefined || id === undefined)
    throw new HelpdeskError(
      'not_found',
      'no such ticket: Intercom ids look like conversation-123 or ticket-456',
    );
  return { kind: kind === 'ticket' ? 'ticket' : 'conversation', id };
}

export const ticketIdOf = (kind: Target['kind'], id: string | number): string => `${kind}-${id}`;

/** The path of a conversation or ticket and what lies below it. */
export function targetPath(
  { kind, id }: Target,
  below: '' | '/reply' | '/parts' | '/tags' = '',
): Pick<PlatformRequest, 'path' | 'route'> {
  return { path: `/${kind}s/${id}${below}`, route: `/${kind}s/:id${below}` };
}

/** The place of one tag on a conversation or ticket. */
export function tagPath(target: Target, tagId: string): Pick<PlatformRequest, 'path' | 'route'> {
  const { path, route } = targetPath(target, '/tags');
  return { path: `${path}/${encodeURIComponent(tagId)}`, route: `${route}/:tag` };
}
