import { HelpdeskError, type Send, type Step } from '@nightdesk/helpdesks/contract';
import { ticketPath } from './calls.js';
import { tagsFieldOf, tagsOf } from './mapping.js';
import type { SingleTicket } from './shapes.js';
import { single, type Single } from './tickets.js';

export type TagStep = Extract<Step, { kind: 'addTags' | 'removeTags' }>;
export const isTagStep = (step: Step): step is TagStep =>
  step.kind === 'addTags' || step.kind === 'removeTags';

/** What shall be there (true) and what not, the last step about a tag decides. */
const wanted = (steps: readonly TagStep[]): Map<string, boolean> =>
  new Map(steps.flatMap(({ kind, tags }) => tags.map((tag) => [tag.trim(), kind === 'addTags'] as const)));

export function tagsAreThere(ticket: SingleTicket, steps: readonly TagStep[]): boolean {
  const present = new Set(tagsOf(ticket));
  return [...wanted(steps)].every(([tag, shallBe]) => present.has(tag) === shallBe);
}

/** How often a ticket may change under our hands before we give up. */
const attempts = 3;

/**
 * REST 2 only sets all values of a field. So what others set is read first, and `If-Match` makes RT refuse when anything
 * happened to the ticket since.
 */
export async function setTags(
  send: Send,
  ticketId: string,
  steps: readonly TagStep[],
  read: () => Promise<Single>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const { ticket, etag } = await read();
    const field = tagsFieldOf(ticket);
    if (!field)
      throw new HelpdeskError(
        'forbidden',
        'the ticket has no custom field “Tags” that the token’s user sees',
        {
          capability: 'tags:write',
        },
      );
    if (tagsAreThere(ticket, steps)) return;
    const shall = wanted(steps);
    const values = new Set([
      ...tagsOf(ticket).filter((tag) => shall.get(tag) !== false),
      ...[...shall].filter(([, shallBe]) => shallBe).map(([tag]) => tag),
    ]);
    try {
      const { body } = await send({
        method: 'PUT',
        ...ticketPath(ticketId),
        body: { CustomFields: { [String(field.id)]: [...values] } },
        headers: etag === undefined ? {} : { 'If-Match': etag },
        repeatable: true,
      });
      if (tagsAreThere((await single(send, ticketId)).ticket, steps)) return;
      throw refused(body);
    } catch (error) {
      const isRace = error instanceof HelpdeskError && error.kind === 'conflict';
      if (!isRace || attempt === attempts) throw error;
    }
  }
}

/** What RT says, in English, of a value that its field does not take. Whatever else stops a value is a missing right. */
const ofTheValue =
  /^(?:Invalid value for custom field|Could not add new custom field value: (?:Input must match .*|'.*' is not a unique value))$/s;

function refused(body: unknown): HelpdeskError {
  const said: unknown[] = Array.isArray(body) ? body : [];
  return said.some((one) => typeof one === 'string' && ofTheValue.test(one))
    ? new HelpdeskError('invalid', 'the custom field “Tags” does not take this value')
    : new HelpdeskError('forbidden', 'the token’s user may not change the custom field “Tags”', {
        capability: 'tags:write',
      });
}
