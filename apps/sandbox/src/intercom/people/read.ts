import type { Call, Endpoint } from '../call.js';
import { adminNotFound, notFound } from '../errors.js';
import { adminJson, contactJson, meJson, teamJson } from '../present/people.js';

const ok = (body: unknown) => ({ status: 200, body });

function admin({ workspace, params }: Call) {
  const found = workspace.admins.get(params['id'] ?? '');
  if (!found || found.removed) throw adminNotFound();
  return ok({ ...adminJson(workspace, found), away_status_reason_id: null });
}

function contact({ workspace, params }: Call) {
  const found = workspace.contacts.get(params['id'] ?? '');
  if (!found) throw notFound('Contact Not Found');
  return ok(contactJson(workspace, found));
}

export const peopleReads: Endpoint[] = [
  { method: 'GET', path: '/me', need: [], handle: (call) => ok(meJson(call.workspace, call.admin)) },
  {
    method: 'GET',
    path: '/admins',
    need: ['read_admins'],
    handle: ({ workspace }) =>
      ok({ type: 'admin.list', admins: workspace.activeAdmins.map((one) => adminJson(workspace, one)) }),
  },
  { method: 'GET', path: '/admins/:id', need: [['read_admins', 'read_one_admin']], handle: admin },
  {
    method: 'GET',
    path: '/teams',
    need: ['read_admins'],
    handle: ({ workspace }) => ok({ type: 'team.list', teams: [...workspace.teams.values()].map(teamJson) }),
  },
  { method: 'GET', path: '/contacts/:id', need: [['read_users', 'read_one_user']], handle: contact },
];
