import { escapeHtml } from '../../html.js';
import type { Call } from '../call.js';
import { text } from '../call.js';
import { newKey } from '../people/add.js';
import type { WebPage } from './layout.js';
import { backTo, formOf, option, pathAt, sitePage } from './layout.js';

const place = '/a/profile';
const scopes = { 1: 'Global access', 2: 'Group access', 3: 'Restricted access' };

/** The profile of an agent; there is no login, so whose it is can be chosen. */
function profile({ site, query }: Call) {
  const staff = [...site.agents.values()].filter(({ deactivated }) => !deactivated);
  const agent = staff.find(({ id }) => String(id) === text(query['agent'])) ?? staff[0];
  if (!agent) return sitePage(site, place, '<p class="quiet">There is no agent here.</p>');
  const roles = agent.roleIds.map((id) => site.roles.get(id)?.name ?? '').join(', ');
  const options = staff.map(({ id, name }) => option(String(id), name, id === agent.id)).join('');
  const shown = text(query['reset']) === undefined ? '' : ' open';
  return sitePage(
    site,
    place,
    `<section class="card">
  <form method="get" action="${pathAt(site, place)}">
    <div><label for="agent">Signed in as</label><select id="agent" name="agent" data-testid="profile-agent">${options}</select></div>
    <button>Switch</button>
  </form>
</section>
<section class="card">
  <h2>${escapeHtml(agent.name)}</h2>
  <p class="quiet">${escapeHtml(agent.email)} · ${escapeHtml(roles)} · ${scopes[agent.ticketScope]}</p>
  <details${shown}><summary data-testid="view-api-key">View API key</summary><p><code data-testid="api-key">${escapeHtml(agent.apiKey)}</code></p></details>
  <form method="post" action="${pathAt(site, `${place}/reset-key`)}">
    <input type="hidden" name="agent" value="${agent.id}">
    <button data-testid="reset-api-key">Reset API key</button>
    <p class="quiet">Every integration that uses the key stops working.</p>
  </form>
</section>`,
  );
}

function reset(call: Call) {
  const agent = call.site.agents.get(Number(formOf(call).get('agent')));
  if (agent) agent.apiKey = newKey();
  return backTo(call.site, place, agent ? `?agent=${agent.id}&reset=yes` : '');
}

export const profilePages: WebPage[] = [
  { method: 'GET', path: place, work: profile },
  { method: 'POST', path: `${place}/reset-key`, work: reset },
];
