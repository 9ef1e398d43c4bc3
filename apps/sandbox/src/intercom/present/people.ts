import type { Admin, Contact, Team } from '../types.js';
import type { Workspace } from '../workspace.js';

export function adminJson(workspace: Workspace, admin: Admin) {
  const { id, name, email, has_inbox_seat, away_mode_enabled } = admin;
  const team_ids = [...workspace.teams.values()].flatMap((team) =>
    team.adminIds.includes(id) ? [Number(team.id)] : [],
  );
  const away = { away_mode_enabled, away_mode_reassign: false };
  return { type: 'admin', id, name, email, ...away, has_inbox_seat, team_ids };
}

export function meJson(workspace: Workspace, { id, name, email, has_inbox_seat }: Admin) {
  const app = {
    type: 'app',
    id_code: workspace.id,
    name: workspace.name,
    created_at: workspace.created_at,
    secure: false,
    identity_verification: false,
    timezone: 'Europe/Stockholm',
    region: workspace.region.toUpperCase(),
  };
  const avatar = { type: 'avatar', image_url: null };
  return { type: 'admin', id, name, email, email_verified: true, app, avatar, has_inbox_seat };
}

export const teamJson = ({ id, name, adminIds }: Team) => ({
  type: 'team',
  id,
  name,
  admin_ids: adminIds.map(Number),
});

export function contactJson(workspace: Workspace, contact: Contact) {
  const { id, name, email, role, external_id, created_at } = contact;
  return {
    type: 'contact',
    id,
    workspace_id: workspace.id,
    external_id,
    role,
    email,
    phone: null,
    name,
    owner_id: null,
    has_hard_bounced: false,
    marked_email_as_spam: false,
    unsubscribed_from_emails: false,
    created_at,
    updated_at: created_at,
    signed_up_at: role === 'user' ? created_at : null,
    last_seen_at: null,
    custom_attributes: {},
  };
}
