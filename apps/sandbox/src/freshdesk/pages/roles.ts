import { escapeHtml } from '../../html.js';
import type { Call } from '../call.js';
import type { FreshdeskSite } from '../site.js';
import type { Role } from '../types.js';
import { permissions } from '../types.js';
import type { WebPage } from './layout.js';
import { backTo, formOf, pathAt, sitePage } from './layout.js';

const place = '/a/admin/roles';

function roles({ site, query }: Call) {
  const saved = site.roles.get(Number(query['saved']));
  const done = saved ? `<p class="done" role="status">${escapeHtml(saved.name)} saved.</p>` : '';
  return sitePage(site, place, `${done}${[...site.roles.values()].map((role) => card(site, role)).join('')}`);
}

function card(site: FreshdeskSite, role: Role): string {
  const { id, name } = role;
  const holders = [...site.agents.values()].filter(({ roleIds }) => roleIds.includes(id));
  const who = holders.map((agent) => agent.name).join(', ') || 'Nobody';
  const boxes = permissions.map((permission) => {
    const checked = role.permissions.has(permission) ? ' checked' : '';
    return `<label><input type="checkbox" name="permission" value="${permission}"${checked}>${permission}</label>`;
  });
  return `<section class="card" data-testid="role" data-role="${escapeHtml(name)}">
  <div class="title"><h2 id="role-${id}">${escapeHtml(name)}</h2><span class="quiet">${escapeHtml(who)}</span></div>
  <form method="post" action="${pathAt(site, `${place}/${id}`)}">
    <fieldset class="boxes" aria-labelledby="role-${id}">${boxes.join('')}</fieldset>
    <button data-testid="role-submit">Save ${escapeHtml(name)}</button>
  </form>
</section>`;
}

function save(call: Call) {
  const role = call.site.roles.get(Number(call.params['id']));
  if (!role) return backTo(call.site, place);
  const ticked = formOf(call).getAll('permission');
  role.permissions = new Set(permissions.filter((permission) => ticked.includes(permission)));
  return backTo(call.site, place, `?saved=${role.id}`);
}

export const rolePages: WebPage[] = [
  { method: 'GET', path: place, work: roles },
  { method: 'POST', path: `${place}/:id`, work: save },
];
