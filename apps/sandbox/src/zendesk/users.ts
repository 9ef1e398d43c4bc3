import type { AuthorizedCall, Endpoint } from './call.js';
import { idList } from './call.js';
import { badRequest, recordNotFound } from './errors.js';
import type { Order } from './pagination.js';
import { paginate } from './pagination.js';
import { groupJson, userJson } from './present.js';

const need = { scope: 'users:read', role: 'agent' } as const;
const byId: Order<{ id: number }> = { value: ({ id }) => id, id: ({ id }) => id, descending: false };
const orders = { cursor: byId, offset: byId };

/** The trap of `users/me`: without credentials it answers 200 and nobody. */
const nobody = {
  id: null,
  url: null,
  name: 'Anonymous user',
  email: 'invalid@example.com',
  role: 'end-user',
  created_at: null,
  updated_at: null,
  active: false,
  suspended: false,
  restricted_agent: true,
  time_zone: 'UTC',
  locale: 'en-US',
  custom_role_id: null,
  default_group_id: null,
  organization_id: null,
};

function list(call: AuthorizedCall) {
  const { site, query, base } = call;
  const wanted = [query['role'] ?? [], query['role[]'] ?? []].flat();
  const users = [...site.users.values()].filter(({ role }) => wanted.length === 0 || wanted.includes(role));
  const { rows, envelope } = paginate(call, '/api/v2/users', users, orders);
  return { status: 200, body: { users: rows.map((user) => userJson(user, base)), ...envelope } };
}

function showMany({ site, query, base }: AuthorizedCall) {
  const ids = idList(query['ids']);
  if (ids.length === 0 || ids.length > 100)
    throw badRequest('InvalidParameter', 'ids must name between 1 and 100 users');
  const users = [...new Set(ids)]
    .flatMap((id) => site.users.get(id) ?? [])
    .map((user) => userJson(user, base));
  return { status: 200, body: { users, count: users.length, next_page: null, previous_page: null } };
}

export const people: Endpoint[] = [
  {
    method: 'GET',
    path: '/api/v2/users/me',
    need: { scope: 'users:read', role: 'anyone' },
    anonymous: () => ({ status: 200, body: { user: nobody } }),
    handle: ({ caller, base }) => ({ status: 200, body: { user: userJson(caller.user, base) } }),
  },
  { method: 'GET', path: '/api/v2/users', need, handle: list },
  { method: 'GET', path: '/api/v2/users/show_many', need, handle: showMany },
  {
    method: 'GET',
    path: '/api/v2/users/:id',
    need,
    handle: ({ site, params, base }) => {
      const user = site.users.get(Number(params['id']));
      if (!user) throw recordNotFound();
      return { status: 200, body: { user: userJson(user, base) } };
    },
  },
  {
    method: 'GET',
    path: '/api/v2/groups',
    need: { scope: 'groups:read', role: 'agent' },
    handle: (call) => {
      const { rows, envelope } = paginate(call, '/api/v2/groups', [...call.site.groups.values()], orders);
      return { status: 200, body: { groups: rows.map((group) => groupJson(group, call.base)), ...envelope } };
    },
  },
  {
    method: 'GET',
    path: '/api/v2/custom_statuses',
    need: { scope: 'tickets:read', role: 'agent' },
    handle: ({ site }) => {
      const custom_statuses = site.customStatuses.map((status) => ({
        ...status,
        active: true,
        end_user_label: status.agent_label,
      }));
      return { status: 200, body: { custom_statuses } };
    },
  },
];
