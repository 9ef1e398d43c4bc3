import type { AuthorizedCall, Endpoint } from './call.js';
import { checkQuery, needs, text } from './call.js';
import { priorities, sources } from './types.js';

interface Field {
  name: string;
  label: string;
  type: string;
  choices?: unknown;
  required_for_closure?: boolean;
}

/** The account's own words: statuses from 6 up and fields named `cf_…` mean what it says they mean. */
function fields({ site }: AuthorizedCall): Field[] {
  const statuses = site.statuses.map(({ id, label }) => [String(id), [label, label]]);
  const groups = [...site.groups.values()].map(({ id, name }) => [name, id]);
  const agents = [...site.agents.values()].filter(({ deactivated }) => !deactivated);
  return [
    { name: 'requester', label: 'Search a requester', type: 'default_requester' },
    { name: 'subject', label: 'Subject', type: 'default_subject' },
    { name: 'ticket_type', label: 'Type', type: 'default_ticket_type', choices: site.types },
    { name: 'source', label: 'Source', type: 'default_source', choices: titled(sources) },
    { name: 'status', label: 'Status', type: 'default_status', choices: Object.fromEntries(statuses) },
    { name: 'priority', label: 'Priority', type: 'default_priority', choices: titled(priorities) },
    { name: 'group', label: 'Group', type: 'default_group', choices: Object.fromEntries(groups) },
    {
      name: 'agent',
      label: 'Agent',
      type: 'default_agent',
      choices: Object.fromEntries(agents.map(({ id, name }) => [name, id])),
    },
    { name: 'description', label: 'Description', type: 'default_description' },
    ...site.customFields.map(({ name, label, requiredForClosure }) => ({
      name,
      label,
      type: 'custom_text',
      required_for_closure: requiredForClosure,
    })),
  ];
}

const titled = (choices: Record<string, number>) =>
  Object.fromEntries(
    Object.entries(choices).map(([name, id]) => [name[0]?.toUpperCase() + name.slice(1), id]),
  );

function listed(call: AuthorizedCall, path: 'plain' | 'admin') {
  checkQuery(call.query, ['type']);
  const type = text(call.query['type']);
  const required = new Set(call.site.settings.requiredToResolve);
  const at = [...call.site.roles.values()][0]?.created_at;
  const body = fields(call).map((field, index) => ({
    id: 1000 + index,
    ...field,
    description: null,
    position: index + 1,
    default: !field.name.startsWith('cf_'),
    required_for_closure: field.required_for_closure ?? required.has(field.name),
    required_for_agents: field.name === 'subject',
    label_for_customers: field.label,
    created_at: at,
    updated_at: at,
    ...(path === 'admin' && field.name === 'status' ? { choices: statusRows(call) } : {}),
  }));
  return { status: 200, body: body.filter((field) => type === undefined || field.type === type) };
}

/** The admin's list tells statuses as rows. */
const statusRows = ({ site }: AuthorizedCall) =>
  site.statuses.map(({ id, label }, index) => ({
    id,
    value: label,
    label_for_customers: label,
    position: index + 1,
    default: id <= 5,
    archived: false,
  }));

export const fieldReads: Endpoint[] = [
  {
    method: 'GET',
    path: '/api/v2/ticket_fields',
    needs: needs(),
    handle: (call) => listed(call, 'plain'),
  },
  {
    method: 'GET',
    path: '/api/v2/admin/ticket_fields',
    needs: needs('administer'),
    handle: (call) => listed(call, 'admin'),
  },
  {
    method: 'GET',
    path: '/api/v2/settings/helpdesk',
    needs: needs('administer'),
    handle: () => ({
      status: 200,
      body: { primary_language: 'en', supported_languages: [], portal_languages: [] },
    }),
  },
];
