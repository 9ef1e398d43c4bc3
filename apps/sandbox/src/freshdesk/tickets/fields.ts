import type { FieldError } from '../errors.js';
import { validationFailed } from '../errors.js';
import type { FreshdeskSite } from '../site.js';
import type { Ticket, TicketFields } from '../types.js';
import { closed, resolved } from '../types.js';

const wrong = (field: string, message: string): FieldError => ({ field, message, code: 'invalid_value' });

/** Checks the wanted fields against the account and returns them with what follows from them. */
export function settled(
  site: FreshdeskSite,
  ticket: Ticket | null,
  wanted: Partial<TicketFields>,
): Partial<TicketFields> {
  const fields = { ...wanted, ...unassigned(site, ticket, wanted) };
  if (wanted.custom_fields) fields.custom_fields = { ...ticket?.custom_fields, ...wanted.custom_fields };
  const errors = [
    ...vocabulary(site, fields),
    ...assignees(site, { ...ticket, ...fields }, wanted),
    ...missingToResolve(site, { ...ticket, ...fields }, wanted.status),
  ];
  if (errors.length > 0) throw validationFailed(errors);
  return fields;
}

function vocabulary(site: FreshdeskSite, fields: Partial<TicketFields>): FieldError[] {
  const errors: FieldError[] = [];
  const { status, type, custom_fields = {} } = fields;
  const statuses = site.statuses.map(({ id }) => id);
  if (status !== undefined && !statuses.includes(status))
    errors.push(wrong('status', `It should be one of these values: '${statuses.join(',')}'`));
  if (type !== undefined && type !== null && !site.types.includes(type))
    errors.push(wrong('type', `It should be one of these values: '${site.types.join(',')}'`));
  for (const name of Object.keys(custom_fields))
    if (!site.customFields.some((field) => field.name === name))
      errors.push({ field: name, message: 'Unexpected/invalid field in request', code: 'invalid_field' });
  return errors;
}

/** A ticket that moves to a group its agent is not in loses the agent. */
function unassigned(
  site: FreshdeskSite,
  ticket: Ticket | null,
  { responder_id, group_id }: Partial<TicketFields>,
): Partial<TicketFields> {
  const kept = ticket?.responder_id ?? null;
  if (responder_id !== undefined || group_id === undefined || group_id === null || kept === null) return {};
  return site.agents.get(kept)?.groupIds.includes(group_id) ? {} : { responder_id: null };
}

function assignees(
  site: FreshdeskSite,
  { responder_id, group_id }: Partial<TicketFields>,
  wanted: Partial<TicketFields>,
): FieldError[] {
  const errors: FieldError[] = [];
  const group = group_id ?? null;
  if (wanted.group_id !== undefined && group !== null && !site.groups.has(group))
    errors.push(wrong('group_id', 'There is no group matching the given group_id'));
  if (wanted.responder_id === undefined || wanted.responder_id === null) return errors;
  const agent = site.agents.get(responder_id ?? 0);
  if (!agent || agent.deactivated)
    errors.push(wrong('responder_id', 'There is no agent matching the given responder_id'));
  else if (group !== null && site.groups.has(group) && !agent.groupIds.includes(group))
    errors.push(wrong('responder_id', 'The agent is not a member of the group of the ticket'));
  return errors;
}

/** Some fields have to be filled in before a ticket is resolved or closed. */
function missingToResolve(
  site: FreshdeskSite,
  ticket: Partial<TicketFields>,
  status: number | undefined,
): FieldError[] {
  if (status !== resolved && status !== closed) return [];
  const own = site.customFields
    .filter(({ requiredForClosure }) => requiredForClosure)
    .map(({ name }) => name);
  const required = new Set([...own, ...site.settings.requiredToResolve]);
  const values: Record<string, unknown> = { ...ticket, ...ticket.custom_fields };
  return [...required]
    .filter((name) => values[name] === undefined || values[name] === null || values[name] === '')
    .map((field) => ({ field, message: 'It should be a/an String', code: 'missing_field' }));
}
