import { ticketNumber } from '../auth.js';
import type { AuthorizedCall, Endpoint } from '../call.js';
import { checkQuery, needs, text } from '../call.js';
import { notFound } from '../errors.js';
import { paged } from '../paging.js';
import { agentJson, contactJson, groupJson, roleJson } from '../present.js';
import type { Permission } from '../types.js';

const root = '/api/v2';
const pages = ['page', 'per_page'];

function agents(call: AuthorizedCall) {
  checkQuery(call.query, [...pages, 'email'], ['mobile', 'phone', 'state']);
  const email = text(call.query['email'])?.toLowerCase();
  const active = [...call.site.agents.values()].filter(
    (agent) => !agent.deactivated && (email === undefined || agent.email === email),
  );
  const { rows, headers } = paged(call, `${root}/agents`, active);
  return { status: 200, headers, body: rows.map(agentJson) };
}

function contacts(call: AuthorizedCall) {
  const beyond = [
    'mobile',
    'phone',
    'state',
    'company_id',
    'unique_external_id',
    '_updated_since',
    'updated_since',
  ];
  checkQuery(call.query, [...pages, 'email'], beyond);
  const email = text(call.query['email'])?.toLowerCase();
  const all = [...call.site.contacts.values()].filter((one) => email === undefined || one.email === email);
  const byName = all.toSorted((one, other) => one.name.localeCompare(other.name) || one.id - other.id);
  const { rows, headers } = paged(call, `${root}/contacts`, byName);
  return { status: 200, headers, body: rows.map(contactJson) };
}

/** One record by its id, or an empty 404. */
function one<Row>(
  path: string,
  permission: Permission,
  rows: (call: AuthorizedCall) => Map<number, Row>,
  json: (row: Row, call: AuthorizedCall) => unknown,
): Endpoint {
  return {
    method: 'GET',
    path: `${root}/${path}/:id`,
    needs: needs(permission),
    handle: (call) => {
      checkQuery(call.query, []);
      const row = rows(call).get(ticketNumber(call.params['id']));
      if (!row) throw notFound();
      return { status: 200, body: json(row, call) };
    },
  };
}

const listsPeople = needs('list agents and groups');

export const people: Endpoint[] = [
  {
    method: 'GET',
    path: `${root}/agents/me`,
    needs: needs(),
    handle: ({ agent }) => ({ status: 200, body: agentJson(agent) }),
  },
  { method: 'GET', path: `${root}/agents`, needs: listsPeople, handle: agents },
  one('agents', 'list agents and groups', ({ site }) => site.agents, agentJson),
  {
    method: 'GET',
    path: `${root}/groups`,
    needs: listsPeople,
    handle: (call) => {
      checkQuery(call.query, pages);
      const { rows, headers } = paged(call, `${root}/groups`, [...call.site.groups.values()]);
      return { status: 200, headers, body: rows.map((group) => groupJson(call.site, group)) };
    },
  },
  one(
    'groups',
    'list agents and groups',
    ({ site }) => site.groups,
    (group, { site }) => groupJson(site, group),
  ),
  {
    method: 'GET',
    path: `${root}/roles`,
    needs: needs('administer'),
    handle: (call) => {
      checkQuery(call.query, pages);
      const { rows, headers } = paged(call, `${root}/roles`, [...call.site.roles.values()]);
      return { status: 200, headers, body: rows.map(roleJson) };
    },
  },
  one('roles', 'administer', ({ site }) => site.roles, roleJson),
  {
    method: 'GET',
    path: `${root}/contacts`,
    bucket: 'contact-list',
    needs: needs('view contacts'),
    handle: contacts,
  },
  one('contacts', 'view contacts', ({ site }) => site.contacts, contactJson),
];
